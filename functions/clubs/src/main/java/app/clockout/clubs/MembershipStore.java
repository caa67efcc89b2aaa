package app.clockout.clubs;

import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Slug;
import app.clockout.table.ByMember;
import app.clockout.table.ClubKeys;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who becomes what to a club, and the lists of its members and requests: beside each membership lies a row by time, in the
 * same transaction, {@code JOINED#instant#id} of a member and {@code ASKED#instant#id} of an applicant, so that each list
 * is one Query, the longest first.
 */
public final class MembershipStore {
    /**
     * A member or an applicant in a list of a club.
     *
     * @param since when they joined, or asked to
     * @param position where they stand in the list, to go on from
     */
    public record Listed(MemberId member, Instant since, String position) {}

    /** @param position where the entry stands in the index, to go on from */
    public record ByMemberEntry(Slug club, String position) {}

    private static final String JOINED = "JOINED#";
    private static final String ASKED = "ASKED#";
    /** Sorts after an id, and before any longer one. */
    private static final char PAST = '!';

    private static final char END = '\uffff';

    private final Table table;

    public MembershipStore(Table table) {
        this.table = table;
    }

    /** The members of a club, the longest first; parameters as in {@link #requests}. */
    public List<Listed> members(Slug club, @Nullable String after, int most) {
        return listed(club, JOINED, after, most);
    }

    /**
     * Those who ask to join a club, the longest first. One request.
     *
     * @param after goes on after this {@link Listed#position}; null from the start
     */
    public List<Listed> requests(Slug club, @Nullable String after, int most) {
        return listed(club, ASKED, after, most);
    }

    private List<Listed> listed(Slug club, String list, @Nullable String after, int most) {
        var from = after == null ? list : list + after + PAST;
        return table.firstBetween(ClubKeys.partition(club), from, list + END, most).stream()
                .map(item -> item.text(Key.SORT).substring(list.length()))
                .map(MembershipStore::readListed)
                .toList();
    }

    /** How many ask to join a club. */
    public int countRequests(Slug club) {
        return table.count(ClubKeys.partition(club), ASKED, ASKED + END);
    }

    /** One page of the clubs a member has to do with, closed ones too; with what was written just now they may be missing. */
    public List<ByMemberEntry> ofMember(MemberId member, @Nullable String below, int most) {
        return table.byMember(member, ByMember.CLUB, below, most).stream()
                .map(item -> new ByMemberEntry(ClubKeys.slug(item), item.text(ByMember.SORT)))
                .toList();
    }

    /** A member is something to a club for the first time; refused when there is a row already. Not in a list yet. */
    public Write enter(Membership membership) {
        return Write.put(write(membership)).onlyIfAbsent();
    }

    /**
     * A member becomes something else to a club, in its lists, too. The first write is refused when they are not what
     * they were.
     *
     * @param before what they were; null for nothing
     */
    public List<Write> become(@Nullable Membership before, Membership after) {
        var writes = new ArrayList<Write>();
        writes.add(before == null ? enter(after) : unchanged(Write.put(write(after)), before));
        if (before != null) {
            list(before).ifPresent(key -> writes.add(Write.delete(key)));
        }
        list(after).ifPresent(key -> writes.add(Write.put(Item.at(key))));
        return writes;
    }

    /** A member is nothing to a club any more. The first write is refused when they are not what they were. */
    public List<Write> leave(Membership before) {
        var writes = new ArrayList<Write>();
        writes.add(unchanged(Write.delete(ClubKeys.membership(before.club(), before.member())), before));
        list(before).ifPresent(key -> writes.add(Write.delete(key)));
        return writes;
    }

    private static Write unchanged(Write write, Membership before) {
        return write.onlyIf("standing = :was AND since = :since")
                .where(":was", before.state().id())
                .where(":since", before.since().toEpochMilli());
    }

    /** Where a membership stands in a list of its club; nowhere if it is a refusal. */
    private static Optional<Key> list(Membership membership) {
        var row = "%013d#%s".formatted(membership.since().toEpochMilli(), membership.member());
        return switch (membership.state()) {
            case MEMBER -> Optional.of(new Key(ClubKeys.partition(membership.club()), JOINED + row));
            case REQUESTED -> Optional.of(new Key(ClubKeys.partition(membership.club()), ASKED + row));
            case REFUSED, NONE -> Optional.empty();
        };
    }

    private static Item write(Membership membership) {
        var item = Item.at(ClubKeys.membership(membership.club(), membership.member()))
                .with("standing", membership.state().id())
                .with("since", membership.since());
        return ByMember.index(item, membership.member(), ByMember.CLUB + membership.club());
    }

    private static Listed readListed(String position) {
        int hash = position.indexOf('#');
        return new Listed(
                new MemberId(position.substring(hash + 1)),
                Instant.ofEpochMilli(Long.parseLong(position.substring(0, hash))),
                position);
    }
}
