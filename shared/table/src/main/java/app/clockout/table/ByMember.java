package app.clockout.table;

import app.clockout.domain.MemberId;

/**
 * The one secondary index: what a person has to do with clubs and events, by person. It holds keys only, and an item is
 * in it while it has the index' two attributes. Eventually consistent, so nothing is decided by it.
 */
public final class ByMember {
    static final String NAME = "ByMember";
    static final String PARTITION = "byMember";
    public static final String SORT = "byMemberSort";

    /** A membership, by slug. */
    public static final String CLUB = "CLUB#";
    /** A seat, an offer of one or a place in the queue, by when it was asked for. */
    public static final String RSVP = "RSVP#";

    private ByMember() {}

    public static Item index(Item item, MemberId member, String sort) {
        return item.with(PARTITION, member.value()).with(SORT, sort);
    }
}
