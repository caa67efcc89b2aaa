package app.clockout.web;

import app.clockout.domain.Event;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as people read them: by the clock of the place they are about, which is the venue's city and not the one that its zone is
 * called after, with the offset, so that no reader takes it for a clock of their own.
 */
public final class Times {
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    private Times() {}

    /** When an event starts: {@code Thursday, 14 January 2027, 18:30 in Delhi (GMT+5:30)}. */
    public static String start(Event event) {
        return LONG.format(event.localStart()) + where(event, event.startsAt());
    }

    /** A moment that matters to an event, by the clock at its venue: {@code Thu 14 Jan, 18:30 in Delhi (GMT+5:30)}. */
    public static String at(Instant instant, Event event) {
        return SHORT.format(LocalDateTime.ofInstant(instant, event.timezone())) + where(event, instant);
    }

    private static String where(Event event, Instant instant) {
        return " in " + event.venue().city() + " (" + offset(event.timezone(), instant) + ")";
    }

    /** A moment on a reader's own clock: {@code Fri 15 Jan, 00:30 (GMT+1)}. */
    public static String own(Instant instant, ZoneId zone) {
        return SHORT.format(LocalDateTime.ofInstant(instant, zone)) + " (" + offset(zone, instant) + ")";
    }

    /** What a zone's clocks differ by at a moment: {@code GMT}, {@code GMT-5}, {@code GMT+5:30}. */
    public static String offset(ZoneId zone, Instant instant) {
        ZoneOffset offset = zone.getRules().getOffset(instant);
        int minutes = Math.abs(offset.getTotalSeconds() / 60);
        if (minutes == 0) {
            return "GMT";
        }
        var sign = offset.getTotalSeconds() < 0 ? "-" : "+";
        return "GMT" + sign + minutes / 60 + (minutes % 60 == 0 ? "" : ":%02d".formatted(minutes % 60));
    }

    /** What people call a zone: the city it is named for. */
    public static String place(ZoneId zone) {
        var id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
