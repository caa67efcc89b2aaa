package app.clockout.bench;

import java.util.Locale;

/** Tells on the terminal how far the run is. */
final class Progress {
    private final int steps;
    private int done;

    Progress(int steps) {
        this.steps = steps;
    }

    synchronized void step(String what) {
        done++;
        System.err.printf(Locale.ROOT, "[%3d/%d] %s%n", done, steps, what);
    }
}
