package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.Faults;
import app.clockout.local.testing.CapturedOutput;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Sessions;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see, and what is kept, when the table does not answer as it should. */
class SignupTroubleTest {
    private static final String FORM = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final String GOOD = """
            {"email": "maya@example.com", "name": "Maya", "industry": "law", "role": "x", "city": "y", "consent": true}
            """;
    private static final int ALWAYS = 1000;

    private final SignupFixture fixture = new SignupFixture();
    private final SignupHandler handler = new SignupHandler(fixture.environment);

    @AfterEach
    void noMoreFaults() {
        Faults.clear();
    }

    @Test
    void shouldTryAgainWhereAnotherTransactionHasTheItem() {
        var token = fixture.signedUp("ben@example.com");
        fail("TransactWriteItems", "conflict", 3);

        json(202, ask(post("/signup").json(GOOD)));
        assertThat(fixture.applicationOf("maya@example.com").details().name()).isEqualTo("Maya");

        fail("TransactWriteItems", "conflict", 3);
        assertThat(confirm(token).path("status").asText()).isEqualTo("waiting");
        assertThat(fixture.waitlist.length()).isEqualTo(1);
    }

    @Test
    void shouldGiveUpAfterASecondOfConflictsAndSayWhenToComeAgain() {
        var token = fixture.signedUp("ben@example.com");
        var before = fixture.stack.items();
        fail("TransactWriteItems", "conflict", ALWAYS);

        assertBusy(ask(post("/signup").json(GOOD)));
        assertThat(fixture.stack.items()).containsExactlyInAnyOrderElementsOf(before);
        assertBusy(ask(post("/signup/confirm").json("{\"token\": \"" + token + "\"}")));
        assertThat(fixture.waitlist.length()).isZero();

        Faults.clear();
        assertThat(confirm(token).path("position").asInt()).isEqualTo(1);
    }

    @Test
    void shouldSignUpOnceWhereTheAnswerIsLost() {
        fail("TransactWriteItems", "timeout-after-commit", 1);

        json(202, ask(post("/signup").json(GOOD)));

        assertThat(fixture.stack.items())
                .filteredOn(item -> item.toString().contains("APPLICATION#"))
                .hasSize(1);
        assertThat(fixture.stack.items())
                .filteredOn(item -> item.toString().contains("LIMIT#"))
                .singleElement()
                .satisfies(limit -> assertThat(limit.get("hits")).hasToString("AttributeValue(N=1)"));
    }

