package app.clockout.local.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a schedule is due, by <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">EventBridge's expressions</a>. */
public sealed interface Timetable {
    /** The first instant it is due after another one; empty when it never is again. */
    Optional<Instant> next(Instant after);

    /**
     * Reads {@code rate(…)} or {@code cron(…)}; of cron's signs {@code L}, {@code W} and {@code #} are not understood.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static Timetable parse(String expression, ZoneId zone) {
        var rate = Rate.EXPRESSION.matcher(expression);
        if (rate.matches()) {
            var unit = ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S");
            return new Rate(unit.getDuration().multipliedBy(Integer.parseInt(rate.group(1))));
        }
        var cron = Cron.EXPRESSION.matcher(expression);
        if (cron.matches()) {
            return Cron.parse(cron.group(1), zone);
        }
        throw new IllegalArgumentException(
                "the schedule '" + expression + "' is not understood; rate(…) and cron(…) are.");
    }

    /** Every so often, counted from the epoch: a minute's schedule is due as each minute begins. */
    record Rate(Duration every) implements Timetable {
        private static final Pattern EXPRESSION = Pattern.compile("rate\\(([1-9]\\d{0,5}) (minute|hour|day)s?\\)");

        @Override
        public Optional<Instant> next(Instant after) {
            long seconds = every.toSeconds();
            return Optional.of(Instant.ofEpochSecond((Math.floorDiv(after.getEpochSecond(), seconds) + 1) * seconds));
        }
    }

    /** At the times whose every field matches; {@code ?} and {@code *} match all. */
    record Cron(BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, BitSet years, ZoneId zone)
            implements Timetable {
        private static final Pattern EXPRESSION = Pattern.compile("cron\\(([^)]*)\\)");
        private static final List<String> MONTHS =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
        private static final int FIRST_YEAR = 1970;
        private static final int LAST_YEAR = 2199;

        static Cron parse(String text, ZoneId zone) {
            String[] fields = text.strip().split("\\s+", -1);
            if (fields.length != 6) {
                throw new IllegalArgumentException("the schedule cron(" + text
                        + ") has not the six fields minutes, hours, day, month, weekday and year.");
            }
            return new Cron(
                    field(fields[0], 0, 59, List.of()),
                    field(fields[1], 0, 23, List.of()),
                    field(fields[2], 1, 31, List.of()),
                    field(fields[3], 1, 12, MONTHS),
                    field(fields[4], 1, 7, WEEKDAYS),
                    field(fields[5], FIRST_YEAR, LAST_YEAR, List.of()),
                    zone);
        }

        private static BitSet field(String text, int first, int last, List<String> names) {
            var field = new BitSet();
            for (String part : text.split(",", -1)) {
                String[] range = part.split("/", 2);
                int step = range.length == 1 ? 1 : number(range[1], 1, last, List.of());
                int from = first;
                int to = last;
                if (!range[0].equals("*") && !range[0].equals("?")) {
                    String[] ends = range[0].split("-", 2);
                    from = number(ends[0], first, last, names);
                    to = ends.length == 2 ? number(ends[1], first, last, names) : range.length == 2 ? last : from;
                }
                for (int value = from; value <= to; value += step) {
                    field.set(value);
                }
            }
            return field;
        }

        private static int number(String text, int first, int last, List<String> names) {
            int name = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (name >= 0) {
                return first + name;
            }
            if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= first && Integer.parseInt(text) <= last) {
                return Integer.parseInt(text);
            }
            throw new IllegalArgumentException(
                    "the schedule's '" + text + "' is not understood; numbers from " + first + " to " + last + " are.");
        }

        @Override
        public Optional<Instant> next(Instant after) {
            var time = after.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES);
            while (time.getYear() <= LAST_YEAR) {
                if (!years.get(time.getYear())) {
                    time = time.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS).plusYears(1);
                } else if (!months.get(time.getMonthValue())) {
                    time = time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS).plusMonths(1);
                } else if (!days.get(time.getDayOfMonth()) || !weekdays.get(weekday(time))) {
                    time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
                } else if (!hours.get(time.getHour())) {
                    time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
                } else if (!minutes.get(time.getMinute())
                        || !time.atZone(zone).toInstant().isAfter(after)) {
                    time = time.plusMinutes(1);
                } else {
                    return Optional.of(time.atZone(zone).toInstant());
                }
            }
            return Optional.empty();
        }

        /** Sunday is the first. */
        private static int weekday(LocalDateTime time) {
            return time.getDayOfWeek().getValue() % 7 + 1;
        }
    }
}
