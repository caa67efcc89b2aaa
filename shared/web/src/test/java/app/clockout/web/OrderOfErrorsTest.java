package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where several things are wrong: 405, 413, 415, 401, 404 of the thing in the path, 403, 400 or 422. */
class OrderOfErrorsTest {
    private static final byte[] TOO_LARGE = new byte[64 * 1024 + 1];
    private static final byte[] BROKEN = {'%'};

    private final List<String> asked = new ArrayList<>();
    private final Routes routes = Somebodies.routes()
            .put("/admin/things/{id}", Access.ADMIN, this::isThere, this::change)
            .put("/things/{id}", Access.MEMBER, this::isThere, this::change)
            .put("/open/{id}", Access.ANYONE, this::isThere, this::change)
            .get("/admin/things/{id}", Access.ADMIN, this::isThere, request -> view(request));

    /** Everything is wrong with it that can be; each case mends one thing more. */
    @Test
    void shouldTellTheFirstOfEverythingThatIsWrong() {
        assertThat(status(call("PATCH", "gone", "text/plain", TOO_LARGE))).isEqualTo(405);
        assertThat(status(call("PUT", "gone", "text/plain", TOO_LARGE))).isEqualTo(413);
        assertThat(status(call("PUT", "gone", "text/plain", BROKEN))).isEqualTo(415);
        assertThat(status(call("PUT", "gone", Call.FORM, BROKEN))).isEqualTo(401);
        assertThat(status(call("PUT", "gone", Call.FORM, BROKEN).bearer("maya-token")))
                .isEqualTo(404);
        assertThat(status(call("PUT", "7", Call.FORM, BROKEN).bearer("maya-token")))
                .isEqualTo(403);
        assertThat(status(call("PUT", "7", Call.FORM, BROKEN).bearer("ada-token")))
                .as("from another site")
                .isEqualTo(403);
        assertThat(status(
                        call("PUT", "7", Call.FORM, BROKEN).bearer("ada-token").without("origin")))
                .isEqualTo(400);
        assertThat(status(call("PUT", "7", Call.FORM, "size=x".getBytes(UTF_8))
                        .bearer("ada-token")
                        .without("origin")))
                .isEqualTo(422);
        assertThat(asked)
                .as("reached with nothing wrong but what it checks itself")
                .containsExactly("7");
    }

    @Test
    void shouldTellTheSameOrderOfAFormThatStandsForPut() {
        var broken = Call.post("/admin/things/7")
                .onRoute("/admin/things/{id}", "id", "7")
                .body(Call.FORM, BROKEN);

        assertThat(status(broken))
                .as("a broken form stands for nothing, so it is a POST")
                .isEqualTo(405);
        assertThat(status(form("_method=put&size=x"))).isEqualTo(401);
        assertThat(status(form("_method=put&size=x").bearer("maya-token"))).isEqualTo(403);
        assertThat(status(form("_method=put&size=x").bearer("ada-token"))).isEqualTo(422);
    }

