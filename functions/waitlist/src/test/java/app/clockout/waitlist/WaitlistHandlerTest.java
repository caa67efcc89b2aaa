package app.clockout.waitlist;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.admin.AdminStore;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.Sessions;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitlistHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final WaitlistFixture fixture = new WaitlistFixture();
    private final WaitlistHandler handler = new WaitlistHandler(fixture.stack.environment("WaitlistFunction"));
    private String admin = "";
    private String member = "";

    @BeforeEach
    void signIn() {
        admin = session("anna", true);
        member = session("mona", false);
    }

    /** A member who came in by the queue, and is signed in. */
    private String session(String name, boolean admin) {
        var id = fixture.arrive(name, Industry.LAW, "Lima");
        fixture.process(fixture.approve(List.of(id)));
        if (admin) {
            fixture.table.commit(AdminStore.grantAdmin(id));
        }
        var sessions = new Sessions(fixture.table, fixture.environment.clock());
        var token = sessions.token(id, fixture.environment.random());
        fixture.table.commit(
                sessions.begin(id, token, fixture.stack.clock().instant().plus(Sessions.LIFE)));
        return token;
    }

    @Test
    void shouldAnswerItsSampleEventOfSomebodyWhoIsNotSignedInHere() {
        problem(
                401,
                "unauthenticated",
                handler.handleRequest(LambdaEvents.read("waitlist-http", APIGatewayV2HTTPEvent.class), null));
    }

    @Test
    void shouldListWhoWaitsLongestFirstPageByPage() {
        fixture.waiting(7);
        var names = new ArrayList<String>();
        var positions = new ArrayList<Integer>();

        var path = "/admin/waitlist?limit=3";
        while (!path.isEmpty()) {
            var page = json(200, ask(get(path)));
            for (JsonNode item : page.path("items")) {
                names.add(item.path("name").asText());
                positions.add(item.path("position").asInt());
            }
            path = page.has("nextCursor")
                    ? "/admin/waitlist?limit=3&cursor="
                            + page.path("nextCursor").asText()
                    : "";
        }

        assertThat(names).containsExactly("p0", "p1", "p2", "p3", "p4", "p5", "p6");
        assertThat(positions).isEqualTo(IntStream.rangeClosed(1, 7).boxed().toList());
    }

    @Test
    void shouldFilterByIndustryCityAndAddress() {
        fixture.arrive("a", Industry.LAW, "Zürich");
        fixture.arrive("b", Industry.LAW, "Lima");
        fixture.arrive("c", Industry.FINANCE, "zurich");

        assertThat(names("/admin/waitlist?city=ZURICH%20")).containsExactly("a", "c");
        assertThat(names("/admin/waitlist?industry=law")).containsExactly("a", "b");
        assertThat(names("/admin/waitlist?industry=law&city=lima")).containsExactly("b");
        assertThat(names("/admin/waitlist?email=C@example.com")).containsExactly("c");
        assertThat(names("/admin/waitlist?email=anna@example.com")).isEmpty();
        assertThat(badFields(ask(get("/admin/waitlist?industry=piracy&limit=0"))))
                .containsExactlyInAnyOrder("industry", "limit");
        var item = json(200, ask(get("/admin/waitlist?email=c@example.com")))
                .path("items")
                .path(0);
        assertThat(item.path("position").asInt()).isEqualTo(3);
    }

    @Test
    void shouldOfferToSuspendAMemberAndToRestoreWhoIsShutOut() {
        var ada = fixture.arrive("ada", Industry.LAW, "Lima");
        assertThat(pageOf("ada")).doesNotContain("/admin/members/");

        fixture.process(fixture.approve(List.of(ada)));
        assertThat(pageOf("ada"))
                .contains("action=\"/admin/members/ada/suspend\"", "name=\"reason\"")
                .doesNotContain("/admin/members/ada/restore");
        fixture.table.commit(fixture.people.suspend(
                fixture.people.person(ada).orElseThrow(), fixture.stack.clock().instant()));
        assertThat(pageOf("ada"))
                .contains("is suspended since", "action=\"/admin/members/ada/restore\"")
                .doesNotContain("/admin/members/ada/suspend");

        var dan = fixture.arrive("dan", Industry.LAW, "Lima");
        fixture.process(fixture.decide(Standing.DECLINED, new SubmitDecision.About.These(List.of(dan))));
        assertThat(pageOf("dan")).contains("action=\"/admin/members/dan/restore\"", "Put back in the old place");
    }

    private String pageOf(String name) {
        return page(
                200, ask(get("/admin/waitlist?email=" + name + "@example.com").accept(PAGE)));
    }

    @Test
    void shouldTakeACursorOnlyForTheListItWasIssuedFor() {
        fixture.waiting(3);
        var cursor = json(200, ask(get("/admin/waitlist?limit=1")))
                .path("nextCursor")
                .asText();

        assertThat(ask(get("/admin/waitlist?limit=1&cursor=" + cursor)).getStatusCode())
                .isEqualTo(200);
        problem(400, "unreadable", ask(get("/admin/waitlist?industry=law&cursor=" + cursor)));
        problem(400, "unreadable", ask(get("/admin/waitlist?cursor=" + cursor + "x")));
    }

    @Test
    void shouldTakeADecisionAndShowItsProgress() {
        fixture.waiting(3);
        var accepted = json(
                202,
                ask(decide("{\"decision\":\"approve\",\"memberIds\":[\"p0\",\"p2\",\"p0\"],\"note\":\"a\\r\\nb\"}")));
        var id = accepted.path("decisionId").asText();
        assertThat(accepted.path("accepted").asInt()).isEqualTo(2);

        var before = ask(get("/admin/waitlist/decisions/" + id).route("/admin/waitlist/decisions/{decisionId}"));
        assertThat(json(200, before)).isEqualTo(json("""
                {"decisionId":"%s","accepted":2,"done":0,"skipped":0,"failed":0}""".formatted(id)));
        assertThat(before.getHeaders()).containsKey("Refresh");
        fixture.process(id);
        var after = ask(get("/admin/waitlist/decisions/" + id)
                .route("/admin/waitlist/decisions/{decisionId}")
                .accept(PAGE));
        assertThat(page(200, after)).contains("All done.");
        assertThat(after.getHeaders()).doesNotContainKey("Refresh");
        assertThat(fixture.standing(new MemberId("p1"))).isEqualTo(Standing.WAITING);
        assertThat(fixture.standing(new MemberId("p2"))).isEqualTo(Standing.APPROVED);
    }

    @Test
    void shouldTakeTheSameByForm() {
        fixture.waiting(3);

        var answer = ask(post().accept(PAGE).form("decision", "decline", "first", "2", "idempotencyKey", "k"));
        assertThat(location(answer)).startsWith("/admin/waitlist/decisions/");
        assertThat(location(ask(post().accept(PAGE).form("decision", "decline", "first", "2", "idempotencyKey", "k"))))
                .isEqualTo(location(answer));

        var none = ask(post().accept(PAGE).form("decision", "approve", "note", "<i>why</i>"));
        assertThat(page(422, none))
                .contains("Please choose people", "&lt;i")
                .contains("p0")
                .doesNotContain("<i>why");
    }

    @Test
    void shouldAskFirstAndThenDecideAboutAsMany() {
        fixture.waiting(3);
        // What Enter sends in "How many": the form with its first button.
        String[] first = {"ask", "yes", "first", "5000", "decision", "approve", "idempotencyKey", "k", "city", "Berlin"
        };
        var asked = page(200, ask(post().accept(PAGE).form(first)));
        assertThat(asked)
                .contains(
                        "Approve 3 people?",
                        "First in line: of any industry, in Berlin. Each gets a mail.",
                        "href=\"/admin/waitlist?city=Berlin\"")
                .contains("name=\"first\" value=\"3\"", "name=\"city\" value=\"Berlin\"", "value=\"k\"")
                .doesNotContain("name=\"ask\"");
        assertThat(page(
                        200,
                        ask(post().accept(PAGE)
                                .form("ask", "yes", "memberIds", "p0", "memberIds", "p0", "decision", "decline"))))
                .contains("Decline 1 person?", "They get a mail.")
                .doesNotContain("First in line");
        assertThat(page(
                        200,
                        ask(post().accept(PAGE)
                                .form("ask", "yes", "first", "2", "decision", "approve", "industry", "technology"))))
                .contains("Approve 2 people?", "First in line: of Technology, in any city.");
        assertThat(fixture.waitlist.length()).isEqualTo(3);

        assertThat(page(
                        422,
                        ask(post().accept(PAGE)
                                .form("ask", "yes", "first", "2", "decision", "approve", "city", "Nowhere"))))
                .contains("Nobody is waiting here.");
        assertThat(page(422, ask(post().accept(PAGE).form("ask", "yes", "first", "0", "decision", "approve"))))
                .contains("This must be a whole number");
        // Without a page to ask on, and in JSON, it is done.
        assertThat(json(202, ask(post().json("{\"ask\":\"yes\",\"first\":2,\"decision\":\"approve\"}")))
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
        location(ask(post().form("ask", "yes", "first", "1", "decision", "approve")));
    }

    @Test
    void shouldNameEveryBadFieldOfADecision() {
        assertThat(badFields(ask(decide("{}")))).containsExactlyInAnyOrder("decision", "memberIds");
        assertThat(badFields(ask(decide("{\"decision\":\"maybe\",\"first\":5001}"))))
                .containsExactlyInAnyOrder("decision", "first");
        assertThat(badFields(ask(decide("{\"decision\":\"approve\",\"first\":1,\"memberIds\":[\"a\"]}"))))
                .containsExactly("first");
        assertThat(badFields(ask(decide("{\"decision\":\"approve\",\"memberIds\":[\"a\"],\"city\":\"Lima\"}"))))
                .containsExactly("city");
        assertThat(badFields(ask(decide("{\"decision\":\"approve\",\"memberIds\":[1]}"))))
                .containsExactly("memberIds[0]");
        assertThat(badFields(ask(decide("{\"decision\":\"approve\",\"memberIds\":[\"a\",\"\",\" \\u200b\"]}"))))
                .containsExactly("memberIds[1]", "memberIds[2]");
        assertThat(badFields(ask(
                        decide("{\"decision\":\"approve\",\"first\":1,\"note\":\"%s\"}".formatted("n".repeat(1001))))))
                .containsExactly("note");
        problem(400, "unreadable", ask(decide("{\"decision\":\"approve\",\"decision\":\"decline\"}")));
        problem(415, "unsupported-media-type", ask(post().body("text/plain", "x")));
    }

    @Test
    void shouldNotTakeAnEmptyFilterForEverybody() {
        fixture.waiting(2);
        for (var filter : List.of("\"city\":\"\"", "\"city\":\"\\u200b\"", "\"industry\":\" \"")) {
            assertThat(badFields(ask(decide("{\"decision\":\"approve\",\"first\":1,%s}".formatted(filter)))))
                    .containsExactly(filter.substring(1, filter.indexOf('"', 1)));
        }
        assertThat(location(ask(post().accept(PAGE).form("decision", "approve", "first", "1", "city", ""))))
                .as("a form sends its empty fields")
                .startsWith("/admin/waitlist/decisions/");
    }

    @Test
    void shouldRefuseAnotherBodyUnderTheSameKey() {
        fixture.waiting(3);
        var once =
                json(202, ask(decide("{\"decision\":\"approve\",\"first\":1}").header("idempotency-key", "one")));
        var again =
                json(202, ask(decide("{\"decision\":\"approve\",\"first\":1}").header("idempotency-key", "one")));

        assertThat(again).isEqualTo(once);
        assertThat(badFields(
                        ask(decide("{\"decision\":\"approve\",\"first\":2}").header("idempotency-key", "one"))))
                .hasSize(1);
    }

    @Test
    void shouldBeForAdminsOnly() {
        problem(401, "unauthenticated", ask(LambdaEvents.http("GET", "/admin/waitlist")));
        problem(
                403,
                "forbidden",
                ask(LambdaEvents.http("GET", "/admin/waitlist").bearer(member)));
        problem(
                403,
                "forbidden",
                ask(LambdaEvents.http("POST", "/admin/waitlist/decisions")
                        .bearer(member)
                        .json("{")));
        problem(
                404,
                "not-found",
                ask(get("/admin/waitlist/decisions/none").route("/admin/waitlist/decisions/{decisionId}")));
        problem(
                403,
                "cross-site",
                ask(decide("{\"decision\":\"approve\",\"first\":1}").header("origin", "https://elsewhere.example")));
        problem(405, "method-not-allowed", ask(LambdaEvents.http("DELETE", "/admin/waitlist")));
        assertThat(page(
                        401,
                        ask(LambdaEvents.http("GET", "/admin/waitlist?city=Lima")
                                .accept(PAGE))))
                .contains("name=\"next\" value=\"/admin/waitlist?city=Lima\"");
    }

    private List<String> names(String path) {
        var names = new ArrayList<String>();
        json(200, ask(get(path)))
                .path("items")
                .forEach(item -> names.add(item.path("name").asText()));
        return names;
    }

    private HttpEventBuilder get(String path) {
        return LambdaEvents.http("GET", path).bearer(admin);
    }

    private HttpEventBuilder post() {
        return LambdaEvents.http("POST", "/admin/waitlist/decisions").bearer(admin);
    }

    private HttpEventBuilder decide(String json) {
        return post().json(json);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }
}
