package app.clockout.session;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.nothing;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionHandlerTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final SessionFixture fixture = new SessionFixture();
    private final SessionHandler handler = new SessionHandler(fixture.environment);
    private final Person maya = fixture.member("maya");

    @Test
    void shouldTakeTheSampleEventOfABrowsersForm() {
        var answer = handler.handleRequest(LambdaEvents.read("session-http", APIGatewayV2HTTPEvent.class), null);

        assertThat(location(answer)).isEqualTo("/signin?check=mail");
        assertThat(fixture.rows("SIGNIN")).isEqualTo(1);
        assertThat(page(200, ask(get("/signin?check=mail").accept(FORM)))).contains("Please check your mail.");
    }

    @Test
    void shouldAnswerTheSameBytesWhomeverTheAddressBelongsTo() {
        fixture.arrive("waiting", new EmailAddress("waiting@example.com"), Standing.WAITING);
        fixture.arrive("declined", new EmailAddress("declined@example.com"), Standing.DECLINED);
        fixture.arrive("suspended", new EmailAddress("suspended@example.com"), Standing.SUSPENDED);
        var answers = new HashSet<String>();
        var forms = new HashSet<String>();

        for (var email : List.of(
                "maya@example.com",
                "waiting@example.com",
                "declined@example.com",
                "suspended@example.com",
                "nobody@example.com",
                "founder@clockout.test")) {
            answers.add(whole(ask(post("/signin").json("{\"email\": \"" + email + "\"}"))));
            forms.add(whole(ask(post("/signin").form("email", email))));
        }

        assertThat(answers).singleElement().asString().startsWith("202 ").endsWith("{\"status\":\"check-mail\"}");
        assertThat(forms).singleElement().asString().startsWith("303 ");
    }

    @Test
    void shouldShowTheFormWithTheWayBack() {
        assertThat(json(200, ask(get("/signin")))).isEqualTo(json("{\"signIn\": \"/signin\"}"));
        assertThat(page(200, ask(get("/signin").accept(FORM))))
                .contains("action=\"/signin\"", "name=\"email\"")
                .doesNotContain("name=\"next\"", "Please check your mail");
        assertThat(page(
                        200,
                        ask(get("/signin?next=/admin/waitlist%3Fcity%3DLima").accept(FORM))))
                .contains("name=\"next\" value=\"/admin/waitlist?city=Lima\"");
        assertThat(page(200, ask(get("/signin?next=https://evil.example").accept(FORM))))
                .doesNotContain("evil.example");
    }

    @Test
    void shouldSignInByJsonWithTheTokenTwice() {
        var answer = ask(post("/signin/confirm")
                .json("{\"token\": \"" + fixture.link(Purpose.SIGN_IN, "maya", "/clubs") + "\"}"));

        var signedIn = json(200, answer);
        var token = signedIn.path("sessionToken").asText();
        assertThat(signedIn).isEqualTo(json("""
                        {"sessionToken": "%s", "expiresAt": "2027-02-10T09:00:00Z",
                         "member": {"memberId": "maya", "email": "maya@example.com", "name": "maya",
                                    "industry": "design", "role": "Product designer", "city": "Malmö",
                                    "timezone": "Europe/Stockholm", "headline": "Chairs you can repair",
                                    "asks": ["A mentor"], "offers": [], "admin": false}}
                        """.formatted(token)));
        assertThat(answer.getCookies())
                .containsExactly(
                        "__Host-session=" + token + "; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(fixture.sessions.memberOf(token)).isPresent();
    }

    @Test
    void shouldSignInByFormAndLeadToWhatWasAskedFor() {
        var link = fixture.link(Purpose.SIGN_IN, "maya", "/clubs/glass?page=2");

        assertThat(json(200, ask(get("/signin/confirm?token=" + link))))
                .isEqualTo(json("{\"confirm\": \"/signin/confirm\"}"));
        assertThat(page(200, ask(get("/signin/confirm?token=" + link).accept(FORM))))
                .contains("action=\"/signin/confirm\"", "name=\"token\" value=\"" + link + "\"");
        var answer = ask(post("/signin/confirm").form("token", link));

        assertThat(location(answer)).isEqualTo("/clubs/glass?page=2");
        assertThat(answer.getCookies()).singleElement().asString().startsWith("__Host-session=maya.");
    }

    @Test
    void shouldLeaveOutWhatTheFounderHasNotSaidYet() {
        var member = json(200, ask(post("/signin/confirm").json("{\"token\": \"" + fixture.founderLink() + "\"}")))
                .path("member");

        assertThat(member.path("name").asText()).isEqualTo("Founder");
        assertThat(member.path("email").asText()).isEqualTo("founder@clockout.test");
        assertThat(member.path("admin").asBoolean()).isTrue();
        assertThat(member.has("city")).isFalse();
        assertThat(member.has("headline")).isFalse();
        assertThat(member.path("asks")).isEmpty();
    }

    @Test
    void shouldCallTheCookieOtherwiseWhereThereIsNoTls() {
        var event = post("/signin/confirm")
                .json("{\"token\": \"" + fixture.signInLink(maya) + "\"}")
                .build();
        event.getHeaders().put("x-forwarded-proto", "http");

        assertThat(handler.handleRequest(event, null).getCookies())
                .singleElement()
                .asString()
                .startsWith("session=maya.")
                .doesNotContain("Secure");
    }

    @Test
    void shouldSignOutByJsonByFormAndByABareButton() {
        for (var request : List.of(
                post("/signout"),
                post("/signout").json("{}"),
                post("/signout").form("unread", "field"),
                post("/signout").body("application/x-www-form-urlencoded", ""))) {
            var session = session();
            var event = request.cookie("__Host-session", session).build();

            var answer = handler.handleRequest(event, null);

            if (event.getHeaders().getOrDefault("content-type", "").contains("form")) {
                assertThat(location(answer)).isEqualTo("/");
            } else {
                nothing(204, answer);
            }
            assertThat(answer.getCookies())
                    .containsExactly("__Host-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
            assertThat(fixture.sessions.memberOf(session)).isEmpty();
        }
    }

    @Test
    void shouldEndTheSessionOfTheHeaderWhereACookieIsThereToo() {
        var header = session();
        var cookie = session();

        nothing(204, ask(post("/signout").bearer(header).cookie("__Host-session", cookie)));

        assertThat(fixture.sessions.memberOf(header)).isEmpty();
        assertThat(fixture.sessions.memberOf(cookie)).isPresent();
    }

    @Test
    void shouldAskSomebodyWithoutASessionToSignIn() {
        var ended = session();
        fixture.sessions.end(ended);

        problem(401, "unauthenticated", ask(post("/signout")));
        problem(401, "unauthenticated", ask(post("/signout").bearer(ended)));
        problem(401, "unauthenticated", ask(post("/signout").bearer("maya")));
        problem(401, "unauthenticated", ask(post("/signout").cookie("__Host-session", " .x")));
        problem(401, "unauthenticated", ask(post("/signout").cookie("session", session())));
        assertThat(page(401, ask(post("/signout").accept(FORM).form("a", "b"))))
                .contains("Please sign in", "action=\"/signin\"", "name=\"next\" value=\"/\"");
    }

    @Test
    void shouldNameEveryBadFieldAtOnceAndKeepWhatWasTyped() {
        assertThat(badFields(ask(post("/signin").json("{\"email\": \"maya@\", \"next\": \"//evil.example\"}"))))
                .containsExactlyInAnyOrder("email", "next");
        assertThat(badFields(ask(post("/signin").json("{}")))).containsExactly("email");
        assertThat(badFields(ask(post("/signin").json("{\"email\": 7, \"next\": []}"))))
                .containsExactlyInAnyOrder("email", "next");
        assertThat(page(422, ask(post("/signin").accept(FORM).form("email", "<b>maya@", "next", "/clubs"))))
                .contains("value=\"&lt;b>maya@\"", "id=\"email-error\">This does not look like an address")
                .contains("name=\"next\" value=\"/clubs\"")
                .doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "evil",
                "javascript:alert(1)",
                "/a b",
                "/ü",
                "/a\nSet-Cookie: x=y"
            })
    void shouldLeadNowhereElse(String next) {
        var answer = ask(post("/signin").form("email", "maya@example.com", "next", next));

        assertThat(badFields(answer)).containsExactly("next");
    }

    @Test
    void shouldTakeAPathOfFiveHundredAndTwelveCharactersAndNotOneMore() {
        var path = "/" + "x".repeat(511);

        json(202, ask(post("/signin").json("{\"email\": \"maya@example.com\", \"next\": \"" + path + "\"}")));
        assertThat(badFields(
                        ask(post("/signin").json("{\"email\": \"maya@example.com\", \"next\": \"" + path + "x\"}"))))
                .containsExactly("next");
    }

    private String session() {
        var signedIn =
                json(200, ask(post("/signin/confirm").json("{\"token\": \"" + fixture.signInLink(maya) + "\"}")));
        return signedIn.path("sessionToken").asText();
    }

    private static HttpEventBuilder get(String path) {
        return LambdaEvents.http("GET", path);
    }

    private static HttpEventBuilder post(String path) {
        return LambdaEvents.http("POST", path);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }

    /** All of an answer but the id, which is the request's. */
    private static String whole(APIGatewayV2HTTPResponse answer) {
        answer.getHeaders().remove("X-Request-Id");
        return answer.getStatusCode() + " " + answer.getHeaders() + answer.getCookies() + answer.getBody();
    }
}
