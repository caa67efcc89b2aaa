package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.nothing;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static app.clockout.signup.SignupFixture.address;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.Link;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.Secrets;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes of sign-up refuse, whatever is asked. */
class SignupRefusalsTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String GOOD = """
            {"email": "maya@example.com", "name": "Maya", "industry": "law", "role": "x", "city": "y", "consent": true}
            """;

    private static final SignupFixture FIXTURE = new SignupFixture();
    private static final SignupHandler HANDLER = new SignupHandler(FIXTURE.environment);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /                  | POST   | GET, HEAD, OPTIONS
                    /signup            | GET    | POST, OPTIONS
                    /signup            | HEAD   | POST, OPTIONS
                    /signup            | PUT    | POST, OPTIONS
                    /signup/confirm    | DELETE | GET, HEAD, POST, OPTIONS
                    /waitlist/status   | POST   | GET, HEAD, OPTIONS
                    /waitlist/withdraw | GET    | POST, OPTIONS
                    /industries        | PATCH  | GET, HEAD, OPTIONS
                    """)
    void shouldSayWhichMethodsAPathHas(String path, String method, String allowed) {
        var answer = ask(LambdaEvents.http(method, path));

        if (method.equals("HEAD")) {
            assertThat(answer.getStatusCode()).isEqualTo(405);
            assertThat(answer.getBody()).isEmpty();
        } else {
            problem(405, "method-not-allowed", answer);
            assertThat(page(405, ask(LambdaEvents.http(method, path).accept(FORM))))
                    .contains("Not that way");
        }
        assertThat(answer.getHeaders()).containsEntry("Allow", allowed);
        var options = ask(LambdaEvents.http("OPTIONS", path));
        nothing(204, options);
        assertThat(options.getHeaders()).containsEntry("Allow", allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "delete", "PUT"})
    void shouldTakeAFormForTheMethodItStandsFor(String method) {
        problem(
                405,
                "method-not-allowed",
                ask(LambdaEvents.http("POST", "/signup").form("_method", method, "email", "maya@example.com")));
    }

    @Test
    void shouldAnswerHeadLikeGetWithoutTheBody() {
        var status = FIXTURE.statusToken(FIXTURE.waiting("head@example.com"));
        var link = FIXTURE.signedUp("link@example.com");

        for (var path :
                List.of("/", "/industries", "/waitlist/status?token=" + status, "/signup/confirm?token=" + link)) {
            var get = ask(LambdaEvents.http("GET", path).accept(FORM));
            var head = ask(LambdaEvents.http("HEAD", path).accept(FORM));

            page(200, get);
            assertThat(head.getStatusCode()).isEqualTo(200);
            assertThat(head.getBody()).isEmpty();
            get.getHeaders().remove("X-Request-Id");
            assertThat(head.getHeaders()).containsAllEntriesOf(get.getHeaders());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/signup/confirm", "/waitlist/withdraw"})
    void shouldDoNothingForThePageOfAnotherSite(String path) {
        var token = path.startsWith("/waitlist")
                ? FIXTURE.statusToken(FIXTURE.waiting(path.length() + "@example.com"))
                : FIXTURE.signedUp(path.length() + "@example.com");
        var body = GOOD.replace("{", "{\"token\": \"" + token + "\", ");
        var before = FIXTURE.stack.items();

        for (var site : List.of("cross-site", "same-site")) {
            problem(403, "cross-site", ask(post(path).json(body).header("Sec-Fetch-Site", site)));
        }
        for (var origin : List.of("https://evil.example", "null", "https://localhost:8080.evil.example")) {
            problem(403, "cross-site", ask(post(path).json(body).header("Origin", origin)));
        }
        assertThat(page(403, ask(post(path).json(body).accept(FORM).header("Sec-Fetch-Site", "cross-site"))))
                .contains("Not from here");
        assertThat(FIXTURE.stack.items()).containsExactlyInAnyOrderElementsOf(before);

        assertThat(ask(post(path)
                                .json(body)
                                .header("Sec-Fetch-Site", "same-origin")
                                .header("Origin", "https://evil.example"))
                        .getStatusCode())
                .isLessThan(300);
        assertThat(ask(post(path).json(body).header("Origin", "https://localhost:8080"))
                        .getStatusCode())
                .isLessThan(300);
    }

    @Test
    void shouldGiveEveryBadLinkOneAndTheSameAnswer() {
        var member = FIXTURE.member("member@example.com");
        FIXTURE.waiting("taken@example.com");
        var derived = Secrets.links(FIXTURE.table, FIXTURE.environment);
        var bad = List.of(
                "unknown",
                " .x",
                "x".repeat(256),
                FIXTURE.link(Link.Purpose.SIGN_IN, member.id().value()),
                FIXTURE.link(
                        Link.Purpose.CONFIRM_ADDRESS, address("ben@example.com").hash() + "/gone"),
                derived.token(Purpose.TICKET, member.id().value(), 1));
        var answers = new HashSet<String>();

        for (var token : bad) {
            var encoded = token.replace(" ", "%20");
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/signup/confirm?token=" + encoded)))
                    .toString());
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/waitlist/status?token=" + encoded)))
                    .toString());
            for (var path : List.of("/signup/confirm", "/waitlist/withdraw")) {
                if (!token.startsWith(" ")) {
                    answers.add(problem(400, "invalid-link", ask(post(path).json("{\"token\": \"" + token + "\"}")))
                            .toString());
                }
            }
        }
        answers.add(problem(
                        400,
                        "invalid-link",
                        ask(post("/signup/confirm").form("token", FIXTURE.signedUp("taken@example.com"))))
                .toString());
        for (var query : List.of("", "?token=", "?token=" + "x".repeat(257))) {
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/waitlist/status" + query)))
                    .toString());
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/signup/confirm" + query)))
                    .toString());
        }

        assertThat(answers).hasSize(1);
        assertThat(page(
                        400,
                        ask(LambdaEvents.http("GET", "/waitlist/status?token=x").accept(FORM))))
                .contains("This link does not work", "action=\"/signin\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signup/confirm", "/waitlist/withdraw"})
    void shouldNameATokenThatIsMissingOrNoText(String path) {
        for (var body :
                List.of("{}", "{\"token\": 5}", "{\"token\": null}", "{\"token\": \"\"}", "{\"token\": [\"x\"]}")) {
            assertThat(badFields(ask(post(path).json(body)))).containsExactly("token");
        }
        problem(400, "invalid-link", ask(post(path).json("{\"token\": \"" + "x".repeat(257) + "\"}")));
        problem(400, "invalid-link", ask(post(path).form("token", "x".repeat(60_000))));
        assertThat(page(422, ask(post(path).accept(FORM).form("token", "")))).contains("<strong>token</strong>");
        problem(400, "unreadable", ask(post(path).json("{\"token\": \"a\", \"token\": \"b\"}")));
        problem(413, "too-large", ask(post(path).form("token", "x".repeat(64 * 1024))));
        problem(415, "unsupported-media-type", ask(post(path).body("text/plain", "token=x")));
    }

    @Test
    void shouldRefuseTheThreeHundredAndFirstSignUpOfAnHourFromOnePlaceAlone() {
        FIXTURE.pass(Duration.ofMinutes(30));
        IntStream.range(0, 300).forEach(i -> json(202, signUpFrom("2001:db8:1:2::" + Integer.toHexString(i))));

        var refused = signUpFrom("2001:db8:1:2:ffff:ffff:ffff:ffff");
        problem(429, "too-many-requests", refused);
        assertThat(refused.getHeaders()).containsEntry("Retry-After", "1800");
        var page = ask(post("/signup").json(GOOD).accept(FORM).sourceIp("2001:db8:1:2::1"));
        assertThat(page(429, page)).contains("Too many at once");
        assertThat(page.getHeaders()).containsEntry("Retry-After", "1800");

        json(202, signUpFrom("2001:db8:1:3::1"));
        json(202, signUpFrom("203.0.113.77"));
        badFields(ask(post("/signup").json("{}").sourceIp("2001:db8:1:2::1")));
    }

    @Test
    void shouldKnowNoPathOfOthers() {
        problem(404, "not-found", ask(LambdaEvents.http("GET", "/signup/other")));
        problem(404, "not-found", ask(LambdaEvents.http("GET", "/nowhere").route("$default")));
    }

    private static APIGatewayV2HTTPResponse signUpFrom(String sourceIp) {
        return ask(post("/signup").json(GOOD).sourceIp(sourceIp));
    }

    private static HttpEventBuilder post(String path) {
        return LambdaEvents.http("POST", path);
    }

    private static APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return HANDLER.handleRequest(request.build(), null);
    }
}
