package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.rsvp.ChangeRsvp.Change;
import app.clockout.rsvp.SeatStore.Answered;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;

/**
 * Gives a seat back, refuses an offer or leaves the queue, whichever it is (docs/table-design.md, R4). Whom the seat
 * passes on to follows from the change of the count.
 */
final class CancelRsvp {
    sealed interface Outcome {
        /** They have no seat, no offer and no turn now; perhaps they had none before. */
        record Done() implements Outcome {}

        record Refused(ChangeRsvp.Refusal why) implements Outcome {}
    }

    private final ChangeRsvp changeRsvp;
    private final SeatStore seats;

    CancelRsvp(ChangeRsvp changeRsvp, SeatStore seats) {
        this.changeRsvp = changeRsvp;
        this.seats = seats;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    Outcome cancel(MemberId member, EventId event) {
        return changeRsvp.change(member, event, Outcome.Refused::new, this::cancelled);
    }

    private Change<Outcome> cancelled(Answered answered, Instant now) {
        var rsvp = answered.rsvp();
        var writes = new ArrayList<Write>();
        if (rsvp != null && rsvp.isActive()) {
            writes.add(seats.answer(rsvp, RsvpTransitions.ended(rsvp, ended(rsvp, rsvp.hasLapsed(now)), now)));
            writes.addAll(seats.release(rsvp, now));
        }
        return new Change<>(writes, new Outcome.Done());
    }

    private static Status ended(Rsvp rsvp, boolean lapsed) {
        return switch (rsvp.status()) {
            case CONFIRMED -> Status.CANCELLED;
            case WAITLISTED -> Status.LEFT;
            case OFFERED -> lapsed ? Status.LAPSED : Status.REFUSED;
            case CANCELLED, LEFT, REFUSED, LAPSED -> rsvp.status();
        };
    }
}
