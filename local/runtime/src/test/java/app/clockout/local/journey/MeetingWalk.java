package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.journey.Network.Reply;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One walk through all that clubs, events and seats can be asked for, each thing of the greatest length. */
final class MeetingWalk {
    /** Does one thing and notes what it cost: its name, the label it counts under, and what follows from it. */
    interface Measure {
        void of(String name, String label, Runnable action, String... consequences);
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String WIDE = "\uD83D\uDE00";

    private final Network network;
    private final Measure measure;
    private final String host;
    private final String guest;
    private final String other;
    private final String guestAddress;

    /** Sessions of three members, and the address of the second one. */
    MeetingWalk(Network network, Measure measure, String host, String guest, String guestAddress, String other) {
        this.network = network;
        this.measure = measure;
        this.host = host;
        this.guest = guest;
        this.other = other;
        this.guestAddress = guestAddress;
    }

    void walk() {
        var club = clubs();
        var event = events(club);
        seats(event);
        clubsOwn(club);
        mailedAnswers(club);
        theEnd(club, event);
    }

    private void measure(String route, Runnable action, String... consequences) {
        measure.of(route, route, action, consequences);
    }

    private void as(String name, String route, Runnable action, String... consequences) {
        measure.of(route + " " + name, route, action, consequences);
    }

    private static void ok(int status, Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    }

    private static String club(String joining) {
        // Ten words, as many as a club is found by.
        var name = "a b c d e f g h i " + WIDE.repeat(62);
        return MAPPER.createObjectNode()
                .put("name", name)
                .put("industry", "public-sector")
                .put("city", WIDE.repeat(80))
                .put("timezone", "America/Argentina/ComodRivadavia")
                .put("description", WIDE.repeat(4000))
                .put("joining", joining)
                .toString();
    }

    private String clubs() {
        var path = new String[1];
        measure("POST /clubs", () -> {
            var reply = network.post("/clubs", club("approval"), host);
            ok(201, reply);
            path[0] = reply.response().headers().firstValue("location").orElseThrow();
        });
        var club = path[0];
        measure("GET /clubs/new", () -> ok(200, network.get("/clubs/new", host)));
        measure("GET /clubs", () -> ok(200, network.get("/clubs", host)));
        as("by words", "GET /clubs", () -> ok(200, network.get("/clubs?q=a%20b&industry=public-sector", host)));
        measure("GET /clubs/{slug}", () -> ok(200, network.get(club, guest)));
        as("by a host", "GET /clubs/{slug}", () -> ok(200, network.get(club, host)));
        measure("GET /clubs/{slug}/edit", () -> ok(200, network.get(club + "/edit", host)));
        var etag =
                network.get(club, host).response().headers().firstValue("etag").orElseThrow();
        measure(
                "PUT /clubs/{slug}",
                () -> ok(200, network.put(club, club("approval").replace("a b", "x y"), etag, host)));
        var hostId = network.get(club, host)
                .json()
                .get("hosts")
                .get(0)
                .get("memberId")
                .asText();

        measure(
                "PUT /clubs/{slug}/members/me",
                () -> ok(200, network.put(club + "/members/me", guest)),
                "mail: club-request");
        measure("DELETE /clubs/{slug}/members/me", () -> ok(204, network.delete(club + "/members/me", guest)));
        ok(200, network.put(club + "/members/me", guest));
        ok(200, network.put(club + "/members/me", other));
        measure("GET /clubs/{slug}/requests", () -> ok(200, network.get(club + "/requests", host)));
        var ids = network.get(club + "/requests", host).json().get("items");
        var guestId = ids.get(0).get("memberId").asText();
        var otherId = ids.get(1).get("memberId").asText();
        measure(
                "POST /clubs/{slug}/requests/{memberId}/approve",
                () -> ok(204, network.post(club + "/requests/" + guestId + "/approve", "", host)),
                "mail: club-request-decided");
        measure(
                "POST /clubs/{slug}/requests/{memberId}/decline",
                () -> ok(204, network.post(club + "/requests/" + otherId + "/decline", "", host)));
        measure("GET /clubs/{slug}/members", () -> ok(200, network.get(club + "/members", host)));
        measure("PUT /clubs/{slug}/hosts/{memberId}", () -> ok(204, network.put(club + "/hosts/" + guestId, host)));
        measure(
                "DELETE /clubs/{slug}/hosts/{memberId}",
                () -> ok(204, network.delete(club + "/hosts/" + guestId, host)));
        measure(
                "DELETE /clubs/{slug}/members/{memberId}",
                () -> ok(204, network.delete(club + "/members/" + guestId, host)));
        assertThat(hostId).isNotEqualTo(guestId);
        return club;
    }

    private String event(int capacity, String visibility, int days) {
        var start = network.now()
                .plus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.MINUTES)
                .atZone(ZoneOffset.UTC);
        ObjectNode event = MAPPER.createObjectNode()
                .put("title", WIDE.repeat(120))
                .put("description", WIDE.repeat(4000))
                .put(
                        "startsAt",
                        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").format(start))
                .put("timezone", "UTC")
                .put("durationMinutes", 90)
                .put("capacity", capacity)
                .put("visibility", visibility);
        event.putObject("venue")
                .put("name", WIDE.repeat(120))
                .put("address", WIDE.repeat(200))
                .put("city", WIDE.repeat(80));
        return event.toString();
    }

    private String announced(String club, int capacity, String visibility) {
        var reply = network.post(club + "/events", event(capacity, visibility, 3), host);
        ok(201, reply);
        return reply.response().headers().firstValue("location").orElseThrow();
    }

