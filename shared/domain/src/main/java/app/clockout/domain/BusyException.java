package app.clockout.domain;

import java.time.Duration;

/**
 * Something this depends on cannot answer now: throttled, out of reach, or too many at the same things. Nothing is
 * known to have changed; trying again after {@link #retryAfter()} is right.
 */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public BusyException(Throwable cause) {
        super("Too much at once.", cause);
    }

    /** @param why for the log; no caller sees it */
    public BusyException(String why) {
        super(why, null, false, false);
    }

    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
