package app.clockout.table;

import app.clockout.local.emulators.Meter;
import java.util.Map;
import java.util.Objects;

/** What a test's calls used since the last reset of the {@link Meter}. */
final class Used {
    private Used() {}

    /** Calls by operation; the SDK's own retries are one call. */
    static Map<String, Integer> operations() {
        return all().operations();
    }

    static Meter.Usage all() {
        return Objects.requireNonNullElse(Meter.read().get("start"), new Meter.Usage(0, Map.of(), 0, 0));
    }
}
