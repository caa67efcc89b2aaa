package app.clockout.rsvp;

import app.clockout.domain.Applicant;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Seats.ByMemberEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back the seats, offers and turns that a suspended member has at events to come (docs/table-design.md, R8). */
final class ReleaseSeats {
    private static final int PAGE = 100;

    private final Seats seats;
    private final SeatStore store;
    private final People people;
    private final CancelRsvp cancelRsvp;
    private final InstantSource clock;

    ReleaseSeats(Seats seats, SeatStore store, People people, CancelRsvp cancelRsvp, InstantSource clock) {
        this.seats = seats;
        this.store = store;
        this.people = people;
        this.cancelRsvp = cancelRsvp;
        this.clock = clock;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    void releaseOf(MemberId member) {
        boolean suspended = people.find(member)
                .map(Applicant::standing)
                .filter(standing -> standing == Standing.SUSPENDED)
                .isPresent();
        if (!suspended) {
            return;
        }
        for (var entry : all(member)) {
            var count = store.count(entry.event()).orElse(null);
            if (count != null && clock.instant().isBefore(count.startsAt())) {
                cancelRsvp.cancel(member, entry.event());
            }
        }
    }

    private List<ByMemberEntry> all(MemberId member) {
        var all = new ArrayList<ByMemberEntry>();
        @Nullable String below = null;
        List<ByMemberEntry> page;
        do {
            page = seats.ofMember(member, below, PAGE);
            all.addAll(page);
            below = page.isEmpty() ? null : page.getLast().position();
        } while (page.size() == PAGE);
        return all;
    }
}
