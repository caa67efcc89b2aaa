package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.LambdaEvents.http;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.local.testing.HttpEventBuilder;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A clock is suggested from the city, and none is set that nobody chose. */
class SuggestedClockTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String SUGGESTED = "Suggested from your city; change it if your clock is another";
    private static final String FIELD = "name=\"timezone\"";

    private final SignupFixture fixture = new SignupFixture();
    private final SignupHandler handler = new SignupHandler(fixture.environment);

    @ParameterizedTest
    @CsvSource({"दिल्ली, Asia/Kolkata", "NEW DELHI, Asia/Kolkata", "München, Europe/Berlin", "東京, Asia/Tokyo"})
    void shouldFillInTheClockOfTheCityWhenTheFormComesBack(String city, String zone) {
        var form = page(422, send("name", "Maya", "city", city));

        assertThat(form).contains("value=\"" + zone + "\" maxlength", SUGGESTED + ".", "<details open>");
    }

    @Test
    void shouldLeaveTheClockAsItWasTyped() {
        assertThat(page(422, send("name", "Maya", "city", "Delhi", "timezone", "Mars/Olympus")))
                .contains("value=\"Mars/Olympus\"")
                .doesNotContain(SUGGESTED, "value=\"Asia/Kolkata\" maxlength");
        assertThat(page(422, send("name", "Maya", "city", "Atlantis"))).doesNotContain(SUGGESTED);
        assertThat(page(200, handler.handleRequest(http("GET", "/").accept(FORM).build(), null)))
                .contains(FIELD)
                .doesNotContain(SUGGESTED);
    }

    @Test
    void shouldShowTheClockThatWillBeConfirmed() {
        var token = fixture.signedUp("maya@example.com", at("Delhi", ZoneId.of("Asia/Tokyo")));

        assertThat(page(200, ask(http("GET", "/signup/confirm?token=" + token).accept(FORM))))
                .contains("<dt>Your clock</dt><dd>Asia/Tokyo</dd>")
                .doesNotContain(FIELD, SUGGESTED);
    }

    @Test
    void shouldSuggestAClockBeforeItIsConfirmedAndTakeTheOneThatIsSent() {
        var token = fixture.signedUp("maya@example.com", at("Delhi", null));
        var path = "/signup/confirm?token=" + token;

        assertThat(page(200, ask(http("GET", path).accept(FORM))))
                .contains(FIELD, "value=\"Asia/Kolkata\" maxlength", SUGGESTED + ", or leave it empty.")
                .doesNotContain("<dt>Your clock</dt>");
        assertThat(json(200, ask(http("GET", path))).has("timezone")).isFalse();

        var sent = ask(http("POST", "/signup/confirm").accept(FORM).form("token", token, "timezone", "asia/calcutta"));
        var again = ask(http("POST", "/signup/confirm").accept(FORM).form("token", token, "timezone", "Asia/Tokyo"));

        assertThat(location(again)).isEqualTo(location(sent));
        assertThat(page(200, ask(http("GET", path).accept(FORM)))).doesNotContain(FIELD, "Asia");
        assertThat(clock("maya@example.com")).isEqualTo(ZoneId.of("Asia/Calcutta"));
    }

    @Test
    void shouldLeaveTheClockUnknownWhereNoneIsSent() {
        var empty = fixture.signedUp("maya@example.com", at("Delhi", null));
        var absent = fixture.signedUp("ben@example.com", at("Delhi", null));

        location(ask(http("POST", "/signup/confirm").form("token", empty, "timezone", " ")));
        json(200, ask(http("POST", "/signup/confirm").json("{\"token\": \"" + absent + "\"}")));

        assertThat(clock("maya@example.com")).isNull();
        assertThat(clock("ben@example.com")).isNull();
    }

    @Test
    void shouldKeepTheClockThatWasTypedWithTheLinkWhereNoneIsSent() {
        var token = fixture.signedUp("maya@example.com", at("Delhi", ZoneId.of("Asia/Tokyo")));

        json(200, ask(http("POST", "/signup/confirm").json("{\"token\": \"" + token + "\"}")));

        assertThat(clock("maya@example.com")).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void shouldBringThePageBackForAClockThatDoesNotExist() {
        var token = fixture.signedUp("maya@example.com", at("Delhi", null));
        var form = page(
                422,
                ask(http("POST", "/signup/confirm").accept(FORM).form("token", token, "timezone", "Mars/Olympus")));

        assertThat(form)
                .contains("There is a problem", "href=\"#timezone\"", "value=\"Mars/Olympus\"", "id=\"timezone-error\"")
                .contains("name=\"token\" value=\"" + token + "\"")
                .doesNotContain(SUGGESTED);
        assertThat(badFields(ask(http("POST", "/signup/confirm")
                        .json("{\"token\": \"%s\", \"timezone\": \"SystemV/EST5\"}".formatted(token)))))
                .containsExactly("timezone");
        assertThat(page(
                        400,
                        ask(http("POST", "/signup/confirm")
                                .accept(FORM)
                                .form("token", "x", "timezone", "Mars/Olympus"))))
                .doesNotContain(FIELD);
    }

    /** The clock of the person that was made of a sign-up. */
    private @Nullable ZoneId clock(String email) {
        var address = EmailAddress.parse(email).orElseThrow();
        return fixture.person(fixture.addresses.owner(address.hash()).orElseThrow())
                .details()
                .timezone();
    }

    private static Details at(String city, @Nullable ZoneId zone) {
        return new Details("Maya", Industry.DESIGN, "Designer", city, zone, "", List.of(), List.of());
    }

    private APIGatewayV2HTTPResponse send(String... fields) {
        return ask(http("POST", "/signup").accept(FORM).form(fields));
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }
}
