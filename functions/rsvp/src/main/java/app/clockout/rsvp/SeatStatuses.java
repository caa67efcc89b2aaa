package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.Person;
import app.clockout.domain.SeatTokens;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.web.SeatStatus;
import java.time.InstantSource;

/** What members have of events: their tickets, places in queues and offers. */
final class SeatStatuses {
    private final Seats seats;
    private final SeatTokens tickets;
    private final InstantSource clock;

    SeatStatuses(Seats seats, SeatTokens tickets, InstantSource clock) {
        this.seats = seats;
        this.tickets = tickets;
        this.clock = clock;
    }

    /** What an event is to the member who views it; a request more where they wait. */
    SeatStatus of(Person member, Events.View view) {
        var rsvp = view.rsvp();
        var event = view.event().id();
        return SeatStatus.of(
                rsvp,
                clock.instant(),
                () -> ticket(member, event),
                () -> seats.position(event, rsvp == null ? 0 : rsvp.turn()));
    }

    String ticket(Person member, EventId event) {
        return tickets.token(event, member.id(), member.linkVersion());
    }
}
