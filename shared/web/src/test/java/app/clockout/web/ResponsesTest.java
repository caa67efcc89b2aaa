package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.clockout.domain.BusyException;
import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The headers that every answer has, and how what went wrong is told. */
class ResponsesTest {
    private static final String DATA = "maya@example.com";

    private final Routes routes = new Routes(token -> {
                throw new BusyException(new IllegalStateException(DATA));
            })
            .get("/page", Access.ANYONE, request -> view())
            .get("/members", Access.MEMBER, request -> view())
            .post("/quiet", Access.ANYONE, request -> Answer.done("/next"))
            .post("/invalid", Access.ANYONE, request -> Answer.invalid(request.fields()))
            .get("/broken", Access.ANYONE, request -> {
                throw new IllegalStateException(DATA, new IllegalArgumentException(DATA));
            })
            .get(
                    "/broken-page",
                    Access.ANYONE,
                    request -> Answer.view(
                            new JsonObject(),
                            () -> new Page("x", output -> {
                                throw new IllegalStateException(DATA);
                            })))
            .get("/busy", Access.ANYONE, request -> {
                throw new BusyException(new IllegalStateException(DATA));
            })
            .get("/link", Access.ANYONE, request -> {
                throw Problem.invalidLink();
            })
            .get("/conflict", Access.ANYONE, request -> {
                throw Problem.conflict("Not while <it> lasts.");
            })
            .get("/many", Access.ANYONE, request -> {
                throw Problem.tooManyRequests(Duration.ofMinutes(7));
            })
            .get("/header", Access.ANYONE, request -> view().header("ETag", "\"3\""));

    static Map<Integer, Supplier<Call>> everyStatus() {
        var calls = new LinkedHashMap<Integer, Supplier<Call>>();
        calls.put(200, () -> Call.get("/page"));
        calls.put(204, () -> Call.post("/quiet"));
        calls.put(303, () -> Call.post("/quiet").form("x=1"));
        calls.put(400, () -> Call.post("/invalid").json("{"));
        calls.put(401, () -> Call.get("/members"));
        calls.put(403, () -> Call.post("/quiet").header("sec-fetch-site", "cross-site"));
        calls.put(404, () -> Call.get("$default"));
        calls.put(405, () -> Call.of("DELETE", "/page"));
        calls.put(409, () -> Call.get("/conflict"));
        calls.put(413, () -> Call.post("/quiet").body(Call.FORM, new byte[70_000]));
        calls.put(415, () -> Call.post("/quiet").body("text/plain", new byte[1]));
        calls.put(422, () -> Call.post("/invalid").json("{}"));
        calls.put(429, () -> Call.get("/many"));
        calls.put(500, () -> Call.get("/broken"));
        calls.put(503, () -> Call.get("/busy"));
        return calls;
    }

    static Stream<Map.Entry<Integer, Supplier<Call>>> statuses() {
        return everyStatus().entrySet().stream();
    }

