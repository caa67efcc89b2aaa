package app.clockout.rsvp;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Lets people with a seat in, each once, and takes that back (docs/table-design.md, R12). */
final class CheckIn {
    private static final Duration BEFORE_START = Duration.ofHours(3);
    private static final Duration AFTER_END = Duration.ofHours(24);

    sealed interface Outcome {
        /**
         * @param at when they were let in
         * @param before whether that was not now
         */
        record In(Rsvp rsvp, Instant at, boolean before) implements Outcome {}

        record NoSeat() implements Outcome {}

        /** The door is not open: too early, too late, or the event is cancelled. */
        record Closed(Rsvp rsvp) implements Outcome {}
    }

    private final Table table;
    private final SeatStore seats;
    private final DailyCounters counters;
    private final InstantSource clock;

    CheckIn(Table table, SeatStore seats, DailyCounters counters, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.counters = counters;
        this.clock = clock;
    }

    /** Whether people are let in now: from three hours before the start to a day after the end. */
    boolean isOpen(Event event) {
        var now = clock.instant();
        return !event.isCancelled() && !now.isBefore(opensAt(event)) && !now.isAfter(closesAt(event));
    }

    static Instant opensAt(Event event) {
        return event.startsAt().minus(BEFORE_START);
    }

    static Instant closesAt(Event event) {
        return event.endsAt().plus(AFTER_END);
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    Outcome checkIn(Event event, MemberId member) {
        var retry = Retry.overtaken(table);
        while (true) {
            var rsvp = seats.rsvp(event.id(), member).filter(Rsvp::hasSeat).orElse(null);
            if (rsvp == null) {
                return new Outcome.NoSeat();
            }
            if (rsvp.checkedInAt() != null) {
                return new Outcome.In(rsvp, rsvp.checkedInAt(), true);
            }
            if (!isOpen(event)) {
                return new Outcome.Closed(rsvp);
            }
            var now = clock.instant();
            if (table.commit(seats.checkIn(rsvp, now), counters.add(now, Map.of(Count.CHECKINS, 1)))
                    .done()) {
                return new Outcome.In(rsvp, now, false);
            }
            retry.pause();
        }
    }

    /** Takes a check-in back; nothing where there is none. */
    void undo(EventId event, MemberId member) {
        table.commit(seats.undoCheckIn(event, member), counters.add(clock.instant(), Map.of(Count.CHECKINS, -1)));
    }
}
