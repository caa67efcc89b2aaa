package app.clockout.rsvp;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host sees when tickets are scanned, and when guests are let in by the list. */
class DoorTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final RsvpFixture fixture = new RsvpFixture();
    private final RsvpHandler handler = new RsvpHandler(fixture.environment);
    private final String ada = fixture.session(fixture.member("ada"));
    private final String host = fixture.session(RsvpFixture.HOST);
    private final EventId event = fixture.event(60, Duration.ofHours(1), Visibility.PUBLIC);

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }

    private static HttpEventBuilder request(String method, String path, String session) {
        var route = path.replaceFirst("[?#].*", "")
                .replaceFirst("^/events/[^/]+", "/events/{eventId}")
                .replaceFirst("/checkins/.+", "/checkins/{memberId}");
        return LambdaEvents.http(method, path.replaceFirst("#.*", ""))
                .route(route)
                .bearer(session)
                .accept(PAGE);
    }

    private String ticket(EventId event) {
        json(200, ask(request("PUT", "/events/" + event + "/rsvp", ada).accept("application/json")));
        return json(200, ask(request("GET", "/events/" + event + "/ticket", ada).accept("application/json")))
                .path("ticket")
                .asText();
    }

    private String scanned(EventId event, String ticket) {
        return "/events/" + event + "/checkins?ticket=" + ticket;
    }

    private String letIn(String... fields) {
        return location(
                ask(request("POST", "/events/" + event + "/checkins", host).form(fields)));
    }

    private String look(String path) {
        return page(200, ask(request("GET", path, host)));
    }

    @Test
    void shouldShowASecondScanOfACodeThatAGuestMadeOtherThanTheFirst() {
        var ticket = ticket(event);
        letIn("ticket", ticket);
        var guest = "/events/" + event + "/rsvps?in=ada&at=";

        for (var made : List.of(
                scanned(event, ticket) + "&said=in",
                scanned(event, ticket) + "&said=" + fixture.now().getEpochSecond(),
                guest,
                guest + fixture.now().getEpochSecond())) {
            assertThat(look(made)).contains("Already in since ").doesNotContain("Checked in", "✓");
        }
    }

    @Test
    void shouldShowASecondScanOtherThanTheFirst() {
        var ticket = ticket(event);
        var scanned = scanned(event, ticket);

        assertThat(look(scanned))
                .contains("<h1><bdi>ada</bdi></h1>", "<button>Check in</button>")
                .doesNotContain("class=\"scan");
        var first = letIn("ticket", ticket);
        assertThat(first).startsWith(scanned);
        assertThat(look(first))
                .contains("class=\"scan in\"", "✓", "Checked in", "<bdi>ada</bdi>", "/rsvps\"")
                .doesNotContain("Already in");
        var at = fixture.now().toString().substring(11, 16);
        fixture.advance(Duration.ofMinutes(20));
        assertThat(look(scanned))
                .contains("class=\"scan already\"", "Already in since " + at + "<", "<bdi>ada</bdi>", "/rsvps\"")
                .doesNotContain("Checked in", "✓");
        assertThat(letIn("ticket", ticket)).isEqualTo(scanned);
        fixture.advance(Duration.ofHours(20));
        assertThat(look(scanned)).contains("Already in since " + at + " on ");
    }

    @Test
    void shouldSayInRedWhatLetsNobodyIn() {
        var other = fixture.event(1, Duration.ofHours(2), Visibility.PUBLIC);
        var ticket = ticket(event);

        for (var bad : List.of(ticket(other), "nonsense", ticket + "x")) {
            assertThat(page(404, ask(request("GET", scanned(event, bad), host))))
                    .contains(
                            "class=\"scan refused\"",
                            "✕",
                            "Not a ticket for this event",
                            "href=\"/events/" + event + "/rsvps\"");
            assertThat(page(
                            404,
                            ask(request("POST", "/events/" + event + "/checkins", host)
                                    .form("ticket", bad))))
                    .contains("Not a ticket for this event");
            problem(
                    404,
                    "not-found",
                    ask(request("GET", scanned(event, bad), host).accept("application/json")));
        }
        ask(request("DELETE", "/events/" + event + "/rsvp", ada));
        assertThat(page(404, ask(request("GET", scanned(event, ticket), host))))
                .contains("Not a ticket for this event");
    }

    @Test
    void shouldSayInRedThatTheDoorIsNotOpen() {
        var later = fixture.event(1, Duration.ofHours(5), Visibility.PUBLIC);
        var ticket = ticket(later);
        var opens = fixture.now().plus(Duration.ofHours(2)).toString().substring(11, 16);
        var checkIn = request("POST", "/events/" + later + "/checkins", host).form("ticket", ticket);

        assertThat(look(scanned(later, ticket)))
                .contains("class=\"scan refused\"", "Check-in opens at " + opens, "<bdi>ada</bdi>")
                .doesNotContain(">Check in<");
        assertThat(page(409, ask(checkIn)))
                .contains("class=\"scan refused\"", "Check-in opens at " + opens, "/rsvps\"");
        problem(409, "conflict", ask(checkIn.accept("application/json")));
        fixture.advance(Duration.ofHours(5 + 2 + 24).plusMinutes(1));
        assertThat(look(scanned(later, ticket))).contains("Check-in closed at ");
        fixture.advance(Duration.ofHours(1));

        var cancelled = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var its = ticket(cancelled);
        fixture.cancel(cancelled);
        assertThat(look(scanned(cancelled, its)))
                .contains("class=\"scan refused\"", "This event is cancelled.")
                .doesNotContain(">Check in<");
    }

    @Test
    void shouldComeBackToTheListAsItWas() {
        for (int i = 10; i < 25; i++) {
            fixture.reserveSeat.seatFor(new MemberId("guest" + i), "Guest Ål " + i, event);
        }
        fixture.reserveSeat.seatFor(new MemberId("other"), "Another", event);
        var list = "/events/" + event + "/rsvps?q=al&limit=4";
        var first = json(200, ask(request("GET", list, host).accept("application/json")));
        assertThat(first.path("items").findValuesAsText("memberId"))
                .containsExactly("guest10", "guest11", "guest12", "guest13");
        var second = list + "&cursor=" + first.path("nextCursor").asText();
        var html = look(second);
        assertThat(html).contains("Guest Ål 14", "Guest Ål 17").doesNotContain("Guest Ål 13", "Guest Ål 18", "Another");

        var in = location(
                ask(request("POST", "/events/" + event + "/checkins", host).form(fields(html, "guest15"))));
        assertThat(in).startsWith("/events/" + event + "/rsvps?").endsWith("#guest-guest15");
        assertThat(look(in))
                .contains("Guest Ål 14", "Guest Ål 17", "class=\"scan in\"", "Checked in")
                .doesNotContain("Guest Ål 13", "Guest Ål 18", "Another", "Already in");
        var again = location(
                ask(request("POST", "/events/" + event + "/checkins", host).form(fields(html, "guest15"))));
        assertThat(look(again)).contains("Guest Ål 14", "class=\"scan already\"", "Already in since ");
        var out = location(ask(request("POST", "/events/" + event + "/checkins/guest15", host)
                .form("_method", "delete", "q", "al", "limit", "4")));
        assertThat(out).startsWith("/events/" + event + "/rsvps?q=al&limit=4&out=guest15");
        assertThat(look(out.replace("limit=4", "limit=9"))).contains("Not in any more");
        ask(request("POST", "/events/" + event + "/checkins", host).form("memberId", "guest15"));
        assertThat(look(out.replace("limit=4", "limit=9")))
                .contains("In since ")
                .doesNotContain("Not in any more", "Already in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/admin", "?q=1#x", "\r\nSet-Cookie: a=b"})
    void shouldLeadNowhereElse(String place) {
        ticket(event);

        var next = letIn("memberId", "ada", "q", place, "cursor", place, "limit", place, "next", place);

        assertThat(next).startsWith("/events/" + event + "/rsvps?q=").matches("[!-~]+");
    }

    @Test
    void shouldGoThroughTheWholeListPageByPage() {
        for (int i = 0; i < 30; i++) {
            fixture.reserve(event, "m" + i);
        }
        var seen = new ArrayList<String>();
        var path = "/events/" + event + "/rsvps?limit=7";
        for (var cursor = ""; cursor != null; ) {
            var page = json(200, ask(request("GET", path + cursor, host).accept("application/json")));
            seen.addAll(page.path("items").findValuesAsText("memberId"));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : null;
        }
        assertThat(seen).hasSize(30).doesNotHaveDuplicates().isSorted();
        problem(400, "unreadable", ask(request("GET", path + "&cursor=x", host).accept("application/json")));
        problem(422, "validation", ask(request("GET", path + "0000", host).accept("application/json")));
    }

    /** White or black on what a scan is told in, by the formula of WCAG 2.2 (4.5 to 1 at least). */
    @ParameterizedTest
    @ValueSource(strings = {"in", "already", "refused"})
    void shouldBeReadable(String scan) {
        var colours = Pattern.compile("\\.scan\\.%s\\{background:#(\\w{6});color:#(\\w{3,6})}".formatted(scan))
                .matcher(look("/events/" + event + "/rsvps"));
        assertThat(colours.find()).isTrue();
        double one = luminance(colours.group(1));
        double other = luminance(colours.group(2));

        assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                .isGreaterThan(4.5);
    }

    private static double luminance(String hex) {
        var full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(full, 2 * i, 2 * i + 2, 16) / 255.0;
            sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    /** What the button beside a guest posts. */
    private static String[] fields(String html, String guest) {
        var item = html.substring(html.indexOf("id=\"guest-" + guest + "\""));
        var fields = new ArrayList<String>();
        Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"")
                .matcher(item.substring(0, item.indexOf("</li>")))
                .results()
                .forEach(field -> fields.addAll(List.of(field.group(1), field.group(2))));
        return fields.toArray(String[]::new);
    }
}
