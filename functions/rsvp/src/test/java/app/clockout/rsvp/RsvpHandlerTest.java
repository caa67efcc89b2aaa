package app.clockout.rsvp;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.nothing;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.SeatTokens;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Secrets;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RsvpHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final MemberId ADA = new MemberId("ada");

    private final RsvpFixture fixture = new RsvpFixture();
    private final RsvpHandler handler = new RsvpHandler(fixture.environment);
    private final String ada;
    private final String ben;
    private final String host;

    RsvpHandlerTest() {
        ada = fixture.session(fixture.member("ada"));
        ben = fixture.session(fixture.member("ben"));
        host = fixture.session(RsvpFixture.HOST);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }

    private static HttpEventBuilder request(String method, EventId event, String rest, String session) {
        var path = "/events/" + event + rest;
        int query = rest.indexOf('?');
        return LambdaEvents.http(method, path)
                .route("/events/{eventId}" + (query < 0 ? rest : rest.substring(0, query)))
                .bearer(session);
    }

    private APIGatewayV2HTTPResponse rsvp(String method, EventId event, String session) {
        return ask(request(method, event, "/rsvp", session));
    }

    @Test
    void shouldAnswerItsSampleEventOfSomebodyWhoIsNotSignedInHere() {
        page(401, handler.handleRequest(LambdaEvents.read("rsvp-http", APIGatewayV2HTTPEvent.class), null));
    }

    @Test
    void shouldConfirmQueueAndCancel() {
        var event = fixture.event(1);

        var confirmed = json(200, rsvp("PUT", event, ada));
        assertThat(confirmed.path("status").asText()).isEqualTo("confirmed");
        assertThat(confirmed.path("ticket").asText()).isNotEmpty();
        assertThat(json(200, rsvp("PUT", event, ada))).isEqualTo(confirmed);
        assertThat(json(200, rsvp("PUT", event, ben)).toString())
                .isEqualTo("{\"status\":\"waitlisted\",\"position\":1}");
        assertThat(json(200, rsvp("DELETE", event, ada)).toString()).isEqualTo("{\"status\":\"cancelled\"}");
        assertThat(json(200, rsvp("DELETE", event, ada)).toString()).isEqualTo("{\"status\":\"cancelled\"}");

        fixture.promoteFromQueue.promote(event);
        var offered = json(200, rsvp("PUT", event, ben));
        assertThat(offered.path("status").asText()).isEqualTo("offered");
        assertThat(offered.path("expiresAt").asText())
                .isEqualTo(fixture.now().plus(Duration.ofHours(12)).toString());
        var accepted = json(200, ask(request("POST", event, "/rsvp/accept", ben)));
        assertThat(accepted.path("status").asText()).isEqualTo("confirmed");
        assertThat(json(200, ask(request("POST", event, "/rsvp/accept", ben)))).isEqualTo(accepted);
        problem(409, "conflict", ask(request("POST", event, "/rsvp/accept", ada)));
    }

    @Test
    void shouldGoBackToTheEventAfterAForm() {
        var event = fixture.event(1);

        var put =
                ask(request("POST", event, "/rsvp", ada).form("_method", "put").accept(PAGE));

        assertThat(put.getStatusCode()).isEqualTo(303);
        assertThat(location(put)).isEqualTo("/events/" + event);
        var delete = ask(
                request("POST", event, "/rsvp", ada).form("_method", "delete").accept(PAGE));
        assertThat(location(delete)).isEqualTo("/events/" + event);
        assertThat(fixture.count(event).taken()).isZero();
    }

    @Test
    void shouldHideWhatIsNotThereAndWhatIsAClubsOwn() {
        var own = fixture.event(1, Duration.ofDays(1), Visibility.CLUB);
        var none = EventId.random(RsvpFixture.CLUB, fixture.environment.random());
        for (var event : new EventId[] {own, none}) {
            problem(404, "not-found", rsvp("PUT", event, ada));
            problem(404, "not-found", rsvp("DELETE", event, ada));
            problem(404, "not-found", ask(request("POST", event, "/rsvp/accept", ada)));
            problem(404, "not-found", ask(request("GET", event, "/ticket", ada)));
            problem(404, "not-found", ask(request("GET", event, "/rsvps", ada)));
            problem(
                    404,
                    "not-found",
                    ask(request("POST", event, "/checkins", ada).json("{}")));
        }
        problem(
                404,
                "not-found",
                ask(LambdaEvents.http("PUT", "/events/nonsense/rsvp")
                        .route("/events/{eventId}/rsvp")
                        .bearer(ada)));
        problem(404, "not-found", ask(request("PUT", own, "/rsvp", ada).header("sec-fetch-site", "cross-site")));
        problem(403, "cross-site", ask(request("PUT", own, "/rsvp", host).header("sec-fetch-site", "cross-site")));
    }

    @Test
    void shouldRefuseWhatIsOverOrCancelled() {
        var over = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var cancelled = fixture.event(1);
        fixture.cancel(cancelled);
        fixture.advance(Duration.ofHours(4));
        for (var event : new EventId[] {over, cancelled}) {
            problem(409, "conflict", rsvp("PUT", event, ada));
            problem(409, "conflict", rsvp("DELETE", event, ada));
            problem(409, "conflict", ask(request("POST", event, "/rsvp/accept", ada)));
        }
    }

    @Test
    void shouldShowATicketThatTheDoorLetsIn() {
        var event = fixture.event(1, Duration.ofHours(4), Visibility.PUBLIC);
        rsvp("PUT", event, ada);
        rsvp("PUT", event, ben);

        problem(404, "not-found", ask(request("GET", event, "/ticket", ben)));
        var ticket = json(200, ask(request("GET", event, "/ticket", ada)));
        assertThat(ticket.path("status").asText()).isEqualTo("confirmed");
        var token = ticket.path("ticket").asText();
        assertThat(page(200, ask(request("GET", event, "/ticket", ada).accept(PAGE))))
                .contains("<svg", "<path d=\"M");

        problem(403, "forbidden", ask(request("GET", event, "/checkins?ticket=" + token, ben)));
        var look = json(200, ask(request("GET", event, "/checkins?ticket=" + token, host)));
        assertThat(look.path("name").asText()).isEqualTo("ada");
        assertThat(look.has("checkedInAt")).isFalse();
        var checkIn = request("POST", event, "/checkins", host).json("{\"ticket\":\"" + token + "\"}");
        problem(409, "conflict", ask(checkIn));

        fixture.advance(Duration.ofHours(1));
        var in = json(200, ask(checkIn));
        assertThat(in.toString())
                .isEqualTo("{\"memberId\":\"ada\",\"name\":\"ada\",\"checkedInAt\":\"" + fixture.now() + "\"}");
        fixture.advance(Duration.ofMinutes(5));
        assertThat(json(200, ask(checkIn))).isEqualTo(in);
        assertThat(json(200, ask(request("POST", event, "/checkins", host).json("{\"memberId\":\"ada\"}"))))
                .isEqualTo(in);
        assertThat(checkIns()).isEqualTo(1);

        nothing(204, takeBack(event, "ada", host));
        nothing(204, takeBack(event, "ada", host));
        assertThat(checkIns()).isZero();
        fixture.advance(Duration.ofHours(5 + 24).minusMinutes(5));
        json(200, ask(checkIn));
    }

    @Test
    void shouldTellWhoIsNoHostOnlyWhetherThereIsSuchAPerson() {
        var event = fixture.event(1);
        rsvp("PUT", event, ada);

        // Ada has a seat and Ben has none, which is for hosts only to know.
        problem(403, "forbidden", takeBack(event, "ada", ben));
        problem(403, "forbidden", takeBack(event, "ben", ben));
        problem(404, "not-found", takeBack(event, "nobody", ben));
        problem(404, "not-found", takeBack(event, "ben", host));
        problem(404, "not-found", takeBack(event, "nobody", host));
    }

    private APIGatewayV2HTTPResponse takeBack(EventId event, String member, String session) {
        return ask(LambdaEvents.http("DELETE", "/events/" + event + "/checkins/" + member)
                .route("/events/{eventId}/checkins/{memberId}")
                .bearer(session));
    }

    private long checkIns() {
        return new DailyCounters(fixture.table)
                .byDay().values().stream()
                        .mapToLong(counts -> counts.getOrDefault(Count.CHECKINS, 0L))
                        .sum();
    }

    @Test
    void shouldCloseTheDoorADayAfterTheEnd() {
        var event = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        rsvp("PUT", event, ada);
        var checkIn = request("POST", event, "/checkins", host).json("{\"memberId\":\"ada\"}");

        fixture.advance(Duration.ofHours(3 + 24).plusMillis(1));

        problem(409, "conflict", ask(checkIn));
    }

    @Test
    void shouldLetInNobodyWithoutASeatAndTakeNoTicketOfAnotherEvent() {
        var event = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var other = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        rsvp("PUT", other, ada);
        var ticket = json(200, ask(request("GET", other, "/ticket", ada)))
                .path("ticket")
                .asText();

        problem(
                404,
                "not-found",
                ask(request("POST", event, "/checkins", host).json("{\"ticket\":\"" + ticket + "\"}")));
        problem(404, "not-found", ask(request("POST", event, "/checkins", host).json("{\"ticket\":\"x.y\"}")));
        problem(404, "not-found", ask(request("POST", event, "/checkins", host).json("{\"memberId\":\"ben\"}")));
        assertThat(badFields(ask(request("POST", event, "/checkins", host).json("{}"))))
                .containsExactly("ticket");
        problem(403, "forbidden", ask(request("POST", event, "/checkins", ben).json("{}")));
        rsvp("PUT", event, ada);
        rsvp("DELETE", event, ada);
        problem(404, "not-found", ask(request("POST", event, "/checkins", host).json("{\"memberId\":\"ada\"}")));
    }

    @Test
    void shouldListWhoComesForTheDoorAlsoAsATable() {
        var event = fixture.event(2, Duration.ofHours(1), Visibility.PUBLIC);
        fixture.reserveSeat.seatFor(new MemberId("one"), "=SUM(1,2)", event);
        fixture.reserveSeat.seatFor(new MemberId("two"), "Zoë \"Z\" Oak", event);
        fixture.reserveSeat.seatFor(new MemberId("three"), "Cleo", event);
        ask(request("POST", event, "/checkins", host).json("{\"memberId\":\"two\"}"));

        problem(403, "forbidden", ask(request("GET", event, "/rsvps", ada)));
        var items = json(200, ask(request("GET", event, "/rsvps", host))).path("items");
        assertThat(items.toString())
                .isEqualTo(
                        "[{\"memberId\":\"one\",\"name\":\"=SUM(1,2)\",\"status\":\"confirmed\"},{\"memberId\":\"two\",\"name\":\"Zoë"
                                + " \\\"Z\\\" Oak\",\"status\":\"confirmed\",\"checkedInAt\":\""
                                + fixture.now()
                                + "\"},{\"memberId\":\"three\",\"name\":\"Cleo\",\"status\":\"waitlisted\",\"position\":1}]");
        var csv = ask(request("GET", event, "/rsvps", host).accept("text/csv"));
        assertThat(csv.getHeaders().get("Content-Type")).startsWith("text/csv");
        assertThat(csv.getBody())
                .isEqualTo("\ufeffmemberId,name,status,position,checkedInAt\r\n"
                        + "one,\"'=SUM(1,2)\",confirmed,,\r\n"
                        + "two,\"Zoë \"\"Z\"\" Oak\",confirmed,," + fixture.now() + "\r\n"
                        + "three,Cleo,waitlisted,1,\r\n");
        assertThat(ask(request("GET", event, "/rsvps?format=csv", host).accept(PAGE))
                        .getBody())
                .isEqualTo(csv.getBody());
        assertThat(page(200, ask(request("GET", event, "/rsvps", host).accept(PAGE))))
                .contains("Cleo", "waiting, number 1", "Check in");
    }

    private String link(EventId event, MemberId member) {
        var links = SeatTokens.answers(Secrets.links(fixture.table, fixture.environment));
        var person = fixture.people.person(member).orElseThrow();
        return "/r/" + links.token(event, member, person.linkVersion());
    }

    private static HttpEventBuilder mailed(String method, String link) {
        return LambdaEvents.http(method, link).route("/r/{token}");
    }

    private static HttpEventBuilder answer(String link, String answer) {
        return mailed("POST", link).json("{\"answer\":\"" + answer + "\"}");
    }

    @Test
    void shouldAnswerByAMailedLinkAnyNumberOfTimesAndNeverByLookingAtIt() {
        var event = fixture.event(1);
        var link = link(event, ADA);

        assertThat(json(200, ask(mailed("GET", link))).path("status").asText()).isEqualTo("none");
        assertThat(page(200, ask(mailed("GET", link).accept(PAGE)))).contains("<button", "I'm going");
        assertThat(fixture.rsvp(event, ADA)).isEmpty();

        assertThat(json(200, ask(answer(link, "going"))).path("status").asText())
                .isEqualTo("confirmed");
        assertThat(json(200, ask(answer(link, "going"))).path("status").asText())
                .isEqualTo("confirmed");
        assertThat(json(200, ask(answer(link, "cancel"))).path("status").asText())
                .isEqualTo("cancelled");
        rsvp("PUT", event, ben);
        assertThat(json(200, ask(answer(link, "going"))).path("position").asInt())
                .isEqualTo(1);
        assertThat(json(200, ask(mailed("GET", link))).path("position").asInt()).isEqualTo(1);
        rsvp("DELETE", event, ben);
        fixture.promoteFromQueue.promote(event);
        assertThat(json(200, ask(mailed("GET", link))).path("status").asText()).isEqualTo("offered");
        assertThat(json(200, ask(answer(link, "going"))).path("status").asText())
                .isEqualTo("confirmed");
        assertThat(badFields(ask(answer(link, "maybe")))).containsExactly("answer");
        var form = ask(mailed("POST", link).form("answer", "cancel").accept(PAGE));
        assertThat(location(form)).isEqualTo(link);
    }

    @Test
    void shouldTakeNoMailedLinkThatIsNoneOrHasEnded() {
        var event = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var own = fixture.event(1, Duration.ofHours(1), Visibility.CLUB);
        var link = link(event, ADA);
        var bad = new ArrayList<String>();
        bad.add(link + "x");
        bad.add("/r/nonsense");
        bad.add("/r/" + "x".repeat(300));
        bad.add(link(own, ADA));
        bad.add(link.replace("~ada.", "~ben."));
        fixture.suspend(new MemberId("ben"));
        bad.add(link(event, new MemberId("ben")));
        for (var each : bad) {
            problem(400, "invalid-link", ask(mailed("GET", each)));
            problem(400, "invalid-link", ask(answer(each, "going")));
        }
        json(200, ask(answer(link, "going")));
        fixture.advance(Duration.ofHours(3));
        problem(400, "invalid-link", ask(mailed("GET", link)));
        problem(400, "invalid-link", ask(answer(link, "cancel")));
    }

    @Test
    void shouldListWhatSomebodyHasToDoWithEvents() {
        var seat = fixture.event(1);
        var turn = fixture.event(1);
        var past = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        rsvp("PUT", seat, ada);
        rsvp("PUT", turn, ben);
        fixture.advance(Duration.ofSeconds(1));
        rsvp("PUT", past, ada);
        fixture.advance(Duration.ofSeconds(1));
        rsvp("PUT", turn, ada);
        var gone = fixture.event(1);
        rsvp("PUT", gone, ada);
        rsvp("DELETE", gone, ada);
        fixture.advance(Duration.ofHours(4));

        var first = json(200, ask(own("/me/events?limit=2")));
        assertThat(first.path("items").findValuesAsText("eventId")).containsExactly(turn.value(), past.value());
        assertThat(first.path("items").get(0).path("rsvp").toString())
                .isEqualTo("{\"status\":\"waitlisted\",\"position\":1}");
        var next = json(
                200,
                ask(own("/me/events?limit=2&cursor=" + first.path("nextCursor").asText())));
        assertThat(next.path("items").findValuesAsText("eventId")).containsExactly(seat.value());
        assertThat(next.path("items").get(0).path("rsvp").path("ticket").asText())
                .isNotEmpty();
        assertThat(next.has("nextCursor")).isFalse();
        problem(400, "unreadable", ask(own("/me/events?cursor=x")));
        assertThat(page(200, ask(own("/me/events").accept(PAGE))))
                .contains("It's over.", "You are number 1 in line.", "Past");
    }

    private HttpEventBuilder own(String path) {
        return LambdaEvents.http("GET", path).route("/me/events").bearer(ada);
    }

    @Test
    void shouldKeepACalendarOfSeatsUntilItsAddressIsRenewed() {
        var event = fixture.event(1);
        rsvp("PUT", event, ada);
        rsvp("PUT", fixture.event(1), ben);

        var url = json(200, ask(own("/me/events"))).path("calendarUrl").asText();
        var calendar = ask(calendar(url));
        assertThat(calendar.getStatusCode()).isEqualTo(200);
        assertThat(calendar.getHeaders().get("Content-Type")).startsWith("text/calendar");
        assertThat(calendar.getBody()).contains("1 Main Street").containsOnlyOnce("BEGIN:VEVENT");

        var renewed = json(
                        200,
                        ask(LambdaEvents.http("POST", "/me/calendar")
                                .route("/me/calendar")
                                .bearer(ada)))
                .path("calendarUrl")
                .asText();
        assertThat(renewed).isNotEqualTo(url);
        problem(400, "invalid-link", ask(calendar(url)));
        assertThat(ask(calendar(renewed)).getStatusCode()).isEqualTo(200);
        assertThat(json(200, ask(own("/me/events"))).path("calendarUrl").asText())
                .isEqualTo(renewed);
        fixture.suspend(ADA);
        problem(400, "invalid-link", ask(calendar(renewed)));
    }

    private static HttpEventBuilder calendar(String url) {
        return LambdaEvents.http("GET", url.substring(url.indexOf("/me/"))).route("/me/calendar.ics");
    }
}
