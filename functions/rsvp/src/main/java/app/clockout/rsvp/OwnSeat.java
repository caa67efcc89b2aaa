package app.clockout.rsvp;

import app.clockout.domain.Rsvp;
import app.clockout.table.Seats;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody's answer to an event is worth to them at this moment.
 *
 * @param status {@code confirmed}, {@code waitlisted}, {@code offered} or {@code none}
 * @param position in the queue, from one; null unless waitlisted
 * @param expiresAt when the offer ends; null unless offered
 */
record OwnSeat(
        String status, @Nullable Integer position, @Nullable Instant expiresAt) {
    private static final OwnSeat NONE = new OwnSeat("none", null, null);

    /** One request more for who waits. */
    static OwnSeat of(@Nullable Rsvp rsvp, Seats seats, Instant now) {
        if (rsvp == null) {
            return NONE;
        }
        return switch (rsvp.status()) {
            case CONFIRMED -> new OwnSeat("confirmed", null, null);
            case WAITLISTED -> new OwnSeat("waitlisted", seats.position(rsvp.event(), rsvp.turn()), null);
            case OFFERED -> rsvp.isOffered(now) ? new OwnSeat("offered", null, rsvp.expiresAt()) : NONE;
            case CANCELLED, LEFT, REFUSED, LAPSED -> NONE;
        };
    }

    boolean isNone() {
        return status.equals("none");
    }

    boolean isConfirmed() {
        return status.equals("confirmed");
    }
}
