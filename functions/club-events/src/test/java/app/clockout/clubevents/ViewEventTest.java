package app.clockout.clubevents;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.SeatTokens;
import app.clockout.table.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewEventTest {
    private final Stage stage = new Stage();

    @Test
    void shouldShowTheStreetToHostsAndThoseWithASeatOnly() {
        var id = stage.announced(Map.of("capacity", 1));
        stage.seat(id, "mona");
        stage.turn(id, "stig");

        for (var session : List.of(stage.host, stage.member)) {
            assertThat(stage.get(session, "/events/" + id)
                            .path("venue")
                            .path("address")
                            .asText())
                    .isEqualTo("1 Main St");
            assertThat(html(id, session)).contains("1 Main St");
        }
        for (var session : List.of(stage.stranger, stage.otherHost)) {
            assertThat(stage.get(session, "/events/" + id).path("venue").has("address"))
                    .isFalse();
            assertThat(html(id, session)).doesNotContain("Main St");
        }
        assertThat(stage.get("/events/" + id).path("venue")).isEqualTo(json("""
                {"name":"Bar","city":"New York"}"""));
    }

    @Test
    void shouldSayWhatTheViewerHas() {
        var id = stage.announced(Map.of("capacity", 1));
        assertThat(stage.get(stage.member, "/events/" + id).has("rsvp")).isFalse();
        stage.seat(id, "mona");
        stage.turn(id, "stig");
        stage.turn(id, "theo");

        var holder = stage.get(stage.member, "/events/" + id);
        assertThat(holder.path("rsvp").path("status").asText()).isEqualTo("confirmed");
        var ticket = holder.path("rsvp").path("ticket").asText();
        assertThat(SeatTokens.claimed(ticket)).contains(new SeatTokens.Claim(id, new MemberId("mona")));
        assertThat(SeatTokens.tickets(Secrets.links(stage.table, stage.environment))
                        .holds(ticket, 1))
                .isTrue();
        assertThat(stage.get(stage.stranger, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"waitlisted","position":1}"""));
        assertThat(stage.get(stage.otherHost, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"waitlisted","position":2}"""));
        var counts = stage.get("/events/" + id);
        assertThat(List.of(
                        counts.path("confirmed").asInt(),
                        counts.path("waitlisted").asInt(),
                        counts.path("seatsLeft").asInt()))
                .containsExactly(1, 2, 0);
    }

    @Test
    void shouldShowAnOfferUntilItEnds() {
        var id = stage.announced(Map.of());
        stage.offer(id, "stig");

        assertThat(stage.get(stage.stranger, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"offered","expiresAt":"2027-01-11T10:00:00Z"}"""));
        assertThat(html(id, stage.stranger))
                .contains("A seat is held for you", "11:00 (Berlin)")
                .contains("action=\"/events/" + id + "/rsvp/accept\"");

        stage.stack.clock().advance(Duration.ofHours(1));
        assertThat(stage.get(stage.stranger, "/events/" + id).has("rsvp")).isFalse();
        assertThat(html(id, stage.stranger)).doesNotContain("is held for you");
    }

    @Test
    void shouldHaveTheButtonsOfEachState() {
        var id = stage.announced(Map.of("capacity", 1));
        var rsvp = "action=\"/events/" + id + "/rsvp\"";
        assertThat(html(id, stage.member))
                .contains(rsvp, "value=\"put\"", "I'm going")
                .doesNotContain("For hosts");
        stage.seat(id, "mona");
        assertThat(html(id, stage.member)).contains(rsvp, "value=\"delete\"", "/events/" + id + "/ticket\"");
        assertThat(html(id, stage.stranger)).contains("Wait for a seat", "Full");
        stage.turn(id, "stig");
        assertThat(html(id, stage.stranger)).contains("You are number 1 in line", "value=\"delete\"");
        assertThat(html(id, stage.host))
                .contains("/edit\"", "/rsvps\"", "/clubs/law-lima/events/new?copy=" + id, "/cancel\"");
        assertThat(page(200, stage.ask(stage.http("GET", "/events/" + id).accept(Stage.PAGE))))
                .contains("action=\"/signin\"", "name=\"next\" value=\"/events/" + id + "\"", "/calendar.ics\"")
                .doesNotContain(rsvp, "<script");
    }

    @Test
    void shouldOfferNothingOnceItIsOver() {
        var id = stage.announced(Map.of());
        stage.stack.clock().advance(Duration.ofDays(5));

        assertThat(html(id, stage.member)).contains("This event is over.").doesNotContain("/rsvp\"");
        assertThat(html(id, stage.host)).contains("?copy=").doesNotContain("/edit\"", "/cancel\"");
    }

    @Test
    void shouldSayWhenItIsOnTheClockOfThePlaceAndTheReader() {
        var id = stage.announced(Map.of("durationMinutes", 600));

        assertThat(html(id, stage.member))
                .contains("Thursday, 14 January 2027, 18:30 (New York), until Fri 15 Jan, 04:30 (New York)")
                .contains("On your clock: Fri 15 Jan, 00:30 (Berlin)");
        var berlin = stage.announced(Map.of("timezone", "Europe/Paris"));
        assertThat(html(berlin, stage.member)).contains(", until 20:30").doesNotContain("On your clock");
    }

    @Test
    void shouldHideWhatIsForMembersFromStrangers() {
        var id = stage.announced(Map.of("visibility", "club"));

        problem(404, "not-found", stage.ask(stage.http("GET", "/events/" + id)));
        problem(404, "not-found", stage.ask(stage.http("GET", "/events/" + id).bearer(stage.stranger)));
        problem(404, "not-found", stage.ask(stage.http("GET", "/events/" + id + "/calendar.ics")));
        assertThat(stage.get(stage.member, "/events/" + id).path("visibility").asText())
                .isEqualTo("club");
        assertThat(stage.get(stage.host, "/events/" + id).path("capacity").asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldKeepMarkupAsTextAndLineBreaks() {
        var id = stage.announced(Map.of("title", "<b>Bold", "description", "One\r\n<script>alert(1)</script>"));

        assertThat(stage.get("/events/" + id).path("description").asText()).isEqualTo("One\n<script>alert(1)</script>");
        assertThat(html(id, stage.member)).contains("&lt;b&gt;Bold").doesNotContain("<script", "<b>Bold");
    }

    @Test
    void shouldMoveItsVersionOnlyWithWhatAHostCanChange() {
        var id = stage.announced(Map.of());
        stage.seat(id, "mona");

        assertThat(stage.ask(stage.http("GET", "/events/" + id)).getHeaders()).containsEntry("ETag", "\"1\"");
    }

    @Test
    void shouldKnowNoEventByAnotherName() {
        for (var name : List.of("x", "law-lima_aaaabbbbccccdddd", "law-lima_AAAABBBBCCCCDDDD", "_", "a".repeat(200))) {
            problem(404, "not-found", stage.ask(stage.http("GET", "/events/" + name)));
        }
    }

    private String html(EventId id, String session) {
        return page(
                200,
                stage.ask(stage.http("GET", "/events/" + id).bearer(session).accept(Stage.PAGE)));
    }
}
