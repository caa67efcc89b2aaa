package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each path is one route of the API for any method, so the function decides. */
class MethodsTest {
    private final Routes routes = Somebodies.routes()
            .get("/things", Access.ANYONE, request -> said("list"))
            .post("/things", Access.ANYONE, request -> said("made"))
            .get("/things/{id}", Access.ANYONE, request -> said("seen " + request.path("id")))
            .put("/things/{id}", Access.ANYONE, request -> true, request -> said("changed " + request.path("id")))
            .delete("/things/{id}", Access.ANYONE, request -> true, request -> said("gone " + request.path("id")))
            .post("/only/post", Access.ANYONE, request -> said("posted"));

    @ParameterizedTest
    @CsvSource({"GET, seen 7", "PUT, changed 7", "DELETE, gone 7", "get, seen 7"})
    void shouldAnswerEachMethodByItsOwnAction(String method, String said) {
        assertSaid(thing(method).to(routes), said);
    }

    @Test
    void shouldTellTheRoutesOfDifferentPathsApart() {
        assertSaid(Call.get("/things").to(routes), "list");
        assertSaid(Call.post("/things").to(routes), "made");
        assertSaid(Call.post("/only/post").to(routes), "posted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "POST", "TRACE", "CONNECT", "FOO", "PROPFIND"})
    void shouldRefuseAnotherMethodAndTellWhichThereAre(String method) {
        var response = thing(method).to(routes);

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("Allow", "GET, HEAD, PUT, DELETE, OPTIONS");
        assertThat(response.getBody()).contains("/problems/method-not-allowed");
    }

    @Test
    void shouldRefuseToLookWhereThereIsOnlySomethingToDo() {
        for (var method : new String[] {"GET", "HEAD"}) {
            var response = Call.of(method, "/only/post").to(routes);

            assertThat(response.getStatusCode()).isEqualTo(405);
            assertThat(response.getHeaders()).containsEntry("Allow", "POST, OPTIONS");
        }
    }

    @Test
    void shouldAnswerHeadLikeGetWithoutTheBody() {
        var get = thing("GET").to(routes);
        var head = thing("HEAD").to(routes);

        assertThat(head.getStatusCode()).isEqualTo(200);
        assertThat(head.getHeaders()).isEqualTo(get.getHeaders()).containsEntry("Content-Type", "application/json");
        assertThat(head.getBody()).isEmpty();
        assertThat(get.getBody()).isNotEmpty();
    }

    @Test
    void shouldLeaveOutTheBodyOfAnErrorToHeadToo() {
        var head = Call.of("HEAD", "/only/post").to(routes);

        assertThat(head.getStatusCode()).isEqualTo(405);
        assertThat(head.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(head.getBody()).isEmpty();
    }

    @Test
    void shouldAnswerOptionsWithWhatIsAllowedAndNothingElse() {
        var response = thing("OPTIONS").to(routes);

        assertThat(response.getStatusCode()).isEqualTo(204);
        assertThat(response.getHeaders())
                .containsEntry("Allow", "GET, HEAD, PUT, DELETE, OPTIONS")
                .doesNotContainKey("Content-Type");
        assertThat(response.getBody()).isEmpty();
    }

    @Test
    void shouldAnswerOptionsWhoeverAsksFromWherever() {
        var admins = Somebodies.routes().get("/admin/x", Access.ADMIN, request -> said("x"));

        var response = Call.of("OPTIONS", "/admin/x")
                .header("origin", "https://elsewhere.test")
                .header("sec-fetch-site", "cross-site")
                .to(admins);

        assertThat(response.getStatusCode()).isEqualTo(204);
        assertThat(response.getHeaders())
                .containsEntry("Allow", "GET, HEAD, OPTIONS")
                .doesNotContainKey("Access-Control-Allow-Origin");
    }

    @Test
    void shouldFindNothingUnderAPathThatIsNoRoute() {
        for (var call : new Call[] {
            Call.get("$default"), Call.of("OPTIONS", "$default"), Call.post("$default"), Call.get("/nowhere")
        }) {
            assertThat(call.to(routes).getStatusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "_method=put, changed 7",
        "_method=PUT, changed 7",
        "_method=delete, gone 7",
        "_method=Delete, gone 7",
        "x=1&_method=delete&y=2, gone 7",
        "%5Fmethod=delete, gone 7",
        "_method=delete&_method=put, gone 7",
    })
    void shouldLetAFormStandForPutOrDelete(String form, String said) {
        var response = thing("POST").form(form).to(routes);

        assertThat(response.getStatusCode()).isEqualTo(303);
        assertThat(response.getHeaders()).containsEntry("Location", "/after/" + said.replace(' ', '-'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_method=patch", "_method=get", "_method=options", "_method=", "_method= put", "method=put"})
    void shouldLetAFormStandForNothingElse(String form) {
        assertThat(thing("POST").form(form).to(routes).getStatusCode()).isEqualTo(405);
    }

    @Test
    void shouldTakeTheMethodFromAPostedFormOnly() {
        assertThat(thing("POST").json("{\"_method\":\"put\"}").to(routes).getStatusCode())
                .isEqualTo(405);
        assertThat(thing("POST").query("_method=put").form("x=1").to(routes).getStatusCode())
                .isEqualTo(405);
        assertThat(thing("POST")
                        .header("x-http-method-override", "PUT")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(405);
        assertThat(thing("PUT").form("_method=delete").to(routes).getHeaders())
                .containsEntry("Location", "/after/changed-7");
        assertThat(thing("POST")
                        .body("multipart/form-data; boundary=x", new byte[] {1})
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(405);
    }

    private static Call thing(String method) {
        return Call.of(method, "/things/7").onRoute("/things/{id}", "id", "7");
    }

    private static Answer said(String what) {
        return Answer.done(200, new JsonObject().put("said", what), "/after/" + what.replace(' ', '-'));
    }

    private static void assertSaid(APIGatewayV2HTTPResponse response, String what) {
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEqualTo("{\"said\":\"" + what + "\"}");
    }
}
