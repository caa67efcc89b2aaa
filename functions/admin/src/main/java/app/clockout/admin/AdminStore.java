package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.People;
import app.clockout.table.Write;

/** Who is an admin, in {@code MEMBER#id / PROFILE}. */
public final class AdminStore {
    private AdminStore() {}

    /** Makes a member an admin; refused when they are one already, or no member. */
    public static Write grantAdmin(MemberId id) {
        return Write.update(People.key(id), "SET admin = :yes")
                .onlyIf("standing = :approved AND admin <> :yes")
                .where(":approved", Standing.APPROVED.id())
                .where(":yes", true);
    }

    /** Takes a member's admin role; refused when they have none, or are the founder. */
    public static Write revokeAdmin(MemberId id) {
        return Write.update(People.key(id), "SET admin = :no")
                .onlyIf("admin = :yes AND founder = :no")
                .where(":yes", true)
                .where(":no", false);
    }
}
