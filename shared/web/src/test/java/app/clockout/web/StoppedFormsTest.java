package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.BusyException;
import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stops a form, what was typed into it comes back. */
class StoppedFormsTest {
    private static final String TYPED =
            "title=" + "%E0%A4%AA%E0%A4%BE%E0%A4%A8%E0%A5%80+%3Cb%3E&_method=post&idempotencyKey=k1";
    private static final String SHOWN = "पानी &lt;b";

    private static final Map<String, Supplier<RuntimeException>> STOPS = Map.of(
            "409", () -> Problem.conflict("Not while it lasts."),
            "412", Problem::preconditionFailed,
            "422", Problem::validation,
            "429", () -> Problem.tooMany("Three of them.", Duration.ofMinutes(7)),
            "503", () -> new BusyException(new IllegalStateException()));

    private final Routes routes = routes();

    private static Routes routes() {
        var routes = new Routes(_ -> Optional.empty());
        STOPS.forEach((status, stop) -> {
            Routes.Action action = request -> {
                throw stop.get();
            };
            routes.post("/drawn/" + status, Access.ANYONE, action)
                    .form("POST /drawn/" + status, "/draw", (request, stopped) -> page(request.fields()));
            routes.post("/plain/" + status, Access.ANYONE, action);
            routes.post("/undrawable/" + status, Access.ANYONE, action)
                    .form("POST /undrawable/" + status, "/draw", (request, stopped) -> {
                        throw new BusyException(new IllegalStateException());
                    });
        });
        return routes.post("/clubs/{slug}/events", Access.MEMBER, request -> Answer.done("/"))
                .form(
                        "POST /clubs/{slug}/events",
                        "/clubs/{slug}/events/new",
                        (request, stopped) -> page(request.fields()))
                .post("/button", Access.MEMBER, request -> Answer.done("/"))
                .post("/wrong", Access.ANYONE, request -> {
                    request.fields().reject("title", "Too short.");
                    request.fields().reject("token", "There is none.");
                    return Answer.invalid(request.fields(), () -> page(request.fields()));
                })
                .get("/page", Access.ANYONE, request -> Answer.view(new JsonObject(), () -> page(Fields.none())));
    }

    private static Page page(Fields fields) {
        return new Page(
                "New",
                output -> output.writeUserContent(
                        FormInput.line(fields, "title", "Title", 80).html()));
    }

