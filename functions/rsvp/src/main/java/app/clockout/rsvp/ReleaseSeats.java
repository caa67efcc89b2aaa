package app.clockout.rsvp;

import app.clockout.domain.Applicant;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Seats.ByMemberEntry;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives back the seats, offers and turns that somebody who was suspended has at events to come (docs/table-design.md, R8). */
final class ReleaseSeats {
    private static final int PAGE = 100;

    private final Seats seats;
    private final People people;
    private final CancelRsvp givingBack;
    private final InstantSource clock;

    ReleaseSeats(Table table, InstantSource clock) {
        this.seats = new Seats(table);
        this.people = new People(table);
        this.givingBack = new CancelRsvp(table, clock);
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
            var count = seats.count(entry.event()).orElse(null);
            if (count != null && clock.instant().isBefore(count.startsAt())) {
                givingBack.giveBack(member, entry.event());
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
