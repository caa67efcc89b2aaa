package app.clockout.clubevents;

import app.clockout.domain.EventId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatTokens;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.web.SeatStatus;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows an event to its viewer, with what it is to them (docs/table-design.md, E4). */
final class ViewEvent {
    /** @param own what the viewer has of the event */
    record Seen(Events.View view, SeatStatus own) {}

    private final Events events;
    private final Seats seats;
    private final SeatTokens tickets;
    private final InstantSource clock;

    ViewEvent(Events events, Seats seats, SeatTokens tickets, InstantSource clock) {
        this.events = events;
        this.seats = seats;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** The event as a viewer sees it; empty where there is none, or it is not for them to see. */
    Optional<Seen> asked(EventId id, @Nullable Person viewer) {
        return events.view(id, viewer == null ? null : viewer.id())
                .filter(view -> view.isVisible() || view.isHost())
                .map(view -> new Seen(view, own(view.rsvp(), viewer)));
    }

    private SeatStatus own(@Nullable Rsvp rsvp, @Nullable Person viewer) {
        if (rsvp == null || viewer == null) {
            return new SeatStatus.None();
        }
        return SeatStatus.of(
                rsvp,
                clock.instant(),
                () -> tickets.token(rsvp.event(), viewer.id(), viewer.linkVersion()),
                () -> seats.position(rsvp.event(), rsvp.turn()));
    }
}
