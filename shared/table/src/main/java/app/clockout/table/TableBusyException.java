package app.clockout.table;

import java.time.Duration;

/**
 * The table could not answer now: throttled, out of reach, or too many at the same items. Nothing is known to have
 * changed; trying again after {@link #retryAfter()} is right.
 */
public final class TableBusyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    TableBusyException(Throwable cause) {
        super("The table is busy.", cause);
    }

    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
