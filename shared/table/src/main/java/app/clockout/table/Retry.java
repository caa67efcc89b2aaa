package app.clockout.table;

import app.clockout.domain.BusyException;
import app.clockout.environment.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at one thing: how many there are and for how long, and how long to pause in between. Each pause is a random part of the
 * longest one, so that those who met each other once do not meet again, and the longest one doubles from attempt to attempt.
 * Time runs from the first attempt that failed. The policies say what they are for.
 */
public final class Retry {
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final Threads threads;
    private final RandomGenerator random;
    private final int attempts;
    private final Duration longest;
    private final long longestPause;

    private long nextPause;
    private int failed;
    private long endsAt;

    private Retry(Table table, int attempts, Duration longest, Duration firstPause, Duration longestPause) {
        this.threads = table.threads();
        this.random = table.random();
        this.attempts = attempts;
        this.longest = longest;
        this.nextPause = firstPause.toNanos();
        this.longestPause = longestPause.toNanos();
    }

    /** Another transaction has an item that this one writes: over within milliseconds, as a transaction is short. */
    static Retry conflict(Table table) {
        return new Retry(table, 6, Duration.ofSeconds(1), Duration.ofMillis(40), Duration.ofMillis(640));
    }

    /** A batch read left keys out, because the table had enough for the moment. */
    static Retry unprocessed(Table table) {
        return new Retry(table, 6, Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMillis(500));
    }

    /** Others changed what this attempt was decided by, so it is looked at anew; a person waits for the answer. */
    public static Retry overtaken(Table table) {
        return new Retry(table, ANY_NUMBER, Duration.ofSeconds(3), Duration.ofMillis(20), Duration.ofMillis(160));
    }

    /** The same for what takes long to look at, while only a queue waits. */
    public static Retry overtakenInBackground(Table table) {
        return new Retry(table, 20, Duration.ofSeconds(20), Duration.ofMillis(20), Duration.ofMillis(640));
    }

    /**
     * What the first attempt gives that was not overtaken.
     *
     * @param attempt empty where it was overtaken, and nothing is changed
     * @throws BusyException where all were
     */
    public <T> T until(Supplier<Optional<T>> attempt) {
        while (true) {
            var result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            pause();
        }
    }

    /**
     * After an attempt that failed, waits until it is time for the next.
     *
     * @throws BusyException where that was the last one
     */
    public void pause() {
        pause(null);
    }

    /** @param cause why the attempt failed */
    void pause(@Nullable Exception cause) {
        failed++;
        long now = threads.nanoTime();
        if (failed == 1) {
            endsAt = now + longest.toNanos();
        }
        long pause = random.nextLong(1, nextPause);
        if (failed >= attempts || now + pause - endsAt > 0) {
            throw cause == null ? new BusyException("Others kept being faster.") : new BusyException(cause);
        }
        sleep(Duration.ofNanos(pause));
        nextPause = Math.min(2 * nextPause, longestPause);
    }

    private void sleep(Duration pause) {
        try {
            threads.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException(e);
        }
    }
}
