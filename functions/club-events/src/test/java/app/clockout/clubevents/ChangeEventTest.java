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
    private final Stage stage = new Stage();
    private final EventId id = stage.announced(Map.of());

    @Test
    void shouldChangeAnEventAsItsVersionWasSeen() {
        var answer = stage.ask(change("\"1\"", Map.of("title", "Night of contracts", "capacity", 5)));

        var event = json(200, answer);
        assertThat(answer.getHeaders()).containsEntry("ETag", "\"2\"");
        assertThat(event.path("title").asText()).isEqualTo("Night of contracts");
        assertThat(event.path("capacity").asInt()).isEqualTo(5);
        assertThat(event.path("seatsLeft").asInt()).isEqualTo(5);
        assertThat(event.path("sequence").asInt()).isZero();
        assertThat(stage.get(stage.host, "/events/" + id)).isEqualTo(event);
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

        assertThat(json(200, stage.ask(change("\"1\"", Map.of(field, typed))))
                        .path("sequence")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldCountNeitherUpWhereNothingChanges() {
        var answer = stage.ask(change("\"1\"", Map.of()));

        assertThat(json(200, answer).path("sequence").asInt()).isZero();
        assertThat(answer.getHeaders()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void shouldMoveItsReminders() {
        json(200, stage.ask(change("\"1\"", Map.of("startsAt", "2027-02-20T18:30"))));

        assertThat(stage.rows("DUE"))
                .containsExactly(
                        "1803079800000#" + id + "#reminder-24h",
                        "1803159000000#" + id + "#reminder-2h",
                        "1803218400000#" + id + "#event-followup");
    }

    @Test
    void shouldMoveTheEventInEveryList() {
        var elsewhere = Map.<String, Object>of("startsAt", "2027-02-20T18:30", "venue.city", "São Paulo");
        json(200, stage.ask(change("\"1\"", elsewhere)));

        assertThat(stage.rows("CLUB#law-lima").stream().filter(row -> row.startsWith("EVENT#")))
                .containsExactly("EVENT#1803166200000#" + id);
        for (var list : List.of("*#*", "law#*", "*#@sao paulo", "law#@sao paulo")) {
            assertThat(stage.rows("EVENTS#" + list)).containsExactly("1803166200000#" + id);
        }
        for (var list : List.of("*#@new york", "law#@new york")) {
            assertThat(stage.rows("EVENTS#" + list)).isEmpty();
        }
    }

    @Test
    void shouldLeaveAndEnterThePublicListsWithItsVisibility() {
        json(200, stage.ask(change("\"1\"", Map.of("visibility", "club"))));
        assertThat(Stage.titles(stage.get("/events"))).isEmpty();
        assertThat(Stage.titles(stage.get("/clubs/law-lima/events"))).isEmpty();
        assertThat(Stage.titles(stage.get(stage.member, "/clubs/law-lima/events")))
                .hasSize(1);

        json(200, stage.ask(change("\"2\"", Map.of("visibility", "public"))));
        assertThat(Stage.titles(stage.get("/events?city=new%20york"))).hasSize(1);
        assertThat(Stage.titles(stage.get("/clubs/law-lima/events"))).hasSize(1);
    }

    @Test
    void shouldNotOpenToAllWhatWasForMembersWhereTheFieldIsLeftOut() {
        json(200, stage.ask(change("\"1\"", Map.of("visibility", "club"))));
        var body = Stage.announcement(Map.of("title", "Another")).replace(",\"visibility\":\"public\"", "");

        assertThat(json(200, stage.ask(put("\"2\"", body))).path("visibility").asText())
                .isEqualTo("club");
    }

    @Test
    void shouldHaveNoFewerSeatsThanAreTaken() {
        stage.seat(id, "mona");
        stage.seat(id, "stig");

        var refused = stage.ask(change("\"1\"", Map.of("capacity", 1, "title", "Another")));

        assertThat(problem(409, "conflict", refused).path("detail").asText()).contains("2 seats are taken");
        assertThat(stage.event(id).title()).isEqualTo("Evening of contracts");
        assertThat(json(200, stage.ask(change("\"1\"", Map.of("capacity", 2))))
                        .path("seatsLeft")
                        .asInt())
                .isZero();
    }

    @Test
    void shouldTellErrorsInTheirOrder() {
        var good = Stage.announcement(Map.of());
        var bad = Stage.announcement(Map.of("title", ""));
        var nothing = "/events/law-lima_aaaabbbbccccdddd";
        problem(
                401,
                "unauthenticated",
                stage.ask(stage.http("PUT", "/events/" + id).json(bad)));
        problem(
                404,
                "not-found",
                stage.ask(stage.http("PUT", nothing).bearer(stage.host).json("{")));
        problem(
                404,
                "not-found",
                stage.ask(stage.http("PUT", "/events/x").bearer(stage.host).json(good)));
        for (var other : List.of(stage.member, stage.stranger, stage.otherHost)) {
            problem(
                    403,
                    "forbidden",
                    stage.ask(stage.http("PUT", "/events/" + id).bearer(other).json(bad)));
            problem(
                    403,
                    "forbidden",
                    stage.ask(stage.http("PUT", "/events/" + id).bearer(other).json("{")));
        }
        problem(400, "unreadable", stage.ask(put("\"7\"", "{")));
        assertThat(badFields(stage.ask(
                        stage.http("PUT", "/events/" + id).bearer(stage.host).json(bad))))
                .containsExactly("title");
        problem(
                428,
                "precondition-required",
                stage.ask(stage.http("PUT", "/events/" + id).bearer(stage.host).json(good)));
        stage.seat(id, "mona");
        problem(412, "precondition-failed", stage.ask(change("\"7\"", Map.of("capacity", 1))));
        cancel();
        problem(412, "precondition-failed", stage.ask(change("\"1\"", Map.of())));
        problem(409, "conflict", stage.ask(change("\"2\"", Map.of())));
        problem(
                405,
                "method-not-allowed",
                stage.ask(stage.http("DELETE", "/events/" + id).bearer(stage.host)));
    }

    @Test
    void shouldHideAnEventOfMembersFromOthersWhoWouldChangeIt() {
        json(200, stage.ask(change("\"1\"", Map.of("visibility", "club"))));

        problem(
                403,
                "forbidden",
                stage.ask(
                        stage.http("PUT", "/events/" + id).bearer(stage.member).json("{}")));
        problem(
                404,
                "not-found",
                stage.ask(stage.http("PUT", "/events/" + id)
                        .bearer(stage.stranger)
                        .json("{}")));
        problem(
                404,
                "not-found",
                stage.ask(stage.http("PUT", "/events/" + id)
                        .bearer(stage.stranger)
                        .json("{")));
    }

    @Test
    void shouldLetTheTextOfARunningEventBeMendedButNotAnEventThatIsOver() {
        var started = Duration.between(stage.now(), stage.event(id).startsAt());
        stage.stack.clock().advance(started.plusMinutes(1));
        json(200, stage.ask(change("\"1\"", Map.of("description", "In the back room."))));
        assertThat(badFields(stage.ask(change("\"2\"", Map.of("startsAt", "2027-01-14T18:00")))))
                .containsExactly("startsAt");

        stage.stack.clock().advance(Duration.ofMinutes(119));
        problem(409, "conflict", stage.ask(change("\"2\"", Map.of("description", "Too late."))));
        problem(409, "conflict", stage.ask(change("\"2\"", Map.of("startsAt", "2027-03-14T18:00"))));
        problem(
                409,
                "conflict",
                stage.ask(stage.http("POST", "/events/" + id + "/cancel").bearer(stage.host)));
    }

    @Test
    void shouldLetOneOfTwoWinWhoChangeTheSameVersion() {
        var statuses = Concurrently.call(List.of("a", "b", "c", "d").stream()
                        .map(title -> (java.util.concurrent.Callable<APIGatewayV2HTTPResponse>)
                                () -> stage.ask(change("\"1\"", Map.of("title", title))))
                        .toList())
                .stream()
                .map(APIGatewayV2HTTPResponse::getStatusCode)
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(stage.event(id).version()).isEqualTo(2);
    }

    @Test
    void shouldEndCancelledWhoeverChangesItMeanwhile() {
        var both = Concurrently.call(List.<Callable<APIGatewayV2HTTPResponse>>of(
                () -> stage.ask(change("\"1\"", Map.of("startsAt", "2027-02-20T18:30"))),
                () -> stage.ask(stage.http("POST", "/events/" + id + "/cancel").bearer(stage.host))));

        assertThat(both.get(0).getStatusCode()).isIn(200, 409, 412);
        assertThat(both.get(1).getStatusCode()).isEqualTo(200);
        assertThat(stage.event(id).isCancelled()).isTrue();
        assertThat(Stage.titles(stage.get("/events"))).isEmpty();
        assertThat(Stage.titles(stage.get("/clubs/law-lima/events"))).hasSize(1);
    }

    @Test
    void shouldChangeByFormAndKeepTheVersionThatWasSeen() {
        var form = page(
                200,
                stage.ask(stage.http("GET", "/events/" + id + "/edit")
                        .bearer(stage.host)
                        .accept(Stage.PAGE)));
        assertThat(form)
                .contains("name=\"ifMatch\" value=\"1\"", "name=\"_method\" value=\"put\"")
                .contains("value=\"2027-01-14T18:30\"", "value=\"1 Main St\"", "Bring one.\nTalk.");

        var bad = page(422, stage.ask(form("1", "capacity", "0")));
        assertThat(bad).contains("name=\"ifMatch\" value=\"1\"", "id=\"capacity-error\"", "value=\"0\"");
        assertThat(location(stage.ask(form("1", "capacity", "9")))).isEqualTo("/events/" + id);
        assertThat(page(412, stage.ask(form("1", "capacity", "8")))).contains("Changed in the meantime");
        assertThat(stage.seats.count(id).orElseThrow().capacity()).isEqualTo(9);
    }

    @Test
    void shouldShowTheFormToHostsOnly() {
        problem(401, "unauthenticated", stage.ask(stage.http("GET", "/events/" + id + "/edit")));
        problem(
                403,
                "forbidden",
                stage.ask(stage.http("GET", "/events/" + id + "/edit").bearer(stage.member)));
    }

    @Test
    void shouldSayWhichOfTwoTimesIsMeant() {
        var answer = json(
                200, stage.ask(change("*", Map.of("startsAt", "2027-11-07T01:30", "timezone", "America/New_York"))));

        assertThat(answer.path("startsAt").asText()).isEqualTo("2027-11-07T05:30:00Z");
        assertThat(answer.path("notices").path(0).path("field").asText()).isEqualTo("startsAt");
    }

    private void cancel() {
        json(200, stage.ask(stage.http("POST", "/events/" + id + "/cancel").bearer(stage.host)));
    }

    private HttpEventBuilder change(String version, Map<String, Object> otherwise) {
        return put(version, Stage.announcement(otherwise));
    }

    private HttpEventBuilder put(String version, String body) {
        return stage.http("PUT", "/events/" + id)
                .bearer(stage.host)
                .header("if-match", version)
                .json(body);
    }

    private HttpEventBuilder form(String version, String field, String value) {
        return stage.http("POST", "/events/" + id)
                .bearer(stage.host)
                .accept(Stage.PAGE)
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
