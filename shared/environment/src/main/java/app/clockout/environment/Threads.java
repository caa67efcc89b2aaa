package app.clockout.environment;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How a function waits, and does several things at once. A test passes its own, which holds its pauses and repeats them. */
public class Threads {
    /** Nanoseconds by which a stretch of time is measured; what moves the clock does not move these. */
    public long nanoTime() {
        return System.nanoTime();
    }

    public void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(pause);
    }

    /** For calls that wait for AWS beside each other; to be closed, which waits for them. */
    public ExecutorService parallel() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }
}
