package app.clockout.rsvp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a freed seat reaches the member who has waited longest. */
public final class Promotion {
    private static final Duration OFFER = Duration.ofHours(12);
    private static final Duration OFFERS_END_BEFORE_START = Duration.ofHours(1);
    private static final Duration CONFIRMED_AT_ONCE = Duration.ofHours(3);

    private Promotion() {}

    /** Until when a seat is offered; empty inside the last three hours, when it is confirmed at once. */
    public static Optional<Instant> offerEnds(Instant now, Instant startsAt) {
        return now.isBefore(startsAt.minus(CONFIRMED_AT_ONCE))
                ? Optional.of(earlier(now.plus(OFFER), latestEnd(startsAt)))
                : Optional.empty();
    }

    /** When every offer ends at the latest. */
    public static Instant latestEnd(Instant startsAt) {
        return startsAt.minus(OFFERS_END_BEFORE_START);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
