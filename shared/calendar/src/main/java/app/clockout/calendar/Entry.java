package app.clockout.calendar;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Rsvp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * An event as it stands in a calendar.
 *
 * @param sequence counts up with each change that moves the entry, its cancellation included (RFC 5545, 3.8.7.4)
 * @param location in one line, the street in it only where the reader gets to see it
 * @param url the event's page
 */
public record Entry(
        EventId event,
        int sequence,
        String title,
        Instant startsAt,
        Instant endsAt,
        ZoneId timezone,
        String location,
        String description,
        String url,
        boolean cancelled) {

    /** No member answers faster; and after three years of it the sequence, of 32 bits, has room left. */
    private static final Duration TICK = Duration.ofMillis(50);

    private static final int MOST_TICKS = 2_000_000_000;

    /**
     * The event itself, for every reader.
     *
     * @param street whether the venue's address is for the reader to see
     * @param baseUrl of this service, such as {@code https://clockout.example}
     */
    public static Entry of(Event event, boolean street, String baseUrl) {
        var venue = event.venue();
        var cancelled = event.cancelled();
        return new Entry(
                event.id(),
                // Calendars can take a cancellation that does not count up for an old one.
                event.sequence() + (cancelled == null ? 0 : 1),
                event.title(),
                event.startsAt(),
                event.endsAt(),
                event.timezone(),
                venue.name() + (street ? ", " + venue.address() : "") + ", " + venue.city(),
                cancelled == null || cancelled.reason().isEmpty()
                        ? event.description()
                        : "Cancelled: " + cancelled.reason(),
                baseUrl + "/events/" + event.id(),
                cancelled != null);
    }

    /**
     * The event as a member's own appointment, which is cancelled too where they no longer have a seat. Its
     * sequence counts up with each answer of theirs as well: a calendar that was told of a seat given back would take
     * the invitation to the next one for an old one (RFC 5546, section 2.1.5). An answer remembers when it was given
     * and not how many were before it, so the time from the event's announcement counts.
     */
    public static Entry ofSeat(Event event, Rsvp rsvp, boolean street, String baseUrl) {
        var entry = of(event, street, baseUrl);
        boolean cancelled = entry.cancelled || !rsvp.hasSeat();
        var ticks = Duration.between(event.createdAt(), rsvp.since()).dividedBy(TICK);
        return new Entry(
                entry.event,
                entry.sequence + Math.clamp(ticks, 0, MOST_TICKS),
                entry.title,
                entry.startsAt,
                entry.endsAt,
                entry.timezone,
                entry.location,
                cancelled
                        ? entry.description
                        : entry.description + (entry.description.isEmpty() ? "" : "\n\n") + entry.keeps(),
                entry.url,
                cancelled);
    }

    /** Said in the text, with the page once more, which many calendars show nowhere else. */
    private String keeps() {
        return "Deleting this entry keeps your seat. Can't make it? Give it back here, so that another can come: "
                + url;
    }

    /** The same for every version of the entry, and for nothing else. */
    String uid() {
        return event + "@clockout";
    }
}
