package app.clockout.rsvp;

import app.clockout.domain.BusyException;
import java.time.Duration;

/** How long an attempt is repeated that others were faster than: three seconds, from the first time it was lost. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private long endsAt;

    /** @throws BusyException when it is spent */
    void spend() {
        long now = System.nanoTime();
        if (endsAt == 0) {
            endsAt = now + LONGEST.toNanos();
        } else if (now > endsAt) {
            throw new BusyException("Others kept being faster.");
        }
    }
}
