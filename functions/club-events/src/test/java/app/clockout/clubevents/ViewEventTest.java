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
    private final ClubEventsFixture fixture = new ClubEventsFixture();

    @Test
    void shouldShowTheStreetToHostsAndThoseWithASeatOnly() {
        var id = fixture.announced(Map.of("capacity", 1));
        fixture.seat(id, "mona");
        fixture.turn(id, "stig");

        for (var session : List.of(fixture.host, fixture.member)) {
            assertThat(fixture.get(session, "/events/" + id)
                            .path("venue")
                            .path("address")
                            .asText())
                    .isEqualTo("1 Main St");
            assertThat(html(id, session)).contains("1 Main St");
        }
        for (var session : List.of(fixture.stranger, fixture.otherHost)) {
            assertThat(fixture.get(session, "/events/" + id).path("venue").has("address"))
                    .isFalse();
            assertThat(html(id, session)).doesNotContain("Main St");
        }
        assertThat(fixture.get("/events/" + id).path("venue")).isEqualTo(json("""
                {"name":"Bar","city":"New York"}"""));
    }

    @Test
    void shouldSayWhatTheViewerHas() {
        var id = fixture.announced(Map.of("capacity", 1));
        assertThat(fixture.get(fixture.member, "/events/" + id).has("rsvp")).isFalse();
        fixture.seat(id, "mona");
        fixture.turn(id, "stig");
        fixture.turn(id, "theo");

        var holder = fixture.get(fixture.member, "/events/" + id);
        assertThat(holder.path("rsvp").path("status").asText()).isEqualTo("confirmed");
        var ticket = holder.path("rsvp").path("ticket").asText();
        assertThat(SeatTokens.claimed(ticket)).contains(new SeatTokens.Claim(id, new MemberId("mona")));
        assertThat(SeatTokens.tickets(Secrets.links(fixture.table, fixture.environment))
                        .holds(ticket, 1))
                .isTrue();
        assertThat(fixture.get(fixture.stranger, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"waitlisted","position":1}"""));
        assertThat(fixture.get(fixture.otherHost, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"waitlisted","position":2}"""));
        var counts = fixture.get("/events/" + id);
        assertThat(List.of(
                        counts.path("confirmed").asInt(),
                        counts.path("waitlisted").asInt(),
                        counts.path("seatsLeft").asInt()))
                .containsExactly(1, 2, 0);
    }

    @Test
    void shouldShowAnOfferUntilItEnds() {
        var id = fixture.announced(Map.of());
        fixture.offer(id, "stig");

        assertThat(fixture.get(fixture.stranger, "/events/" + id).path("rsvp")).isEqualTo(json("""
                {"status":"offered","expiresAt":"2027-01-11T10:00:00Z"}"""));
        assertThat(html(id, fixture.stranger))
                .contains("A seat is held for you", "Mon 11 Jan, 05:00 in New York (GMT-5)")
                .contains("action=\"/events/" + id + "/rsvp/accept\"");

        fixture.stack.clock().advance(Duration.ofHours(1));
        assertThat(fixture.get(fixture.stranger, "/events/" + id).has("rsvp")).isFalse();
        assertThat(html(id, fixture.stranger)).doesNotContain("is held for you");
    }

    @Test
    void shouldHaveTheButtonsOfEachState() {
        var id = fixture.announced(Map.of("capacity", 1));
        var rsvp = "action=\"/events/" + id + "/rsvp\"";
        assertThat(html(id, fixture.member))
                .contains(rsvp, "value=\"put\"", "I'm going")
                .doesNotContain("For hosts");
        fixture.seat(id, "mona");
        assertThat(html(id, fixture.member)).contains(rsvp, "value=\"delete\"", "/events/" + id + "/ticket\"");
        assertThat(html(id, fixture.stranger)).contains("Wait for a seat", "Full");
        fixture.turn(id, "stig");
        assertThat(html(id, fixture.stranger)).contains("You are number 1 in line", "value=\"delete\"");
        assertThat(html(id, fixture.host))
                .contains("/edit\"", "/rsvps\"", "/clubs/law-lima/events/new?copy=" + id, "/cancel\"");
        assertThat(page(200, fixture.ask(fixture.http("GET", "/events/" + id).accept(ClubEventsFixture.PAGE))))
                .contains("action=\"/signin\"", "name=\"next\" value=\"/events/" + id + "\"", "/calendar.ics\"")
                .doesNotContain(rsvp, "<script");
    }

    @Test
    void shouldOfferNothingOnceItIsOver() {
        var id = fixture.announced(Map.of());
        fixture.stack.clock().advance(Duration.ofDays(5));

        assertThat(html(id, fixture.member)).contains("It's over.").doesNotContain("/rsvp\"");
        assertThat(html(id, fixture.host)).contains("?copy=").doesNotContain("/edit\"", "/cancel\"");
    }

    @Test
    void shouldSayWhenItIsOnTheClockOfThePlaceAndTheReader() {
        var id = fixture.announced(Map.of("durationMinutes", 600));

        assertThat(html(id, fixture.member))
                .contains(
                        "<dd>Thu 14 Jan 2027, 18:30 – Fri 15 Jan 2027, 04:30 in New York (GMT-5)",
                        "On your clock: Fri 15 Jan 2027, 00:30 – Fri 15 Jan 2027, 10:30 (GMT+1)")
                .doesNotContain("until");
        var berlin = fixture.announced(Map.of("timezone", "Europe/Paris"));
        assertThat(html(berlin, fixture.member)).contains(", until 20:30").doesNotContain("On your clock");
    }

    @Test
    void shouldHideWhatIsForMembersFromStrangers() {
        var id = fixture.announced(Map.of("visibility", "club"));

        problem(404, "not-found", fixture.ask(fixture.http("GET", "/events/" + id)));
        problem(
                404,
                "not-found",
                fixture.ask(fixture.http("GET", "/events/" + id).bearer(fixture.stranger)));
        problem(404, "not-found", fixture.ask(fixture.http("GET", "/events/" + id + "/calendar.ics")));
        assertThat(fixture.get(fixture.member, "/events/" + id)
                        .path("visibility")
                        .asText())
                .isEqualTo("club");
        assertThat(fixture.get(fixture.host, "/events/" + id).path("capacity").asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldKeepMarkupAsTextAndLineBreaks() {
        var id = fixture.announced(Map.of("title", "<b>Bold", "description", "One\r\n<script>alert(1)</script>"));

        assertThat(fixture.get("/events/" + id).path("description").asText())
                .isEqualTo("One\n<script>alert(1)</script>");
        assertThat(html(id, fixture.member)).contains("&lt;b&gt;Bold").doesNotContain("<script", "<b>Bold");
    }

    @Test
    void shouldMoveItsVersionOnlyWithWhatAHostCanChange() {
        var id = fixture.announced(Map.of());
        fixture.seat(id, "mona");

        assertThat(fixture.ask(fixture.http("GET", "/events/" + id)).getHeaders())
                .containsEntry("ETag", "\"1\"");
    }

    @Test
    void shouldKnowNoEventByAnotherName() {
        for (var name : List.of("x", "law-lima_aaaabbbbccccdddd", "law-lima_AAAABBBBCCCCDDDD", "_", "a".repeat(200))) {
            problem(404, "not-found", fixture.ask(fixture.http("GET", "/events/" + name)));
        }
    }

    private String html(EventId id, String session) {
        return page(
                200,
                fixture.ask(fixture.http("GET", "/events/" + id).bearer(session).accept(ClubEventsFixture.PAGE)));
    }
}
