package app.clockout.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them: at the place they are about. */
public final class Times {
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);

    private Times() {}

    /** {@code Thursday, 14 January 2027, 18:30 (New York)}. */
    public static String readable(LocalDateTime local, ZoneId zone) {
        return LONG.format(local) + " (" + place(zone) + ")";
    }

    /** {@code Thu 14 Jan, 18:30 (New York)}. */
    public static String brief(Instant instant, ZoneId zone) {
        return SHORT.format(instant.atZone(zone)) + " (" + place(zone) + ")";
    }

    /** What people call a zone: the city it is named for. */
    public static String place(ZoneId zone) {
        var id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
