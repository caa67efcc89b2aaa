package app.clockout.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a body may be, and what can be read of it and of a query. */
class BodiesTest {
    private static final int LIMIT = 65_536;

    private final Routes routes = Somebodies.routes()
            .post("/echo", Access.ANYONE, request -> echo(request.fields().typed("name")))
            .get("/echo", Access.ANYONE, request -> echo(request.query("name").orElse("-")))
            .post("/mute", Access.ANYONE, request -> Answer.done("/"));

    @ParameterizedTest
    @ValueSource(strings = {Call.FORM, Call.JSON})
    void shouldTakeABodyOfExactly64KibAndNotOneByteMore(String type) {
        var text = type.equals(Call.JSON) ? "{\"name\":\"x\",\"fill\":\"%s\"}" : "name=x&fill=%s";
        int rest = LIMIT - text.length() + 2;

        assertThat(status(type, text.formatted("f".repeat(rest)).getBytes(UTF_8)))
                .isEqualTo(200);
        assertThat(status(type, text.formatted("f".repeat(rest + 1)).getBytes(UTF_8)))
                .isEqualTo(413);
    }

    @Test
    void shouldCountBytesAndNotCharacters() {
        var text = "{\"name\":\"%s\"}";
        var halfOfThem = "å".repeat((LIMIT - text.length() + 2) / 2);

        assertThat(status(Call.JSON, text.formatted(halfOfThem).getBytes(UTF_8)))
                .isEqualTo(200);
        assertThat(status(Call.JSON, text.formatted(halfOfThem + "å").getBytes(UTF_8)))
                .isEqualTo(413);
    }

    @Test
    void shouldCountTheBytesOfABodyThatTheApiPassesAsText() {
        var event = Call.post("/echo").json("{}").event();
        event.setIsBase64Encoded(false);
        event.setBody("{\"name\":\"" + "å".repeat(LIMIT / 2 - 5) + "\"}");
        assertThat(routes.handle(event).getStatusCode()).isEqualTo(413);

        event.setBody("{\"name\":\"Malmö\"}");
        assertThat(routes.handle(event).getBody()).isEqualTo("{\"name\":\"Malmö\"}");
    }

    @Test
    void shouldRefuseATooLargeBodyWhateverItIs() {
        var large = new byte[LIMIT + 1];

        assertThat(status("text/plain", large)).isEqualTo(413);
        assertThat(Call.get("/echo").body("text/plain", large).to(routes).getStatusCode())
                .isEqualTo(413);
        assertThat(Call.post("/mute").body(Call.FORM, large).to(routes).getStatusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "name=Malm%C3%B6, Malmö",
        "name=Malm%c3%b6, Malmö",
        "name=Malmö, Malmö",
        "name=a+b%20c%2Bd, a b c+d",
        "name=%F0%9F%98%80, 😀",
        "name=a%26b%3Dc%25d, a&b=c%d",
        "name=a=b=c, a=b=c",
        "n%61me=x, x",
        "x=1&&name=y&, y",
        "name=first&name=second, first",
        "name=%EF%BF%BD, \uFFFD",
    })
    void shouldReadAFormAndAQueryAlike(String encoded, String value) throws Exception {
        var posted = Call.post("/echo").form(encoded).accept("application/json");
        assertThat(posted.request().fields().typed("name")).isEqualTo(value);

        var asked = Call.get("/echo").query(encoded).to(routes);
        assertThat(Json.read(asked.getBody()).text("name")).isEqualTo(value);
    }

    @Test
    void shouldTakeANameWithoutAValueForAnEmptyOne() {
        var fields = Call.post("/echo").form("name&other=x").request().fields();

        assertThat(fields.has("name")).isFalse();
        assertThat(fields.typed("name")).isEmpty();
        assertThat(fields.typed("other")).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=%",
                "name=%4",
                "name=%zz",
                "name=%-1",
                "name=%+1",
                "name=%u00e5",
                "%=x",
                "x=1&name=50%",
                "name=%FF",
                "name=%C3",
                "name=%C3%28",
                "name=%C0%80",
                "name=%ED%A0%80",
                "name=Malm%F6",
                "%FF=x",
            })
    void shouldRefuseAFormAndAQueryThatAreNotEncodedAsTheyShould(String encoded) {
        assertUnreadable(Call.post("/echo").form(encoded));
        assertUnreadable(Call.get("/echo").query(encoded));
    }

    @Test
    void shouldRefuseAFormInAnotherCharacterSet() {
        assertUnreadable(Call.post("/echo").body(Call.FORM, "name=Malmö".getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "[]",
                "null",
                "\"x\"",
                "{} x",
                "{\"name\":1,\"name\":2}",
                "name=x",
                "<x/>",
            })
    void shouldRefuseJsonThatIsNotOneObject(String json) {
        assertUnreadable(Call.post("/echo").json(json));
    }

    @Test
    void shouldRefuseJsonNestedMoreThanTwentyDeep() {
        assertThat(status(Call.JSON, ("{\"a\":".repeat(20) + "1" + "}".repeat(20)).getBytes(UTF_8)))
                .isEqualTo(200);
        assertUnreadable(Call.post("/echo").json("{\"a\":".repeat(21) + "1" + "}".repeat(21)));
    }

    @Test
    void shouldTakeARequestWithoutABodyForOneWithoutFields() {
        assertThat(Call.post("/echo").to(routes).getBody()).isEqualTo("{\"name\":\"\"}");
        assertThat(Call.post("/echo").body(Call.JSON, new byte[0]).to(routes).getBody())
                .isEqualTo("{\"name\":\"\"}");
    }

    private int status(String type, byte[] body) {
        return Call.post("/echo")
                .body(type, body)
                .to(Somebodies.routes().post("/echo", Access.ANYONE, request -> {
                    request.fields();
                    return Answer.view(new JsonObject(), () -> new Page("x", output -> {}));
                }))
                .getStatusCode();
    }

    private void assertUnreadable(Call call) {
        var problem = call.to(routes);
        assertThat(problem.getStatusCode()).isEqualTo(400);
        assertThat(problem.getBody()).contains("\"/problems/unreadable\"");
        assertThat(problem.getHeaders()).containsEntry("X-Request-Id", "V3x00jk5oAMEJbw=");

        var page = call.asBrowser().to(routes);
        assertThat(page.getStatusCode()).isEqualTo(400);
        assertThat(page.getHeaders()).containsEntry("Content-Type", "text/html; charset=utf-8");
    }

    private static Answer echo(String name) {
        return Answer.done(200, new JsonObject().put("name", name), "/");
    }
}
