package app.clockout.domain;

import app.clockout.domain.Event.Visibility;
import java.time.Instant;

/**
 * The seats of an event as they are counted: the one item that every RSVP touches.
 *
 * @param taken seats that are confirmed or offered; never more than the capacity
 * @param offered how many of the taken ones are offered, and not accepted yet
 * @param waiting how many wait for a seat
 * @param lastTurn the greatest turn in the queue that was ever given; turns rise, gaps are harmless
 * @param version counts up with every change of this item
 */
public record SeatCount(
        EventId event,
        boolean scheduled,
        Visibility visibility,
        Instant startsAt,
        Instant endsAt,
        int capacity,
        int taken,
        int offered,
        int waiting,
        long lastTurn,
        long version) {

    public int confirmed() {
        return taken - offered;
    }

    /** Seats that nobody has and that are offered to nobody. */
    public int left() {
        return Math.max(0, capacity - taken);
    }

    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** Whether a seat is free and a member waits for one, before the start. */
    public boolean canPassOn(Instant now) {
        return scheduled && waiting > 0 && taken < capacity && now.isBefore(startsAt);
    }
}
