package app.clockout.clubevents;

import app.clockout.domain.EventId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.web.Tickets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows an event to somebody, with what it is to them (docs/table-design.md, E4). */
final class ViewEvent {
    /** What the viewer has of the event. */
    sealed interface Own {
        record Nothing() implements Own {}

        record Seat(String ticket) implements Own {}

        record Turn(int position) implements Own {}

        record Offer(Instant endsAt) implements Own {}
    }

    record Seen(Events.View view, Own own) {}

    private final Events events;
    private final Seats seats;
    private final Tickets tickets;
    private final InstantSource clock;

    ViewEvent(Table table, Tickets tickets, InstantSource clock) {
        this.events = new Events(table);
        this.seats = new Seats(table);
        this.tickets = tickets;
        this.clock = clock;
    }

    /** The event as somebody sees it; empty where there is none, or it is not for them to see. */
    Optional<Seen> asked(EventId id, @Nullable Person viewer) {
        return events.view(id, viewer == null ? null : viewer.id())
                .filter(view -> view.isVisible() || view.isHost())
                .map(view -> new Seen(view, own(view.rsvp(), viewer)));
    }

    private Own own(@Nullable Rsvp rsvp, @Nullable Person viewer) {
        if (rsvp == null || viewer == null || !rsvp.isActive()) {
            return new Own.Nothing();
        }
        return switch (rsvp.status()) {
            case CONFIRMED -> new Own.Seat(tickets.token(rsvp.event(), viewer.id(), viewer.linkVersion()));
            case WAITLISTED -> new Own.Turn(seats.position(rsvp.event(), rsvp.turn()));
            case OFFERED -> {
                var endsAt = rsvp.expiresAt();
                yield endsAt == null || rsvp.hasLapsed(clock.instant()) ? new Own.Nothing() : new Own.Offer(endsAt);
            }
            case CANCELLED, LEFT, REFUSED, LAPSED -> new Own.Nothing();
        };
    }
}
