package app.clockout.mailer.content;

import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.table.Events.View;
import app.clockout.web.Times;
import java.text.Bidi;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** How letters say names, days, times and places. */
final class MailFormats {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final Duration A_DAY = Duration.ofDays(1);

    private MailFormats() {}

    static String name(Person person) {
        return isolated(person.details().name());
    }

    /** Words of a member inside an English sentence: what is read from right to left does not turn the rest around (UAX #9). */
    static String isolated(String words) {
        return Bidi.requiresBidi(words.toCharArray(), 0, words.length()) ? "\u2068" + words + "\u2069" : words;
    }

    /** An event by its title and its club, as a part of a sentence: {@code “Late lunch” by Night Owls}. */
    static String named(View view) {
        return "“" + isolated(view.event().title()) + "” by "
                + isolated(view.club().name());
    }

    /** The day as the reader's calendar has it, or Greenwich's where that is not known: {@code 14 January 2027}. */
    static String day(Person reader, Instant instant) {
        return DAY.format(
                instant.atZone(Objects.requireNonNullElse(reader.details().timezone(), ZoneOffset.UTC)));
    }

    /** The day of an event at its venue: {@code Thursday, 14 January}. */
    static String day(Event event) {
        return WEEKDAY.format(event.localStart());
    }

    /** The days that a guest was there: {@code on Thursday, 14 January}, {@code from Friday, 15 January to Sunday, 17 January}. */
    static String days(Event event) {
        return Duration.ofMinutes(event.durationMinutes()).compareTo(A_DAY) < 0
                ? "on " + day(event)
                : "from " + day(event) + " to " + WEEKDAY.format(event.endsAt().atZone(event.timezone()));
    }

    /** When an event starts, by the clock at its venue alone: {@code 18:30 in New York}. */
    static String clock(Event event) {
        return clock(event.startsAt(), event);
    }

    /** When an event takes place, by the clock at its venue alone: its start, and both ends where it ends on another day. */
    static String there(Event event) {
        return Times.endsOnAnotherDay(event)
                ? Times.bothEnds(event, event.timezone()) + inCity(event)
                : day(event) + ", " + clock(event);
    }

    /**
     * When an event starts, and where that is on another day ends, by the clock at its venue and by the reader's own where that is
     * known and shows something else. Whose own is not known is told the venue's offset instead.
     */
    static String when(Event event, Person reader) {
        if (!Times.endsOnAnotherDay(event)) {
            return time(event.startsAt(), event, reader);
        }
        var own = reader.details().timezone();
        if (own == null) {
            return Times.bothEndsWithOffset(event, event.timezone(), inCity(event));
        }
        var there = Times.bothEnds(event, event.timezone());
        var here = Times.bothEnds(event, own);
        return there + inCity(event) + (here.equals(there) ? "" : ", or " + here + yourTime(own));
    }

    /** An instant that matters to an event, by the same clocks as its start. */
    static String time(Instant instant, Event event, Person reader) {
        var there = LocalDateTime.ofInstant(instant, event.timezone());
        var own = reader.details().timezone();
        if (own == null) {
            return DATE.format(there) + ", " + TIME.format(there) + inCity(event) + " ("
                    + Times.offset(event.timezone(), instant) + ")";
        }
        var said = DATE.format(there) + ", " + clock(instant, event);
        var here = LocalDateTime.ofInstant(instant, own);
        if (here.equals(there)) {
            return said;
        }
        var differently = here.toLocalDate().equals(there.toLocalDate()) ? ", " : ", or " + DATE.format(here) + ", ";
        return said + differently + TIME.format(here) + Times.offsetIfTwice(own, instant) + yourTime(own);
    }

    private static String yourTime(ZoneId own) {
        return " your time (" + Times.place(own) + ")";
    }

    private static String clock(Instant instant, Event event) {
        var zone = event.timezone();
        return TIME.format(instant.atZone(zone)) + Times.offsetIfTwice(zone, instant) + inCity(event);
    }

    /** The venue's city says whose clock it is: the one that the zone is called after may be elsewhere. */
    private static String inCity(Event event) {
        return " in " + isolated(event.venue().city());
    }

    /** {@code 45 minutes}, {@code 1 hour}, {@code 2 hours 30 minutes}. */
    static String duration(int minutes) {
        var hours = counted(minutes / 60, "hour");
        var rest = counted(minutes % 60, "minute");
        return hours.isEmpty() || rest.isEmpty() ? hours + rest : hours + " " + rest;
    }

    private static String counted(int number, String unit) {
        return switch (number) {
            case 0 -> "";
            case 1 -> "1 " + unit;
            default -> number + " " + unit + "s";
        };
    }

    /**
     * Where an event takes place.
     *
     * @param street whether the reader gets to see the street
     */
    static String place(Event.Venue venue, boolean street) {
        var address = street && !venue.address().isBlank() ? ", " + isolated(venue.address()) : "";
        return isolated(venue.name()) + address + ", " + isolated(venue.city());
    }
}
