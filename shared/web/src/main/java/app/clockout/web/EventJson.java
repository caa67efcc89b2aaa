package app.clockout.web;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.SeatCount;
import app.clockout.json.JsonObject;

/** How an event travels, alone and in lists. */
public final class EventJson {
    private EventJson() {}

    /** @param street whether the venue's address is for the reader to see */
    public static JsonObject of(Event event, SeatCount seats, Club club, boolean street) {
        var json = new JsonObject().put("eventId", event.id().value());
        json.putObject("club").put("slug", club.slug().value()).put("name", club.name());
        json.put("title", event.title())
                .put("description", event.description())
                .put("startsAt", Instants.rfc3339(event.startsAt()))
                .put("localStart", event.localStart().toString())
                .put("timezone", event.timezone().getId())
                .put("durationMinutes", event.durationMinutes());
        var venue = json.putObject("venue").put("name", event.venue().name());
        if (street) {
            venue.put("address", event.venue().address());
        }
        venue.put("city", event.venue().city());
        json.put("capacity", seats.capacity())
                .put("visibility", event.visibility().id())
                .put("status", event.isCancelled() ? "cancelled" : "scheduled");
        var cancelled = event.cancelled();
        if (cancelled != null && !cancelled.reason().isEmpty()) {
            json.put("cancelReason", cancelled.reason());
        }
        return json.put("confirmed", seats.confirmed())
                .put("waitlisted", seats.waiting())
                .put("seatsLeft", seats.left())
                .put("sequence", event.sequence());
    }
}
