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
import app.clockout.table.DailyCounters.Count;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CancelEventTest {
    private final Stage stage = new Stage();
    private final EventId id = stage.announced(Map.of());

    @Test
    void shouldCallAnEventOff() {
        stage.seat(id, "mona");

        var event = json(200, stage.ask(cancel().json("{\"reason\":\"The roof leaks.\\r\\nSorry.\"}")));

        assertThat(event.path("status").asText()).isEqualTo("cancelled");
        assertThat(event.path("cancelReason").asText()).isEqualTo("The roof leaks.\nSorry.");
        assertThat(stage.get(stage.host, "/events/" + id)).isEqualTo(event);
        assertThat(stage.seats.count(id).orElseThrow().scheduled()).isFalse();
        assertThat(stage.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldStayInTheClubsListOnly() {
        json(200, stage.ask(cancel()));

        assertThat(Stage.titles(stage.get("/events"))).isEmpty();
        assertThat(Stage.titles(stage.get("/events?city=New%20York&industry=law")))
                .isEmpty();
        assertThat(stage.get("/clubs/law-lima/events")
                        .path("items")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(stage.stack.items())
                .noneMatch(item -> String.valueOf(item.get("PK")).contains("EVENTS#"));
        assertThat(page(
                        200,
                        stage.ask(stage.http("GET", "/clubs/law-lima/events").accept(Stage.PAGE))))
                .contains("Cancelled");
    }

    @Test
    void shouldRemindOfItNoMore() {
        assertThat(stage.rows("DUE")).hasSize(3);

        json(200, stage.ask(cancel()));

        assertThat(stage.rows("DUE")).isEmpty();
    }

    @Test
    void shouldDoSoOnce() {
        json(200, stage.ask(cancel()));

        problem(409, "conflict", stage.ask(cancel()));
        assertThat(stage.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldDoSoOnceForManyAtOnceAndWhileOthersChangeIt() {
        var statuses = Concurrently.call(4, () -> stage.ask(cancel())).stream()
                .map(APIGatewayV2HTTPResponse::getStatusCode)
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(stage.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldTakeTheForm() {
        var form = page(
                200,
                stage.ask(stage.http("GET", "/events/" + id).bearer(stage.host).accept(Stage.PAGE)));
        assertThat(form).contains("action=\"/events/" + id + "/cancel\"", "name=\"reason\"");

        var tooLong = "<i>" + "w".repeat(1000);
        assertThat(page(422, stage.ask(cancel().accept(Stage.PAGE).form("reason", tooLong))))
                .contains("id=\"reason-error\"", "&lt;i&gt;www")
                .contains("<details open>");
        assertThat(location(stage.ask(cancel().accept(Stage.PAGE).form("reason", ""))))
                .isEqualTo("/events/" + id);
        assertThat(page(
                        200,
                        stage.ask(stage.http("GET", "/events/" + id)
                                .bearer(stage.host)
                                .accept(Stage.PAGE))))
                .contains("This event is cancelled.")
                .doesNotContain("/cancel\"", "/edit\"");
    }

    @Test
    void shouldBeForHosts() {
        problem(401, "unauthenticated", stage.ask(stage.http("POST", "/events/" + id + "/cancel")));
        problem(
                403,
                "forbidden",
                stage.ask(stage.http("POST", "/events/" + id + "/cancel").bearer(stage.member)));
        assertThat(badFields(stage.ask(cancel().json("{\"reason\":7}")))).containsExactly("reason");
        problem(
                404,
                "not-found",
                stage.ask(stage.http("POST", "/events/law-lima_aaaabbbbccccdddd/cancel")
                        .bearer(stage.host)));
        assertThat(stage.event(id).isCancelled()).isFalse();
    }

    private HttpEventBuilder cancel() {
        return stage.http("POST", "/events/" + id + "/cancel").bearer(stage.host);
    }
}