    @Test
    void shouldConfirmOnceWhereTheAnswerIsLost() {
        var token = fixture.signedUp("maya@example.com");
        fail("TransactWriteItems", "timeout-after-commit", 1);

        var confirmed = confirm(token);

        assertThat(confirmed.path("position").asInt()).isEqualTo(1);
        assertThat(confirm(token)).isEqualTo(confirmed);
        assertThat(fixture.waitlist.length()).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void shouldConfirmOnceWhereNoAnswerCameAndThePersonTriesAgain() {
        var token = fixture.signedUp("maya@example.com");
        fail("TransactWriteItems", "timeout-after-commit", 1);
        var hasty = new SignupHandler(fixture.stack.environmentWithoutRetries("SignupFunction"));
        var request = post("/signup/confirm").json("{\"token\": \"" + token + "\"}");
        assertBusy(hasty.handleRequest(request.build(), null));

        assertThat(confirm(token).path("position").asInt()).isEqualTo(1);
        assertThat(fixture.waitlist.length()).isEqualTo(1);
        assertThat(fixture.total(Count.CONFIRMED)).isEqualTo(1);
    }

    @Test
    void shouldWithdrawOnceWhereTheAnswerIsLost() {
        var token = fixture.statusToken(fixture.waiting("maya@example.com"));
        fail("TransactWriteItems", "timeout-after-commit", 1);

        json(200, ask(post("/waitlist/withdraw").json("{\"token\": \"" + token + "\"}")));

        assertThat(fixture.total(Count.WITHDRAWN)).isEqualTo(1);
        assertThat(fixture.waitlist.length()).isZero();
    }

    @Test
    void shouldSayOnEveryRouteWhenToComeAgain() {
        var link = fixture.signedUp("maya@example.com");
        var status = fixture.statusToken(fixture.waiting("ben@example.com"));
        var member = fixture.member("ada@example.com");
        var sessions = new Sessions(fixture.table, fixture.stack.clock());
        var session = sessions.token(member.id(), fixture.environment.random());
        var hasty = new SignupHandler(fixture.stack.environmentWithoutRetries("SignupFunction"));
        fail(null, "unavailable", ALWAYS);

        for (var request : List.of(
                post("/signup").json(GOOD),
                LambdaEvents.http("GET", "/signup/confirm?token=" + link),
                post("/signup/confirm").json("{\"token\": \"" + link + "\"}"),
                LambdaEvents.http("GET", "/waitlist/status?token=" + status),
                post("/waitlist/withdraw").json("{\"token\": \"" + status + "\"}"),
                LambdaEvents.http("GET", "/").bearer(session))) {
            assertBusy(hasty.handleRequest(request.build(), null));
        }
        var asked = LambdaEvents.http("GET", "/waitlist/status?token=" + status).accept(FORM);
        var page = hasty.handleRequest(asked.build(), null);
        assertThat(page(503, page)).contains("Busy right now");
        assertThat(page.getHeaders()).containsEntry("Retry-After", "2");
        page(200, ask(LambdaEvents.http("GET", "/").accept(FORM)));
    }

    @Test
    void shouldTryAgainByItselfWhereTheTableIsAwayForAMoment() {
        fail(null, "unavailable", 2);

        json(202, ask(post("/signup").json(GOOD)));
    }

    @Test
    void shouldWriteDownNothingAboutAnybody() {
        var link = fixture.signedUp("ben@example.com", SignupFixture.details("Benedikt"));
        var status = fixture.statusToken(fixture.waiting("ada@example.com", SignupFixture.details("Adalbert")));
        var spoiled = fixture.waiting("eve@example.com");
        var statusOfSpoiled = fixture.statusToken(spoiled);
        var requests = List.of(
                post("/signup").json(GOOD.replace("Maya", "Mayalind")),
                post("/signup").json(GOOD.replace("maya@example.com", "maya@nowhere")),
                post("/signup").json("{\"email\": \"maya@example.com\","),
                post("/signup/confirm").json("{\"token\": \"" + link + "\"}"),
                LambdaEvents.http("GET", "/signup/confirm?token=" + link),
                LambdaEvents.http("GET", "/waitlist/status?token=" + status),
                post("/waitlist/withdraw").json("{\"token\": \"" + status + "\"}"));

        var written = CapturedOutput.during(() -> {
            requests.forEach(this::ask);
            fail(null, "unavailable", 2);
            ask(requests.getFirst());
            fixture.spoil(spoiled, "eve@example.com");
            problem(500, "fault", ask(LambdaEvents.http("GET", "/waitlist/status?token=" + statusOfSpoiled)));
            fixture.stack.dynamoDb().deleteTable(delete -> delete.tableName(fixture.stack.tableName()));
            problem(500, "fault", ask(requests.getFirst()));
            requests.forEach(this::ask);
        });

        assertThat(written).as("the fault is noted").contains("fault during request", "ResourceNotFoundException");
        assertThat(written)
                .doesNotContainIgnoringCase("maya")
                .doesNotContain("ben@", "ada@", "eve@", "Benedikt", "Adalbert", "Mayalind", "example.com")
                .doesNotContain(link, status, status.substring(0, status.indexOf('.')));
    }

    private void fail(@Nullable String operation, String error, int times) {
        Faults.next("dynamodb", operation, error, times, null);
    }

    private static void assertBusy(APIGatewayV2HTTPResponse answer) {
        problem(503, "busy", answer);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
    }

    private JsonNode confirm(String token) {
        return json(200, ask(post("/signup/confirm").json("{\"token\": \"" + token + "\"}")));
    }

    private static HttpEventBuilder post(String path) {
        return LambdaEvents.http("POST", path);
    }

    private APIGatewayV2HTTPResponse ask(HttpEventBuilder request) {
        return handler.handleRequest(request.build(), null);
    }
}
