package app.clockout.account;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.domain.Suppression;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.Concurrently;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The address of a member's account, and how it moves to another. */
class ChangeAddressTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String NEW = "new@example.test";
    private static final String CHECK_MAIL = "{\"status\":\"check-mail\"}";

    private final AccountFixture account = new AccountFixture();
    private final Person ada = account.member("Ada");
    private final String session = account.session(ada);

    @Test
    void shouldAnswerTheSameWhomeverTheNewAddressBelongsTo() {
        account.member("Bob");
        account.notes("gone@example.test", Feedback.Kind.PERMANENT);
        var answers = new HashMap<String, String>();

        for (var email : List.of(
                NEW,
                "bob@example.test",
                "gone@example.test",
                TestStack.FOUNDER_EMAIL,
                ada.email().value())) {
            var answer = account.ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(email)));
            assertThat(json(202, answer).toString()).isEqualTo(CHECK_MAIL);
            var headers = new HashMap<>(answer.getHeaders());
            headers.remove("X-Request-Id");
            answers.put(headers + answer.getBody(), email);
        }

        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldGoOnToAPageThatSaysToCheckTheMail() {
        assertThat(json(200, account.ask(me("GET", "/me/email"))).toString())
                .isEqualTo("{\"email\":\"ada@example.test\"}");
        assertThat(location(account.ask(me("POST", "/me/email").accept(PAGE).form("email", NEW))))
                .isEqualTo("/me/email?check=mail");
        assertThat(page(200, account.ask(me("GET", "/me/email?check=mail").accept(PAGE))))
                .contains("Please check your mail.", "ada@example.test", "name=\"email\"");
        assertThat(page(422, account.ask(me("POST", "/me/email").accept(PAGE).form("email", "nobody"))))
                .contains("value=\"nobody\"", "does not look like an address");
        assertThat(badFields(account.ask(me("POST", "/me/email").json("{\"email\":7}"))))
                .containsExactly("email");
    }

    @Test
    void shouldRefuseTheFounder() {
        var founder = account.person(TestStack.FOUNDER_EMAIL, Standing.APPROVED);

        problem(
                409,
                "conflict",
                account.ask(LambdaEvents.http("POST", "/me/email")
                        .bearer(account.session(founder))
                        .json("{\"email\":\"%s\"}".formatted(NEW))));
    }

    @Test
    void shouldEndAfterTwentyInAnHour() {
        for (int i = 0; i < 20; i++) {
            json(202, account.ask(me("POST", "/me/email").json("{\"email\":\"a%d@example.test\"}".formatted(i))));
        }
        problem(
                429,
                "too-many-requests",
                account.ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(NEW))));

        account.stack.clock().advance(Duration.ofHours(1));
        json(202, account.ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(NEW))));
    }

    @Test
    void shouldMoveTheAccountOnceItsLinkIsUsed() {
        var token = link(NEW);

        assertThat(json(200, account.ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)))
                        .path("email")
                        .asText())
                .isEqualTo(NEW);
        assertThat(page(
                        200,
                        account.ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)
                                .accept(PAGE))))
                .contains("Use this address", NEW);
        assertThat(address()).as("a GET changes nothing").isEqualTo("ada@example.test");

        assertThat(json(200, confirm(token)).toString()).isEqualTo("{\"email\":\"%s\"}".formatted(NEW));

        assertThat(address()).isEqualTo(NEW);
        assertThat(owner(NEW)).isEqualTo(ada.id().value());
        assertThat(owner("ada@example.test")).isNull();
        assertThat(json(200, confirm(token)).toString()).as("again").isEqualTo("{\"email\":\"%s\"}".formatted(NEW));
        assertThat(account.stack.items().toString())
                .as("nothing else of the request is kept")
                .doesNotContain("CHANGE#");
    }

    @Test
    void shouldGoOnFromTheFormToAPageThatNeedsNoSession() {
        var token = link(NEW);

        var next = location(account.ask(
                LambdaEvents.http("POST", "/me/email/confirm").accept(PAGE).form("token", token)));

        assertThat(page(200, account.ask(LambdaEvents.http("GET", next).accept(PAGE))))
                .contains("That is your address now.", NEW)
                .doesNotContain("Use this address");
    }

    @Test
    void shouldRefuseALinkWhoseAddressBecameSomebodys() {
        var token = link(NEW);
        account.person(NEW, Standing.WAITING);

        problem(400, "invalid-link", confirm(token));
        assertThat(address()).isEqualTo("ada@example.test");
        assertThat(owner("ada@example.test")).isEqualTo(ada.id().value());
    }

    @Test
    void shouldRefuseALinkOfSomebodyWhoIsNoMemberAnyMore() {
        var token = link(NEW);
        account.table.commit(account.people.suspend(ada, account.now()));

        problem(400, "invalid-link", confirm(token));
        problem(400, "invalid-link", account.ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)));
        assertThat(owner(NEW)).isNull();
    }

    @Test
    void shouldRefuseALinkThatIsOldOrOfAnotherKindOrNone() {
        var token = link(NEW);
        var signIn = account.link(Link.Purpose.SIGN_IN, ada.id().value());

        for (var bad : List.of(signIn, "none", "x".repeat(256))) {
            problem(400, "invalid-link", confirm(bad));
            problem(400, "invalid-link", account.ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + bad)));
        }
        assertThat(badFields(account.ask(
                        LambdaEvents.http("POST", "/me/email/confirm").json("{}"))))
                .containsExactly("token");
        account.stack.clock().advance(Link.Purpose.CHANGE_ADDRESS.life());
        problem(400, "invalid-link", confirm(token));
        assertThat(address()).isEqualTo("ada@example.test");
    }

    @Test
    void shouldMoveByTheLastOfTwoLinksThatAreUsed() {
        var first = link(NEW);
        var second = link("newer@example.test");

        json(200, confirm(first));
        json(200, confirm(second));

        assertThat(address()).isEqualTo("newer@example.test");
        assertThat(owner(NEW)).isNull();
        assertThat(owner("newer@example.test")).isEqualTo(ada.id().value());
    }

    @Test
    void shouldLetOnlyOneOfTwoMoveToTheSameAddress() {
        var bob = account.member("Bob");
        var adas = link(NEW);
        var bobs = link(bob, NEW);

        var answers = Concurrently.<APIGatewayV2HTTPResponse>call(List.of(() -> confirm(adas), () -> confirm(bobs)));

        assertThat(answers).extracting(APIGatewayV2HTTPResponse::getStatusCode).containsExactlyInAnyOrder(200, 400);
        assertThat(List.of(address(), account.person(bob).email().value())).containsOnlyOnce(NEW);
    }

    @Test
    void shouldMoveOnceWhenALinkIsUsedTwiceAtOnce() {
        for (int round = 0; round < 10; round++) {
            var email = round + NEW;
            var token = link(email);

            var answers = Concurrently.call(8, () -> {
                json(200, account.ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)));
                return confirm(token);
            });

            assertThat(answers)
                    .extracting(APIGatewayV2HTTPResponse::getStatusCode)
                    .containsOnly(200);
            assertThat(owner(email)).isEqualTo(ada.id().value());
        }
    }

    @Test
    void shouldTakeBackAComplaintOfWhoeverUsesALinkThere() {
        account.notes("ada@example.test", Feedback.Kind.COMPLAINT);
        var token = link("ada@example.test");
        account.stack.clock().advance(Duration.ofMinutes(1));

        assertThat(json(200, confirm(token)).path("email").asText()).isEqualTo("ada@example.test");

        var known = account.suppressions.known(ada.email().hash()).suppression();
        assertThat(known).isEqualTo(Suppression.NONE.lifted(account.now()));
        assertThat(account.suppressions.suppressed(null, 10)).isEmpty();
        assertThat(owner("ada@example.test")).isEqualTo(ada.id().value());
    }

    /** Asks for a change and gives the token of the link that is mailed then. */
    private String link(String email) {
        return link(ada, email);
    }

    private String link(Person member, String email) {
        var hash = new EmailAddress(email).hash();
        var before = account.changesAsked(hash);
        json(
                202,
                account.ask(LambdaEvents.http("POST", "/me/email")
                        .bearer(account.session(member))
                        .json("{\"email\":\"%s\"}".formatted(email))));
        var asked = account.changesAsked(hash);
        asked.removeAll(before);
        assertThat(asked).hasSize(1);
        return account.link(Link.Purpose.CHANGE_ADDRESS, Link.about(hash, asked.getFirst()));
    }

    private APIGatewayV2HTTPResponse confirm(String token) {
        return account.ask(LambdaEvents.http("POST", "/me/email/confirm").json("{\"token\":\"%s\"}".formatted(token)));
    }

    private String address() {
        return account.person(ada).email().value();
    }

    private @Nullable String owner(String email) {
        return account.addresses
                .owner(new EmailAddress(email).hash())
                .map(MemberId::value)
                .orElse(null);
    }

    private HttpEventBuilder me(String method, String path) {
        return LambdaEvents.http(method, path).bearer(session);
    }
}
