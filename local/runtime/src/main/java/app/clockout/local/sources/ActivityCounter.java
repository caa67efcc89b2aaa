package app.clockout.local.sources;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happens, counted, so that quiet can be told from a gap between two looks: two equal counts of rounds with none running
 * at either mean that no worker did anything in between.
 */
public final class ActivityCounter {
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger hurried = new AtomicInteger();
    private volatile CountDownLatch next = new CountDownLatch(1);

    /** The table was written to or a message sent: something may have to follow. */
    public void wrote() {
        writes.incrementAndGet();
        wake();
    }

    /** A worker's or a schedule's round began; it lasts until {@link #end}. */
    void begin() {
        running.incrementAndGet();
        rounds.incrementAndGet();
    }

    void end() {
        rounds.incrementAndGet();
        running.decrementAndGet();
        wake();
    }

    long writes() {
        return writes.get();
    }

    long rounds() {
        return rounds.get();
    }

    boolean isBusy() {
        return running.get() > 0;
    }

    /** From now on until {@link #unhurry} batches go out as they are, without waiting to become full. */
    void hurry() {
        hurried.incrementAndGet();
        wake();
    }

    void unhurry() {
        hurried.decrementAndGet();
    }

    boolean isHurried() {
        return hurried.get() > 0;
    }

    private synchronized void wake() {
        var waited = next;
        next = new CountDownLatch(1);
        waited.countDown();
    }

    /** Waits until there is a write, a round ends or there is a hurry, but no longer than this. */
    void await(Duration atMost) throws InterruptedException {
        var _ = next.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }
}
