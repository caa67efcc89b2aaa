package app.clockout.session;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.People;
import app.clockout.table.Write;

/** What a sign-in changes of the member, in {@code MEMBER#id / PROFILE}. */
final class SignInStore {
    private SignInStore() {}

    /** Notes a sign-in; refused unless they are a member, and for an admission link unless it is the first one. */
    static Write signIn(MemberId id, boolean firstOnly) {
        var write = Write.update(People.key(id), "SET signedIn = :yes")
                .onlyIf("standing = :approved" + (firstOnly ? " AND signedIn = :no" : ""))
                .where(":approved", Standing.APPROVED.id())
                .where(":yes", true);
        return firstOnly ? write.where(":no", false) : write;
    }

    /** Notes a sign-in by the founder, who is an admin for good; refused unless they are a member. */
    static Write founderSignsIn(MemberId id) {
        return Write.update(People.key(id), "SET signedIn = :yes, admin = :yes, founder = :yes")
                .onlyIf("standing = :approved")
                .where(":approved", Standing.APPROVED.id())
                .where(":yes", true);
    }
}
