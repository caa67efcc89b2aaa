package app.clockout.clubevents;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Venue;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.table.Events;
import app.clockout.web.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a host says to announce an event, or to change it. */
record EventForm(
        String title,
        String description,
        LocalDateTime localStart,
        ZoneId timezone,
        Instant startsAt,
        int durationMinutes,
        Venue venue,
        Visibility visibility,
        int capacity) {
    static final int TITLE = 120;
    static final int DESCRIPTION = 4000;
    static final int VENUE = 120;
    static final int ADDRESS = 200;
    static final int CITY = 80;
    static final int ZONE = 80;
    static final int SHORTEST = 5;
    static final int LONGEST = 7 * 24 * 60;
    static final int MOST_SEATS = 100_000;
    private static final Duration FURTHEST = Duration.ofDays(3653);

    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");
    /** A name such as {@code Etc/GMT+5} is an offset, which knows nothing of clocks that change. */
    private static final Pattern OFFSET = Pattern.compile(".*[+-]\\d.*");

    /**
     * Reads the form; empty where a field is wrong, which the fields then tell.
     *
     * @param before the event that is to be changed; null for a new one
     */
    static Optional<EventForm> read(Fields fields, Instant now, @Nullable Event before) {
        var title = fields.line("title", TITLE);
        var description = fields.optionalText("description", DESCRIPTION).orElse("");
        var local = local(fields);
        var timezone = timezone(fields);
        var startsAt = local.isPresent() && timezone.isPresent()
                ? start(fields, local.get(), timezone.get(), now, before)
                : Optional.<Instant>empty();
        int duration = number(fields, "durationMinutes", SHORTEST, LONGEST);
        var venue = new Venue(
                fields.line("venue.name", VENUE),
                fields.line("venue.address", ADDRESS),
                fields.line("venue.city", CITY));
        int capacity = number(fields, "capacity", 1, MOST_SEATS);
        var visibility = visibility(fields, before);
        return fields.areGood() && local.isPresent() && timezone.isPresent()
                ? startsAt.map(start -> new EventForm(
                        title, description, local.get(), timezone.get(), start, duration, venue, visibility, capacity))
                : Optional.empty();
    }

    private static Optional<LocalDateTime> local(Fields fields) {
        var typed = fields.line("startsAt", ZONE);
        try {
            if (LOCAL.matcher(typed).matches()) {
                return Optional.of(LocalDateTime.parse(typed));
            }
        } catch (DateTimeParseException e) {
            // A day or an hour that no calendar has.
        }
        fields.reject("startsAt", "Please give the time at the venue, without an offset, like 2027-01-14T18:30.");
        return Optional.empty();
    }

    private static Optional<ZoneId> timezone(Fields fields) {
        var zone = fields.optionalZone("timezone");
        if (zone.isEmpty()) {
            fields.reject("timezone", "Please fill this in.");
        } else if (OFFSET.matcher(zone.get().getId()).matches()) {
            fields.rejectZone("timezone");
            return Optional.empty();
        }
        return zone;
    }

    private static Optional<Instant> start(
            Fields fields, LocalDateTime local, ZoneId timezone, Instant now, @Nullable Event before) {
        var start = LocalStart.of(local, timezone);
        if (start instanceof LocalStart.Never(var turn)) {
            fields.reject("startsAt", DstNotice.skipped(local, timezone, turn));
            return Optional.empty();
        }
        return start.instant().filter(at -> {
            boolean moved = before == null || !before.startsAt().equals(at);
            if (moved && !at.isAfter(now)) {
                fields.reject("startsAt", "That is in the past.");
                return false;
            }
            if (at.isAfter(now.plus(FURTHEST))) {
                fields.reject("startsAt", "At most ten years ahead, please.");
                return false;
            }
            return true;
        });
    }

    private static int number(Fields fields, String field, int least, int most) {
        return fields.optionalNumber(field, least, most).orElseGet(() -> {
            fields.reject(field, "Please fill this in.");
            return least;
        });
    }

    private static Visibility visibility(Fields fields, @Nullable Event before) {
        var typed = fields.optionalLine("visibility", CITY);
        var visibility = typed.flatMap(Visibility::of);
        if (typed.isPresent() && visibility.isEmpty()) {
            fields.reject("visibility", "Please choose one: public or club.");
        }
        // Leaving it out never opens to all what was for members only.
        return visibility.orElse(before == null ? Visibility.PUBLIC : before.visibility());
    }

    /** A new event of what was said. */
    Event announced(EventId id, Instant now) {
        return new Event(
                id,
                title,
                description,
                localStart,
                timezone,
                startsAt,
                durationMinutes,
                venue,
                visibility,
                0,
                1,
                now,
                null);
    }

    /** An event as it is after the change; what moves calendar entries counts its sequence up. */
    Event applied(Event before) {
        boolean moves = !before.startsAt().equals(startsAt)
                || !before.timezone().equals(timezone)
                || before.durationMinutes() != durationMinutes
                || !before.venue().equals(venue);
        return new Event(
                before.id(),
                title,
                description,
                localStart,
                timezone,
                startsAt,
                durationMinutes,
                venue,
                visibility,
                before.sequence() + (moves ? 1 : 0),
                before.version() + 1,
                before.createdAt(),
                before.cancelled());
    }

    /** Whether it says what is so already. */
    boolean changesNothing(Events.View view) {
        var before = view.event();
        return capacity == view.seats().capacity()
                && title.equals(before.title())
                && description.equals(before.description())
                && localStart.equals(before.localStart())
                && visibility == before.visibility()
                && applied(before).sequence() == before.sequence();
    }

    /** The empty form of a club's new event. */
    static Fields blank(Club club) {
        return Fields.filled(Map.of("timezone", club.timezone().getId(), "venue.city", club.city()));
    }

    /** The form of a new event like another one, at another time. */
    static Fields copyOf(Events.View view) {
        return Fields.filled(values(view));
    }

    /** The form of an event as it is. */
    static Fields of(Events.View view) {
        var values = values(view);
        values.put("startsAt", view.event().localStart().toString());
        return Fields.filled(values);
    }

    private static Map<String, String> values(Events.View view) {
        var event = view.event();
        var values = new LinkedHashMap<String, String>();
        values.put("title", event.title());
        values.put("description", event.description());
        values.put("timezone", event.timezone().getId());
        values.put("durationMinutes", Integer.toString(event.durationMinutes()));
        values.put("venue.name", event.venue().name());
        values.put("venue.address", event.venue().address());
        values.put("venue.city", event.venue().city());
        values.put("capacity", Integer.toString(view.seats().capacity()));
        values.put("visibility", event.visibility().id());
        return values;
    }

    /** Who an event can be for, by what the field says. */
    static Map<String, String> visibilities() {
        var visibilities = new LinkedHashMap<String, String>();
        visibilities.put(Visibility.PUBLIC.id(), "Everybody");
        visibilities.put(Visibility.CLUB.id(), "Members of the club");
        return visibilities;
    }
}
