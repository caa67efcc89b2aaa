package app.clockout.clubs;

import app.clockout.domain.BusyException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Looks and decides again where somebody else changed what was looked at, a few times, a random while apart. */
final class Attempts {
    private static final int MOST = 8;
    private static final long LONGEST_PAUSE = Duration.ofMillis(40).toNanos();

    private Attempts() {}

    /**
     * What the first attempt gives that was not overtaken.
     *
     * @param attempt empty where it was overtaken, and nothing is changed
     * @throws BusyException where all were
     */
    static <T> T until(Supplier<Optional<T>> attempt) {
        for (int i = 1; i <= MOST; i++) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            pause(LONGEST_PAUSE * i);
        }
        throw new BusyException(new IllegalStateException("Overtaken each time."));
    }

    private static void pause(long longestNanos) {
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longestNanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException(e);
        }
    }
}
