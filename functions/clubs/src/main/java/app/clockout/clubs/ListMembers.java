package app.clockout.clubs;

import app.clockout.clubs.MembershipStore.Listed;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.table.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists who belongs to a club, or asks to, the longest first (docs/table-design.md, C9). */
final class ListMembers {
    /** @param since when they joined, or asked to */
    record Entry(Person person, Instant since) {}

    /** @param next where the next page goes on; null on the last one */
    record Listing(List<Entry> entries, @Nullable String next) {}

    private final MembershipStore memberships;
    private final People people;

    ListMembers(MembershipStore memberships, People people) {
        this.memberships = memberships;
        this.people = people;
    }

    Listing members(Slug club, @Nullable String after, int limit) {
        // One more than is shown tells whether there is a next page.
        return listing(memberships.members(club, after, limit + 1), limit);
    }

    Listing requests(Slug club, @Nullable String after, int limit) {
        return listing(memberships.requests(club, after, limit + 1), limit);
    }

    private Listing listing(List<Listed> found, int limit) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        var persons =
                people.findAll(shown.stream().map(Listed::member).toList()).people();
        var entries = new ArrayList<Entry>();
        for (var listed : shown) {
            // Who is suspended belongs to the club still, but is not shown.
            if (persons.get(listed.member()) instanceof Person person && person.isMember()) {
                entries.add(new Entry(person, listed.since()));
            }
        }
        return new Listing(entries, found.size() > limit ? shown.getLast().position() : null);
    }
}
