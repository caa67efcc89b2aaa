package app.clockout.local.deployed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what a deployed stack does in its own time. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Await() {}

    static void that(String what, Duration atMost, BooleanSupplier holds) {
        var _ = some(what, atMost, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** What is there in the end. */
    static <T> T some(String what, Duration atMost, Supplier<Optional<T>> look) {
        var end = Instant.now().plus(atMost);
        while (true) {
            var seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Not within " + atMost.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
