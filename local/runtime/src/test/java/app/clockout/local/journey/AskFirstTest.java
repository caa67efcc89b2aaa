package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.journey.Network.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What cannot be taken back asks first, by the form as it stands on its page; and the page after it says what was done. */
class AskFirstTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private static Network network;
    private static final Map<String, String> sessions = new LinkedHashMap<>();
    private static final Map<String, String> ids = new LinkedHashMap<>();
    private static String event;

    /**
     * @param page where the form stands
     * @param action what it is posted to
     * @param typed what a person chose in it
     * @param question what the page asks
     * @param follows what it says will follow
     * @param after what the page afterwards says
     */
    private record Act(
            String who,
            String page,
            String action,
            Map<String, String> typed,
            String question,
            String follows,
            String after) {}

    @BeforeAll
    static void start() {
        network = Network.start();
        sessions.put("founder", network.signInFounder());
        for (var name : List.of("ada", "ben", "cleo", "dora", "emil", "fay")) {
            ids.put(name, waits(name));
            if (!List.of("dora", "emil", "fay").contains(name)) {
                network.post("/admin/waitlist/decisions", "{\"decision\":\"approve\",\"first\":1}", founder());
                network.settle();
                sessions.put(name, network.signIn(name + "@example.com"));
            }
        }
        network.post("/_local/feedback", """
                {"type":"bounce","address":"gone@example.com","permanent":true}""");
        for (var name : List.of("Open Owls", "Shy Owls")) {
            var reply = network.post(
                    "/clubs", """
                    {"name":"%s","industry":"design","city":"Berlin","timezone":"Europe/Berlin","description":"We stay up.","joining":"%s"}""".formatted(name, name.startsWith("Open") ? "open" : "approval"), founder());
            assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        }
        for (var name : List.of("ada", "ben", "cleo")) {
            network.put("/clubs/open-owls/members/me", session(name));
            network.put("/clubs/shy-owls/members/me", session(name));
        }
        network.post("/clubs/shy-owls/requests/" + ids.get("ben") + "/approve", "", founder());
        network.put("/clubs/open-owls/hosts/" + ids.get("ben"), founder());
        event = announced();
        for (var name : List.of("ada", "ben", "cleo")) {
            network.put("/events/" + event + "/rsvp", session(name));
        }
        network.settle();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private static String founder() {
        return session("founder");
    }

    private static String session(String name) {
        return sessions.getOrDefault(name, "");
    }

    private static List<Act> acts() {
        var waitlist = "/admin/waitlist";
        var decisions = waitlist + "/decisions";
        var rsvp = "/events/" + event + "/rsvp";
        return List.of(
                // Enter in "How many" presses the first button of its form.
                act(
                        "founder",
                        waitlist,
                        decisions,
                        Map.of("first", "1", "decision", "approve"),
                        "Approve 1 person?",
                        "They get a mail",
                        "Approving 1 person"),
                act(
                        "founder",
                        waitlist,
                        decisions,
                        Map.of("memberIds", ids.get("emil"), "decision", "decline"),
                        "Decline 1 person?",
                        "They get a mail",
                        "Declining 1 person"),
                act(
                        "founder",
                        of("ada"),
                        "/admin/admins/" + ids.get("ada"),
                        Map.of(),
                        "Give the admin's role to ada?",
                        "can make others admins",
                        "ada is an admin now."),
                act(
                        "founder",
                        of("ada"),
                        "/admin/admins/" + ids.get("ada"),
                        Map.of(),
                        "Take the admin's role from ada?",
                        "can be given again",
                        "ada is no admin any more."),
                act(
                        "founder",
                        "/admin/suppressions",
                        "/admin/suppressions/lift",
                        Map.of("email", "gone@example.com"),
                        "Lift gone@example.com?",
                        "It gets mail again",
                        "This address gets mail again."),
                act(
                        "founder",
                        "/clubs/shy-owls/requests",
                        "/clubs/shy-owls/requests/" + ids.get("ada") + "/decline",
                        Map.of(),
                        "Decline ada?",
                        "can ask again in 30 days",
                        "Declined."),
                act(
                        "ben",
                        "/clubs/shy-owls",
                        "/clubs/shy-owls/members/me",
                        Map.of(),
                        "Leave Shy Owls?",
                        "you have to ask again",
                        "You are not in Shy Owls any more."),
                act(
                        "ben",
                        "/clubs/open-owls/members",
                        "/clubs/open-owls/hosts/" + ids.get("ben"),
                        Map.of(),
                        "Stop running Open Owls?",
                        "Only another host",
                        "You do not run Open Owls any more."),
                act(
                        "founder",
                        "/clubs/open-owls/members",
                        "/clubs/open-owls/members/" + ids.get("ben"),
                        Map.of(),
                        "Remove ben?",
                        "They can join again.",
                        "They are not in the club any more."),
                act(
                        "cleo",
                        "/events/" + event,
                        rsvp,
                        Map.of(),
                        "Leave the line for Talk?",
                        "You are number 2.",
                        "You left the line."),
                act(
                        "ada",
                        "/events/" + event,
                        rsvp,
                        Map.of(),
                        "Give back your seat at Talk?",
                        "It passes on at once",
                        "You gave your seat back."),
                act(
                        "ben",
                        "/events/" + event,
                        rsvp,
                        Map.of(),
                        "Pass on your seat at Talk?",
                        "to who waits longest",
                        "You passed the seat on."),
                act(
                        "ada",
                        "/me/events",
                        "/me/calendar",
                        Map.of(),
                        "Make a new address for your calendar?",
                        "The old one ends",
                        "Your calendar has a new address."),
                act(
                        "founder",
                        of("cleo"),
                        "/admin/members/" + ids.get("cleo") + "/suspend",
                        Map.of("reason", "Rude."),
                        "Suspend cleo?",
                        "signed out at once",
                        "cleo is suspended."),
                act(
                        "founder",
                        "/events/" + event,
                        "/events/" + event + "/cancel",
                        Map.of("reason", "Flooded."),
                        "Cancel Talk?",
                        "nobody gets a mail",
                        "This event is cancelled."),
                act(
                        "founder",
                        "/clubs/open-owls",
                        "/clubs/open-owls",
                        Map.of(),
                        "Close Open Owls?",
                        "gone for its 3 members",
                        "The club is closed."));
    }

    private static Act act(
            String who,
            String page,
            String action,
            Map<String, String> typed,
            String question,
            String follows,
            String after) {
        return new Act(who, page, action, typed, question, follows, after);
    }

    private static String of(String name) {
        return "/admin/waitlist?email=" + name + "%40example.com";
    }

    @TestFactory
    Stream<DynamicTest> shouldAskFirst() {
        return acts().stream().map(act -> DynamicTest.dynamicTest(act.question(), () -> shouldAskFirst(act)));
    }

    private static void shouldAskFirst(Act act) {
        var session = session(act.who());
        var before = page(act.page(), session);
        assertThat(words(before)).doesNotContain(act.after());
        var fields = hidden(form(before, act.action(), act.typed()));
        assertThat(fields).containsEntry("ask", "yes");
        fields.putAll(act.typed());

        var asked = post(act.action(), fields, session);
        assertThat(asked.status()).as(asked.text()).isEqualTo(200);
        assertThat(words(asked.text())).contains(act.question(), act.follows(), "No, go back");
        network.settle();
        assertThat(withoutKeys(page(act.page(), session))).isEqualTo(withoutKeys(before));

        var again = hidden(form(asked.text(), act.action(), Map.of()));
        fields.remove("ask");
        assertThat(again).containsExactlyInAnyOrderEntriesOf(fields);
        var done = post(act.action(), again, session);
        assertThat(done.status()).as(done.text()).isEqualTo(303);
        var next = done.response().headers().firstValue("location").orElseThrow();
        assertThat(words(page(next, session))).contains(act.after());
        network.settle();
    }

    @Test
    void shouldAskBeforeAnApplicantLeavesForGood() {
        var status = "/waitlist/status?token=" + network.token("fay@example.com", "on-the-waitlist");
        var fields = hidden(form(page(status, ""), "/waitlist/withdraw", Map.of()));

        var asked = post("/waitlist/withdraw", fields, "");
        assertThat(words(asked.text())).contains("Withdraw your application?", "gone at once");
        assertThat(page(status, "")).contains("You are in line");
        var done = post("/waitlist/withdraw", hidden(form(asked.text(), "/waitlist/withdraw", Map.of())), "");
        assertThat(page(done.response().headers().firstValue("location").orElseThrow(), ""))
                .contains("Withdrawn");
    }

    @Test
    void shouldActAtOnceForAFormThatDoesNotAskAndForJson() {
        network.post("/clubs", """
                {"name":"Other Owls","industry":"design","city":"Berlin","timezone":"Europe/Berlin","description":"Later.","joining":"approval"}""", founder());
        var club = "/clubs/other-owls";
        var leave = club + "/members/me";
        var ada = session("ada");
        for (var how : List.of("form", "json")) {
            network.put(leave, ada);
            network.post(club + "/requests/" + ids.get("ada") + "/approve", "", founder());
            var reply = how.equals("form") ? post(leave, Map.of("_method", "delete"), ada) : network.delete(leave, ada);
            assertThat(reply.status()).isEqualTo(how.equals("form") ? 303 : 204);
            assertThat(network.get(club, ada).json().at("/viewer/membership").asText())
                    .isEqualTo("none");
        }
    }

    /** Signs up and confirms; gives the id of who waits now. */
    private static String waits(String name) {
        network.signUp(name + "@example.com");
        network.settle();
        network.confirm(name + "@example.com");
        network.settle();
        return network.get("/admin/waitlist?email=" + name + "%40example.com", founder())
                .json()
                .get("items")
                .get(0)
                .get("memberId")
                .asText();
    }

    private static String announced() {
        var start = network.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofDays(3));
        var reply = network.post(
                "/clubs/open-owls/events",
                """
                {"title":"Talk","description":"Talk.","startsAt":"%s","timezone":"UTC","durationMinutes":120,
                 "venue":{"name":"Bar","address":"1 Main St","city":"Berlin"},"capacity":1,"visibility":"public"}""".formatted(start.atZone(ZoneOffset.UTC).toLocalDateTime()),
                founder());
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json().get("eventId").asText();
    }

    /** The form of a page that is posted there, and that has a field of each name typed, if it is one of several. */
    private static String form(String html, String action, Map<String, String> typed) {
        return Pattern.compile("(?s)<form method=\"post\" action=\"%s\".*?</form>".formatted(Pattern.quote(action)))
                .matcher(html)
                .results()
                .map(found -> found.group())
                .filter(form -> typed.keySet().stream().allMatch(name -> form.contains("name=\"" + name + "\"")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No form for " + action + " in " + html));
    }

    private static Map<String, String> hidden(String form) {
        var fields = new LinkedHashMap<String, String>();
        Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(form)
                .results()
                .forEach(field -> fields.put(field.group(1), field.group(2)));
        return fields;
    }

    /** What a reader sees. */
    private static String words(String html) {
        return html.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    private static String withoutKeys(String html) {
        return html.replaceAll("name=\"idempotencyKey\" value=\"[^\"]*\"", "");
    }

    private static Reply post(String path, Map<String, String> fields, String session) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = network.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("Accept", PAGE)
                .POST(BodyPublishers.ofString(body));
        return network.send(session.isEmpty() ? request : request.header("Authorization", "Bearer " + session));
    }

    private static String page(String path, String session) {
        var request = network.request(path).setHeader("Accept", PAGE).GET();
        var reply = network.send(session.isEmpty() ? request : request.header("Authorization", "Bearer " + session));
        assertThat(reply.status()).as(path + reply.text()).isEqualTo(200);
        return reply.text();
    }
}
