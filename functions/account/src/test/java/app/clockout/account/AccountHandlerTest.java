package app.clockout.account;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.location;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MailChoice;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.local.testing.Concurrently;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.Secrets;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which mails a member gets, by a link from a mail and signed in. */
class AccountHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final AccountFixture account = new AccountFixture();
    private final UnsubscribeTokens tokens = new UnsubscribeTokens(Secrets.links(account.table, account.environment));
    private final Person ada = account.member("Ada");
    private final String session = account.session(ada);

    @Test
    void shouldTakeItsSampleOfAMailProgramForALinkThatIsNobodysHere() {
        var sample = LambdaEvents.read("account-http", APIGatewayV2HTTPEvent.class);

        problem(400, "invalid-link", account.handler.handleRequest(sample, null));
    }

    // The link in a mail

    @Test
    void shouldShowTheChoicesAndChangeNothing() {
        var token = token(ada, MailChoice.REMINDERS);

        assertThat(json(200, account.ask(u("GET", token))).toString())
                .isEqualTo("{\"kind\":\"reminders\",\"reminders\":true,\"invitations\":true,\"suggestions\":true}");
        assertThat(page(200, account.ask(u("GET", token).accept(PAGE))))
                .contains("No more reminders", "name=\"choices\" value=\"1\"", "Stop all three", "name=\"invitations\"")
                .doesNotContain("Ada", ada.email().value());
        assertThat(unwanted()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(MailChoice.class)
    void shouldStopAKindByOneClickOfAMailProgramAnywhere(MailChoice choice) {
        var token = token(ada, choice);

        var answer = account.ask(u("POST", token)
                .header("Origin", "https://mail.example")
                .header("Sec-Fetch-Site", "cross-site")
                .form("List-Unsubscribe", "One-Click"));

        assertThat(json(200, answer).path(choice.id()).asBoolean()).isFalse();
        assertThat(unwanted()).containsExactly(choice);
        assertThat(json(200, account.ask(u("POST", token).form("List-Unsubscribe", "One-Click"))))
                .as("again")
                .isEqualTo(json(200, answer));
    }

    @Test
    void shouldStopAKindByOneClickInPartsToo() {
        var answer = account.ask(
                u("POST", token(ada, MailChoice.SUGGESTIONS)).body("multipart/form-data; boundary=\"-x y\"", """
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

        var page = page(200, account.ask(u("POST", token).accept(PAGE).form("List-Unsubscribe", "One-Click")));

        assertThat(page).contains("You get no more of these mails.").doesNotContain("No more reminders<");
    }

    @Test
    void shouldKeepTheChoicesOfThePagesForm() {
        var token = token(ada, MailChoice.REMINDERS);

        var answer = account.ask(u("POST", token).accept(PAGE).form("choices", "1", "invitations", "on"));

        assertThat(location(answer)).isEqualTo("/u/" + token + "?saved=1");
        assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.SUGGESTIONS);
        assertThat(page(200, account.ask(u("GET", token, "?saved=1").accept(PAGE))))
                .contains("Saved.");

        location(account.ask(u("POST", token).form("choices", "1")));
        assertThat(unwanted()).hasSize(3);
        location(account.ask(
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
            assertThat(badFields(account.ask(body))).contains("List-Unsubscribe");
        }
        assertThat(page(422, account.ask(u("POST", token).accept(PAGE).form("x", "1"))))
                .contains("This must be One-Click");
        problem(400, "unreadable", account.ask(u("POST", token).body("multipart/form-data; boundary=b", "--b\r\n")));
        problem(
                415,
                "unsupported-media-type",
                account.ask(u("POST", token).body("text/plain", "List-Unsubscribe=One-Click")));
        assertThat(unwanted()).isEmpty();
    }

    @Test
    void shouldTellEveryLinkThatDoesNotWorkTheSame() {
        var token = token(ada, MailChoice.REMINDERS);
        var bob = account.member("Bob");
        var suspended = account.person("s@example.test", Standing.SUSPENDED);
        var waiting = account.person("w@example.test", Standing.WAITING);
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
            told.put(problem(400, "invalid-link", account.ask(u("GET", bad))).toString(), bad);
            told.put(
                    problem(400, "invalid-link", account.ask(u("POST", bad).form("List-Unsubscribe", "One-Click")))
                            .toString(),
                    bad);
        }
        assertThat(told).hasSize(1);

        account.table.commit(account.people.suspend(ada, account.now()));
        problem(400, "invalid-link", account.ask(u("POST", token).form("List-Unsubscribe", "One-Click")));
        account.table.commit(account.people.decide(ada.id(), Standing.SUSPENDED, Standing.APPROVED, account.now()));
        problem(400, "invalid-link", account.ask(u("GET", token)));
    }

    @Test
    void shouldKeepBothOfTwoThatAreStoppedAtOnce() {
        for (int round = 0; round < 5; round++) {
            account.table.commit(account.people.prefer(ada.id(), Set.of()));

            Concurrently.call(List.of(
                    () -> account.ask(
                            u("POST", token(ada, MailChoice.REMINDERS)).form("List-Unsubscribe", "One-Click")),
                    () -> account.ask(
                            u("POST", token(ada, MailChoice.INVITATIONS)).form("List-Unsubscribe", "One-Click"))));

            assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.INVITATIONS);
        }
    }

    // Preferences

    @Test
    void shouldShowAndKeepPreferences() {
        assertThat(json(200, account.ask(me("GET", "/me/mail-preferences"))).toString())
                .isEqualTo("{\"reminders\":true,\"invitations\":true,\"suggestions\":true}");

        var kept = "{\"reminders\":false,\"invitations\":true,\"suggestions\":false}";
        assertThat(json(200, account.ask(me("PUT", "/me/mail-preferences").json(kept)))
                        .toString())
                .isEqualTo(kept);
        assertThat(json(200, account.ask(me("GET", "/me/mail-preferences"))).toString())
                .isEqualTo(kept);
        assertThat(page(
                        200,
                        account.ask(me("GET", "/me/mail-preferences?saved=1").accept(PAGE))))
                .contains("Saved.", "name=\"_method\" value=\"put\"", "name=\"invitations\" value=\"on\"")
                .containsOnlyOnce(" checked");
    }

    @Test
    void shouldTakeABoxThatIsNotTickedForNo() {
        var answer = account.ask(
                me("POST", "/me/mail-preferences").accept(PAGE).form("_method", "put", "suggestions", "on"));

        assertThat(location(answer)).isEqualTo("/me/mail-preferences?saved=1");
        assertThat(unwanted()).containsExactlyInAnyOrder(MailChoice.REMINDERS, MailChoice.INVITATIONS);
    }

    @Test
    void shouldNameEveryPreferenceThatIsMissingOrNoBoolean() {
        assertThat(badFields(account.ask(me("PUT", "/me/mail-preferences").json("{}"))))
                .containsExactlyInAnyOrder("reminders", "invitations", "suggestions");
        assertThat(badFields(account.ask(me("PUT", "/me/mail-preferences"))))
                .containsExactlyInAnyOrder("reminders", "invitations", "suggestions");
        assertThat(badFields(account.ask(me("PUT", "/me/mail-preferences")
                        .json("{\"reminders\":\"on\",\"invitations\":null,\"suggestions\":true}"))))
                .containsExactlyInAnyOrder("reminders", "invitations");
        assertThat(unwanted()).isEmpty();
    }

    @Test
    void shouldAskWhoIsNotSignedInToSignInAndRefuseOtherSites() {
        problem(401, "unauthenticated", account.ask(LambdaEvents.http("GET", "/me/mail-preferences")));
        problem(401, "unauthenticated", account.ask(LambdaEvents.http("GET", "/me/email")));
        problem(
                403,
                "cross-site",
                account.ask(me("POST", "/me/mail-preferences")
                        .header("Sec-Fetch-Site", "cross-site")
                        .form("_method", "put")));
        problem(
                403,
                "cross-site",
                account.ask(me("POST", "/me/email")
                        .header("Sec-Fetch-Site", "cross-site")
                        .form("email", "new@example.test")));
    }

    private Set<MailChoice> unwanted() {
        return account.person(ada).unwanted();
    }

    private String token(Person person, MailChoice choice) {
        return tokens.token(person.id(), choice, person.linkVersion());
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