    private String posted(String path, int status) {
        var answer = Call.post(path).asBrowser().form(TYPED).to(routes);
        assertThat(answer.getStatusCode()).isEqualTo(status);
        return answer.getBody();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412, 422, 429, 503})
    void shouldDrawTheFormAgainWithWhatStoppedItAbove(int status) {
        assertThat(posted("/drawn/" + status, status))
                .contains("<title>Error: New", "There is a problem", "role=\"alert\"", "autofocus", "value=\"" + SHOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412, 422, 429, 503})
    void shouldShowWhatWasTypedWhereNoFormCanBeDrawn(int status) {
        for (var kind : new String[] {"/plain/", "/undrawable/"}) {
            var page = posted(kind + status, status);

            assertThat(page).contains("What you typed", SHOWN, "name=\"title\"");
            // Only what passes by itself can be tried again as it is.
            assertThat(page.contains("<button>Try again</button>")).isEqualTo(status == 429 || status == 503);
            // What the page sent along goes back, and is not shown as if a person had typed it.
            assertThat(page).contains("name=\"idempotencyKey\" value=\"k1\"").doesNotContain("<dt>idempotencyKey</dt>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "memberId", "answer", "ask"})
    void shouldNotShowWhatAButtonSentAsTyped(String field) {
        var again = Call.post("/plain/503").asBrowser().form(field + "=x1").to(routes);
        var never = Call.post("/plain/409").asBrowser().form(field + "=x1").to(routes);

        assertThat(again.getBody())
                .contains("name=\"" + field + "\" value=\"x1\"", "<button>Try again</button>")
                .doesNotContain("What you typed");
        assertThat(never.getBody()).doesNotContain("What you typed", "x1");
    }

    @Test
    void shouldLinkFromTheTopToEachFieldThatThePageHas() {
        var page = posted("/wrong", 422);

        assertThat(page)
                .contains("<a href=\"#title\">Title: Too short.</a>", "id=\"title\"", "<li>There is none.</li>")
                .doesNotContain("#token");
    }

    @Test
    void shouldGoOnAfterTheSignInWithNothingLost() {
        var answer = Call.post("/clubs/open-studio/events")
                .onRoute("/clubs/{slug}/events", "slug", "open-studio")
                .asBrowser()
                .form(TYPED)
                .to(routes);

        assertThat(answer.getStatusCode()).isEqualTo(401);
        assertThat(answer.getBody())
                .contains(
                        "name=\"next\" value=\"/clubs/open-studio/events/new\"",
                        "action=\"/clubs/open-studio/events\"",
                        "I'm signed in: go on",
                        "name=\"title\" value=\"" + SHOWN,
                        "name=\"kept\" value=\"/clubs/open-studio/events\"",
                        "name=\"kept.title\" value=\"" + SHOWN);
    }

    @Test
    void shouldLeadBackToWhereAButtonWas() {
        var referer = "https://" + Call.HOST + "/events/e1?x=1";
        assertThat(body(Call.post("/button").header("referer", referer)))
                .contains("name=\"next\" value=\"/events/e1?x=1\"");
        for (var elsewhere : new String[] {"https://evil.example/events/e1", "nonsense", "//" + Call.HOST + "/x"}) {
            assertThat(body(Call.post("/button").header("referer", elsewhere))).doesNotContain("evil", "nonsense");
        }
    }

    private String body(Call call) {
        APIGatewayV2HTTPResponse answer = call.asBrowser().form("").to(routes);
        assertThat(answer.getStatusCode()).isEqualTo(401);
        return answer.getBody();
    }

    @Test
    void shouldCarryAFormAlongAndGiveItBackAsItWas() {
        var kept = KeptForm.of(Call.post("/clubs")
                        .query("a=b")
                        .form("name=A&name=B&kept.x=y")
                        .request())
                .orElseThrow();

        var carried = new StringBuilder("email=x%40example.com");
        kept.carried().forEach(field -> carried.append('&')
                .append(field.name())
                .append('=')
                .append(field.value().replace("?", "%3F").replace("=", "%3D")));
        var back = KeptForm.carriedBy(
                Call.post("/signin").form(carried.toString()).request().fields());

        assertThat(back).contains(kept);
        assertThat(kept.action()).isEqualTo("/clubs?a=b");
        assertThat(kept.fields()).extracting(KeptForm.Field::value).containsExactly("A", "B");
        for (var elsewhere : new String[] {"//evil.example", "https://evil.example", "", "/\\evil"}) {
            assertThat(KeptForm.carriedBy(Call.post("/signin")
                            .form("kept=" + elsewhere)
                            .request()
                            .fields()))
                    .isEmpty();
        }
    }

    @Test
    void shouldTellWhatStoppedAFormThatCannotBeRead() {
        for (var unreadable : new String[] {"title=%zz", "title=%FF"}) {
            assertThat(Call.post("/button")
                            .asBrowser()
                            .form(unreadable)
                            .to(routes)
                            .getStatusCode())
                    .isEqualTo(401);
            assertThat(Call.post("/plain/503")
                            .asBrowser()
                            .form(unreadable)
                            .to(routes)
                            .getStatusCode())
                    .isEqualTo(400);
            var lost = new Routes(_ -> {
                        throw new BusyException(new IllegalStateException());
                    })
                    .post("/button", Access.MEMBER, request -> Answer.done("/"));
            assertThat(Call.post("/button")
                            .bearer("x")
                            .asBrowser()
                            .form(unreadable)
                            .to(lost)
                            .getStatusCode())
                    .isEqualTo(503);
        }
    }

    /** What it stands for is in it, and it is not read: that its route takes no POST says nothing. */
    @Test
    void shouldTellAFormThatIsTooLargeThatItIs() {
        var changing =
                new Routes(_ -> Optional.empty()).put("/thing", Access.ANYONE, _ -> true, request -> Answer.done("/"));
        var typed = "_method=put&title=" + "x".repeat(Request.LARGEST_BODY);

        assertThat(Call.post("/thing").asBrowser().form(typed).to(changing).getStatusCode())
                .isEqualTo(413);
        assertThat(Call.post("/thing").json("{\"title\":\"x\"}").to(changing).getStatusCode())
                .isEqualTo(405);
    }

    @Test
    void shouldTellScriptsAsBefore() {
        var answer = Call.post("/drawn/409").json("{\"title\":\"x\"}").to(routes);

        assertThat(answer.getStatusCode()).isEqualTo(409);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(answer.getBody()).doesNotContain("<");
    }
}
