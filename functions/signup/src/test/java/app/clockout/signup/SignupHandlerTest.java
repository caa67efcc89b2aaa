package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static app.clockout.signup.SignupFixture.address;
import static app.clockout.signup.SignupFixture.details;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.domain.Feedback;
import app.clockout.domain.Industry;
import app.clockout.domain.Standing;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.Sessions;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignupHandlerTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final SignupFixture fixture = new SignupFixture();
    private final SignupHandler handler = new SignupHandler(fixture.environment);

    @Test
    void shouldTakeTheSampleEventOfABrowsersForm() {
        var answer = handler.handleRequest(LambdaEvents.read("signup-http", APIGatewayV2HTTPEvent.class), null);

        assertThat(location(answer)).isEqualTo("/?check=mail");
        assertThat(fixture.applicationOf("maya@example.com").details())
                .isEqualTo(new Details(
                        "Maya Lindqvist",
                        Industry.DESIGN,
                        "Product designer",
                        "Malmö",
                        ZoneId.of("Europe/Stockholm"),
                        "Chairs you can repair",
                        List.of("A mentor in hardware"),
                        List.of("Portfolio reviews", "A workshop to borrow")));
        assertThat(page(200, ask(get("/?check=mail").accept(FORM)))).contains("Please check your mail.");
    }

    @Test
    void shouldTakeTheSameFieldsAsJson() {
        var answer = ask(post("/signup").json("""
                {"email": " Ben@EXAMPLE.com ", "name": "Ben", "industry": "law", "role": "Counsel", "city": "Lagos",
                 "consent": true, "unknown": {"is": "ignored"}}
                """));

        assertThat(json(202, answer)).isEqualTo(json("{\"status\": \"check-mail\"}"));
        assertThat(fixture.applicationOf("ben@example.com").details())
                .isEqualTo(new Details("Ben", Industry.LAW, "Counsel", "Lagos", null, "", List.of(), List.of()));
    }

    @Test
    void shouldAnswerTheSameBytesWhomeverTheAddressBelongsTo() {
        fixture.waiting("waiting@example.com");
        fixture.member("member@example.com");
        fixture.declined("declined@example.com");
        suppressed("bounced@example.com", Feedback.Kind.PERMANENT);
        suppressed("complained@example.com", Feedback.Kind.COMPLAINT);
        var answers = new ArrayList<String>();
        var forms = new ArrayList<String>();

        for (var person : List.of("new", "waiting", "member", "declined", "bounced", "complained", "founder")) {
            var email = person + (person.equals("founder") ? "@clockout.test" : "@example.com");
            answers.add(whole(ask(post("/signup").json("""
                    {"email": "%s", "name": "Maya", "industry": "law", "role": "x", "city": "y", "consent": true}
                    """.formatted(email)))));
            forms.add(whole(ask(post("/signup")
                    .form(
                            "email",
                            email,
                            "name",
                            "Maya",
                            "industry",
                            "law",
                            "role",
                            "x",
                            "city",
                            "y",
                            "consent",
                            "on"))));
        }

        assertThat(answers).hasSize(7).containsOnly(answers.getFirst());
        assertThat(forms).hasSize(7).containsOnly(forms.getFirst());
    }

    private void suppressed(String email, Feedback.Kind kind) {
        var feedback = new Feedback(kind, "f", fixture.now(), fixture.now());
        var known = fixture.suppressions.known(address(email).hash());
        assertThat(fixture.table
                        .commit(fixture.suppressions.keep(
                                address(email), known, known.suppression().with(feedback)))
                        .done())
                .isTrue();
    }

    @Test
    void shouldShowTheFormToAVisitorAndTheDayToAMember() {
        assertThat(json(200, ask(get("/")))).isEqualTo(json("{\"name\": \"Clockout\", \"events\": []}"));
        assertThat(page(200, ask(get("/").accept(FORM))))
                .contains("action=\"/signup\"", "name=\"email\"", "name=\"consent\"", "<option value=\"real-estate\"")
                .contains("href=\"/signin\"")
                .doesNotContain("role=\"alert\"", "Please check your mail", "Sign out");

        var member = fixture.member("maya@example.com");
        var sessions = new Sessions(fixture.table, fixture.stack.clock());
        var token = sessions.token(member.id(), fixture.environment.random());
        fixture.table.commit(sessions.begin(member.id(), token, fixture.now().plus(Sessions.LIFE)));
        assertThat(json(200, ask(get("/").bearer(token)))).isEqualTo(json("""
                        {"name": "Clockout", "events": [],
                         "member": {"memberId": "%s", "name": "Maya Lindqvist", "admin": false},
                         "myEvents": []}
                        """.formatted(member.id())));
        assertThat(page(200, ask(get("/").accept(FORM).cookie("__Host-session", token))))
                .contains("Good to see you, <bdi>Maya Lindqvist</bdi>.", "action=\"/signout\"")
                .doesNotContain("action=\"/signup\"", "href=\"/admin/waitlist\"");
        assertThat(page(
                        422,
                        ask(post("/signup")
                                .accept(FORM)
                                .cookie("__Host-session", token)
                                .form("name", "Typed before"))))
                .as("the form comes back to who has signed in meanwhile")
                .contains("action=\"/signup\"", "value=\"Typed before\"", "Sign out");
        assertThat(json(200, ask(get("/").cookie("__Host-session", "nobody.knows")))
                        .has("member"))
                .isFalse();
    }

    @Test
    void shouldShowWhatALinkConfirmsAndThenConfirmIt() {
        var token = fixture.signedUp("maya@example.com", details("Maya"));

        assertThat(json(200, ask(get("/signup/confirm?token=" + token)))).isEqualTo(json("""
                {"email": "maya@example.com", "name": "Maya", "industry": "design", "role": "Product designer",
                 "city": "Malmö", "timezone": "Europe/Stockholm", "headline": "Chairs you can repair",
                 "asks": ["A mentor in hardware"], "offers": ["Portfolio reviews", "A workshop to borrow"]}
                """));
        assertThat(page(200, ask(get("/signup/confirm?token=" + token).accept(FORM))))
                .contains("maya@example.com", "A workshop to borrow", "action=\"/signup/confirm\"")
                .contains("name=\"token\" value=\"" + token + "\"");

        var confirmed = json(200, ask(post("/signup/confirm").json("{\"token\": \"" + token + "\"}")));
        assertThat(confirmed)
                .isEqualTo(json("{\"status\": \"waiting\", \"position\": 1, \"statusToken\": \"%s\"}"
                        .formatted(confirmed.path("statusToken").asText())));
        assertThat(json(200, ask(get("/signup/confirm?token=" + token))))
                .isEqualTo(json("{\"status\": \"confirmed\"}"));
        assertThat(page(200, ask(get("/signup/confirm?token=" + token).accept(FORM))))
                .contains("This address is confirmed", "action=\"/signup/confirm\"", "Show my place")
                .doesNotContain("maya", "Maya", "Malmö", "Chairs");
        assertThat(json(200, ask(post("/signup/confirm").json("{\"token\": \"" + token + "\"}"))))
                .isEqualTo(confirmed);
        assertThat(location(ask(post("/signup/confirm").form("token", token))))
                .isEqualTo("/waitlist/status?token="
                        + confirmed.path("statusToken").asText());
    }

    @Test
    void shouldShowWhereSomebodyStands() {
        fixture.waiting("first@example.com");
        var person = fixture.waiting("maya@example.com");
        var path = "/waitlist/status?token=" + fixture.statusToken(person);

        assertThat(json(200, ask(get(path))))
                .isEqualTo(json("{\"status\": \"waiting\", \"position\": 2, \"appliedAt\": \"2027-01-11T09:00:00Z\"}"));
        assertThat(page(200, ask(get(path).accept(FORM))))
                .contains("You are in line", "<p class=\"big\">2</p>", "action=\"/waitlist/withdraw\"");

        fixture.pass(Duration.ofDays(3));
        fixture.decide(person, Standing.APPROVED);
        assertThat(json(200, ask(get(path))))
                .isEqualTo(json("{\"status\": \"approved\", \"appliedAt\": \"2027-01-11T09:00:00Z\"}"));
        assertThat(page(200, ask(get(path).accept(FORM))))
                .contains("You are in", "href=\"/signin\"")
                .doesNotContain("/waitlist/withdraw");

        var declined = "/waitlist/status?token=" + fixture.statusToken(fixture.declined("ben@example.com"));
        assertThat(json(200, ask(get(declined))).path("status").asText()).isEqualTo("declined");
        assertThat(page(200, ask(get(declined).accept(FORM))))
                .contains("Not this time", "action=\"/waitlist/withdraw\"");
    }

    @Test
    void shouldWithdrawByJsonAndByForm() {
        var one = fixture.statusToken(fixture.waiting("one@example.com"));
        var two = fixture.statusToken(fixture.waiting("two@example.com"));
        var member = fixture.statusToken(fixture.member("three@example.com"));

        assertThat(json(200, ask(post("/waitlist/withdraw").json("{\"token\": \"" + one + "\"}"))))
                .isEqualTo(json("{\"status\": \"withdrawn\"}"));
        assertThat(json(200, ask(post("/waitlist/withdraw").json("{\"token\": \"" + one + "\"}"))))
                .isEqualTo(json("{\"status\": \"withdrawn\"}"));
        assertThat(location(ask(post("/waitlist/withdraw").form("token", two))))
                .isEqualTo("/waitlist/status?token=" + two);
        assertThat(page(200, ask(get("/waitlist/status?token=" + two).accept(FORM))))
                .contains("Withdrawn");
        assertThat(json(200, ask(get("/waitlist/status?token=" + two)))
                        .path("status")
                        .asText())
                .isEqualTo("withdrawn");

        problem(409, "conflict", ask(post("/waitlist/withdraw").json("{\"token\": \"" + member + "\"}")));
        assertThat(page(
                        409,
                        ask(post("/waitlist/withdraw").form("token", member).accept(FORM))))
                .contains("You are a member by now");
    }

    @Test
    void shouldListTheIndustries() {
        var items = json(200, ask(get("/industries"))).path("items");

        assertThat(items).hasSize(Industry.values().length);
        assertThat(items.get(0)).isEqualTo(json("{\"id\": \"arts\", \"name\": \"Arts and culture\"}"));
        assertThat(page(200, ask(get("/industries").accept(FORM)))).contains("<li>Real estate</li>");
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
