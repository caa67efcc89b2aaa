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
    private static final DateTimeFormatter DATED = DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private Times() {}

    /**
     * When an event starts: {@code Thursday, 14 January 2027, 18:30 in Delhi (GMT+5:30)}; and where it ends on another day, when it
     * does that: {@code Fri 15 Jan 2027, 18:30 – Sun 17 Jan 2027, 12:00 in Delhi (GMT+5:30)}.
     */
    public static String when(Event event) {
        return endsOnAnotherDay(event)
                ? bothEndsWithOffset(event, event.timezone(), inCity(event))
                : LONG.format(event.localStart()) + where(event, event.startsAt());
    }

    /** The hour at which an event ends; empty where {@link #when} has said it. */
    public static String end(Event event) {
        if (endsOnAnotherDay(event)) {
            return "";
        }
        var zone = event.timezone();
        var end = event.endsAt();
        boolean turned = !offset(zone, end).equals(offset(zone, event.startsAt()));
        return HOUR.format(end.atZone(zone)) + (turned ? " (" + offset(zone, end) + ")" : offsetIfTwice(zone, end));
    }

    /** Whether an event ends on another day than it starts, at its venue. Midnight is the next day's. */
    public static boolean endsOnAnotherDay(Event event) {
        return !event.endsAt()
                .atZone(event.timezone())
                .toLocalDate()
                .equals(event.localStart().toLocalDate());
    }

    /** From when till when an event takes place, on a clock; an end that this clock shows twice with its offset. */
    public static String bothEnds(Event event, ZoneId zone) {
        return dated(event.startsAt(), zone)
                + offsetIfTwice(zone, event.startsAt())
                + " – "
                + dated(event.endsAt(), zone)
                + offsetIfTwice(zone, event.endsAt());
    }

    /**
     * The same with the clock's offset, or with each end's where the clocks change in between.
     *
     * @param place what stands behind the times, such as {@code " in Delhi"}
     */
    public static String bothEndsWithOffset(Event event, ZoneId zone, String place) {
        var first = " (" + offset(zone, event.startsAt()) + ")";
        var last = " (" + offset(zone, event.endsAt()) + ")";
        var start = dated(event.startsAt(), zone);
        var end = dated(event.endsAt(), zone);
        return first.equals(last) ? start + " – " + end + place + last : start + first + " – " + end + last + place;
    }

    private static String dated(Instant instant, ZoneId zone) {
        return DATED.format(instant.atZone(zone));
    }

    /** The offset behind a time that the clocks show twice, since they go back over it; empty behind any other. */
    public static String offsetIfTwice(ZoneId zone, Instant instant) {
        var shown = LocalDateTime.ofInstant(instant, zone);
        return zone.getRules().getValidOffsets(shown).size() > 1 ? " (" + offset(zone, instant) + ")" : "";
    }

    /** A moment that matters to an event, by the clock at its venue: {@code Thu 14 Jan, 18:30 in Delhi (GMT+5:30)}. */
    public static String at(Instant instant, Event event) {
        return SHORT.format(LocalDateTime.ofInstant(instant, event.timezone())) + where(event, instant);
    }

    private static String where(Event event, Instant instant) {
        return inCity(event) + " (" + offset(event.timezone(), instant) + ")";
    }

    private static String inCity(Event event) {
        return " in " + isolated(event.venue().city());
    }

    /** What is written from right to left, so that it turns nothing of what stands behind it (UAX 9, FSI and PDI). */
    private static String isolated(String text) {
        return text.codePoints().anyMatch(Times::isWrittenLeftwards) ? "\u2068" + text + "\u2069" : text;
    }

    private static boolean isWrittenLeftwards(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** When an event takes place on a reader's own clock: its start, and both ends where it ends on another day. */
    public static String own(Event event, ZoneId zone) {
        return endsOnAnotherDay(event) ? bothEndsWithOffset(event, zone, "") : own(event.startsAt(), zone);
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
