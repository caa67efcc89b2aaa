package app.clockout.local.deployed;

import static app.clockout.local.deployed.DeployedStack.json;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.fixture.Client;
import app.clockout.local.fixture.OpenApi;
import app.clockout.local.testing.HttpAnswers;
import app.clockout.local.testing.LambdaEvents;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The journeys on the stack as it is deployed: its own routes, stream, filters, queues, schedules and variables, its zips in processes
 * of their own. Who may do what is not looked at here, and what {@link MiniStack} does not do is said where it is done by hand.
 *
 * <p>All tests run at once, as each waits most of its time; so each has people of its own.
 */
@Tag("deployed")
class DeployedStackTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    /** A schedule comes every minute, and MiniStack looks at its schedules every ten seconds. */
    private static final Duration NEXT_MINUTE = Duration.ofSeconds(100);

    private static final AtomicBoolean FAILED = new AtomicBoolean();

    @RegisterExtension
    static final TestWatcher WATCHER = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, Throwable cause) {
            FAILED.set(true);
        }
    };

    private static DeployedStack stack;
    private static Client client;
    private static String url = "";
    private static String founder = "";

    @BeforeAll
    static void deploy() {
        stack = DeployedStack.deploy();
        try {
            client = stack.client();
            url = stack.url();
            ask(202, "", "POST", "/signin", "{\"email\":\"%s\"}".formatted(DeployedStack.FOUNDER));
            founder = signIn(mail(DeployedStack.FOUNDER, "Your sign-in link"));
        } catch (RuntimeException | Error e) {
            System.err.println(stack.lastWords());
            stack.close();
            throw e;
        }
    }

    @AfterAll
    static void stop() {
        if (founder.isEmpty()) {
            return; // It has not come to any test.
        }
        try {
            if (FAILED.get()) {
                System.err.println(stack.lastWords());
                return;
            }
            assertThat(stack.neverInvoked())
                    .as("functions that nobody has invoked")
                    .isEmpty();
            assertThat(stack.errors()).as("errors of functions").isEmpty();
        } finally {
            client.close();
            stack.close();
        }
    }

    @Test
    void shouldTakeAnApplicantFromTheFormToASignedInMember() {
        var page = client.get("/", "Accept", "text/html");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("<main id=\"main\">", "action=\"/signup\"");
        signUp("ada");
        var confirmation = mail("ada@example.com", "Confirm your address");
        assertThat(confirmation.link("/signup/confirm")).startsWith(url + "/");
        var confirmed = ask(200, "", "POST", "/signup/confirm", json(Map.of("token", token(confirmation))));
        assertThat(confirmed.path("status").asText()).isEqualTo("waiting");
        var waiting = mail("ada@example.com", "You are on the Clockout waitlist");
        assertThat(token(waiting)).isEqualTo(confirmed.path("statusToken").asText());

        var decision = decide("approve", "ada@example.com");
        var welcome = mail("ada@example.com", "Welcome to Clockout");
        var progress = ask(200, founder, "GET", "/admin/waitlist/decisions/" + decision, "");
        assertThat(progress.path("done").asInt()).isEqualTo(1);
        var ada = signIn(welcome);

        assertThat(ask(200, ada, "GET", "/", "").path("member").path("name").asText())
                .isEqualTo("ada");
        ask(403, ada, "GET", "/admin/waitlist", "");
        ask(204, ada, "POST", "/signout", "");
        ask(401, ada, "GET", "/me/events", "");
    }

    @Test
    void shouldPassTheOneSeatOnInOrderAndLetItsHolderIn() {
        var ada = member("alice");
        var grace = member("grace");
        var linus = member("linus");
        club("Late Bloomers");
        var event = announce("late-bloomers", "Dinner for two", now().plusDays(3));
        var rsvp = event + "/rsvp";

        assertThat(ask(200, ada, "PUT", rsvp, "").path("status").asText()).isEqualTo("confirmed");
        assertThat(mail("alice@example.com", "You have a seat: Dinner for two").link("/r/"))
                .startsWith(url + "/r/");
        assertThat(ask(200, grace, "PUT", rsvp, "").path("position").asInt()).isEqualTo(1);
        assertThat(ask(200, linus, "PUT", rsvp, "").path("position").asInt()).isEqualTo(2);
        mail("linus@example.com", "You are number 2 in line");

        ask(200, ada, "DELETE", rsvp, "");
        awaitOffer(grace, event);
        mail("grace@example.com", "A seat for you: Dinner for two");
        endOffer(event, grace);
        mail("grace@example.com", "Your seat was passed on: Dinner for two", NEXT_MINUTE);
        awaitOffer(linus, event);
        var ticket =
                ask(200, linus, "POST", rsvp + "/accept", "").path("ticket").asText();
        mail("linus@example.com", "You have a seat: Dinner for two");

        // Here the clock is the world's: for its door to be open, the event comes to us.
        var moved = announced("Dinner for two", now().plusHours(2).plusMinutes(30));
        var etag = client.get(event, "Authorization", "Bearer " + founder)
                .headers()
                .firstValue("etag")
                .orElseThrow();
        ask(200, founder, "PUT", event, moved, "If-Match", etag);
        mail("linus@example.com", "Changed: Dinner for two");
        var door = ask(200, founder, "POST", event + "/checkins", json(Map.of("ticket", ticket)));
        assertThat(door.path("name").asText()).isEqualTo("linus");
        var guests = ask(200, founder, "GET", event + "/rsvps", "").path("items");
        assertThat(guests).hasSize(1);
        assertThat(guests.path(0).has("checkedInAt")).isTrue();

        var calendar =
                ask(200, linus, "GET", "/me/events", "").path("calendarUrl").asText();
        var entries = client.get(calendar.substring(calendar.indexOf("/me/calendar.ics")));
        assertThat(entries.body()).contains("SUMMARY:Dinner for two");
        assertThat(client.get("/clubs/late-bloomers/calendar.ics").body().replace("\r\n ", ""))
                .containsPattern("URL:https://[^/]+" + event);
        ask(204, founder, "DELETE", "/clubs/late-bloomers", "");
        mail("linus@example.com", "Cancelled: Dinner for two");
    }

    @Test
    void shouldRemindAtTheMinuteAndStopAtOneClick() {
        var joan = member("joan");
        club("Early Birds");
        // Reminders come at full minutes; until this one, she is to have her seat.
        var due = now().plusSeconds(20).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        var start = due.plusHours(2);
        var event = announce("early-birds", "Coffee", start);
        ask(200, joan, "PUT", event + "/rsvp", "");
        mail("joan@example.com", "You have a seat: Coffee");

        var untilDue = Duration.between(now(), due);
        var reminder = mail("joan@example.com", start.toLocalTime() + " in London: Coffee", untilDue.plus(NEXT_MINUTE));

        assertThat(reminder.sentAt()).isAfterOrEqualTo(due.toInstant(ZoneOffset.UTC));
        var unsubscribe = reminder.link("/u/").substring(url.length());
        var once = client.send(
                "POST", unsubscribe, "List-Unsubscribe=One-Click", "Content-Type", "application/x-www-form-urlencoded");
        assertThat(once.statusCode()).as(once.body()).isEqualTo(200);
        assertThat(ask(200, joan, "GET", "/me/mail-preferences", "")
                        .path("reminders")
                        .asBoolean(true))
                .isFalse();
        ask(200, "", "POST", reminder.link("/r/").substring(url.length()), "{\"answer\":\"cancel\"}");
        mail("joan@example.com", "You gave up your seat: Coffee");
    }

    /** MiniStack keeps where SES is to tell of bounces, but does not tell: it is told here, at the same topic. */
    @Test
    void shouldLeaveAnAddressAloneThatBounced() {
        var destination = stack.aws()
                .get(
                        "ses",
                        "/v2/email/configuration-sets/"
                                + stack.variablesOf("MailWorkerFunction")
                                        .path("MAIL_CONFIGURATION_SET")
                                        .asText() + "/event-destinations")
                .path("EventDestinations")
                .path(0);
        assertThat(destination.path("Enabled").asBoolean()).isTrue();
        assertThat(destination.path("MatchingEventTypes").toString()).contains("BOUNCE", "COMPLAINT");
        var sample = HttpAnswers.json(LambdaEvents.sample("mailer-mail-feedback"));
        var notification = HttpAnswers.json(sample.findValue("body").asText());
        var bounce = notification.path("Message").asText().replace("maya@example.com", "bounced@example.com");

        stack.aws()
                .query(
                        "sns",
                        "Publish",
                        Map.of(
                                "TopicArn",
                                destination
                                        .path("SnsDestination")
                                        .path("TopicArn")
                                        .asText(),
                                "Message",
                                bounce));

        var suppressed = "{\"email\":\"bounced@example.com\"}";
        Await.that("bounced@example.com is suppressed", SOON, () -> ask(200, founder, "GET", "/admin/suppressions", "")
                .findValuesAsText("email")
                .contains("bounced@example.com"));
        ask(204, founder, "POST", "/admin/suppressions/lift", suppressed);
    }

    /** A method that no route has: each function then names those it has at this path, and only the right one knows the path. */
    @Test
    void shouldLeadEveryRouteOfTheInterfaceToTheFunctionThatHasIt() {
        var known = OpenApi.routes();
        assertThat(known).hasSizeGreaterThan(50);

        var told = new TreeMap<String, Set<String>>();
        known.keySet().forEach(path -> {
            var answer = client.send("PATCH", path.replaceAll("\\{\\w+}", "x"), "");
            var allowed = answer.headers().firstValue("allow").orElse(answer.statusCode() + " " + answer.body());
            var names = new TreeSet<>(Arrays.asList(allowed.split(", ")));
            names.removeAll(List.of("HEAD", "OPTIONS"));
            told.put(path, names);
        });

        assertThat(told).isEqualTo(known);
        var nowhere = client.get("/nowhere", "Accept", "text/html");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(nowhere.body()).contains("<main id=\"main\">");
    }

    static List<String> queuesOfWorkers() {
        return stack.resourcesOf("AWS::SQS::Queue").stream()
                .filter(queue -> stack.resourcesOf("AWS::Lambda::EventSourceMapping").stream()
                        .anyMatch(source -> source.contains(queue + "Messages")))
                .toList();
    }

    /** It comes back a second later each time, if its worker can reach its queue; else after minutes. */
    @ParameterizedTest
    @MethodSource("queuesOfWorkers")
    void shouldGiveUpWhatNobodyCanReadToTheDeadLetterQueue(String queue) {
        var poison = "{\"v\":99,\"kind\":\"unheard-of\"}";
        stack.sendTo(queue, poison);

        var deadLetters = queue.replaceFirst("Queue$", "DeadLetterQueue");
        Await.that("the message is in " + deadLetters, Duration.ofMinutes(2), () -> stack.messagesIn(deadLetters)
                .contains(poison));
        assertThat(stack.messagesIn(queue)).doesNotContain(poison);
    }

    @Test
    void shouldSetAChangeAsideThatNoRuleCanRead() {
        put("MEMBER#strange", "PROFILE");

        Await.that("the change's key is set aside", SOON, () -> stack.messagesIn("UnreadableChangesQueue").stream()
                .anyMatch(noted -> noted.contains("MEMBER#strange")));
    }

    /** These come once a week, so what they hand over is tried at once. */
    @Test
    void shouldCallEachAliasForItsSnapshotToBeKept() {
        var called = new TreeSet<String>();
        for (var id : stack.resourcesOf("AWS::Scheduler::Schedule")) {
            var target = stack.aws()
                    .get("scheduler", "/schedules/" + stack.physicalId(id))
                    .path("Target");
            if (target.has("Input")) {
                var function = target.path("Arn").asText();
                var answer = stack.aws()
                        .post(
                                "lambda",
                                "/2015-03-31/functions/" + function + "/invocations",
                                target.path("Input").asText());
                assertThat(answer.path("statusCode").asInt())
                        .as(id + ": " + answer)
                        .isBetween(200, 499);
                called.add(function);
            }
        }
        var aliases = stack.resourcesOf("AWS::Lambda::Alias").stream().map(stack::physicalId);
        assertThat(aliases.toList()).isNotEmpty().containsExactlyInAnyOrderElementsOf(called);
    }

    private static LocalDateTime now() {
        return LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
    }

    private static void signUp(String name) {
        ask(202, "", "POST", "/signup", """
                {"email":"%1$s@example.com","name":"%1$s","industry":"technology","role":"Engineer","city":"London","consent":true}""".formatted(name));
    }

    /** Decides about one person who waits; gives the decision's id. */
    private static String decide(String decision, String email) {
        var waiting = ask(200, founder, "GET", "/admin/waitlist?email=" + email, "");
        var id = waiting.path("items").path(0).path("memberId").asText();
        return ask(202, founder, "POST", "/admin/waitlist/decisions", """
                {"decision":"%s","memberIds":["%s"]}""".formatted(decision, id))
                .path("decisionId")
                .asText();
    }

    /** Takes an applicant in; gives their session. */
    private static String member(String name) {
        var email = name + "@example.com";
        signUp(name);
        ask(200, "", "POST", "/signup/confirm", json(Map.of("token", token(mail(email, "Confirm your address")))));
        mail(email, "You are on the Clockout waitlist");
        decide("approve", email);
        return signIn(mail(email, "Welcome to Clockout"));
    }

    private static String signIn(Mail mail) {
        return ask(200, "", "POST", "/signin/confirm", json(Map.of("token", token(mail))))
                .path("sessionToken")
                .asText();
    }

    private static String token(Mail mail) {
        var link = mail.link("token=");
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    private static void club(String name) {
        ask(201, founder, "POST", "/clubs", """
                {"name":"%s","industry":"technology","city":"London","timezone":"Europe/London","description":"Shop talk.",
                 "joining":"open"}""".formatted(name));
    }

    private static String announced(String title, LocalDateTime start) {
        return """
                {"title":"%s","startsAt":"%s","timezone":"UTC","durationMinutes":120,"capacity":1,"visibility":"public",
                 "venue":{"name":"The long table","address":"12 Fleet Street","city":"London"}}""".formatted(title, start.truncatedTo(ChronoUnit.MINUTES));
    }

    /** Announces an event with one seat; gives its path. */
    private static String announce(String club, String title, LocalDateTime start) {
        return "/events/"
                + ask(201, founder, "POST", "/clubs/" + club + "/events", announced(title, start))
                        .path("eventId")
                        .asText();
    }

    private static void awaitOffer(String session, String event) {
        Await.that("a seat is offered", NEXT_MINUTE, () -> ask(200, session, "GET", event, "")
                .path("rsvp")
                .path("status")
                .asText()
                .equals("offered"));
    }

    /** Has an offer end a minute ago, as hours would: the row of the answer, and the one by which the sweep finds it. */
    private static void endOffer(String event, String session) {
        var ended = Instant.now().minusSeconds(60).toEpochMilli();
        var eventId = event.substring("/events/".length());
        var memberId = session.substring(0, session.indexOf('.'));
        stack.aws()
                .call(
                        "dynamodb",
                        "DynamoDB_20120810.UpdateItem",
                        json(Map.of(
                                "TableName",
                                stack.physicalId("Table"),
                                "Key",
                                key("EVENT#" + eventId, "RSVP#" + memberId),
                                "UpdateExpression",
                                "SET expiresAt = :ended",
                                "ExpressionAttributeValues",
                                Map.of(":ended", Map.of("N", Long.toString(ended))))));
        put("OFFERS", "%013d#%s#%s".formatted(ended, eventId, memberId));
    }

    /** Puts a row that has its key and nothing else, past all functions. */
    private static void put(String partition, String sort) {
        stack.aws()
                .call(
                        "dynamodb",
                        "DynamoDB_20120810.PutItem",
                        json(Map.of("TableName", stack.physicalId("Table"), "Item", key(partition, sort))));
    }

    private static Map<String, ?> key(String partition, String sort) {
        return Map.of("PK", Map.of("S", partition), "SK", Map.of("S", sort));
    }

    private static Mail mail(String to, String subject) {
        return mail(to, subject, SOON);
    }

    /** The mail to a recipient whose subject begins like this, once it was sent; that it was sent twice fails. */
    private static Mail mail(String to, String subject, Duration within) {
        return Await.some("«" + subject + "…» to " + to, within, () -> {
            var mails = stack.mails().stream()
                    .filter(mail -> mail.isTo(to) && mail.subject().startsWith(subject))
                    .toList();
            assertThat(mails).hasSizeLessThan(2);
            return mails.stream().findFirst();
        });
    }

    /** Asks for something as a script would; an answer with another status fails. */
    private static JsonNode ask(
            int status, String session, String method, String path, Object body, String... moreHeaders) {
        var headers = new ArrayList<>(List.of("Accept", "application/json", "Content-Type", "application/json"));
        if (!session.isEmpty()) {
            headers.addAll(List.of("Authorization", "Bearer " + session));
        }
        headers.addAll(List.of(moreHeaders));
        var answer = client.send(method, path, body.toString(), headers.toArray(String[]::new));
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return answer.body().isEmpty() ? json(Map.of()) : HttpAnswers.json(answer.body());
    }
}
