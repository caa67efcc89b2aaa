package app.clockout.local.testing;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** An event for a test: a public breakfast of two hours in New York, in UTC, unless it says otherwise. */
public final class EventBuilder {
    private final EventId id;
    private final Instant startsAt;
    private final Instant now;
    private String title = "Breakfast";
    private String description = "";
    private ZoneId timezone = ZoneId.of("UTC");
    private Duration length = Duration.ofHours(2);
    private Event.Venue venue = new Event.Venue("Corner Café", "1 Main Street", "New York");
    private Event.Visibility visibility = Event.Visibility.PUBLIC;
    private long version = 1;

    private EventBuilder(EventId id, Instant startsAt, Instant now) {
        this.id = id;
        this.startsAt = startsAt;
        this.now = now;
    }

    /** @param now when it is announced */
    public static EventBuilder event(EventId id, Instant startsAt, Instant now) {
        return new EventBuilder(id, startsAt, now);
    }

    public EventBuilder title(String text) {
        title = text;
        return this;
    }

    public EventBuilder description(String text) {
        description = text;
        return this;
    }

    public EventBuilder timezone(ZoneId zone) {
        timezone = zone;
        return this;
    }

    public EventBuilder length(Duration from) {
        length = from;
        return this;
    }

    public EventBuilder venue(String name, String address, String city) {
        venue = new Event.Venue(name, address, city);
        return this;
    }

    public EventBuilder visibility(Event.Visibility to) {
        visibility = to;
        return this;
    }

    /** The n-th version, each of which moved it. */
    public EventBuilder version(long number) {
        version = number;
        return this;
    }

    public Event build() {
        return new Event(
                id,
                title,
                description,
                LocalDateTime.ofInstant(startsAt, timezone),
                timezone,
                startsAt,
                (int) length.toMinutes(),
                venue,
                visibility,
                (int) version - 1,
                version,
                now,
                null);
    }
}
