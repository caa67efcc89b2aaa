package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.domain.Feedback.Kind;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.domain.Suppression;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.AuditLog;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Suppressions;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminHandlerTest {
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final AdminFixture fixture = new AdminFixture();
    private final AdminHandler handler = new AdminHandler(fixture.environment);
    private final MemberId founder = fixture.founder();
    private final String session = fixture.session(founder);

    @Test
    void shouldTakeItsSampleEventForSomebodyWhoIsNotSignedIn() {
        var answer = handler.handleRequest(LambdaEvents.read("admin-http", APIGatewayV2HTTPEvent.class), null);

        // The sample's token is nobody's here.
        assertThat(answer.getStatusCode()).isEqualTo(401);
    }

    @Test
    void shouldShowFiguresAsJsonAndAsAPage() {
        var json = json(ask(admin("GET", "/admin/stats")));

        assertThat(json.get("funnel").size()).isEqualTo(6);
        assertThat(json.get("days").size()).isEqualTo(30);
        assertThat(json.get("mails").get("sent").asInt()).isZero();
        assertThat(ask(admin("GET", "/admin/stats").accept(PAGE)).getBody())
                .contains("<h1>Figures</h1>", "<svg", "Sign-ups, last 30 days")
                .doesNotContain("<script");
    }

    @Test
    void shouldCountWhatPeopleDo() {
        fixture.table.commit(new DailyCounters(fixture.table)
                .add(
                        fixture.stack.clock().instant(),
                        Map.of(Count.CLUBS, 2, Count.EVENTS, 3, Count.RSVPS, 41, Count.CHECKINS, 5)));

        var json = json(ask(admin("GET", "/admin/stats")));

        assertThat(json.get("clubs").asInt()).isEqualTo(2);
        assertThat(json.get("events").asInt()).isEqualTo(3);
        assertThat(json.get("rsvps").asInt()).isEqualTo(41);
        assertThat(json.get("checkins").asInt()).isEqualTo(5);
        assertThat(json.get("days").get(29).get("rsvps").asInt()).isEqualTo(41);
        assertThat(ask(admin("GET", "/admin/stats").accept(PAGE)).getBody())
                .contains("<dt>RSVPs</dt><dd>41</dd>", "RSVPs, last 30 days, at most 41 a day");
    }

    @Test
    void shouldCountWhatBecameOfMails() {
        fixture.table.commit(new DailyCounters(fixture.table)
                .add(
                        fixture.stack.clock().instant(),
                        Map.of(
                                Count.MAILS_SENT, 2710,
                                Count.MAILS_SUPPRESSED, 12,
                                Count.MAILS_BOUNCED, 7,
                                Count.MAILS_COMPLAINED, 1)));

        assertThat(json(ask(admin("GET", "/admin/stats"))).get("mails").toString())
                .isEqualTo("{\"sent\":2710,\"suppressed\":12,\"bounced\":7,\"complained\":1}");
        assertThat(ask(admin("GET", "/admin/stats").accept(PAGE)).getBody())
                .contains("<dt>Mails sent</dt><dd>2710</dd>", "<dt>Kept back</dt><dd>12</dd>");
    }

    @Test
    void shouldSuspendAndRestore() {
        var ada = fixture.member("ada");
        var suspended = json(ask(admin("POST", "/admin/members/ada/suspend").json("{\"reason\":\"Spam\"}")));
        assertThat(suspended.toString()).isEqualTo("{\"memberId\":\"ada\",\"status\":\"suspended\"}");
        assertThat(fixture.standing(ada)).isEqualTo(Standing.SUSPENDED);

        var restored = json(ask(admin("POST", "/admin/members/ada/restore")));
        assertThat(restored.toString()).isEqualTo("{\"memberId\":\"ada\",\"status\":\"approved\"}");
        assertThat(fixture.standing(ada)).isEqualTo(Standing.APPROVED);

        fixture.declined("dan", 9);
        assertThat(json(ask(admin("POST", "/admin/members/dan/restore")))
                        .get("status")
                        .asText())
                .isEqualTo("waiting");
    }

    @Test
    void shouldSuspendByFormAndShowItAgainWithoutAReason() {
        var ada = fixture.member("ada");

        var empty = ask(admin("POST", "/admin/members/ada/suspend").accept(PAGE).form("reason", " "));
        assertThat(empty.getStatusCode()).isEqualTo(422);
        assertThat(empty.getBody())
                .contains("Suspend <bdi>ada</bdi>?", "action=\"/admin/members/ada/suspend\"", "Please say why");
        assertThat(fixture.standing(ada)).isEqualTo(Standing.APPROVED);

        var posted =
                ask(admin("POST", "/admin/members/ada/suspend").accept(PAGE).form("reason", "Spam"));
        assertThat(posted.getStatusCode()).isEqualTo(303);
        assertThat(posted.getHeaders())
                .hasEntrySatisfying("Location", next -> assertThat(next).startsWith("/admin/audit?done="));
        assertThat(fixture.standing(ada)).isEqualTo(Standing.SUSPENDED);
    }

    @Test
    void shouldRefuseSuspensionsThatCannotBe() {
        fixture.arrive("walt", Standing.WAITING, false, false);
        fixture.member("ada");

        assertThat(suspend("walt", "Spam").getStatusCode()).isEqualTo(409);
        assertThat(suspend("founder", "Spam").getStatusCode()).isEqualTo(409);
        assertThat(suspend("nobody", "Spam").getStatusCode()).isEqualTo(404);
        assertThat(suspend("nobody", "").getStatusCode()).isEqualTo(404);
        assertThat(suspend("ada", "").getStatusCode()).isEqualTo(422);
        assertThat(suspend("ada", "x".repeat(1001)).getStatusCode()).isEqualTo(422);
        assertThat(ask(admin("POST", "/admin/members/ada/suspend")).getStatusCode())
                .isEqualTo(422);
        assertThat(ask(admin("POST", "/admin/members/ada/suspend").json("{\"reason\":7}"))
                        .getStatusCode())
                .isEqualTo(422);
        assertThat(ask(admin("POST", "/admin/members/ada/restore").json("{\"reason\":7}"))
                        .getStatusCode())
                .isEqualTo(422);
        assertThat(ask(admin("POST", "/admin/members/nobody/restore")).getStatusCode())
                .isEqualTo(404);
        assertThat(ask(admin("GET", "/admin/members/ada/suspend")).getStatusCode())
                .isEqualTo(405);
    }

    private APIGatewayV2HTTPResponse suspend(String member, String reason) {
        return ask(admin("POST", "/admin/members/" + member + "/suspend").json("{\"reason\":\"" + reason + "\"}"));
    }

    @Test
    void shouldPageThroughTheAuditNewestFirst() {
        var audit = new AuditLog(fixture.environment.random());
        for (int i = 0; i < 5; i++) {
            fixture.table.commit(audit.add(
                    fixture.stack.clock().instant().plusSeconds(i), founder, "action-" + i, "subject", "<b>" + i));
        }

        var actions = new ArrayList<String>();
        var path = "/admin/audit?limit=2";
        while (!path.isEmpty()) {
            var page = json(ask(admin("GET", path)));
            page.get("items").forEach(item -> actions.add(item.get("action").asText()));
            path = page.has("nextCursor")
                    ? "/admin/audit?limit=2&cursor=" + page.get("nextCursor").asText()
                    : "";
        }

        assertThat(actions).containsExactly("action-4", "action-3", "action-2", "action-1", "action-0");
        assertThat(ask(admin("GET", "/admin/audit").accept(PAGE)).getBody())
                .contains("&lt;b", "founder")
                .doesNotContain("<b>4");
        assertThat(ask(admin("GET", "/admin/audit?cursor=abc.def")).getStatusCode())
                .isEqualTo(400);
        assertThat(ask(admin("GET", "/admin/audit?limit=0")).getStatusCode()).isEqualTo(422);
        assertThat(ask(admin("GET", "/admin/audit?limit=101")).getStatusCode()).isEqualTo(422);
    }

    @Test
    void shouldListWhoGetsNoMailTheLatestFirst() {
        for (int i = 0; i < 5; i++) {
            suppress("a" + i + "@example.com", i == 3 ? Kind.COMPLAINT : Kind.PERMANENT, i);
        }

        var told = new ArrayList<String>();
        var path = "/admin/suppressions?limit=2";
        while (!path.isEmpty()) {
            var page = json(ask(admin("GET", path)));
            page.get("items").forEach(item -> told.add(item.toString()));
            path = page.has("nextCursor")
                    ? "/admin/suppressions?limit=2&cursor="
                            + page.get("nextCursor").asText()
                    : "";
        }

        assertThat(told).hasSize(5);
        assertThat(told.get(1))
                .isEqualTo(
                        "{\"email\":\"a3@example.com\",\"reason\":\"complaint\",\"since\":\"2027-01-11T09:00:03Z\"}");
        assertThat(told.getLast()).contains("a0@example.com", "\"reason\":\"bounce\"");
        assertThat(ask(admin("GET", "/admin/suppressions").accept(PAGE)).getBody())
                .contains("a0@example.com", "bounced, since 2027-01-11", "action=\"/admin/suppressions/lift\"");
        assertThat(ask(admin("GET", "/admin/suppressions?cursor=abc.def")).getStatusCode())
                .isEqualTo(400);
        assertThat(ask(admin("GET", "/admin/suppressions?limit=101")).getStatusCode())
                .isEqualTo(422);
    }

    @Test
    void shouldLetAnAddressGetMailAgainAndAuditItWithoutTheAddress() {
        suppress("ada@example.com", Kind.PERMANENT, 0);
        suppress("ada@example.com", Kind.COMPLAINT, 0);
        fixture.stack.clock().advance(Duration.ofMinutes(1));

        assertThat(lift("ADA@Example.com").getStatusCode()).isEqualTo(204);
        assertThat(lift("ada@example.com").getStatusCode()).as("again").isEqualTo(204);
        assertThat(lift("nobody@example.com").getStatusCode()).isEqualTo(204);

        var suppressions = new Suppressions(fixture.table);
        var email = new EmailAddress("ada@example.com");
        assertThat(suppressions.known(email.hash()).suppression())
                .isEqualTo(Suppression.NONE.lifted(fixture.stack.clock().instant()));
        assertThat(suppressions.suppressed(null, 10)).isEmpty();
        assertThat(fixture.audited()).containsExactly("suppression.lift");
        assertThat(ask(admin("GET", "/admin/audit")).getBody())
                .contains(email.hash().value())
                .doesNotContain("ada@example.com");
    }

    @Test
    void shouldLiftByFormAndSayWhatIsNoAddress() {
        var posted = ask(admin("POST", "/admin/suppressions/lift").accept(PAGE).form("email", "ada@example.com"));
        assertThat(posted.getStatusCode()).isEqualTo(303);
        assertThat(posted.getHeaders()).containsEntry("Location", "/admin/suppressions?lifted=1");

        var bad = ask(admin("POST", "/admin/suppressions/lift").accept(PAGE).form("email", "nobody"));
        assertThat(bad.getStatusCode()).isEqualTo(422);
        assertThat(bad.getBody()).contains("value=\"nobody\"", "does not look like an address");
        assertThat(lift("").getStatusCode()).isEqualTo(422);
        assertThat(ask(admin("POST", "/admin/suppressions/lift")).getStatusCode())
                .isEqualTo(422);
    }

    private APIGatewayV2HTTPResponse lift(String email) {
        return ask(admin("POST", "/admin/suppressions/lift").json("{\"email\":\"%s\"}".formatted(email)));
    }

    private void suppress(String address, Kind kind, int second) {
        var at = fixture.stack.clock().instant().plusSeconds(second);
        var suppressions = new Suppressions(fixture.table);
        var email = new EmailAddress(address);
        var known = suppressions.known(email.hash());
        fixture.table.commit(
                suppressions.keep(email, known, known.suppression().with(new Feedback(kind, "id", at, at))));
    }

    @Test
    void shouldMakeAndUnmakeAdminsByMethodAndByForm() {
        var ada = fixture.member("ada");

        assertThat(ask(admin("PUT", "/admin/admins/ada")).getStatusCode()).isEqualTo(204);
        assertThat(fixture.isAdmin(ada)).isTrue();
        assertThat(ask(admin("DELETE", "/admin/admins/ada")).getStatusCode()).isEqualTo(204);
        assertThat(fixture.isAdmin(ada)).isFalse();

        var posted = ask(admin("POST", "/admin/admins/ada").accept(PAGE).form("_method", "put"));
        assertThat(posted.getStatusCode()).isEqualTo(303);
        assertThat(posted.getHeaders())
                .hasEntrySatisfying("Location", next -> assertThat(next).startsWith("/admin/audit?done="));
        assertThat(fixture.isAdmin(ada)).isTrue();
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        fixture.arrive("walt", Standing.WAITING, false, false);

        assertThat(ask(admin("PUT", "/admin/admins/walt")).getStatusCode()).isEqualTo(409);
        assertThat(ask(admin("PUT", "/admin/admins/nobody")).getStatusCode()).isEqualTo(404);
        assertThat(ask(admin("DELETE", "/admin/admins/founder")).getStatusCode())
                .isEqualTo(409);
        var method = ask(admin("GET", "/admin/admins/walt"));
        assertThat(method.getStatusCode()).isEqualTo(405);
        assertThat(method.getHeaders()).containsEntry("Allow", "PUT, DELETE, OPTIONS");
    }

    @Test
    void shouldTellWhoMayNotFromWhatIsNotThere() {
        var ada = fixture.member("ada");
        var token = fixture.session(ada);

        for (var path : new String[] {"/admin/stats", "/admin/audit", "/admin/suppressions"}) {
            assertThat(ask(event("GET", path)).getStatusCode()).isEqualTo(401);
            assertThat(ask(event("GET", path).bearer(token)).getStatusCode()).isEqualTo(403);
        }
        assertThat(ask(event("PUT", "/admin/admins/ada")).getStatusCode()).isEqualTo(401);
        assertThat(ask(event("PUT", "/admin/admins/ada").bearer(token)).getStatusCode())
                .isEqualTo(403);
        assertThat(ask(event("PUT", "/admin/admins/nobody").bearer(token)).getStatusCode())
                .isEqualTo(404);
        for (var path : new String[] {"/admin/members/ada/suspend", "/admin/members/ada/restore"}) {
            assertThat(ask(event("POST", path)).getStatusCode()).isEqualTo(401);
            assertThat(ask(event("POST", path).bearer(token)).getStatusCode()).isEqualTo(403);
        }
        assertThat(ask(event("POST", "/admin/members/nobody/suspend").bearer(token))
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(ask(admin("PUT", "/admin/admins/ada").header("sec-fetch-site", "cross-site"))
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(fixture.isAdmin(ada)).isFalse();
    }

    private HttpEventBuilder admin(String method, String path) {
        return event(method, path).bearer(session);
    }

    private static HttpEventBuilder event(String method, String path) {
        var event = LambdaEvents.http(method, path);
        if (path.startsWith("/admin/admins/")) {
            return event.route("/admin/admins/{memberId}");
        }
        return path.startsWith("/admin/members/")
                ? event.route("/admin/members/{memberId}" + path.substring(path.lastIndexOf('/')))
                : event;
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }

    private static JsonNode json(APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).isEqualTo(200);
        try {
            return new ObjectMapper().readTree(answer.getBody());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
