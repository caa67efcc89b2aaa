package app.clockout.clubevents;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EventId;
import app.clockout.local.testing.Concurrently;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.DailyCounters.Count;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnounceEventTest {
    private static final String EVENTS = "/clubs/law-lima/events";

    private final ClubEventsFixture fixture = new ClubEventsFixture();

    @Test
    void shouldAnswerItsSampleEventOfSomebodyWhoIsNotSignedInHere() {
        problem(
                401,
                "unauthenticated",
                fixture.handler.handleRequest(
                        LambdaEvents.read("club-events-http", APIGatewayV2HTTPEvent.class), null));
    }

    @Test
    void shouldAnnounceAnEvent() {
        var answer = fixture.ask(announce(Map.of()));

        var event = (ObjectNode) json(201, answer);
        var id = event.path("eventId").asText();
        assertThat(answer.getHeaders())
                .containsEntry("Location", "/events/" + id)
                .containsEntry("ETag", "\"1\"");
        var rest = event.deepCopy();
        rest.remove("eventId");
        assertThat(rest).isEqualTo(json("""
                {"club":{"slug":"law-lima","name":"Law Lima"},"title":"Evening of contracts",
                "description":"Bring one.\\nTalk.","startsAt":"2027-01-14T23:30:00Z","localStart":"2027-01-14T18:30",
                "timezone":"America/New_York","durationMinutes":120,
                "venue":{"name":"Bar","address":"1 Main St","city":"New York"},"capacity":3,"visibility":"public",
                "status":"scheduled","confirmed":0,"waitlisted":0,"seatsLeft":3,"sequence":0}"""));
        assertThat(fixture.get(fixture.host, "/events/" + id)).isEqualTo(event);
        assertThat(fixture.figure(Count.EVENTS)).isEqualTo(1);
    }

    @Test
    void shouldSeeToItsReminders() {
        var id = fixture.announced(Map.of());
        var soon = fixture.announced(Map.of("startsAt", "2027-01-11T14:00", "timezone", "UTC"));

        assertThat(fixture.rows("DUE"))
                .containsExactly(
                        "1799668800000#" + soon + "#reminder-2h",
                        "1799744400000#" + soon + "#event-followup",
                        "1799883000000#" + id + "#reminder-24h",
                        "1799962200000#" + id + "#reminder-2h",
                        "1800021600000#" + id + "#event-followup");
    }

    @Test
    void shouldAnnounceByForm() {
        var form = page(
                200,
                fixture.ask(fixture.http("GET", EVENTS + "/new")
                        .bearer(fixture.host)
                        .accept(ClubEventsFixture.PAGE)));
        assertThat(form)
                .contains("action=\"/clubs/law-lima/events\"", "name=\"idempotencyKey\"", "type=\"datetime-local\"")
                .contains("value=\"America/Lima\"", "value=\"Lima\"");

        var to = location(fixture.ask(form("startsAt", "2027-01-14T18:30", "capacity", "20")));

        var event = fixture.event(new EventId(to.substring("/events/".length())));
        assertThat(event.description()).isEqualTo("One\nTwo");
        assertThat(event.startsAt()).isEqualTo("2027-01-14T23:30:00Z");
    }

    @Test
    void shouldShowWhatWasTypedWithEachMessageInPlace() {
        var answer = page(422, fixture.ask(form("startsAt", "2027-03-28T02:30", "capacity", "none")));

        assertThat(answer)
                .contains("There is a problem", "id=\"capacity-error\"", "id=\"startsAt-error\"")
                .contains("value=\"none\"", "value=\"2027-03-28T02:30\"", "&lt;b>Contracts", "value=\"one-key\"")
                .doesNotContain("<b>Contracts");
        assertThat(fixture.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldNameEveryBadField() {
        assertThat(badFields(fixture.ask(
                        fixture.http("POST", EVENTS).bearer(fixture.host).json("{}"))))
                .containsExactlyInAnyOrder(
                        "title",
                        "startsAt",
                        "timezone",
                        "durationMinutes",
                        "venue.name",
                        "venue.address",
                        "venue.city",
                        "capacity");
        assertThat(badFields(fixture.ask(
                        fixture.http("POST", EVENTS).bearer(fixture.host).json("""
                {"title":"a\\nb","description":1,"startsAt":5,"timezone":["UTC"],"durationMinutes":"120","venue":"Bar",
                "capacity":1.5,"visibility":"secret"}"""))))
                .containsExactlyInAnyOrder(
                        "title",
                        "description",
                        "startsAt",
                        "timezone",
                        "durationMinutes",
                        "venue.name",
                        "venue.address",
                        "venue.city",
                        "capacity",
                        "visibility");
    }

    @ParameterizedTest
    @CsvSource({
        "title, 120, true", "title, 121, false",
        "description, 4000, true", "description, 4001, false",
        "venue.name, 120, true", "venue.name, 121, false",
        "venue.address, 200, true", "venue.address, 201, false",
        "venue.city, 80, true", "venue.city, 81, false",
    })
    void shouldTakeTextUpToItsLength(String field, int length, boolean good) {
        assertThat(fixture.ask(announce(Map.of(field, "\uFDFA".repeat(length)))).getStatusCode())
                .isEqualTo(good ? 201 : 422);
    }

    @ParameterizedTest
    @CsvSource({
        "durationMinutes, 4, false",
        "durationMinutes, 5, true",
        "durationMinutes, 10080, true",
        "durationMinutes, 10081, false",
        "capacity, 0, false",
        "capacity, 1, true",
        "capacity, 100000, true",
        "capacity, 100001, false",
    })
    void shouldTakeNumbersWithinBounds(String field, int number, boolean good) {
        var answer = fixture.ask(announce(Map.of(field, number)));

        if (good) {
            json(201, answer);
        } else {
            assertThat(badFields(answer)).containsExactly(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-01-14",
                "2027-01-14 18:30",
                "2027-01-14T18:30:00",
                "2027-01-14T18:30Z",
                "2027-01-14T18:30+01:00",
                "2027-02-29T18:30",
                "2027-01-14T24:00",
                "2027-13-14T18:30",
                "+12027-01-14T18:30",
                // Past, to the minute: the clock stands at 09:00 in UTC.
                "2027-01-11T04:00",
                "2026-01-14T18:30",
                "2037-02-14T18:30",
                "9999-01-14T18:30",
            })
    void shouldRefuseWhatIsNoComingLocalTime(String startsAt) {
        assertThat(badFields(fixture.ask(announce(Map.of("startsAt", startsAt)))))
                .containsExactly("startsAt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+01:00",
                "GMT+2",
                "UTC+1",
                "Etc/GMT+5",
                "Z",
                "Mars/Olympus",
                "SystemV/EST5",
                "UTC+01:00",
                "CEST",
                "GMT0+1"
            })
    void shouldRefuseWhatIsNoNameOfAZone(String timezone) {
        assertThat(badFields(fixture.ask(announce(Map.of("timezone", timezone)))))
                .containsExactly("timezone");
    }

    @ParameterizedTest
    @CsvSource({
        "asia/kolkata, Asia/Kolkata",
        "America/Sao Paulo, America/Sao_Paulo",
        "AMERICA/NEW YORK, America/New_York",
        "europe/Berlin, Europe/Berlin"
    })
    void shouldTakeAZoneInAnyCaseAndSpellItAsIanaDoes(String typed, String zone) {
        assertThat(json(201, fixture.ask(announce(Map.of("timezone", typed))))
                        .path("timezone")
                        .asText())
                .isEqualTo(zone);
    }

    @Test
    void shouldTakeUtcForAZone() {
        assertThat(json(201, fixture.ask(announce(Map.of("timezone", "UTC"))))
                        .path("startsAt")
                        .asText())
                .isEqualTo("2027-01-14T18:30:00Z");
    }

    @Test
    void shouldNameTheJumpOverATimeThatDoesNotExist() {
        var answer = fixture.ask(announce(Map.of("startsAt", "2027-03-28T02:30", "timezone", "Europe/Berlin")));

        var error = problem(422, "validation", answer).path("errors").path(0);
        assertThat(error.path("field").asText()).isEqualTo("startsAt");
        assertThat(error.path("message").asText()).contains("28 March 2027", "02:00 to 03:00", "Berlin", "02:30");
    }

    @Test
    void shouldTakeTheEarlierOfTwoAndSaySo() {
        var answer =
                json(201, fixture.ask(announce(Map.of("startsAt", "2027-10-31T02:30", "timezone", "Europe/Berlin"))));

        assertThat(answer.path("startsAt").asText()).isEqualTo("2027-10-31T00:30:00Z");
        assertThat(answer.path("localStart").asText()).isEqualTo("2027-10-31T02:30");
        assertThat(answer.path("notices").size()).isEqualTo(1);
        assertThat(answer.path("notices").path(0).path("field").asText()).isEqualTo("startsAt");
        assertThat(answer.path("notices").path(0).path("message").asText()).contains("twice", "UTC+02:00");
        assertThat(page(
                        200,
                        fixture.ask(fixture.http(
                                        "GET",
                                        "/events/" + answer.path("eventId").asText())
                                .accept(ClubEventsFixture.PAGE))))
                .contains("02:30 comes twice");
    }

    @Test
    void shouldMakeOneEventOfARequestThatIsRepeated() {
        var first = json(201, fixture.ask(announce(Map.of()).header("idempotency-key", "k")));
        var again = json(201, fixture.ask(announce(Map.of()).header("idempotency-key", "k")));

        assertThat(again).isEqualTo(first);
        assertThat(fixture.figure(Count.EVENTS)).isEqualTo(1);
        assertThat(badFields(fixture.ask(announce(Map.of("capacity", 4)).header("idempotency-key", "k"))))
                .containsExactly("idempotencyKey");
        var another = json(201, fixture.ask(announce(Map.of()).header("idempotency-key", "l")));
        assertThat(another.path("eventId")).isNotEqualTo(first.path("eventId"));
    }

    @Test
    void shouldAnswerARepeatedRequestAsBeforeThoughTheEventHasBegun() {
        var soon = LocalDateTime.ofInstant(fixture.now().plus(Duration.ofHours(2)), ZoneId.of("America/Lima"))
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
        var words = Map.<String, Object>of("startsAt", soon, "timezone", "America/Lima");
        var first = json(201, fixture.ask(announce(words).header("idempotency-key", "k")));
        fixture.stack.clock().advance(Duration.ofHours(3));

        var again = json(201, fixture.ask(announce(words).header("idempotency-key", "k")));

        assertThat(again.path("eventId")).isEqualTo(first.path("eventId"));
        assertThat(badFields(fixture.ask(announce(words).header("idempotency-key", "l"))))
                .containsExactly("startsAt");
        var other = Map.<String, Object>of("startsAt", soon, "timezone", "America/Lima", "capacity", 4);
        assertThat(badFields(fixture.ask(announce(other).header("idempotency-key", "k"))))
                .containsExactlyInAnyOrder("startsAt", "idempotencyKey");
    }

    @Test
    void shouldMakeOneEventOfARequestThatComesSeveralTimesAtOnce() {
        var made = Concurrently.call(
                4, () -> json(201, fixture.ask(announce(Map.of()).header("idempotency-key", "k")))
                        .path("eventId")
                        .asText());

        assertThat(made.stream().distinct()).hasSize(1);
        assertThat(fixture.figure(Count.EVENTS)).isEqualTo(1);
    }

    @Test
    void shouldBeForHostsOfTheClub() {
        var body = ClubEventsFixture.announcement(Map.of());
        problem(401, "unauthenticated", fixture.ask(fixture.http("POST", EVENTS).json(body)));
        problem(
                403,
                "forbidden",
                fixture.ask(fixture.http("POST", EVENTS).bearer(fixture.member).json(body)));
        problem(
                403,
                "forbidden",
                fixture.ask(
                        fixture.http("POST", EVENTS).bearer(fixture.otherHost).json("{")));
        problem(
                400,
                "unreadable",
                fixture.ask(fixture.http("POST", EVENTS).bearer(fixture.host).json("{")));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("POST", "/clubs/nobodys/events")
                        .bearer(fixture.host)
                        .json("{")));
        problem(
                403,
                "forbidden",
                fixture.ask(fixture.http("GET", EVENTS + "/new").bearer(fixture.member)));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("GET", "/clubs/No/events/new").bearer(fixture.host)));
        problem(401, "unauthenticated", fixture.ask(fixture.http("GET", EVENTS + "/new")));
    }

    @Test
    void shouldFillTheFormFromAnotherEventButItsStart() {
        var old = fixture.announced(Map.of("visibility", "club"));
        fixture.stack.clock().advance(Duration.ofDays(20));

        assertThat(newForm(old.value(), fixture.host))
                .contains("value=\"Evening of contracts\"", "value=\"1 Main St\"", "value=\"120\"", "Bring one.\nTalk.")
                .doesNotContain("2027-01-14T18:30");
    }

    @Test
    void shouldLeaveTheFormEmptyWhereTheOtherEventIsNotOnesOwn() {
        var foreign = fixture.announced(ClubEventsFixture.TECH, fixture.otherHost, Map.of());

        for (var copy : new String[] {foreign.value(), "law-lima_aaaabbbbccccdddd", "nonsense", ""}) {
            assertThat(newForm(copy, fixture.host)).doesNotContain("Evening of contracts", "1 Main St");
        }
    }

    private String newForm(String copy, String session) {
        return page(
                200,
                fixture.ask(fixture.http("GET", EVENTS + "/new?copy=" + copy)
                        .bearer(session)
                        .accept(ClubEventsFixture.PAGE)));
    }

    private HttpEventBuilder announce(Map<String, Object> otherwise) {
        return fixture.http("POST", EVENTS).bearer(fixture.host).json(ClubEventsFixture.announcement(otherwise));
    }

    private HttpEventBuilder form(String... otherwise) {
        var fields = new HashMap<>(Map.of(
                "title", "<b>Contracts",
                "description", "One\r\nTwo",
                "startsAt", "2027-01-14T18:30",
                "timezone", otherwise[1].startsWith("2027-03-28") ? "Europe/Berlin" : "America/New_York",
                "durationMinutes", "90",
                "venue.name", "Bar",
                "venue.address", "1 Main St",
                "venue.city", "New York",
                "visibility", "public",
                "idempotencyKey", "one-key"));
        for (int i = 0; i < otherwise.length; i += 2) {
            fields.put(otherwise[i], otherwise[i + 1]);
        }
        var flat = fields.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
        return fixture.http("POST", EVENTS)
                .bearer(fixture.host)
                .accept(ClubEventsFixture.PAGE)
                .form(flat);
    }
}
