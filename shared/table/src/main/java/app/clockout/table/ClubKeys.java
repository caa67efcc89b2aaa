package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;

/** The keys of a club and of its memberships, in the partition {@code CLUB#slug}. */
public final class ClubKeys {
    private static final String PARTITION = "CLUB#";
    private static final String MEMBER = "MEMBER#";

    private ClubKeys() {}

    public static String partition(Slug club) {
        return PARTITION + club;
    }

    public static Key club(Slug club) {
        return new Key(partition(club), "CLUB");
    }

    public static Key membership(Slug club, MemberId member) {
        return new Key(partition(club), MEMBER + member);
    }

    public static Slug slug(Item item) {
        return new Slug(item.text(Key.PARTITION).substring(PARTITION.length()));
    }

    /** Whose membership it is. */
    public static MemberId member(Item membership) {
        return new MemberId(membership.text(Key.SORT).substring(MEMBER.length()));
    }
}
