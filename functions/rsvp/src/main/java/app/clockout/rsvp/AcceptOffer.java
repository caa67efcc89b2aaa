package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.rsvp.ChangeRsvp.Change;
import app.clockout.rsvp.SeatStore.Answered;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes an offered seat, up to the end of the offer and not at it (docs/table-design.md, R5). */
final class AcceptOffer {
    sealed interface Outcome {
        /** They have the seat; perhaps they had it before. */
        record Confirmed() implements Outcome {}

        /** There was none, it is over, or it was refused. */
        record NoOffer() implements Outcome {}

        record Refused(ChangeRsvp.Refusal why) implements Outcome {}
    }

    private final ChangeRsvp changeRsvp;
    private final SeatStore seats;

    AcceptOffer(ChangeRsvp changeRsvp, SeatStore seats) {
        this.changeRsvp = changeRsvp;
        this.seats = seats;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    Outcome accept(MemberId member, EventId event) {
        return changeRsvp.change(member, event, Outcome.Refused::new, this::accepted);
    }

    private Change<Outcome> accepted(Answered answered, Instant now) {
        var rsvp = answered.rsvp();
        if (rsvp != null && rsvp.hasSeat()) {
            return new Change<>(List.of(), new Outcome.Confirmed());
        }
        if (rsvp == null || !isOpen(rsvp, answered.seats().startsAt(), now)) {
            return new Change<>(List.of(), new Outcome.NoOffer());
        }
        var writes = new ArrayList<Write>();
        writes.add(seats.answer(rsvp, RsvpTransitions.confirmed(rsvp, now)));
        writes.addAll(seats.accept(rsvp, now));
        return new Change<>(writes, new Outcome.Confirmed());
    }

    /** An event that was moved earlier shortens its offers, also those whose row does not say so yet. */
    private static boolean isOpen(Rsvp rsvp, Instant startsAt, Instant now) {
        return rsvp.isOffered(now) && now.isBefore(Promotion.latestEnd(startsAt));
    }
}
