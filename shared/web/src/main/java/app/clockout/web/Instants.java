package app.clockout.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as they travel. */
public final class Instants {
    private Instants() {}

    /** As RFC 3339 in UTC, to the millisecond: {@code 2027-01-14T23:30:00Z}. */
    public static String rfc3339(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
