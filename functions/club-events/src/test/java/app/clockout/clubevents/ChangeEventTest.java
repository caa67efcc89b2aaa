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
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeEventTest {
    private final ClubEventsFixture fixture = new ClubEventsFixture();
    private final EventId id = fixture.announced(Map.of());

    @Test
    void shouldChangeAnEventAsItsVersionWasSeen() {
        var answer = fixture.ask(change("\"1\"", Map.of("title", "Night of contracts", "capacity", 5)));

        var event = json(200, answer);
        assertThat(answer.getHeaders()).containsEntry("ETag", "\"2\"");
        assertThat(event.path("title").asText()).isEqualTo("Night of contracts");
        assertThat(event.path("capacity").asInt()).isEqualTo(5);
        assertThat(event.path("seatsLeft").asInt()).isEqualTo(5);
        assertThat(event.path("sequence").asInt()).isZero();
        assertThat(fixture.get(fixture.host, "/events/" + id)).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({
        "startsAt, 2027-01-15T18:30",
        "timezone, America/Chicago",
        "durationMinutes, 90",
        "venue.name, Cafe",
        "venue.address, 2 Main St",
        "venue.city, Boston",
    })
    void shouldCountTheSequenceUpWhereTimeOrPlaceChange(String field, String value) {
        Object typed = field.equals("durationMinutes") ? Integer.valueOf(value) : value;

        assertThat(json(200, fixture.ask(change("\"1\"", Map.of(field, typed))))
                        .path("sequence")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldCountNeitherUpWhereNothingChanges() {
        var answer = fixture.ask(change("\"1\"", Map.of()));

        assertThat(json(200, answer).path("sequence").asInt()).isZero();
        assertThat(answer.getHeaders()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void shouldMoveItsReminders() {
        json(200, fixture.ask(change("\"1\"", Map.of("startsAt", "2027-02-20T18:30"))));

        assertThat(fixture.rows("DUE"))
                .containsExactly(
                        "1803079800000#" + id + "#reminder-24h",
                        "1803159000000#" + id + "#reminder-2h",
                        "1803218400000#" + id + "#event-followup");
    }

    @Test
    void shouldMoveTheEventInEveryList() {
        var elsewhere = Map.<String, Object>of("startsAt", "2027-02-20T18:30", "venue.city", "São Paulo");
        json(200, fixture.ask(change("\"1\"", elsewhere)));

        assertThat(fixture.rows("CLUB#law-lima").stream().filter(row -> row.startsWith("EVENT#")))
                .containsExactly("EVENT#1803166200000#" + id);
        for (var list : List.of("*#*", "law#*", "*#@sao paulo", "law#@sao paulo")) {
            assertThat(fixture.rows("EVENTS#" + list)).containsExactly("1803166200000#" + id);
        }
        for (var list : List.of("*#@new york", "law#@new york")) {
            assertThat(fixture.rows("EVENTS#" + list)).isEmpty();
        }
    }

    @Test
    void shouldLeaveAndEnterThePublicListsWithItsVisibility() {
        json(200, fixture.ask(change("\"1\"", Map.of("visibility", "club"))));
        assertThat(ClubEventsFixture.titles(fixture.get("/events"))).isEmpty();
        assertThat(ClubEventsFixture.titles(fixture.get("/clubs/law-lima/events")))
                .isEmpty();
        assertThat(ClubEventsFixture.titles(fixture.get(fixture.member, "/clubs/law-lima/events")))
                .hasSize(1);

        json(200, fixture.ask(change("\"2\"", Map.of("visibility", "public"))));
        assertThat(ClubEventsFixture.titles(fixture.get("/events?city=new%20york")))
                .hasSize(1);
        assertThat(ClubEventsFixture.titles(fixture.get("/clubs/law-lima/events")))
                .hasSize(1);
    }

    @Test
    void shouldNotOpenToAllWhatWasForMembersWhereTheFieldIsLeftOut() {
        json(200, fixture.ask(change("\"1\"", Map.of("visibility", "club"))));
        var body = ClubEventsFixture.announcement(Map.of("title", "Another")).replace(",\"visibility\":\"public\"", "");

        assertThat(json(200, fixture.ask(put("\"2\"", body))).path("visibility").asText())
                .isEqualTo("club");
    }

    @Test
    void shouldHaveNoFewerSeatsThanAreTaken() {
        fixture.seat(id, "mona");
        fixture.seat(id, "stig");

        var refused = fixture.ask(change("\"1\"", Map.of("capacity", 1, "title", "Another")));

        assertThat(problem(409, "conflict", refused).path("detail").asText()).contains("2 seats are taken");
        assertThat(fixture.event(id).title()).isEqualTo("Evening of contracts");
        assertThat(json(200, fixture.ask(change("\"1\"", Map.of("capacity", 2))))
                        .path("seatsLeft")
                        .asInt())
                .isZero();
    }

    @Test
    void shouldTellErrorsInTheirOrder() {
        var good = ClubEventsFixture.announcement(Map.of());
        var bad = ClubEventsFixture.announcement(Map.of("title", ""));
        var nothing = "/events/law-lima_aaaabbbbccccdddd";
        problem(
                401,
                "unauthenticated",
                fixture.ask(fixture.http("PUT", "/events/" + id).json(bad)));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("PUT", nothing).bearer(fixture.host).json("{")));
        problem(
                404,
                "not-found",
                fixture.ask(
                        fixture.http("PUT", "/events/x").bearer(fixture.host).json(good)));
        for (var other : List.of(fixture.member, fixture.stranger, fixture.otherHost)) {
            problem(
                    403,
                    "forbidden",
                    fixture.ask(
                            fixture.http("PUT", "/events/" + id).bearer(other).json(bad)));
            problem(
                    403,
                    "forbidden",
                    fixture.ask(
                            fixture.http("PUT", "/events/" + id).bearer(other).json("{")));
        }
        problem(400, "unreadable", fixture.ask(put("\"7\"", "{")));
        assertThat(badFields(fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.host)
                        .json(bad))))
                .containsExactly("title");
        problem(
                428,
                "precondition-required",
                fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.host)
                        .json(good)));
        fixture.seat(id, "mona");
        problem(412, "precondition-failed", fixture.ask(change("\"7\"", Map.of("capacity", 1))));
        cancel();
        problem(412, "precondition-failed", fixture.ask(change("\"1\"", Map.of())));
        problem(409, "conflict", fixture.ask(change("\"2\"", Map.of())));
        problem(
                405,
                "method-not-allowed",
                fixture.ask(fixture.http("DELETE", "/events/" + id).bearer(fixture.host)));
    }

    @Test
    void shouldHideAnEventOfMembersFromOthersWhoWouldChangeIt() {
        json(200, fixture.ask(change("\"1\"", Map.of("visibility", "club"))));

        problem(
                403,
                "forbidden",
                fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.member)
                        .json("{}")));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.stranger)
                        .json("{}")));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("PUT", "/events/" + id)
                        .bearer(fixture.stranger)
                        .json("{")));
    }

    @Test
    void shouldLetTheTextOfARunningEventBeMendedButNotAnEventThatIsOver() {
        var started = Duration.between(fixture.now(), fixture.event(id).startsAt());
        fixture.stack.clock().advance(started.plusMinutes(1));
        json(200, fixture.ask(change("\"1\"", Map.of("description", "In the back room."))));
        assertThat(badFields(fixture.ask(change("\"2\"", Map.of("startsAt", "2027-01-14T18:00")))))
                .containsExactly("startsAt");

        fixture.stack.clock().advance(Duration.ofMinutes(119));
        problem(409, "conflict", fixture.ask(change("\"2\"", Map.of("description", "Too late."))));
        problem(409, "conflict", fixture.ask(change("\"2\"", Map.of("startsAt", "2027-03-14T18:00"))));
        problem(
                409,
                "conflict",
                fixture.ask(fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.host)));
    }

    @Test
    void shouldLetOneOfTwoWinWhoChangeTheSameVersion() {
        var statuses = Concurrently.call(List.of("a", "b", "c", "d").stream()
                        .map(title -> (java.util.concurrent.Callable<APIGatewayV2HTTPResponse>)
                                () -> fixture.ask(change("\"1\"", Map.of("title", title))))
                        .toList())
                .stream()
                .map(APIGatewayV2HTTPResponse::getStatusCode)
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(fixture.event(id).version()).isEqualTo(2);
    }

    @Test
    void shouldEndCancelledWhoeverChangesItMeanwhile() {
        var both = Concurrently.call(List.<Callable<APIGatewayV2HTTPResponse>>of(
                () -> fixture.ask(change("\"1\"", Map.of("startsAt", "2027-02-20T18:30"))),
                () -> fixture.ask(
                        fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.host))));

        assertThat(both.get(0).getStatusCode()).isIn(200, 409, 412);
        assertThat(both.get(1).getStatusCode()).isEqualTo(200);
        assertThat(fixture.event(id).isCancelled()).isTrue();
        assertThat(ClubEventsFixture.titles(fixture.get("/events"))).isEmpty();
        assertThat(ClubEventsFixture.titles(fixture.get("/clubs/law-lima/events")))
                .hasSize(1);
    }

    @Test
    void shouldChangeByFormAndKeepTheVersionThatWasSeen() {
        var form = page(
                200,
                fixture.ask(fixture.http("GET", "/events/" + id + "/edit")
                        .bearer(fixture.host)
                        .accept(ClubEventsFixture.PAGE)));
        assertThat(form)
                .contains("name=\"ifMatch\" value=\"1\"", "name=\"_method\" value=\"put\"")
                .contains("value=\"2027-01-14T18:30\"", "value=\"1 Main St\"", "Bring one.\nTalk.");

        var bad = page(422, fixture.ask(form("1", "capacity", "0")));
        assertThat(bad).contains("name=\"ifMatch\" value=\"1\"", "id=\"capacity-error\"", "value=\"0\"");
        assertThat(location(fixture.ask(form("1", "capacity", "9")))).isEqualTo("/events/" + id);
        assertThat(location(fixture.ask(form("1", "capacity", "9"))))
                .as("a second click")
                .isEqualTo("/events/" + id);
        assertThat(page(412, fixture.ask(form("1", "capacity", "8"))))
                .contains("There is a problem", "value=\"8\"", "It now says: <q class=\"text\">9</q>")
                .contains("name=\"ifMatch\" value=\"2\"");
        assertThat(fixture.seats.count(id).orElseThrow().capacity()).isEqualTo(9);
    }

    @Test
    void shouldShowTheFormToHostsOnly() {
        problem(401, "unauthenticated", fixture.ask(fixture.http("GET", "/events/" + id + "/edit")));
        problem(
                403,
                "forbidden",
                fixture.ask(fixture.http("GET", "/events/" + id + "/edit").bearer(fixture.member)));
    }

    @Test
    void shouldSayWhichOfTwoTimesIsMeant() {
        var answer = json(
                200, fixture.ask(change("*", Map.of("startsAt", "2027-11-07T01:30", "timezone", "America/New_York"))));

        assertThat(answer.path("startsAt").asText()).isEqualTo("2027-11-07T05:30:00Z");
        assertThat(answer.path("notices").path(0).path("field").asText()).isEqualTo("startsAt");
    }

    private void cancel() {
        json(200, fixture.ask(fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.host)));
    }

    private HttpEventBuilder change(String version, Map<String, Object> otherwise) {
        return put(version, ClubEventsFixture.announcement(otherwise));
    }

    private HttpEventBuilder put(String version, String body) {
        return fixture.http("PUT", "/events/" + id)
                .bearer(fixture.host)
                .header("if-match", version)
                .json(body);
    }

    private HttpEventBuilder form(String version, String field, String value) {
        return fixture.http("POST", "/events/" + id)
                .bearer(fixture.host)
                .accept(ClubEventsFixture.PAGE)
                .form(
                        "_method",
                        "put",
                        "ifMatch",
                        version,
                        "title",
                        "By form",
                        "startsAt",
                        "2027-01-14T18:30",
                        "timezone",
                        "America/New_York",
                        "durationMinutes",
                        "120",
                        "venue.name",
                        "Bar",
                        "venue.address",
                        "1 Main St",
                        "venue.city",
                        "New York",
                        "visibility",
                        "public",
                        field,
                        value);
    }
}
