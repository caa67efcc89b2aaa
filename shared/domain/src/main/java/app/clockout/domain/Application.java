package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A sign-up as it was typed, before its address is confirmed. Each sign-up is one of its own, and its link confirms
 * exactly what was typed with it.
 */
public record Application(String requestId, EmailAddress email, Details details, Instant requestedAt) {
    /** How long it is kept: longer than its link works, so that the link and not its subject is what ends. */
    public static final Duration KEPT = Duration.ofHours(72);

    /** The same, on another clock. */
    public Application in(ZoneId zone) {
        return new Application(requestId, email, details.in(zone), requestedAt);
    }
}
