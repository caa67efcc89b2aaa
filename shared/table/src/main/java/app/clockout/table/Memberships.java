package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Slug;
import java.util.Optional;

/** Who is what to a club: {@code CLUB#slug / MEMBER#id}; the index {@code ByMember} has them by member. */
public final class Memberships {
    private static final String MEMBER = "MEMBER#";

    private final Table table;

    public Memberships(Table table) {
        this.table = table;
    }

    static Key key(Slug club, MemberId member) {
        return new Key(Clubs.partition(club), MEMBER + member);
    }

    public Optional<Membership> find(Slug club, MemberId member) {
        return table.get(key(club, member)).map(Memberships::read);
    }

    /** Holds only while the person is a member of the club. */
    public static Write checkMember(Slug club, MemberId member) {
        return Write.check(key(club, member), "standing = :member").where(":member", Membership.State.MEMBER.id());
    }

    /** Somebody is something to a club for the first time; refused when there is a row already. */
    public Write enter(Membership membership) {
        return Write.put(write(membership)).onlyIfAbsent();
    }

    static Item write(Membership membership) {
        var item = Item.at(key(membership.club(), membership.member()))
                .with("standing", membership.state().id())
                .with("since", membership.since());
        return ByMember.index(item, membership.member(), ByMember.CLUB + membership.club());
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Membership read(Item item) {
        try {
            return new Membership(
                    new Slug(item.text(Key.PARTITION).substring("CLUB#".length())),
                    new MemberId(item.text(Key.SORT).substring(MEMBER.length())),
                    Membership.State.of(item.text("standing")),
                    item.instant("since"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("A membership has a value that is not known here.");
        }
    }
}
