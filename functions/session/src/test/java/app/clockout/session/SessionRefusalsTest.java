package app.clockout.session;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.nothing;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Link.Purpose;
import app.clockout.domain.Person;
import app.clockout.local.emulators.Faults;
import app.clockout.local.testing.CapturedOutput;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes of sign-in refuse, and what they answer when the table does not. */
class SessionRefusalsTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String GOOD = "{\"email\": \"maya@example.com\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final SessionHandler handler = new SessionHandler(fixture.environment);
    private final Person maya = fixture.member("maya");

    @AfterEach
    void noMoreFaults() {
        Faults.clear();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /signin         | PUT    | GET, HEAD, POST, OPTIONS
                    /signin/confirm | DELETE | GET, HEAD, POST, OPTIONS
                    /signout        | GET    | POST, OPTIONS
                    """)
    void shouldSayWhichMethodsAPathHas(String path, String method, String allowed) {
        var answer = ask(LambdaEvents.http(method, path));

        problem(405, "method-not-allowed", answer);
        assertThat(answer.getHeaders()).containsEntry("Allow", allowed);
        assertThat(page(405, ask(LambdaEvents.http(method, path).accept(FORM)))).contains("Not that way");
        var options = ask(LambdaEvents.http("OPTIONS", path));
        nothing(204, options);
        assertThat(options.getHeaders()).containsEntry("Allow", allowed);
        problem(405, "method-not-allowed", ask(post(path).form("_method", "delete")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signin", "/signin/confirm", "/signout"})
    void shouldDoNothingForThePageOfAnotherSite(String path) {
        var session = fixture.sessions.token(maya.id(), fixture.environment.random());
        fixture.table.commit(
                fixture.sessions.begin(maya.id(), session, fixture.now().plus(Duration.ofDays(1))));
        var body = "{\"email\": \"maya@example.com\", \"token\": \"" + fixture.signInLink(maya) + "\"}";
        var before = fixture.stack.items();

        for (var site : List.of("cross-site", "same-site")) {
            problem(403, "cross-site", ask(post(path).bearer(session).json(body).header("Sec-Fetch-Site", site)));
        }
        problem(403, "cross-site", ask(post(path).bearer(session).json(body).header("Origin", "null")));
        assertThat(page(
                        403,
                        ask(post(path)
                                .cookie("__Host-session", session)
                                .accept(FORM)
                                .json(body)
                                .header("Sec-Fetch-Site", "cross-site"))))
                .contains("Not from here");
        assertThat(fixture.stack.items()).containsExactlyInAnyOrderElementsOf(before);

        assertThat(ask(post(path).bearer(session).json(body).header("Sec-Fetch-Site", "same-origin"))
                        .getStatusCode())
                .isLessThan(300);
    }

    @Test
    void shouldGiveEveryBadLinkOneAndTheSameAnswerThatOffersTheForm() {
        var used = fixture.signInLink(maya);
        var late = fixture.signInLink(maya);
        json(200, confirm(used));
        fixture.pass(Duration.ofMinutes(15));
        var answers = new HashSet<String>();

        for (var token : List.of(
                "unknown",
                used,
                late,
                fixture.link(Purpose.CONFIRM_ADDRESS, maya.email().hash() + "/request", "/"),
                fixture.link(Purpose.SIGN_IN, "nobody", "/"),
                fixture.link(Purpose.ADMISSION, maya))) {
            answers.add(problem(400, "invalid-link", confirm(token)).toString());
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/signin/confirm?token=" + token)))
                    .toString());
            assertThat(page(400, ask(post("/signin/confirm").accept(FORM).form("token", token))))
                    .contains("This link does not work", "action=\"/signin\"");
        }
        for (var query : List.of("", "?token=", "?token=" + "x".repeat(257))) {
            answers.add(problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/signin/confirm" + query)))
                    .toString());
        }

        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldRefuseBodiesItCannotTake() {
        for (var path : List.of("/signin", "/signin/confirm")) {
            problem(400, "unreadable", ask(post(path).json("{")));
            problem(400, "unreadable", ask(post(path).json("{\"email\": \"a\", \"email\": \"b\"}")));
            problem(413, "too-large", ask(post(path).form("email", "x".repeat(64 * 1024))));
            problem(415, "unsupported-media-type", ask(post(path).body("text/plain", "email=x")));
        }
        for (var body : List.of("{}", "{\"token\": 5}", "{\"token\": \"\"}")) {
            assertThat(badFields(ask(post("/signin/confirm").json(body)))).containsExactly("token");
        }
    }

    @Test
    void shouldRefuseTheThreeHundredAndFirstOfAnHourFromOnePlaceAlone() {
        fixture.pass(Duration.ofMinutes(30));
        IntStream.range(0, 300).forEach(i -> json(202, askFrom("2001:db8:1:2::" + Integer.toHexString(i))));

        var refused = askFrom("2001:db8:1:2:ffff::1");
        problem(429, "too-many-requests", refused);
        assertThat(refused.getHeaders()).containsEntry("Retry-After", "1800");
        var page = ask(post("/signin").json(GOOD).accept(FORM).sourceIp("2001:db8:1:2::1"));
        assertThat(page(429, page)).contains("Too many at once");
        assertThat(page.getHeaders()).containsEntry("Retry-After", "1800");

        json(202, askFrom("2001:db8:1:3::1"));
        json(202, askFrom("203.0.113.77"));
    }

    @Test
    void shouldSignInOnceWhereTheAnswerIsLostOrAnotherTransactionHasTheItem() {
        var link = fixture.signInLink(maya);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 2, null);
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, null);

        var token = json(200, confirm(link)).path("sessionToken").asText();

        assertThat(fixture.sessions.memberOf(token)).isPresent();
        assertThat(fixture.rows("SESSION")).isEqualTo(1);
    }

    @Test
    void shouldSayOnEveryRouteWhenToComeAgain() {
        var link = fixture.signInLink(maya);
        var hasty = new SessionHandler(fixture.stack.environmentWithoutRetries("SessionFunction"));
        Faults.next("dynamodb", null, "unavailable", 1000, null);

        for (var request : List.of(
                post("/signin").json(GOOD),
                LambdaEvents.http("GET", "/signin/confirm?token=" + link),
                post("/signin/confirm").json("{\"token\": \"" + link + "\"}"),
                post("/signout").bearer("maya.token"))) {
            var answer = hasty.handleRequest(request.build(), null);
            problem(503, "busy", answer);
            assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
            assertThat(page(503, hasty.handleRequest(request.accept(FORM).build(), null)))
                    .contains("Busy right now");
        }
        page(
                200,
                hasty.handleRequest(
                        LambdaEvents.http("GET", "/signin").accept(FORM).build(), null));

        Faults.clear();
        json(200, confirm(link));
    }

    @Test
    void shouldGiveUpAfterASecondOfConflictsAndChangeNothing() {
        var link = fixture.signInLink(maya);
        var before = fixture.stack.items();
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 1000, null);

        problem(503, "busy", confirm(link));

        assertThat(fixture.stack.items()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void shouldWriteDownNothingAboutAnybody() {
        var link = fixture.signInLink(maya);
        var session = json(200, confirm(fixture.signInLink(maya)))
                .path("sessionToken")
                .asText();
        var requests = List.of(
                post("/signin").json(GOOD),
                post("/signin").json(GOOD.replace(".com", "")),
                LambdaEvents.http("GET", "/signin/confirm?token=" + link),
                post("/signin/confirm").json("{\"token\": \"" + link + "\"}"),
                post("/signout").bearer(session));

        var written = CapturedOutput.during(() -> {
            requests.forEach(this::ask);
            fixture.stack.dynamoDb().deleteTable(delete -> delete.tableName(fixture.stack.tableName()));
            requests.forEach(this::ask);
            problem(500, "fault", ask(requests.getFirst()));
        });

        assertThat(written)
                .contains("fault during request", "ResourceNotFoundException")
                .doesNotContain("maya", "example.com", link, session);
    }

    private APIGatewayV2HTTPResponse askFrom(String sourceIp) {
        return ask(post("/signin").json(GOOD).sourceIp(sourceIp));
    }

    private APIGatewayV2HTTPResponse confirm(String token) {
        return ask(post("/signin/confirm").json("{\"token\": \"" + token + "\"}"));
    }

    private static HttpEventBuilder post(String path) {
        return LambdaEvents.http("POST", path);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }
}
