package app.clockout.domain;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a member answered to an event, and what became of it.
 *
 * @param name theirs, as it was when they asked: for the list at the door
 * @param askedAt when they asked for the seat they have, are offered or wait for
 * @param since when the status began; with it, what makes a mail about it the one it is
 * @param turn where they stand, or stood, in the queue; 0 where they never waited
 * @param expiresAt when an offer ends; null unless offered
 * @param checkedInAt when they were let in; null before
 */
public record Rsvp(
        EventId event,
        MemberId member,
        String name,
        Status status,
        Instant askedAt,
        Instant since,
        long turn,
        @Nullable Instant expiresAt,
        @Nullable Instant checkedInAt) {

    public enum Status {
        CONFIRMED,
        WAITLISTED,
        /** A freed seat is held for them until the offer ends. */
        OFFERED,
        /** Gave up a seat. */
        CANCELLED,
        /** Left the queue. */
        LEFT,
        /** Did not want the offered seat. */
        REFUSED,
        /** Let the offer lapse. */
        LAPSED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether they have a seat, are offered one or wait for one. An offer past its end counts until it is cleared away. */
    public boolean isActive() {
        return switch (status) {
            case CONFIRMED, WAITLISTED, OFFERED -> true;
            case CANCELLED, LEFT, REFUSED, LAPSED -> false;
        };
    }

    public boolean hasSeat() {
        return status == Status.CONFIRMED;
    }

    /** Whether it is an offer that can be accepted now; at its end it is over. */
    public boolean isOffered(Instant now) {
        return status == Status.OFFERED && expiresAt != null && now.isBefore(expiresAt);
    }

    /** Whether it is an offer that has ended, but was not cleared away yet. */
    public boolean hasLapsed(Instant now) {
        return status == Status.OFFERED && !isOffered(now);
    }
}
