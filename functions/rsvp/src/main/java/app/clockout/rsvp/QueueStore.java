package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.table.EventKeys;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.List;

/**
 * The queues of events and the offers out of them. A member who waits has a row by their turn ({@code EVENT#id / WAIT#turn}).
 * Open offers lie by their end ({@code OFFERS / instant#event#member}), and so do the events that members wait for ({@code
 * QUEUES / event}): a sweep finds there what a lost message would leave. Each write goes with one of {@link SeatStore}.
 */
public final class QueueStore {
    /** A member in the queue of an event. */
    public record Waiting(MemberId member, long turn) {}

    /** An offer that ends, or has ended, at an instant. */
    public record Offer(EventId event, MemberId member, Instant endsAt) {}

    private static final String OFFERS = "OFFERS";
    private static final String QUEUES = "QUEUES";

    private final Table table;

    public QueueStore(Table table) {
        this.table = table;
    }

    private static Key offerKey(EventId event, MemberId member, Instant endsAt) {
        return new Key(OFFERS, "%013d#%s#%s".formatted(endsAt.toEpochMilli(), event, member));
    }

    private static Key queueKey(EventId event) {
        return new Key(QUEUES, event.value());
    }

    /** Those who have waited longest, in order. */
    public List<Waiting> first(EventId event, int most) {
        return table
                .firstBetween(EventKeys.partition(event), EventKeys.QUEUE.from(), EventKeys.QUEUE.to(), most)
                .stream()
                .map(QueueStore::readWaiting)
                .toList();
    }

    /** Every place in the queue, in order. One request a megabyte. */
    List<Waiting> all(EventId event) {
        return table.between(EventKeys.partition(event), EventKeys.QUEUE.from(), EventKeys.QUEUE.to()).stream()
                .map(QueueStore::readWaiting)
                .toList();
    }

    /** The offers that have ended by now, the longest over first. */
    public List<Offer> offersEnded(Instant now, int most) {
        return table.firstBetween(OFFERS, "0", "%013d#\uffff".formatted(now.toEpochMilli()), most).stream()
                .map(QueueStore::readOffer)
                .toList();
    }

    /** The events that a member waited for when they were last looked at, with their counts. */
    List<SeatCount> withQueues() {
        var events = table.between(QUEUES, "0", "z\uffff").stream()
                .map(item -> EventKeys.seats(new EventId(item.text(Key.SORT))))
                .toList();
        return table.getAll(events).values().stream().map(Seats::readCount).toList();
    }

    /** The row of a member who waits; for one whose row is lost, too. */
    Write enter(EventId event, Waiting waiting) {
        return Write.put(Item.at(EventKeys.waiting(event, waiting.turn()))
                .with("who", waiting.member().value()));
    }

    /** The row of a member who leaves the queue; refused when it is gone already. */
    Write leave(EventId event, Waiting waiting) {
        return Write.delete(EventKeys.waiting(event, waiting.turn()))
                .onlyIf("who = :who")
                .where(":who", waiting.member().value());
    }

    /** Notes when an offer ends, for the sweep. */
    public Write noteOffer(EventId event, MemberId member, Instant endsAt) {
        return Write.put(Item.at(offerKey(event, member, endsAt)));
    }

    /** Forgets when an offer would have ended. */
    public Write forgetOffer(EventId event, MemberId member, Instant endsAt) {
        return Write.delete(offerKey(event, member, endsAt));
    }

    /** Notes that a member may wait for the event, for the sweep. */
    public Write noteQueue(EventId event) {
        return Write.put(Item.at(queueKey(event)));
    }

    /** No member waits for the event any more, or can; refused when one does. */
    public List<Write> forgetQueue(SeatCount seen) {
        return List.of(
                Write.delete(queueKey(seen.event())),
                Write.check(EventKeys.seats(seen.event()), "version = :version").where(":version", seen.version()));
    }

    /** The row in the queue or among the offers of an RSVP that is another one from now on. */
    List<Write> gone(Rsvp rsvp) {
        var expiresAt = rsvp.expiresAt();
        if (rsvp.status() == Status.OFFERED && expiresAt != null) {
            return List.of(Write.delete(offerKey(rsvp.event(), rsvp.member(), expiresAt)));
        }
        return rsvp.status() == Status.WAITLISTED
                ? List.of(Write.delete(EventKeys.waiting(rsvp.event(), rsvp.turn())))
                : List.of();
    }

    private static Waiting readWaiting(Item item) {
        return new Waiting(new MemberId(item.text("who")), EventKeys.turn(item));
    }

    private static Offer readOffer(Item item) {
        var parts = item.text(Key.SORT).split("#", 3);
        return new Offer(new EventId(parts[1]), new MemberId(parts[2]), Instant.ofEpochMilli(Long.parseLong(parts[0])));
    }
}
