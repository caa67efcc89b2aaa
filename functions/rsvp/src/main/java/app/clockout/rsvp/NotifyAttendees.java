package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.messages.FanOut;
import app.clockout.messages.Message;
import app.clockout.messages.Queue;
import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Sees that everybody with a seat, an offer or a turn hears that their event moved or is cancelled, fifty people a message,
 * and that no offer outlasts a start that moved closer (docs/table-design.md, R10).
 */
final class NotifyAttendees {
    private final Table table;
    private final Events events;
    private final Seats seats;
    private final SeatStore store;
    private final QueueStore queue;
    private final Queue mails;
    private final InstantSource clock;

    NotifyAttendees(
            Table table,
            Events events,
            Seats seats,
            SeatStore store,
            QueueStore queue,
            Queue mails,
            InstantSource clock) {
        this.table = table;
        this.events = events;
        this.seats = seats;
        this.store = store;
        this.queue = queue;
        this.mails = mails;
        this.clock = clock;
    }

    /** @throws NotNowException where not everybody's message could be sent; sending one again does no harm */
    void eventMoved(EventId id) {
        var now = clock.instant();
        var event = events.find(id).orElse(null);
        if (event == null || event.isCancelled() || event.isOver(now)) {
            return;
        }
        table.commit(queue.noteQueue(id)); // the sweep forgot it if it had begun
        var telling = telling(id);
        seats.eachActive(id, rsvp -> {
            shorten(rsvp, Promotion.latestEnd(event.startsAt()), now);
            telling.add(rsvp.member());
        });
        telling.finish();
    }

    /** @throws NotNowException like {@link #eventMoved} */
    void eventCancelled(EventId id) {
        if (events.find(id).filter(event -> event.isCancelled()).isEmpty()) {
            return;
        }
        var telling = telling(id);
        seats.eachActive(id, rsvp -> {
            if (rsvp.status() == Status.OFFERED && rsvp.expiresAt() != null) {
                table.commit(queue.forgetOffer(id, rsvp.member(), rsvp.expiresAt()));
            }
            telling.add(rsvp.member());
        });
        telling.finish();
    }

    private void shorten(Rsvp rsvp, Instant latest, Instant now) {
        var expiresAt = rsvp.expiresAt();
        if (rsvp.status() == Status.OFFERED && expiresAt != null && expiresAt.isAfter(latest)) {
            // Refused: accepted, refused or lapsed in the meantime, so there is no offer to shorten.
            table.commit(
                    store.answer(rsvp, RsvpTransitions.offered(rsvp, latest, now)),
                    queue.forgetOffer(rsvp.event(), rsvp.member(), expiresAt),
                    queue.noteOffer(rsvp.event(), rsvp.member(), latest));
        }
    }

    private FanOut telling(EventId event) {
        return new FanOut(mails, some -> new Message.EventNews(event, some));
    }
}
