package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Slug;
import java.util.Optional;

/** Who is what to a club: {@code CLUB#slug / MEMBER#id}; the index {@code ByMember} has them by member. */
public final class Memberships {
    private final Table table;

    public Memberships(Table table) {
        this.table = table;
    }

    public Optional<Membership> find(Slug club, MemberId member) {
        return table.get(ClubKeys.membership(club, member)).map(Memberships::read);
    }

    /** Holds only while the person is a member of the club. */
    public static Write checkMember(Slug club, MemberId member) {
        return Write.check(ClubKeys.membership(club, member), "standing = :member")
                .where(":member", State.MEMBER.id());
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    public static Membership read(Item item) {
        try {
            return new Membership(
                    ClubKeys.slug(item), ClubKeys.member(item), State.of(item.text("standing")), item.instant("since"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("A membership has a value that is not known here.");
        }
    }
}
