package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form takes and what it refuses, to the character. */
class SignupFormTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static final SignupFixture FIXTURE = new SignupFixture();
    private static final SignupHandler HANDLER = new SignupHandler(FIXTURE.environment);

    @Test
    void shouldNameEveryBadFieldAtOnce() {
        assertThat(badFields(send("""
                        {"email": "nobody", "name": "", "industry": "astrology", "role": 7, "city": "a\\u0000b",
                         "timezone": "+01:00", "headline": "%s", "asks": ["fine", "%s", ""], "offers": "none",
                         "consent": false}
                        """.formatted("h".repeat(141), "a".repeat(141)))))
                .containsExactlyInAnyOrder(
                        "email",
                        "name",
                        "industry",
                        "role",
                        "city",
                        "timezone",
                        "headline",
                        "asks[1]",
                        "asks[2]",
                        "offers",
                        "consent");
        assertThat(badFields(send("{}")))
                .containsExactlyInAnyOrder("email", "name", "industry", "role", "city", "consent");
        assertThat(badFields(HANDLER.handleRequest(
                        LambdaEvents.http("POST", "/signup").build(), null)))
                .containsExactlyInAnyOrder("email", "name", "industry", "role", "city", "consent");
    }

    @Test
    void shouldBringTheFormBackWithWhatWasTypedAndEachMessageAtItsField() {
        var answer = HANDLER.handleRequest(
                LambdaEvents.http("POST", "/signup")
                        .accept(FORM)
                        .form(
                                "email",
                                "maya@",
                                "name",
                                "Maya <b>\"L\"</b>",
                                "industry",
                                "design",
                                "role",
                                "",
                                "city",
                                "Malmö",
                                "timezone",
                                "Mars",
                                "headline",
                                "One & only",
                                "asks",
                                "A mentor",
                                "asks",
                                "x".repeat(141),
                                "consent",
                                "on")
                        .build(),
                null);

        var page = page(422, answer);
        assertThat(page)
                .contains("There is a problem", "<a href=\"#email\">Email address: This does not look like an address")
                .contains("id=\"email-error\">This does not look like an address")
                .contains("id=\"role-error\">Please fill this in.")
                .contains("id=\"timezone-error\">Please use the name of a time zone")
                .contains("id=\"asks-error\">At most 140 characters, please.")
                .contains("<option value=\"design\" selected>")
                .contains("name=\"consent\" value=\"on\" id=\"consent\" checked")
                .contains("value=\"maya@\"", "value=\"Malmö\"", "value=\"Mars\"", "value=\"One &amp; only\"")
                .contains("value=\"Maya &lt;b>&#34;L&#34;&lt;/b>\"")
                .doesNotContain("<b>");
    }

    @Test
    void shouldTakeEveryFieldAtItsGreatestLength() {
        var details = typed("""
                {"email": "longest@example.com", "name": "%1$s", "industry": "real-estate", "role": "%1$s",
                 "city": " %1$s ", "timezone": "America/Argentina/ComodRivadavia", "headline": "%2$s",
                 "asks": ["%2$s", "%2$s", "%2$s", "%2$s", "%2$s"], "offers": ["%2$s", "%2$s", "%2$s", "%2$s", "%2$s"],
                 "consent": true}
                """.formatted("😀".repeat(80), "ö".repeat(140)));

        assertThat(details.name()).isEqualTo("😀".repeat(80));
        assertThat(details.city()).isEqualTo("😀".repeat(80));
        assertThat(details.headline()).isEqualTo("ö".repeat(140));
        assertThat(details.asks()).containsOnly("ö".repeat(140)).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"name,80", "role,80", "city,80", "headline,140"})
    void shouldRefuseALineThatIsOneCharacterTooLong(String field, int most) {
        assertThat(badFields(send(with(field, "é".repeat(most + 1))))).containsExactly(field);
        json(202, send(with(field, "é".repeat(most))));
    }

    @Test
    void shouldRefuseASixthWish() {
        for (var field : List.of("asks", "offers")) {
            var six = good();
            six.putArray(field).add("1").add("2").add("3").add("4").add("5").add("6");

            assertThat(badFields(send(six.toString()))).containsExactly(field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\t", "\\n", "\\r", "\\u007f", "\\u0085", "\\u2028", "\\u2029", "\\ud800"})
    void shouldRefuseWhatALineCannotShow(String character) {
        var body = good().toString().replace("\"Maya\"", "\"Ma" + character + "ya\"");

        assertThat(badFields(send(body))).containsExactly("name");
        assertThat(badFields(send(body.replace("Ma" + character + "ya", character + "Maya"))))
                .containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@example.com",
                "maya@",
                "maya@example",
                "maya@example..com",
                "maya@-example.com",
                "maya@[127.0.0.1]",
                "\\\"maya lind\\\"@example.com",
                "maya(designer)@example.com",
                "maya lind@example.com",
                "mäya@example.com",
                "maya@example.com, ben@example.com",
                "Maya <maya@example.com>",
                "maya@exa mple.com",
                "maya@example.com\\nBcc: ben@example.com"
            })
    void shouldRefuseWhatIsNoAddress(String address) {
        assertThat(badFields(send(good().toString().replace("maya@example.com", address))))
                .containsExactly("email");
    }

    @Test
    void shouldKeepAnAddressInOneForm() {
        typed(with("email", "  Maya.Lind+Clockout@BÜCHER.Example "));

        assertThat(FIXTURE.applicationOf("maya.lind+clockout@xn--bcher-kva.example")
                        .email()
                        .value())
                .isEqualTo("maya.lind+clockout@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @CsvSource({"email,5", "name,null", "industry,[]", "city,{}", "asks,'[7]'", "asks,null", "consent,'\"on\"'"})
    void shouldCallAFieldOfAnotherTypeWrongAndNotUnreadable(String field, String value) {
        var body = good();
        body.set(field, json(value));

        assertThat(badFields(send(body.toString()))).first().asString().startsWith(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{",
                "[]",
                "null",
                "7",
                "{} {}",
                "{}x",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{\"a\": {\"b\": 1, \"b\": 2}}",
                "{'name': 'a'}",
                "{\"a\": 01}"
            })
    void shouldCallABodyThatIsNotOneJsonObjectUnreadable(String body) {
        problem(400, "unreadable", send(body));
    }

    @Test
    void shouldReadTwentyLevelsOfNestingAndNotOneMore() {
        var twenty = "{\"a\":".repeat(19) + "{}" + "}".repeat(19);
        var tooDeep = "{\"a\":".repeat(20) + "{}" + "}".repeat(20);

        badFields(send(twenty));
        problem(400, "unreadable", send(tooDeep));
        problem(400, "unreadable", send("{\"a\":".repeat(5000)));
    }

    @Test
    void shouldTakeSixtyFourKibibytesAndNotOneMore() {
        var body = good().put("filling", "").toString();
        var most = 64 * 1024 - body.getBytes(StandardCharsets.UTF_8).length;

        json(202, send(good().put("filling", "x".repeat(most)).toString()));
        problem(
                413,
                "too-large",
                send(good().put("filling", "x".repeat(most + 1)).toString()));
        var form = LambdaEvents.http("POST", "/signup").accept(FORM).form("name", "x".repeat(64 * 1024));
        assertThat(page(413, HANDLER.handleRequest(form.build(), null))).contains("Too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/jsonp", "multipart/form-data; boundary=x", ""})
    void shouldTakeNoOtherContentType(String type) {
        var request = LambdaEvents.http("POST", "/signup").body(type, good().toString());

        problem(415, "unsupported-media-type", HANDLER.handleRequest(request.build(), null));
    }

    @Test
    void shouldTakeJsonWhateverTheCaseAndParametersOfItsType() {
        var request = LambdaEvents.http("POST", "/signup")
                .body("Application/JSON; charset=utf-8", good().toString().getBytes(StandardCharsets.UTF_8));

        json(202, HANDLER.handleRequest(request.build(), null));
    }

    private static ObjectNode good() {
        return (ObjectNode) json("""
                {"email": "maya@example.com", "name": "Maya", "industry": "design", "role": "Designer", "city": "Malmö",
                 "consent": true}
                """);
    }

    private static String with(String field, String value) {
        return good().put(field, value).toString();
    }

    private static APIGatewayV2HTTPResponse send(String json) {
        return HANDLER.handleRequest(
                LambdaEvents.http("POST", "/signup").json(json).build(), null);
    }

    private static Details typed(String body) {
        json(202, send(body));
        return FIXTURE.applicationOf(json(body).path("email").asText()).details();
    }
}
