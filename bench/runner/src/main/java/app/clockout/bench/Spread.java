package app.clockout.bench;

import java.time.Duration;
import java.util.List;

/** Several measurements of the same, in milliseconds. */
record Spread(double median, double least, double most) {
    static Spread of(List<Duration> durations) {
        var sorted = durations.stream()
                .mapToDouble(duration -> duration.toNanos() / 1e6)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
