package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.rsvp.SeatStore.Answered;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes a member's answer to an event as it is looked up, anew where others were faster. */
final class ChangeRsvp {
    /** Why no answer to an event can be changed. */
    enum Refusal {
        CANCELLED,
        OVER,
        /** Or the event is for its club's members, of which this is none. */
        NO_SUCH_EVENT
    }

    /** What to write, which may be nothing, and what it comes to. */
    record Change<T>(List<Write> writes, T outcome) {}

    private final Table table;
    private final SeatStore seats;
    private final EventVisibility visibility;
    private final InstantSource clock;

    ChangeRsvp(Table table, SeatStore seats, EventVisibility visibility, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.visibility = visibility;
        this.clock = clock;
    }

    /**
     * @param change what follows from the answer as it is now
     * @throws app.clockout.domain.BusyException where others keep being faster
     */
    <T> T change(
            MemberId member,
            EventId event,
            Function<Refusal, T> refused,
            BiFunction<Answered, Instant, Change<T>> change) {
        var retry = Retry.overtaken(table);
        while (true) {
            var now = clock.instant();
            var answered = seats.answered(event, member).orElse(null);
            if (answered == null || visibility.hides(event, answered, member)) {
                return refused.apply(Refusal.NO_SUCH_EVENT);
            }
            if (!answered.seats().scheduled()) {
                return refused.apply(Refusal.CANCELLED);
            }
            if (answered.seats().isOver(now)) {
                return refused.apply(Refusal.OVER);
            }
            var next = change.apply(answered, now);
            if (next.writes().isEmpty() || table.commit(next.writes()).done()) {
                return next.outcome();
            }
            retry.pause();
        }
    }
}