    @Test
    void shouldMissTheThingBeforeTheBodyIsReadAndReadTheBodyEvenWhereNobodyLooksAtIt() {
        var mute = Somebodies.routes()
                .put("/things/{id}", Access.MEMBER, this::isThere, request -> Answer.done("/"))
                .post("/mute", Access.ANYONE, request -> Answer.done("/"));
        for (var type : List.of(Call.FORM, Call.JSON)) {
            var gone = Call.of("PUT", "/things/gone").onRoute("/things/{id}", "id", "gone");
            assertThat(gone.body(type, BROKEN).bearer("maya-token").to(mute).getStatusCode())
                    .isEqualTo(404);
            var there = Call.of("PUT", "/things/7").onRoute("/things/{id}", "id", "7");
            assertThat(there.body(type, BROKEN).bearer("maya-token").to(mute).getStatusCode())
                    .isEqualTo(400);
            assertThat(Call.post("/mute").body(type, BROKEN).to(mute).getStatusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldTellThatAQueryIsBrokenOnlyToWhoMayAsk() {
        var call = Call.get("/admin/things/7")
                .onRoute("/admin/things/{id}", "id", "7")
                .query("limit=%");

        assertThat(status(call)).isEqualTo(401);
        assertThat(status(call.bearer("maya-token"))).isEqualTo(403);
        assertThat(status(call.bearer("ada-token"))).isEqualTo(400);
        assertThat(status(Call.of("DELETE", "/admin/things/7")
                        .onRoute("/admin/things/{id}", "id", "7")
                        .query("limit=%")))
                .isEqualTo(405);
    }

    @Test
    void shouldAskAMemberInButNoVisitor() {
        var call =
                Call.of("PUT", "/things/7").onRoute("/things/{id}", "id", "7").json("{\"size\":3}");

        assertThat(status(call)).isEqualTo(401);
        assertThat(status(call.bearer("nobodys-token"))).isEqualTo(401);
        assertThat(status(call.bearer("maya-token"))).isEqualTo(200);
        assertThat(status(call.bearer("ada-token"))).isEqualTo(200);
    }

    @Test
    void shouldLetAdminsInOnlyWhereAdminsGo() {
        var call = Call.get("/admin/things/7").onRoute("/admin/things/{id}", "id", "7");

        assertThat(status(call)).isEqualTo(401);
        assertThat(status(call.bearer("maya-token"))).isEqualTo(403);
        assertThat(status(call.bearer("ada-token"))).isEqualTo(200);
    }

    @Test
    void shouldLetAnybodyInWhereAnybodyGoesEvenWithASessionThatIsOver() {
        var call = Call.of("PUT", "/open/7").onRoute("/open/{id}", "id", "7").json("{\"size\":3}");

        assertThat(status(call)).isEqualTo(200);
        assertThat(status(call.bearer("over"))).isEqualTo(200);
    }

    @Test
    void shouldNotAskForTheThingBeforeItIsKnownWhoAsks() {
        var looked = new ArrayList<String>();
        var watched = Somebodies.routes()
                .put("/admin/things/{id}", Access.ADMIN, request -> looked.add(request.path("id")), this::change);

        call("PUT", "7", Call.JSON, "{}".getBytes(UTF_8)).to(watched);
        assertThat(looked).isEmpty();
    }

    @Test
    void shouldNeverReachTheActionOfARequestThatIsRefused() {
        for (var call : List.of(
                call("PATCH", "7", Call.JSON, BROKEN).bearer("ada-token"),
                call("PUT", "7", Call.JSON, TOO_LARGE).bearer("ada-token").without("origin"),
                call("PUT", "7", "text/plain", BROKEN).bearer("ada-token").without("origin"),
                call("PUT", "7", Call.JSON, BROKEN).without("origin"),
                call("PUT", "7", Call.JSON, BROKEN).bearer("maya-token").without("origin"),
                call("PUT", "7", Call.JSON, BROKEN).bearer("ada-token"))) {
            assertThat(status(call)).isBetween(401, 415);
        }
        assertThat(asked).isEmpty();
    }

    private int status(Call call) {
        return call.to(routes).getStatusCode();
    }

    /** From a page of another site. */
    private static Call call(String method, String id, String type, byte[] body) {
        return Call.of(method, "/admin/things/" + id)
                .onRoute("/admin/things/{id}", "id", id)
                .header("origin", "https://elsewhere.test")
                .body(type, body);
    }

    private static Call form(String form) {
        return Call.post("/admin/things/7")
                .onRoute("/admin/things/{id}", "id", "7")
                .form(form);
    }

    private boolean isThere(Request request) {
        return request.path("id").equals("7");
    }

    private Answer change(Request request) {
        asked.add(request.path("id"));
        var fields = request.fields();
        fields.optionalNumber("size", 1, 9);
        return fields.areGood() ? Answer.done(200, new JsonObject(), "/") : Answer.invalid(fields);
    }

    private static Answer view(Request request) {
        return Answer.view(
                new JsonObject().put("limit", request.limit(request.queryFields())), () -> new Page("x", o -> {}));
    }
}
