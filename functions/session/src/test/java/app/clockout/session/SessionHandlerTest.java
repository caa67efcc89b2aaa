package app.clockout.session;

import static app.clockout.testing.Answers.badFields;
import static app.clockout.testing.Answers.json;
import static app.clockout.testing.Answers.location;
import static app.clockout.testing.Answers.nothing;
import static app.clockout.testing.Answers.page;
import static app.clockout.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Link.Purpose;
import app.clockout.domain.Standing;
import app.clockout.testing.Events;
import app.clockout.testing.Faults;
import app.clockout.testing.HttpEventBuilder;
import app.clockout.testing.Meter;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final Guests guests = new Guests();
    private final SessionHandler handler = new SessionHandler(guests.environment);

    @AfterEach
    void clearFaults() {
        Faults.clear();
    }

    @Test
    void shouldTakeTheSampleEventOfABrowsersForm() {
        var answer = handler.handleRequest(Events.read("session-http", APIGatewayV2HTTPEvent.class), null);

        assertThat(location(answer)).isEqualTo("/signin?check=mail");
        assertThat(guests.stack.items())
                .anySatisfy(item -> assertThat(item.getOrDefault("SK", Objects.requireNonNull(item.get("PK")))
                                .s())
                        .startsWith("SIGNIN#"));
    }

    @Test
    void shouldAnswerTheSameForAnyAddressInOneWriteWithoutARead() {
        guests.arrive("ada", Standing.APPROVED);
        guests.arrive("walt", Standing.WAITING);
        var answers = new HashSet<String>();

        Meter.reset();
        for (var address :
                List.of("ada@example.com", "walt@example.com", "nobody@example.com", "founder@clockout.test")) {
            var answer =
                    Meter.during("signin", () -> ask(post("/signin").json("{\"email\":\"%s\"}".formatted(address))));
            assertThat(answer.getStatusCode()).isEqualTo(202);
            answers.add(answer.getBody() + new TreeMap<>(answer.getHeaders()).keySet());
        }

        assertThat(answers).hasSize(1);
        assertThat(Objects.requireNonNull(Meter.read().get("signin")).operations())
                .isEqualTo(Map.of("TransactWriteItems", 4));
    }

    @Test
    void shouldStopANetworkAtItsHoursMostAndNoOther() {
        for (int i = 0; i < 300; i++) {
            assertThat(askFrom("203.0.113.7").getStatusCode()).isEqualTo(202);
        }

        var stopped = askFrom("203.0.113.7");

        problem(429, "too-many-requests", stopped);
        assertThat(Integer.parseInt(stopped.getHeaders().getOrDefault("Retry-After", "0")))
                .isBetween(1, 3600);
        assertThat(askFrom("203.0.113.8").getStatusCode()).isEqualTo(202);
        assertThat(askFrom("2001:db8::1").getStatusCode()).isEqualTo(202);
    }

    private APIGatewayV2HTTPResponse askFrom(String ip) {
        return ask(post("/signin").sourceIp(ip).json("{\"email\":\"ada@example.com\"}"));
    }

    @Test
    void shouldRefuseABadAddressAndAPathToElsewhere() {
        for (var next : List.of("https://elsewhere.example", "//elsewhere.example", "/\\\\elsewhere", "/a b", "x")) {
            assertThat(badFields(ask(post("/signin").json("{\"email\":\"no\",\"next\":\"%s\"}".formatted(next)))))
                    .containsExactlyInAnyOrder("email", "next");
        }
        assertThat(page(422, ask(post("/signin").accept(PAGE).form("email", "<no>", "next", "/admin/stats"))))
                .contains("mail can be sent to", "value=\"/admin/stats\"")
                .doesNotContain("<no>");
    }

    @Test
    void shouldSignInAndOutByJson() {
        guests.arrive("ada", Standing.APPROVED);
        var link = guests.link(Purpose.SIGN_IN, "ada", "/");

        assertThat(json(200, ask(get("/signin/confirm?token=" + link)))
                        .path("confirm")
                        .asText())
                .isEqualTo("/signin/confirm");
        var answer = ask(post("/signin/confirm").json("{\"token\":\"%s\"}".formatted(link)));
        var signedIn = json(200, answer);
        assertThat(signedIn.path("member").path("memberId").asText()).isEqualTo("ada");
        assertThat(signedIn.path("member").path("admin").asBoolean(true)).isFalse();
        assertThat(signedIn.path("expiresAt").asText()).isEqualTo("2027-02-10T09:00:00Z");
        var session = signedIn.path("sessionToken").asText();
        assertThat(answer.getCookies())
                .containsExactly(
                        "__Host-session=" + session + "; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure");

        var out = ask(post("/signout").bearer(session));
        nothing(204, out);
        assertThat(out.getCookies()).singleElement().asString().startsWith("__Host-session=; Max-Age=0;");
        problem(401, "unauthenticated", ask(post("/signout").bearer(session)));
    }

    @Test
    void shouldSignInAndOutByForms() {
        guests.arrive("ada", Standing.APPROVED);
        var link = guests.link(Purpose.SIGN_IN, "ada", "/admin/waitlist?limit=5");

        assertThat(page(200, ask(get("/signin").accept(PAGE)))).contains("Send me a sign-in link");
        assertThat(page(200, ask(get("/signin/confirm?token=" + link).accept(PAGE))))
                .contains("Sign me in", link);
        var answer = ask(post("/signin/confirm").accept(PAGE).form("token", link));
        assertThat(location(answer)).isEqualTo("/admin/waitlist?limit=5");
        var cookie = answer.getCookies().getFirst();
        var session = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));

        var out = ask(
                post("/signout").cookie("__Host-session", session).accept(PAGE).form("x", "y"));
        assertThat(location(out)).isEqualTo("/");
        assertThat(guests.sessions.memberOf(session)).isEmpty();
    }

    @Test
    void shouldOfferTheFormWhereALinkDoesNotWork() {
        problem(400, "invalid-link", ask(get("/signin/confirm?token=nothing")));
        problem(400, "invalid-link", ask(post("/signin/confirm").json("{\"token\":\"nothing\"}")));
        assertThat(page(400, ask(get("/signin/confirm?token=nothing").accept(PAGE))))
                .contains("This link does not work", "Send me a sign-in link");
    }

    @Test
    void shouldTellThatItIsBusyRatherThanFail() {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 6, null);

        var answer = askFrom("203.0.113.9");

        problem(503, "busy", answer);
        assertThat(answer.getHeaders()).containsKey("Retry-After");
        Faults.clear();
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 2, null);
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, null);
        assertThat(askFrom("203.0.113.9").getStatusCode()).isEqualTo(202);
    }

    private static HttpEventBuilder get(String path) {
        return Events.http("GET", path);
    }

    private static HttpEventBuilder post(String path) {
        return Events.http("POST", path);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }
}
