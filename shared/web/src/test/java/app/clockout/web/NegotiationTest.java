package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides the representation of a thing and of an error (Accept), and how success is told (the body's type). */
class NegotiationTest {
    private static final String HTML = "text/html; charset=utf-8";

    private final Routes routes = Somebodies.routes()
            .get("/thing", Access.ANYONE, request -> thing())
            .get("/mine", Access.MEMBER, request -> thing())
            .post("/thing", Access.ANYONE, NegotiationTest::make)
            .post("/quiet", Access.ANYONE, request -> Answer.done("/next"))
            .post("/bare", Access.ANYONE, request -> {
                request.fields().reject("size", "Too big.");
                return Answer.invalid(request.fields());
            });

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "text/html                                                         | true",
                "TEXT/HTML                                                         | true",
                " text/html                                                        | true",
                "text/html;charset=utf-8                                           | true",
                "application/xhtml+xml                                             | true",
                "text/*                                                            | true",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8   | true",
                "text/html;q=0.1                                                   | true",
                "text/html,application/json                                        | true",
                "application/json,text/html                                        | true",
                "text/html;q=0.9, application/json;q=0.9                           | true",
                "text/html;q=0.9, application/json;q=0.8                           | true",
                "application/json;q=0.9, text/html;level=1;q=0.91                  | true",
                "text/html;q=0.5, application/json;q=0                             | true",
                "*/*;q=0.9, text/html ; q=0.2                                      | true",
                "text/html;q=0.8, application/json;q=0.9                           | false",
                "text/html;Q=0.8, application/json                                 | false",
                "text/html;q=0.8, application/problem+json                         | false",
                "text/html;q=0                                                     | false",
                "text/html;q=0.0, */*                                              | false",
                "text/html;q=x                                                     | false",
                "text/html;q=                                                      | false",
                "text/html;q=NaN                                                   | false",
                "text/html;q=-1                                                    | false",
                "application/json                                                  | false",
                "application/problem+json                                          | false",
                "*/*                                                               | true",
                "*/*;q=0                                                           | false",
                "text/csv, */*                                                     | true",
                "application/json, text/plain, */*                                 | false",
                "text/csv                                                          | false",
                "image/avif,image/webp,*/*;q=0.8                                   | true",
                "text/htmlx                                                        | false",
                "nonsense                                                          | false",
                "''                                                                | true",
                ";                                                                 | false",
                ";;q=1                                                             | false",
                ",                                                                 | false",
                ",;,                                                               | false",
                "q=1;text/html                                                     | false",
                "-                                                                 | true",
            })
    void shouldShowAPageOnlyToWhoAsksForOneAtLeastAsMuchAsForJson(@Nullable String accept, boolean page) {
        var call = Call.get("/thing").without("accept");
        var response = (accept == null ? call : call.accept(accept)).to(routes);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaders())
                .containsEntry("Content-Type", page ? HTML : "application/json")
                .containsEntry("Vary", "Accept");
        assertThat(response.getBody()).startsWith(page ? "<!DOCTYPE html>" : "{\"name\":\"x\"}");
    }

    @Test
    void shouldShowAPageToWhoTakesAnythingOnlyWhereTheyLookWithoutABearerToken() {
        assertThat(Call.get("/thing").accept("*/*").to(routes).getHeaders()).containsEntry("Content-Type", HTML);
        assertThat(Call.of("HEAD", "/thing").accept("*/*").to(routes).getHeaders())
                .containsEntry("Content-Type", HTML);
        assertThat(Call.get("/thing").accept("*/*").bearer("x").to(routes).getHeaders())
                .containsEntry("Content-Type", "application/json");
        assertThat(Call.post("/thing")
                        .accept("*/*")
                        .json("{\"size\":\"x\"}")
                        .to(routes)
                        .getHeaders())
                .containsEntry("Content-Type", "application/problem+json");
        assertThat(Call.get("/nowhere").without("accept").to(routes).getHeaders())
                .containsEntry("Content-Type", HTML);
    }

    @Test
    void shouldTellAnErrorInTheRepresentationThatIsAskedForWhateverTheBody() {
        var forms = Call.post("/thing").form("size=x");
        assertThat(forms.to(routes).getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(forms.asBrowser().to(routes).getHeaders()).containsEntry("Content-Type", HTML);

        var json = Call.post("/thing").json("{\"size\":\"x\"}");
        assertThat(json.to(routes).getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(json.asBrowser().to(routes).getHeaders()).containsEntry("Content-Type", HTML);

        assertThat(Call.get("/mine").to(routes).getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(Call.get("/mine").asBrowser().to(routes).getHeaders()).containsEntry("Content-Type", HTML);
        assertThat(Call.get("/nowhere").to(routes).getHeaders())
                .containsEntry("Content-Type", "application/problem+json");
        assertThat(Call.get("/nowhere").asBrowser().to(routes).getHeaders()).containsEntry("Content-Type", HTML);
    }

    @Test
    void shouldSendAFormOnToTheNextPageWhateverItAccepts() {
        for (var accept : new String[] {"text/html", "application/json", "*/*"}) {
            var response = Call.post("/thing").form("size=3").accept(accept).to(routes);

            assertThat(response.getStatusCode()).isEqualTo(303);
            assertThat(response.getHeaders())
                    .containsEntry("Location", "/things/3")
                    .doesNotContainKey("Content-Type");
            assertThat(response.getBody()).isEmpty();
        }
    }

    @Test
    void shouldAnswerJsonWithTheStatusAndTheThingWhateverItAccepts() {
        for (var accept : new String[] {"text/html", "application/json", "*/*"}) {
            var response =
                    Call.post("/thing").json("{\"size\":3}").accept(accept).to(routes);

            assertThat(response.getStatusCode()).isEqualTo(201);
            assertThat(response.getHeaders())
                    .containsEntry("Content-Type", "application/json")
                    .doesNotContainKey("Location");
            assertThat(response.getBody()).isEqualTo("{\"size\":3}");
        }
    }

    @Test
    void shouldAnswerARequestWithoutABodyLikeJson() {
        var response = Call.post("/quiet").asBrowser().to(routes);

        assertThat(response.getStatusCode()).isEqualTo(204);
        assertThat(response.getHeaders()).doesNotContainKeys("Location", "Content-Type");
        assertThat(response.getBody()).isEmpty();
    }

    @Test
    void shouldSendTheFormOfAButtonAloneOnToTheNextPage() {
        // A browser posts a form without inputs with its content type and an empty body.
        var response = Call.post("/quiet").asBrowser().form("").to(routes);

        assertThat(response.getStatusCode()).isEqualTo(303);
        assertThat(response.getHeaders()).containsEntry("Location", "/next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=UTF-8",
                "application/x-www-form-urlencoded;charset=utf-8",
                "Application/X-WWW-Form-Urlencoded ; charset=utf-8",
            })
    void shouldKnowAFormByItsTypeWhateverItsParameters(String type) {
        var response =
                Call.post("/thing").form("size=3").header("content-type", type).to(routes);

        assertThat(response.getStatusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "APPLICATION/JSON"
            })
    void shouldKnowJsonByItsTypeWhateverItsParameters(String type) {
        var response = Call.post("/thing")
                .json("{\"size\":3}")
                .header("content-type", type)
                .to(routes);

        assertThat(response.getStatusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/jsonx",
                "application/problem+json",
                "application/ld+json",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded, application/json",
                "charset=utf-8",
                "; application/json",
                "",
                " ",
            })
    void shouldReadNoOtherType(String type) {
        var call = Call.post("/thing").json("{\"size\":3}").header("content-type", type);

        assertThat(call.to(routes).getStatusCode()).isEqualTo(415);
        assertThat(call.without("content-type").to(routes).getStatusCode()).isEqualTo(415);
    }

    @Test
    void shouldNotMindTheTypeWhereThereIsNoBody() {
        assertThat(Call.post("/quiet").to(routes).getStatusCode()).isEqualTo(204);
        assertThat(Call.post("/quiet")
                        .body("text/plain", new byte[0])
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(204);
        assertThat(Call.get("/thing")
                        .body("text/plain", new byte[] {1})
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldNameEveryBadFieldAtOnceInAProblem() throws Exception {
        var response = Call.post("/thing")
                .json("{\"size\":0,\"name\":7,\"asks\":[\"a\",1]}")
                .to(routes);

        assertThat(response.getStatusCode()).isEqualTo(422);
        var problem = Json.read(response.getBody());
        assertThat(problem.text("type")).isEqualTo("/problems/validation");
        assertThat(problem.get("status")).isEqualTo(422L);
        assertThat(problem.text("title")).isNotBlank();
        assertThat(problem.text("detail")).isNotBlank();
        assertThat(problem.array("errors").objects().map(error -> error.text("field")))
                .containsExactly("size", "name", "asks[1]");
        assertThat(problem.array("errors").objects().map(error -> error.text("message")))
                .doesNotContainNull();
    }

    @Test
    void shouldBringAFormBackWithWhatWasTypedAndEachMessageAtItsField() {
        var response =
                Call.post("/thing").form("size=0&name=Maya+%3Cb%3E").asBrowser().to(routes);

        assertThat(response.getStatusCode()).isEqualTo(422);
        assertThat(response.getBody())
                .contains("value=\"Maya &lt;b>\"")
                .contains("value=\"0\"")
                .contains("<p class=\"error\" id=\"size-error\">")
                .doesNotContain("name-error");
    }

    @Test
    void shouldListWhatIsWrongWhereThereIsNoFormToBringBack() {
        var response = Call.post("/bare").json("{}").asBrowser().to(routes);

        assertThat(response.getStatusCode()).isEqualTo(422);
        assertThat(response.getBody()).contains("<strong>size</strong>: Too big.");
    }

    private static Answer thing() {
        return Answer.view(
                new JsonObject().put("name", "x"), () -> new Page("Thing", output -> output.writeContent("x")));
    }

    private static Answer make(Request request) {
        var fields = request.fields();
        var size = fields.optionalNumber("size", 1, 9);
        fields.optionalLine("name", 80);
        fields.lines("asks", 3, 80);
        if (!fields.areGood()) {
            return Answer.invalid(
                    fields,
                    () -> new Page("Make", output -> {
                        FormInput.number(fields, "size", "Size").html().writeTo(output);
                        FormInput.line(fields, "name", "Name", 80).html().writeTo(output);
                    }));
        }
        return Answer.done(201, new JsonObject().put("size", size.orElse(0)), "/things/" + size.orElse(0));
    }
}
