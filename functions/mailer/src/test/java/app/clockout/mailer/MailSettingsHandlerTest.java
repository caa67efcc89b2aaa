package app.clockout.mailer;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link;
import app.clockout.domain.MailChoice;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.domain.Suppression;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.testing.Concurrently;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mails somebody gets and where, by a link from a mail and signed in. */
class MailSettingsHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String NEW = "new@example.test";
    private static final String CHECK_MAIL = "{\"status\":\"check-mail\"}";

    private final Mailroom mailroom = new Mailroom();
    private final MailSettingsHandler handler =
            new MailSettingsHandler(mailroom.stack.environment("MailSettingsFunction"));
    private final UnsubscribeTokens tokens = new UnsubscribeTokens(Secrets.links(mailroom.table, mailroom.environment));
    private final Person ada = mailroom.member("Ada");
    private final String session = session(ada);

    @Test
    void shouldTakeItsSampleOfAMailProgramForALinkThatIsNobodysHere() {
        var sample = LambdaEvents.read("mailer-http", APIGatewayV2HTTPEvent.class);

        problem(400, "invalid-link", handler.handleRequest(sample, null));
    }

    // The link in a mail

    @Test
    void shouldShowTheChoicesAndChangeNothing() {
        var token = token(ada, MailChoice.REMINDERS);

        assertThat(json(200, ask(u("GET", token))).toString())
                .isEqualTo("{\"kind\":\"reminders\",\"reminders\":true,\"invitations\":true,\"suggestions\":true}");
        assertThat(page(200, ask(u("GET", token).accept(PAGE))))
                .contains("No more reminders", "name=\"choices\" value=\"1\"", "Stop all three", "name=\"invitations\"")
                .doesNotContain("Ada", ada.email().value());
        assertThat(unwanted()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MailChoice.class)
    void shouldStopAKindByOneClickOfAMailProgramAnywhere(MailChoice choice) {
        var token = token(ada, choice);

        var answer = ask(u("POST", token)
                .header("Origin", "https://mail.example")
                .header("Sec-Fetch-Site", "cross-site")
                .form("List-Unsubscribe", "One-Click"));

        assertThat(json(200, answer).path(choice.id()).asBoolean()).isFalse();
        assertThat(unwanted()).containsExactly(choice);
        assertThat(json(200, ask(u("POST", token).form("List-Unsubscribe", "One-Click"))))
                .as("again")
                .isEqualTo(json(200, answer));
    }

    @Test
    void shouldStopAKindByOneClickInPartsToo() {
        var answer =
                ask(u("POST", token(ada, MailChoice.SUGGESTIONS)).body("multipart/form-data; boundary=\"-x y\"", """
                        ---x y\r
                        Content-Disposition: form-data; name="List-Unsubscribe"\r
                        \r
                        One-Click\r
                        ---x y--\r
                        """));

        json(200, answer);
        assertThat(unwanted()).containsExactly(MailChoice.SUGGESTIONS);
    }

    @Test
    void shouldSayOnAPageThatItIsDone() {
        var token = token(ada, MailChoice.REMINDERS);

        var page = page(200, ask(u("POST", token).accept(PAGE).form("List-Unsubscribe", "One-Click")));

        assertThat(page).contains("You get no more of these mails.").doesNotContain("No more reminders<");
    }

    @Test
    void shouldKeepTheChoicesOfThePagesForm() {
        var token = token(ada, MailChoice.REMINDERS);

        var answer = ask(u("POST", token).accept(PAGE).form("choices", "1", "invitations", "on"));

        assertThat(location(answer)).isEqualTo("/u/" + token + "?saved=1");
        assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.SUGGESTIONS);
        assertThat(page(200, ask(u("GET", token, "?saved=1").accept(PAGE)))).contains("Saved.");

        location(ask(u("POST", token).form("choices", "1")));
        assertThat(unwanted()).hasSize(3);
        location(ask(
                u("POST", token).form("choices", "1", "reminders", "on", "invitations", "on", "suggestions", "on")));
        assertThat(unwanted()).isEmpty();
    }

    @Test
    void shouldRefuseWhatSaysNeither() {
        var token = token(ada, MailChoice.REMINDERS);

        for (var body : List.of(
                u("POST", token),
                u("POST", token).form("reminders", "on"),
                u("POST", token).form("List-Unsubscribe", "one click"),
                u("POST", token).form("choices", "2"),
                u("POST", token).json("{\"List-Unsubscribe\":true}"))) {
            assertThat(badFields(ask(body))).contains("List-Unsubscribe");
        }
        assertThat(page(422, ask(u("POST", token).accept(PAGE).form("x", "1")))).contains("This must be One-Click");
        problem(400, "unreadable", ask(u("POST", token).body("multipart/form-data; boundary=b", "--b\r\n")));
        problem(415, "unsupported-media-type", ask(u("POST", token).body("text/plain", "List-Unsubscribe=One-Click")));
        assertThat(unwanted()).isEmpty();
    }

    @Test
    void shouldTellEveryLinkThatDoesNotWorkTheSame() {
        var token = token(ada, MailChoice.REMINDERS);
        var bob = mailroom.member("Bob");
        var suspended = mailroom.person("s@example.test", Standing.SUSPENDED);
        var waiting = mailroom.person("w@example.test", Standing.WAITING);
        var told = new HashMap<String, String>();
        for (var bad : List.of(
                "x",
                "a~reminders.b",
                token + "x",
                token.replace("reminders", "invitations"),
                token.replace("reminders", "seats"),
                token.replace(ada.id().value(), bob.id().value()),
                token.replace(ada.id().value(), "nobody"),
                tokens.token(ada.id(), MailChoice.REMINDERS, 2),
                token(suspended, MailChoice.REMINDERS),
                token(waiting, MailChoice.REMINDERS),
                "x".repeat(300))) {
            told.put(problem(400, "invalid-link", ask(u("GET", bad))).toString(), bad);
            told.put(
                    problem(400, "invalid-link", ask(u("POST", bad).form("List-Unsubscribe", "One-Click")))
                            .toString(),
                    bad);
        }
        assertThat(told).hasSize(1);

        mailroom.table.commit(mailroom.people.suspend(ada, mailroom.now()));
        problem(400, "invalid-link", ask(u("POST", token).form("List-Unsubscribe", "One-Click")));
        mailroom.table.commit(mailroom.people.decide(ada.id(), Standing.SUSPENDED, Standing.APPROVED, mailroom.now()));
        problem(400, "invalid-link", ask(u("GET", token)));
    }

    @Test
    void shouldKeepBothOfTwoThatAreStoppedAtOnce() {
        for (int round = 0; round < 5; round++) {
            mailroom.table.commit(mailroom.people.prefer(ada.id(), Set.of()));

            Concurrently.call(List.of(
                    () -> ask(u("POST", token(ada, MailChoice.REMINDERS)).form("List-Unsubscribe", "One-Click")),
                    () -> ask(u("POST", token(ada, MailChoice.INVITATIONS)).form("List-Unsubscribe", "One-Click"))));

            assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.INVITATIONS);
        }
    }

    // Preferences

    @Test
    void shouldShowAndKeepPreferences() {
        assertThat(json(200, ask(me("GET", "/me/mail-preferences"))).toString())
                .isEqualTo("{\"reminders\":true,\"invitations\":true,\"suggestions\":true}");

        var kept = "{\"reminders\":false,\"invitations\":true,\"suggestions\":false}";
        assertThat(json(200, ask(me("PUT", "/me/mail-preferences").json(kept))).toString())
                .isEqualTo(kept);
        assertThat(json(200, ask(me("GET", "/me/mail-preferences"))).toString()).isEqualTo(kept);
        assertThat(page(200, ask(me("GET", "/me/mail-preferences?saved=1").accept(PAGE))))
                .contains("Saved.", "name=\"_method\" value=\"put\"", "name=\"invitations\" value=\"on\"")
                .containsOnlyOnce(" checked");
    }

    @Test
    void shouldTakeABoxThatIsNotTickedForNo() {
        var answer = ask(me("POST", "/me/mail-preferences").accept(PAGE).form("_method", "put", "suggestions", "on"));

        assertThat(location(answer)).isEqualTo("/me/mail-preferences?saved=1");
        assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.INVITATIONS);
    }

    @Test
    void shouldNameEveryPreferenceThatIsMissingOrNoBoolean() {
        assertThat(badFields(ask(me("PUT", "/me/mail-preferences").json("{}"))))
                .containsExactlyInAnyOrder("reminders", "invitations", "suggestions");
        assertThat(badFields(ask(me("PUT", "/me/mail-preferences"))))
                .containsExactlyInAnyOrder("reminders", "invitations", "suggestions");
        assertThat(badFields(ask(me("PUT", "/me/mail-preferences")
                        .json("{\"reminders\":\"on\",\"invitations\":null,\"suggestions\":true}"))))
                .containsExactlyInAnyOrder("reminders", "invitations");
        assertThat(unwanted()).isEmpty();
    }

    @Test
    void shouldAskWhoIsNotSignedInToSignInAndRefuseOtherSites() {
        problem(401, "unauthenticated", ask(LambdaEvents.http("GET", "/me/mail-preferences")));
        problem(401, "unauthenticated", ask(LambdaEvents.http("GET", "/me/email")));
        problem(
                403,
                "cross-site",
                ask(me("POST", "/me/mail-preferences")
                        .header("Sec-Fetch-Site", "cross-site")
                        .form("_method", "put")));
        problem(
                403,
                "cross-site",
                ask(me("POST", "/me/email")
                        .header("Sec-Fetch-Site", "cross-site")
                        .form("email", NEW)));
    }

    // The address

    @Test
    void shouldAnswerTheSameWhomeverTheNewAddressBelongsTo() {
        mailroom.member("Bob");
        mailroom.bounced("gone@example.test");
        var answers = new HashMap<String, String>();

        for (var email : List.of(
                NEW,
                "bob@example.test",
                "gone@example.test",
                Mailroom.FOUNDER,
                ada.email().value())) {
            var answer = ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(email)));
            assertThat(json(202, answer).toString()).isEqualTo(CHECK_MAIL);
            var headers = new HashMap<>(answer.getHeaders());
            headers.remove("X-Request-Id");
            answers.put(headers + answer.getBody(), email);
        }

        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldGoOnToAPageThatSaysToCheckTheMail() {
        assertThat(json(200, ask(me("GET", "/me/email"))).toString()).isEqualTo("{\"email\":\"ada@example.test\"}");
        assertThat(location(ask(me("POST", "/me/email").accept(PAGE).form("email", NEW))))
                .isEqualTo("/me/email?check=mail");
        assertThat(page(200, ask(me("GET", "/me/email?check=mail").accept(PAGE))))
                .contains("Please check your mail.", "ada@example.test", "name=\"email\"");
        assertThat(page(422, ask(me("POST", "/me/email").accept(PAGE).form("email", "nobody"))))
                .contains("value=\"nobody\"", "does not look like an address");
        assertThat(badFields(ask(me("POST", "/me/email").json("{\"email\":7}"))))
                .containsExactly("email");
    }

    @Test
    void shouldRefuseTheFounder() {
        var founder = mailroom.person(Mailroom.FOUNDER, Standing.APPROVED);

        problem(
                409,
                "conflict",
                ask(LambdaEvents.http("POST", "/me/email")
                        .bearer(session(founder))
                        .json("{\"email\":\"%s\"}".formatted(NEW))));
    }

    @Test
    void shouldEndAfterTwentyInAnHour() {
        for (int i = 0; i < 20; i++) {
            json(202, ask(me("POST", "/me/email").json("{\"email\":\"a%d@example.test\"}".formatted(i))));
        }
        problem(429, "too-many-requests", ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(NEW))));

        mailroom.stack.clock().advance(Duration.ofHours(1));
        json(202, ask(me("POST", "/me/email").json("{\"email\":\"%s\"}".formatted(NEW))));
    }

    @Test
    void shouldMoveTheAccountOnceItsLinkIsUsed() {
        var token = link(NEW);

        assertThat(json(200, ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)))
                        .path("email")
                        .asText())
                .isEqualTo(NEW);
        assertThat(page(
                        200,
                        ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)
                                .accept(PAGE))))
                .contains("Use this address", NEW);
        assertThat(address()).as("a GET changes nothing").isEqualTo("ada@example.test");

        assertThat(json(200, confirm(token)).toString()).isEqualTo("{\"email\":\"%s\"}".formatted(NEW));

        assertThat(address()).isEqualTo(NEW);
        assertThat(owner(NEW)).isEqualTo(ada.id().value());
        assertThat(owner("ada@example.test")).isNull();
        assertThat(json(200, confirm(token)).toString()).as("again").isEqualTo("{\"email\":\"%s\"}".formatted(NEW));
        mailroom.stack.mails().clear();
        mailroom.deliver(mailroom.asksToSignIn(NEW), mailroom.asksToSignIn("ada@example.test"));
        assertThat(mailroom.onlyMail().to()).isEqualTo(NEW);
        assertThat(mailroom.stack.items().toString())
                .as("nothing else of the request is kept")
                .doesNotContain("CHANGE#");
    }

    @Test
    void shouldGoOnFromTheFormToAPageThatNeedsNoSession() {
        var token = link(NEW);

        var next = location(
                ask(LambdaEvents.http("POST", "/me/email/confirm").accept(PAGE).form("token", token)));

        assertThat(page(200, ask(LambdaEvents.http("GET", next).accept(PAGE))))
                .contains("That is your address now.", NEW)
                .doesNotContain("Use this address");
    }

    @Test
    void shouldRefuseALinkWhoseAddressBecameSomebodys() {
        var token = link(NEW);
        mailroom.person(NEW, Standing.WAITING);

        problem(400, "invalid-link", confirm(token));
        assertThat(address()).isEqualTo("ada@example.test");
        assertThat(owner("ada@example.test")).isEqualTo(ada.id().value());
    }

    @Test
    void shouldRefuseALinkOfSomebodyWhoIsNoMemberAnyMore() {
        var token = link(NEW);
        mailroom.table.commit(mailroom.people.suspend(ada, mailroom.now()));

        problem(400, "invalid-link", confirm(token));
        problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + token)));
        assertThat(owner(NEW)).isNull();
    }

    @Test
    void shouldRefuseALinkThatIsOldOrOfAnotherKindOrNone() {
        var token = link(NEW);
        mailroom.deliver(mailroom.asksToSignIn(ada.email().value()));
        var signIn = Mailroom.token(mail("sign-in"));

        for (var bad : List.of(signIn, "none", "x".repeat(256))) {
            problem(400, "invalid-link", confirm(bad));
            problem(400, "invalid-link", ask(LambdaEvents.http("GET", "/me/email/confirm?token=" + bad)));
        }
        assertThat(badFields(ask(LambdaEvents.http("POST", "/me/email/confirm").json("{}"))))
                .containsExactly("token");
        mailroom.stack.clock().advance(Link.Purpose.CHANGE_ADDRESS.life());
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
        var bob = mailroom.member("Bob");
        var adas = link(NEW);
        var bobs = link(bob, NEW);

        var answers = Concurrently.<APIGatewayV2HTTPResponse>call(List.of(() -> confirm(adas), () -> confirm(bobs)));

        assertThat(answers).extracting(APIGatewayV2HTTPResponse::getStatusCode).containsExactlyInAnyOrder(200, 400);
        assertThat(List.of(
                        address(),
                        mailroom.people.person(bob.id()).orElseThrow().email().value()))
                .containsOnlyOnce(NEW);
    }

    @Test
    void shouldMoveOnceWhenALinkIsUsedTwiceAtOnce() {
        var token = link(NEW);

        var answers = Concurrently.call(3, () -> confirm(token));

        assertThat(answers).extracting(APIGatewayV2HTTPResponse::getStatusCode).containsOnly(200);
        assertThat(owner(NEW)).isEqualTo(ada.id().value());
    }

    @Test
    void shouldTakeBackAComplaintOfWhoeverUsesALinkThere() {
        mailroom.complained("ada@example.test");
        var token = link("ada@example.test");
        mailroom.stack.clock().advance(Duration.ofMinutes(1));

        assertThat(json(200, confirm(token)).path("email").asText()).isEqualTo("ada@example.test");

        var known = mailroom.suppressions.known(ada.email().hash()).suppression();
        assertThat(known).isEqualTo(Suppression.NONE.lifted(mailroom.now()));
        assertThat(mailroom.suppressions.suppressed(null, 10)).isEmpty();
        assertThat(owner("ada@example.test")).isEqualTo(ada.id().value());
    }

    /** Asks for a change and gives the token of the link that was mailed. */
    private String link(String email) {
        return link(ada, email);
    }

    private String link(Person member, String email) {
        json(
                202,
                ask(LambdaEvents.http("POST", "/me/email")
                        .bearer(session(member))
                        .json("{\"email\":\"%s\"}".formatted(email))));
        var hash = new EmailAddress(email).hash();
        mailroom.stack.items().stream()
                .filter(item -> Mailroom.text(item, "PK").equals("EMAIL#" + hash))
                .map(item -> Mailroom.text(item, "SK"))
                .filter(sort -> sort.startsWith("CHANGE#"))
                .forEach(sort ->
                        mailroom.deliver(new Message.AddressChangeAsked(hash, sort.substring("CHANGE#".length()))));
        return Mailroom.token(mail("confirm-address"));
    }

    /** The latest mail of this kind. */
    private CaughtMail mail(String kind) {
        return mailroom.mails().stream()
                .filter(mail -> mail.kind().equals(kind))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private APIGatewayV2HTTPResponse confirm(String token) {
        return ask(LambdaEvents.http("POST", "/me/email/confirm").json("{\"token\":\"%s\"}".formatted(token)));
    }

    private String address() {
        return mailroom.people.person(ada.id()).orElseThrow().email().value();
    }

    private @Nullable String owner(String email) {
        var owner = mailroom.addressMail.address(new EmailAddress(email).hash()).owner();
        return owner == null ? null : owner.value();
    }

    private Set<MailChoice> unwanted() {
        return mailroom.people.person(ada.id()).orElseThrow().unwanted();
    }

    private String token(Person person, MailChoice choice) {
        return tokens.token(person.id(), choice, person.linkVersion());
    }

    private String session(Person person) {
        var sessions = new Sessions(mailroom.table, mailroom.stack.clock());
        var token = sessions.token(person.id(), mailroom.environment.random());
        mailroom.table.commit(sessions.begin(person.id(), token, mailroom.now().plus(Sessions.LIFE)));
        return token;
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }

    private static HttpEventBuilder u(String method, String token) {
        return u(method, token, "");
    }

    private static HttpEventBuilder u(String method, String token, String query) {
        return LambdaEvents.http(method, "/u/" + token + query).route("/u/{token}");
    }

    private HttpEventBuilder me(String method, String path) {
        return LambdaEvents.http(method, path).bearer(session);
    }
}
