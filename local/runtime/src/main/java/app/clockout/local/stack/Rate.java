package app.clockout.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How often a schedule is due: <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">EventBridge's
 * {@code rate(…)}</a>, counted from the epoch, so that a minute's schedule is due as each minute begins.
 */
public record Rate(Duration every) {
    private static final Pattern EXPRESSION = Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)s?\\)");

    /**
     * Reads {@code rate(…)}.
     *
     * @throws IllegalArgumentException when it is something else, such as {@code cron(…)}
     */
    static Rate parse(String expression) {
        var rate = EXPRESSION.matcher(expression);
        if (!rate.matches()) {
            throw new IllegalArgumentException(
                    "the schedule '" + expression + "' is not understood here; rate(…) alone is.");
        }
        var unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
        return new Rate(unit.getDuration().multipliedBy(Integer.parseInt(rate.group(1))));
    }

    /** The first instant it is due after another one. */
    public Instant next(Instant after) {
        long seconds = every.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds);
    }
}
