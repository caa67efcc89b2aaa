package app.clockout.local.emulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that can be set and moved on, and runs in real time in between, or stands still if it was made so. */
public final class MovableClock implements InstantSource {
    private final InstantSource real;
    private final AtomicReference<Duration> ahead;

    private MovableClock(InstantSource real, Duration ahead) {
        this.real = real;
        this.ahead = new AtomicReference<>(ahead);
    }

    /** A clock that shows the real time until it is moved. */
    public static MovableClock running() {
        return new MovableClock(InstantSource.system(), Duration.ZERO);
    }

    /** A clock that stands still, at first at this instant. */
    public static MovableClock fixedAt(Instant now) {
        return new MovableClock(InstantSource.fixed(now), Duration.ZERO);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    /** Sets the clock, backwards too; a running one runs on from there. */
    public void set(Instant now) {
        ahead.set(Duration.between(real.instant(), now));
    }

    /** Moves the clock on (back, by a negative duration). */
    public void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }
}
