package app.clockout.waitlist;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.table.Addresses;
import app.clockout.table.People;
import app.clockout.table.Waitlist;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists who waits, longest first (docs/table-design.md, W1 and W2). */
final class ListWaiting {
    record Entry(Person person, long position) {}

    /**
     * @param next the place that the next page goes on after; empty on the last page
     * @param standsElsewhere whom the address asked for belongs to, where that person does not wait
     */
    record Listing(List<Entry> entries, Optional<Place> next, Optional<Person> standsElsewhere) {
        static final Listing EMPTY = new Listing(List.of(), Optional.empty(), Optional.empty());
    }

    private final WaitlistStore store;
    private final Waitlist waitlist;
    private final People people;
    private final Addresses addresses;

    ListWaiting(WaitlistStore store, Waitlist waitlist, People people, Addresses addresses) {
        this.store = store;
        this.waitlist = waitlist;
        this.people = people;
        this.addresses = addresses;
    }

    Listing list(WaitlistStore.Filter filter, @Nullable Place after, int limit) {
        // One more than is shown tells whether there is a next page.
        var waiting = store.first(filter, after, limit + 1);
        var shown = waiting.subList(0, Math.min(limit, waiting.size()));
        var found = people.findAll(
                        shown.stream().map(WaitlistStore.Waiting::member).toList())
                .people();
        var entries = new ArrayList<Entry>();
        for (var one : shown) {
            // Who was decided a moment ago is no longer there, and no longer shown.
            if (found.get(one.member()) instanceof Person person && person.standing() == Standing.WAITING) {
                entries.add(new Entry(person, one.position()));
            }
        }
        return new Listing(
                entries,
                waiting.size() > limit ? Optional.of(shown.getLast().place()) : Optional.empty(),
                Optional.empty());
    }

    /** The one person of this address: in the list if they wait and match, else apart if they do not wait. */
    Listing withAddress(EmailAddress email, WaitlistStore.Filter filter) {
        var owner = addresses.owner(email.hash()).flatMap(people::person).orElse(null);
        if (owner == null) {
            return Listing.EMPTY;
        }
        if (owner.standing() != Standing.WAITING) {
            return new Listing(List.of(), Optional.empty(), Optional.of(owner));
        }
        return filter.matches(owner)
                ? new Listing(
                        List.of(new Entry(owner, waitlist.position(owner.place()))), Optional.empty(), Optional.empty())
                : Listing.EMPTY;
    }
}
