package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event is one thing to its viewer at a moment, on whatever page they see it: each state on each page. */
class EventStatesTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Duration LASTS = Duration.ofHours(2);

    /**
     * What a member has of an event, and how it stands.
     *
     * @see #said
     */
    private enum State {
        OPEN(""),
        FULL("Full"),
        SEAT("You have a seat."),
        WAITING("You are number 1 in line."),
        OFFERED("A seat is held for you until"),
        ON_NOW("You have a seat."),
        CANCELLED("This event is cancelled."),
        OVER("It's over."),
        WAS_THERE("You were there.");

        /** What every page says. */
        private final String said;

        State(String said) {
            this.said = said;
        }

        boolean isPlanned() {
            return this != CANCELLED && this != OVER && this != WAS_THERE;
        }

        boolean hasSeat() {
            return switch (this) {
                case SEAT, ON_NOW, CANCELLED, OVER, WAS_THERE -> true;
                case OPEN, FULL, WAITING, OFFERED -> false;
            };
        }
    }

    private static final List<String> ALL_SAID = List.of(
            "You have a seat.",
            "in line.",
            "A seat is held for you",
            "This event is cancelled.",
            "It's over.",
            "You were there.");

    private static Network network;
    private static String host;
    private static String ada;
    private static String ben;
    private static int events;

    @BeforeAll
    static void start() {
        network = Network.start();
        for (var name : List.of("ada", "ben")) {
            network.signUp(name + "@example.com");
            network.settle();
            network.confirm(name + "@example.com");
        }
        network.settle();
        var founder = network.signInFounder();
        network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":2}", founder);
        network.settle();
        host = founder;
        ada = network.signIn("ada@example.com");
        ben = network.signIn("ben@example.com");
        network.post("/clubs", """
                {"name":"Owls","industry":"design","city":"New York","timezone":"America/New_York",
                 "description":"We stay up.","joining":"open"}""", host);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellAStateInTheSameWordsOnEveryPage(State state) {
        var title = "Event " + ++events;
        var start = network.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofDays(2));
        var event = announced(title, start);
        var mailed = bring(event, state, start);

        var page = page("/events/" + event, ada);
        assertSaid(state, page, state == State.OPEN || state == State.FULL ? "" : state.said);
        assertThat(page.contains("/rsvp\"")).isEqualTo(state.isPlanned());
        assertThat(page.contains("/ticket\"")).isEqualTo(state.isPlanned() && state.hasSeat());
        assertThat(page.contains("It's on now.")).isEqualTo(state == State.ON_NOW);
        assertThat(page.contains("Wait for a seat")).isEqualTo(state == State.FULL);

        for (var list : lists(event, state, start)) {
            var card = card(page(list, ada), title);
            assertSaid(state, card, state.said);
            assertThat(card.contains("It's on now.")).isEqualTo(state == State.ON_NOW);
            assertThat(card).matches(text -> state.isPlanned() || !text.contains("seats left"), "no seats left");
        }
        if (state.hasSeat()) {
            var ticket = page("/events/" + event + "/ticket", ada);
            assertSaid(state, ticket, state.said);
            assertThat(ticket.contains("<svg")).isEqualTo(state != State.CANCELLED && state != State.WAS_THERE);
        }
        if (state == State.OVER || state == State.WAS_THERE) {
            // A mailed link ends with its event.
            assertThat(ask(mailed, "").status()).isEqualTo(400);
        } else if (!mailed.isEmpty()) {
            var answer = ask(mailed, "").text();
            assertSaid(state, answer, state.said);
            assertThat(answer.contains("name=\"answer\"")).isEqualTo(state.isPlanned());
        }
        assertDoor(event, state);
    }

    private static void assertDoor(String event, State state) {
        var door = page("/events/" + event + "/rsvps", host);
        switch (state) {
            case CANCELLED ->
                assertThat(door).contains("This event is cancelled.").doesNotContain(">Check in<");
            case OVER -> assertThat(door).contains("It's over.", ">Check in<");
            case WAS_THERE -> assertThat(door).contains("It's over.").doesNotContain(">Check in<");
            case ON_NOW -> assertThat(door).contains("It's on now.", ">Check in<");
            case OPEN, FULL, SEAT, WAITING, OFFERED ->
                assertThat(door).doesNotContain("is cancelled", "It's", ">Check in<");
        }
    }

    /** What a page says of the state, and that it says nothing of another one. */
    private static void assertSaid(State state, String text, String said) {
        assertThat(text).as("%s", state).contains(said);
        assertThat(ALL_SAID).filteredOn(other -> !said.contains(other)).noneMatch(text::contains);
    }

    /** The pages with cards on which the event stands for the member. */
    private static List<String> lists(String event, State state, Instant start) {
        var ofClub = "/clubs/owls/events?from=" + start;
        var all = "/events?from=" + start;
        return switch (state) {
            case OPEN, FULL -> List.of(ofClub, all, "/");
            case SEAT, WAITING, OFFERED -> List.of(ofClub, all, "/", "/me/events");
            // It is in the lists of who has to do with it, though not among what is next.
            case ON_NOW -> List.of(ofClub, "/", "/me/events");
            case CANCELLED, OVER, WAS_THERE -> List.of(ofClub, "/me/events");
        };
    }

    /** Makes the event what it is to be for Ada; gives the path of her mailed link, empty where she has none. */
    private static String bring(String event, State state, Instant start) {
        switch (state) {
            case OPEN -> {}
            case FULL -> rsvp(event, ben);
            case SEAT, ON_NOW, CANCELLED, OVER, WAS_THERE -> rsvp(event, ada);
            case WAITING, OFFERED -> {
                rsvp(event, ben);
                rsvp(event, ada);
            }
        }
        network.settle();
        var mailed = state == State.OPEN || state == State.FULL ? "" : link(event, state.hasSeat());
        switch (state) {
            case OFFERED -> network.delete("/events/" + event + "/rsvp", ben);
            case CANCELLED -> network.post("/events/" + event + "/cancel", "{\"reason\":\"Flooded.\"}", host);
            case ON_NOW, OVER -> network.leapTo(start.plus(state == State.OVER ? LASTS : Duration.ofMinutes(1)));
            case WAS_THERE -> {
                network.leapTo(start);
                letIn(event);
                network.leapTo(start.plus(LASTS));
            }
            case OPEN, FULL, SEAT, WAITING -> {}
        }
        network.settle();
        return mailed;
    }

    private static void rsvp(String event, String session) {
        assertThat(network.put("/events/" + event + "/rsvp", session).status()).isEqualTo(200);
    }

    private static void letIn(String event) {
        var guest = network.get("/events/" + event + "/rsvps", host)
                .json()
                .get("items")
                .get(0)
                .get("memberId");
        assertThat(network.post("/events/" + event + "/checkins", "{\"memberId\":" + guest + "}", host)
                        .status())
                .isEqualTo(200);
    }

    private static String link(String event, boolean seat) {
        return network.inbox("ada@example.com", seat ? "seat-confirmed" : "seat-waitlisted").stream()
                .flatMap(mail -> Pattern.compile("/r/[^\"\\s]+")
                        .matcher(mail.get("links").toString())
                        .results())
                .map(found -> found.group())
                .filter(path -> path.contains(event))
                .findFirst()
                .orElseThrow();
    }

    private static String announced(String title, Instant start) {
        var reply = network.post(
                "/clubs/owls/events",
                """
                        {"title":"%s","description":"Talk.","startsAt":"%s","timezone":"UTC","durationMinutes":120,
                         "venue":{"name":"Bar","address":"1 Main St","city":"New York"},"capacity":1,"visibility":"public"}""".formatted(title, start.atZone(ZoneOffset.UTC).toLocalDateTime()),
                host);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json().get("eventId").asText();
    }

    private static String card(String page, String title) {
        return Pattern.compile("(?s)<li>(?:(?!</li>).)*?<bdi>%s</bdi>.*?</li>".formatted(title))
                .matcher(page)
                .results()
                .map(found -> found.group())
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + " is not on " + page));
    }

    private static String page(String path, String session) {
        var reply = ask(path, session);
        assertThat(reply.status()).as(path).isEqualTo(200);
        return reply.text();
    }

    private static Network.Reply ask(String path, String session) {
        var request = network.request(path).setHeader("Accept", PAGE).method("GET", BodyPublishers.noBody());
        return network.send(session.isEmpty() ? request : request.header("Authorization", "Bearer " + session));
    }
}