    private String events(String club) {
        var path = new String[1];
        measure("POST /clubs/{slug}/events", () -> path[0] = announced(club, 1, "public"));
        var event = path[0];
        measure("GET /clubs/{slug}/events", () -> ok(200, network.get(club + "/events", guest)));
        measure("GET /clubs/{slug}/events/new", () -> ok(200, network.get(club + "/events/new", host)));
        measure("GET /clubs/{slug}/calendar.ics", () -> ok(200, network.get(club + "/calendar.ics")));
        measure("GET /events", () -> ok(200, network.get("/events")));
        measure("GET /events/{eventId}", () -> ok(200, network.get(event, guest)));
        as("by a visitor", "GET /events/{eventId}", () -> ok(200, network.get(event)));
        measure("GET /events/{eventId}/edit", () -> ok(200, network.get(event + "/edit", host)));
        measure("GET /events/{eventId}/calendar.ics", () -> ok(200, network.get(event + "/calendar.ics")));
        var etag =
                network.get(event, host).response().headers().firstValue("etag").orElseThrow();
        measure("PUT /events/{eventId}", () -> ok(200, network.put(event, event(1, "public", 4), etag, host)));
        return event;
    }

    private void seats(String event) {
        var rsvp = event + "/rsvp";
        measure("PUT /events/{eventId}/rsvp", () -> ok(200, network.put(rsvp, guest)), "mail: seat-confirmed");
        as("by who has a seat", "PUT /events/{eventId}/rsvp", () -> ok(200, network.put(rsvp, guest)));
        as(
                "of a full event",
                "PUT /events/{eventId}/rsvp",
                () -> ok(200, network.put(rsvp, other)),
                "mail: seat-waitlisted");
        as("by who waits", "PUT /events/{eventId}/rsvp", () -> ok(200, network.put(rsvp, other)));
        as("by who waits", "GET /events/{eventId}", () -> ok(200, network.get(event, other)));
        measure("GET /me/events", () -> ok(200, network.get("/me/events", other)));
        measure("GET /events/{eventId}/ticket", () -> ok(200, network.get(event + "/ticket", guest)));
        measure("DELETE /events/{eventId}/rsvp", () -> ok(200, network.delete(rsvp, guest)), "seats: a freed seat");
        measure("POST /events/{eventId}/rsvp/accept", () -> ok(200, network.post(rsvp + "/accept", "", other)));
        measure("GET /events/{eventId}/rsvps", () -> ok(200, network.get(event + "/rsvps", host)));
        measure("POST /me/calendar", () -> ok(200, network.post("/me/calendar", "", other)));
        var calendar =
                network.get("/me/events", other).json().get("calendarUrl").asText();
        measure("GET /me/calendar.ics", () -> ok(200, network.get(calendar.substring(calendar.indexOf("/me/")))));
    }

    private void clubsOwn(String club) {
        var own = announced(club, 1, "club");
        as("of a club's own event", "PUT /events/{eventId}/rsvp", () -> ok(200, network.put(own + "/rsvp", host)));
    }

    private void mailedAnswers(String club) {
        var event = announced(club, 1, "public");
        ok(200, network.put(event + "/rsvp", guest));
        network.settle();
        var link = network.inbox(guestAddress, "seat-confirmed")
                .getFirst()
                .get("links")
                .valueStream()
                .map(node -> node.asText())
                .filter(url -> url.contains("/r/"))
                .map(url -> url.substring(url.indexOf("/r/")))
                .findFirst()
                .orElseThrow();
        measure("GET /r/{token}", () -> ok(200, network.get(link)));
        measure("POST /r/{token}", () -> ok(200, network.post(link, "{\"answer\":\"cancel\"}")));
    }

    private void reminder(String event) {
        var due = Instant.parse(network.get(event, host).json().get("startsAt").asText())
                .minus(1, ChronoUnit.DAYS);
        // Whatever else was due by now is done with before.
        network.leapTo(due.minus(1, ChronoUnit.MINUTES));
        measure.of(
                "schedule: a reminder is due",
                "schedule reminder-sweep",
                () -> network.leapTo(due),
                "reminders: an event with one guest",
                "mail-bulk: reminder-24h");
    }

    private void theEnd(String club, String event) {
        var ticket = network.get(event + "/ticket", other).json().get("ticket").asText();
        network.leapTo(network.now().plus(4, ChronoUnit.DAYS));
        measure(
                "GET /events/{eventId}/checkins",
                () -> ok(200, network.get(event + "/checkins?ticket=" + ticket, host)));
        measure(
                "POST /events/{eventId}/checkins",
                () -> ok(200, network.post(event + "/checkins", "{\"ticket\":\"" + ticket + "\"}", host)));
        var member = network.get(event + "/rsvps", host)
                .json()
                .get("items")
                .get(0)
                .get("memberId")
                .asText();
        measure(
                "DELETE /events/{eventId}/checkins/{memberId}",
                () -> ok(204, network.delete(event + "/checkins/" + member, host)));
        var called = announced(club, 1, "public");
        ok(200, network.put(called + "/rsvp", guest));
        reminder(called);
        measure(
                "POST /events/{eventId}/cancel",
                () -> ok(200, network.post(called + "/cancel", "{\"reason\":\"" + WIDE.repeat(1000) + "\"}", host)),
                "seats: an event cancelled, with one guest",
                "mail-bulk: event-cancelled");
        measure(
                "DELETE /clubs/{slug}",
                () -> ok(204, network.delete(club, host)),
                "clubs: a club closed, with nothing to come");
        assertThat(List.of(200, 404)).contains(network.get(event).status());
    }
}
