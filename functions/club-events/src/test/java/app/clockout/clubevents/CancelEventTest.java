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
    private final ClubEventsFixture fixture = new ClubEventsFixture();
    private final EventId id = fixture.announced(Map.of());

    @Test
    void shouldCallAnEventOff() {
        fixture.seat(id, "mona");

        var event = json(200, fixture.ask(cancel().json("{\"reason\":\"The roof leaks.\\r\\nSorry.\"}")));

        assertThat(event.path("status").asText()).isEqualTo("cancelled");
        assertThat(event.path("cancelReason").asText()).isEqualTo("The roof leaks.\nSorry.");
        assertThat(fixture.get(fixture.host, "/events/" + id)).isEqualTo(event);
        assertThat(fixture.seats.count(id).orElseThrow().scheduled()).isFalse();
        assertThat(fixture.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldStayInTheClubsListOnly() {
        json(200, fixture.ask(cancel()));

        assertThat(ClubEventsFixture.titles(fixture.get("/events"))).isEmpty();
        assertThat(ClubEventsFixture.titles(fixture.get("/events?city=New%20York&industry=law")))
                .isEmpty();
        assertThat(fixture.get("/clubs/law-lima/events")
                        .path("items")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(fixture.stack.items())
                .noneMatch(item -> String.valueOf(item.get("PK")).contains("EVENTS#"));
        assertThat(page(
                        200,
                        fixture.ask(
                                fixture.http("GET", "/clubs/law-lima/events").accept(ClubEventsFixture.PAGE))))
                .contains("This event is cancelled.");
    }

    @Test
    void shouldRemindOfItNoMore() {
        assertThat(fixture.rows("DUE")).hasSize(3);

        json(200, fixture.ask(cancel()));

        assertThat(fixture.rows("DUE")).isEmpty();
    }

    @Test
    void shouldDoSoOnce() {
        json(200, fixture.ask(cancel()));

        problem(409, "conflict", fixture.ask(cancel()));
        assertThat(fixture.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldDoSoOnceForManyAtOnceAndWhileOthersChangeIt() {
        var statuses = Concurrently.call(4, () -> fixture.ask(cancel())).stream()
                .map(APIGatewayV2HTTPResponse::getStatusCode)
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(fixture.figure(Count.EVENTS)).isZero();
    }

    @Test
    void shouldTakeTheForm() {
        var form = page(
                200,
                fixture.ask(fixture.http("GET", "/events/" + id)
                        .bearer(fixture.host)
                        .accept(ClubEventsFixture.PAGE)));
        assertThat(form).contains("action=\"/events/" + id + "/cancel\"", "name=\"reason\"");

        var tooLong = "<i>" + "w".repeat(1000);
        assertThat(page(422, fixture.ask(cancel().accept(ClubEventsFixture.PAGE).form("reason", tooLong))))
                .contains("id=\"reason-error\"", "&lt;i&gt;www")
                .contains("<details open>");
        assertThat(location(fixture.ask(cancel().accept(ClubEventsFixture.PAGE).form("reason", ""))))
                .isEqualTo("/events/" + id);
        assertThat(page(
                        200,
                        fixture.ask(fixture.http("GET", "/events/" + id)
                                .bearer(fixture.host)
                                .accept(ClubEventsFixture.PAGE))))
                .contains("This event is cancelled.")
                .doesNotContain("/cancel\"", "/edit\"");
    }

    @Test
    void shouldBeForHosts() {
        problem(401, "unauthenticated", fixture.ask(fixture.http("POST", "/events/" + id + "/cancel")));
        problem(
                403,
                "forbidden",
                fixture.ask(fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.member)));
        assertThat(badFields(fixture.ask(cancel().json("{\"reason\":7}")))).containsExactly("reason");
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("POST", "/events/law-lima_aaaabbbbccccdddd/cancel")
                        .bearer(fixture.host)));
        assertThat(fixture.event(id).isCancelled()).isFalse();
    }

    private HttpEventBuilder cancel() {
        return fixture.http("POST", "/events/" + id + "/cancel").bearer(fixture.host);
    }
}
