package app.clockout.clubevents;

import app.clockout.clubevents.LocalStart.Turn;
import app.clockout.domain.Event;
import app.clockout.web.Times;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What to say to a host whose event starts while the clocks change. */
final class DstNotice {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM", Locale.ENGLISH);

    private DstNotice() {}

    /** That a time does not exist. */
    static String skipped(LocalDateTime local, ZoneId zone, Turn turn) {
        return "On %s the clocks go forward from %s to %s (%s), so %s does not exist. Please choose another time."
                .formatted(
                        DAY.format(turn.from()),
                        HOUR.format(turn.from()),
                        turnedTo(turn),
                        Times.place(zone),
                        HOUR.format(local));
    }

    /** That an event's start comes twice, if it does, and which one is meant. */
    static Optional<String> notice(Event event) {
        return LocalStart.of(event.localStart(), event.timezone())
                        instanceof LocalStart.Twice(var _, var earlier, var turn)
                ? Optional.of(
                        "On %s the clocks go back from %s to %s (%s), so %s comes twice. The earlier one is meant (UTC%s)."
                                .formatted(
                                        DAY.format(turn.from()),
                                        HOUR.format(turn.from()),
                                        turnedTo(turn),
                                        Times.place(event.timezone()),
                                        HOUR.format(event.localStart()),
                                        earlier.getTotalSeconds() == 0 ? "" : earlier.getId()))
                : Optional.empty();
    }

    private static String turnedTo(Turn turn) {
        boolean sameDay = turn.from().toLocalDate().equals(turn.to().toLocalDate());
        return (sameDay ? HOUR : HOUR_OF_DAY).format(turn.to());
    }
}
