package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;

/** Takes an offered seat, up to the end of the offer and not at it (docs/table-design.md, R5). */
final class AcceptOffer {
    sealed interface Outcome {
        /** They have the seat; perhaps they had it before. */
        record Confirmed() implements Outcome {}

        /** There was none, it is over, or it was refused. */
        record NoOffer() implements Outcome {}

        record Cancelled() implements Outcome {}

        record Over() implements Outcome {}

        record NoSuchEvent() implements Outcome {}
    }

    private final Table table;
    private final SeatStore seats;
    private final EventVisibility visibility;
    private final InstantSource clock;

    AcceptOffer(Table table, SeatStore seats, EventVisibility visibility, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.visibility = visibility;
        this.clock = clock;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    Outcome accept(MemberId member, EventId event) {
        var retry = Retry.overtaken(table);
        while (true) {
            var now = clock.instant();
            var answered = seats.answered(event, member).orElse(null);
            if (answered == null) {
                return new Outcome.NoSuchEvent();
            }
            if (visibility.hides(event, answered, member)) {
                return new Outcome.NoSuchEvent();
            }
            if (!answered.seats().scheduled()) {
                return new Outcome.Cancelled();
            }
            if (answered.seats().isOver(now)) {
                return new Outcome.Over();
            }
            var rsvp = answered.rsvp();
            if (rsvp != null && rsvp.hasSeat()) {
                return new Outcome.Confirmed();
            }
            if (rsvp == null || !isOpen(rsvp, answered.seats().startsAt(), now)) {
                return new Outcome.NoOffer();
            }
            var writes = new ArrayList<Write>();
            writes.add(seats.answer(rsvp, RsvpTransitions.confirmed(rsvp, now)));
            writes.addAll(seats.accept(rsvp, now));
            if (table.commit(writes).done()) {
                return new Outcome.Confirmed();
            }
            retry.pause();
        }
    }

    /** An event that was moved earlier shortens its offers, also those whose row does not say so yet. */
    private static boolean isOpen(Rsvp rsvp, Instant startsAt, Instant now) {
        return rsvp.isOffered(now) && now.isBefore(Promotion.latestEnd(startsAt));
    }
}
