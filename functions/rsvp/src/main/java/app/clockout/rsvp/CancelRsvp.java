package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;

/**
 * Gives a seat back, refuses an offer or leaves the queue, whichever it is (docs/table-design.md, R4). Whom the seat
 * passes on to follows from the change of the count.
 */
final class CancelRsvp {
    sealed interface Outcome {
        /** They have no seat, no offer and no turn now; perhaps they had none before. */
        record Done() implements Outcome {}

        record Cancelled() implements Outcome {}

        record Over() implements Outcome {}

        record NoSuchEvent() implements Outcome {}
    }

    private final Table table;
    private final SeatStore seats;
    private final EventVisibility visibility;
    private final InstantSource clock;

    CancelRsvp(Table table, SeatStore seats, EventVisibility visibility, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.visibility = visibility;
        this.clock = clock;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    Outcome cancel(MemberId member, EventId event) {
        var retry = Retry.overtaken(table);
        while (true) {
            var now = clock.instant();
            var answered = seats.answered(event, member).orElse(null);
            if (answered == null) {
                return new Outcome.NoSuchEvent();
            }
            var rsvp = answered.rsvp();
            if (visibility.hides(event, answered, member)) {
                return new Outcome.NoSuchEvent();
            }
            if (!answered.seats().scheduled()) {
                return new Outcome.Cancelled();
            }
            if (answered.seats().isOver(now)) {
                return new Outcome.Over();
            }
            if (rsvp == null || !rsvp.isActive()) {
                return new Outcome.Done();
            }
            var writes = new ArrayList<Write>();
            writes.add(seats.answer(rsvp, RsvpTransitions.ended(rsvp, given(rsvp, rsvp.hasLapsed(now)), now)));
            writes.addAll(seats.giveBack(rsvp, now));
            if (table.commit(writes).done()) {
                return new Outcome.Done();
            }
            retry.pause();
        }
    }

    private static Status given(Rsvp rsvp, boolean lapsed) {
        return switch (rsvp.status()) {
            case CONFIRMED -> Status.CANCELLED;
            case WAITLISTED -> Status.LEFT;
            case OFFERED -> lapsed ? Status.LAPSED : Status.REFUSED;
            case CANCELLED, LEFT, REFUSED, LAPSED -> rsvp.status();
        };
    }
}
