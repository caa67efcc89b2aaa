package app.clockout.calendar;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import java.time.Instant;
import java.time.ZoneId;

/**
 * An event as it stands in somebody's calendar.
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

    /**
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

    /** The same for every version of the entry, and for nothing else. */
    String uid() {
        return event + "@clockout";
    }
}