    static Stream<Map.Entry<Integer, Supplier<Call>>> errors() {
        return statuses().filter(status -> status.getKey() >= 400);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void shouldHaveTheSameHeadersOnEveryAnswer(Map.Entry<Integer, Supplier<Call>> status) {
        for (var call :
                new Call[] {status.getValue().get(), status.getValue().get().asBrowser()}) {
            var response = quietly(call);

            assertThat(response.getStatusCode()).isEqualTo(status.getKey());
            assertThat(response.getHeaders())
                    .contains(
                            entry("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY),
                            entry("X-Content-Type-Options", "nosniff"),
                            entry("Referrer-Policy", "same-origin"),
                            entry("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
                            entry("X-Request-Id", "V3x00jk5oAMEJbw="),
                            entry("Cache-Control", "no-store"));
            assertThat(response.getIsBase64Encoded()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("errors")
    void shouldTellEveryErrorAsRfc9457Says(Map.Entry<Integer, Supplier<Call>> status) throws Exception {
        var response = quietly(status.getValue().get());

        assertThat(response.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        var problem = Json.read(response.getBody());
        assertThat(problem.text("type")).matches("/problems/[a-z-]+");
        assertThat(problem.get("status")).isEqualTo((long) status.getKey());
        assertThat(problem.text("title")).isNotBlank();
        assertThat(problem.text("detail")).isNotBlank();

        var page = quietly(status.getValue().get().asBrowser());
        assertThat(page.getHeaders()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(page.getBody()).contains("<h1>" + problem.text("title") + "</h1>");
    }

    @ParameterizedTest
    @CsvSource({
        "400, unreadable",
        "401, unauthenticated",
        "403, cross-site",
        "404, not-found",
        "405, method-not-allowed",
        "409, conflict",
        "413, too-large",
        "415, unsupported-media-type",
        "422, validation",
        "429, too-many-requests",
        "500, fault",
        "503, busy",
    })
    void shouldNameEachKindOfProblem(int status, String slug) throws Exception {
        var call = everyStatus().getOrDefault(status, () -> Call.get("/")).get();

        assertThat(Json.read(quietly(call).getBody()).text("type")).isEqualTo("/problems/" + slug);
    }

    @Test
    void shouldNameWhatIsForAdminsOnly() {
        var admins = Somebodies.routes().get("/admin", Access.ADMIN, request -> view());

        assertThat(Call.get("/admin").bearer("maya-token").to(admins).getBody()).contains("/problems/forbidden");
    }

    @Test
    void shouldTellWhenToTryAgain() {
        assertThat(quietly(Call.get("/busy")).getHeaders()).containsEntry("Retry-After", "2");
        assertThat(quietly(Call.get("/many")).getHeaders()).containsEntry("Retry-After", "420");
        assertThat(Problem.busy(Duration.ofMillis(1)).headers()).containsEntry("Retry-After", "1");
        assertThat(Problem.tooManyRequests(Duration.ZERO).headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void shouldBeBusyWhereItCannotBeToldWhoAsks() {
        var call = Call.get("/members").bearer("maya-token");
        assertThat(call.to(routes).getStatusCode()).isEqualTo(503);

        var page = call.asBrowser().to(routes);
        assertThat(page.getStatusCode()).as("its page is shown as to a visitor").isEqualTo(503);
        assertThat(page.getHeaders()).containsEntry("Retry-After", "2");
        assertThat(page.getBody()).contains("Busy right now", "href=\"/signin\"");
    }

    @ParameterizedTest
    @CsvSource({"/broken, */*", "/broken, text/html", "/broken-page, text/html"})
    void shouldLeakNothingOfAFaultToTheClientOrTheLog(String path, String accept) {
        var log = new ByteArrayOutputStream();
        var response = logging(log, Call.get(path).query("q=" + DATA).accept(accept));

        assertThat(response.getStatusCode()).isEqualTo(500);
        assertThat(response.getBody()).doesNotContain(DATA, "IllegalState", "app.clockout");
        assertThat(response.getHeaders().toString()).doesNotContain(DATA);
        assertThat(log.toString(UTF_8))
                .doesNotContain(DATA)
                .contains("java.lang.IllegalStateException", "app.clockout.web.ResponsesTest")
                .satisfies(line -> assertThat(line.lines())
                        .as("one line, to be found as one")
                        .hasSize(1));
    }

    @Test
    void shouldNoteTheCauseOfAFaultByItsType() {
        var log = new ByteArrayOutputStream();
        logging(log, Call.get("/broken"));

        assertThat(log.toString(UTF_8)).contains("java.lang.IllegalArgumentException");
    }

    @Test
    void shouldLogNothingOfWhatAClientGotWrongOrHasToWaitFor() {
        var log = new ByteArrayOutputStream();
        everyStatus().forEach((status, call) -> {
            if (status != 500) {
                logging(log, call.get());
            }
        });

        assertThat(log.toString(UTF_8)).isEmpty();
    }

    @Test
    void shouldShowTheSignInFormWhereASessionIsNeeded() {
        var page = Call.get("/members")
                .query("city=Malm%C3%B6&x=\"><script>")
                .asBrowser()
                .to(routes);

        assertThat(page.getStatusCode()).isEqualTo(401);
        assertThat(page.getBody())
                .contains("<form method=\"post\" action=\"/signin\"")
                .contains("name=\"email\"")
                .contains("<input type=\"hidden\" name=\"next\""
                        + " value=\"/members?city=Malm%C3%B6&amp;x=&#34;>&lt;script>\">");
    }

    @Test
    void shouldLeadToTheFirstPageWhereTheRequestWasNotOnlyToLook() {
        var members = Somebodies.routes().post("/members", Access.MEMBER, request -> view());

        assertThat(Call.post("/members").form("x=1").asBrowser().to(members).getBody())
                .contains("<input type=\"hidden\" name=\"next\" value=\"/\">");
    }

    @Test
    void shouldOfferTheSignInFormToWhoHasABadLinkAndToNobodyElse() {
        assertThat(quietly(Call.get("/link").asBrowser()).getBody()).contains("action=\"/signin\"");
        assertThat(quietly(Call.get("/link")).getBody()).contains("\"/problems/invalid-link\"");
        assertThat(quietly(Call.get("/conflict").asBrowser()).getBody()).doesNotContain("action=\"/signin\"");
    }

    @Test
    void shouldAddTheHeadersOfAnAnswer() {
        assertThat(Call.get("/header").to(routes).getHeaders()).containsEntry("ETag", "\"3\"");
    }

    private APIGatewayV2HTTPResponse quietly(Call call) {
        return logging(new ByteArrayOutputStream(), call);
    }

    private APIGatewayV2HTTPResponse logging(ByteArrayOutputStream log, Call call) {
        var before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            return call.to(routes);
        } finally {
            System.setErr(before);
        }
    }

    private static Answer view() {
        return Answer.view(new JsonObject(), () -> new Page("x", output -> {}));
    }
}
