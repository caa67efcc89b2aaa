package app.clockout.table;

import app.clockout.environment.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that do not wait: a pause moves their time on, and is written down. */
final class ManualThreads extends Threads {
    private final List<Duration> pauses = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000; // as a measure of stretches may begin anywhere

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** Lets time pass that an attempt takes. */
    void advance(Duration time) {
        now += time.toNanos();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(Duration pause) {
        pauses.add(pause);
        advance(pause);
    }
}
