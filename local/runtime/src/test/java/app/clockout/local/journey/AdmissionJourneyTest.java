package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdmissionJourneyTest {
    private static final boolean LONG = System.getProperty("long") != null;
    private static final int PEOPLE = Network.isAtEndpoint() ? 40 : LONG ? 1_000 : 400;
    private static final int APPROVED = PEOPLE / 2;

    private static Network network;

    @BeforeAll
    static void start() {
        network = Network.start();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void shouldTakeAnApplicantFromTheFormToASignedInMember() {
        assertThat(network.signUp("ada@example.com").json().get("status").asText())
                .isEqualTo("check-mail");
        network.settle();
        assertThat(network.get("/signup/confirm?token=" + network.token("ada@example.com", "confirm-address"))
                        .json()
                        .get("email")
                        .asText())
                .isEqualTo("ada@example.com");

        var confirmed = network.confirm("ada@example.com");
        assertThat(confirmed.get("status").asText()).isEqualTo("waiting");
        network.settle();
        var statusToken = network.token("ada@example.com", "on-the-waitlist");
        assertThat(statusToken).isEqualTo(confirmed.get("statusToken").asText());

        var founder = network.signInFounder();
        var waiting = network.get("/admin/waitlist?email=ADA@example.com", founder)
                .json()
                .get("items")
                .get(0);
        var decision = network.post(
                "/admin/waitlist/decisions",
                "{\"decision\":\"approve\",\"memberIds\":[\"%s\"],\"note\":\"welcome\"}"
                        .formatted(waiting.get("memberId").asText()),
                founder);
        assertThat(decision.status()).isEqualTo(202);
        assertThat(decision.json().get("accepted").asInt()).isEqualTo(1);
        network.settle();
        assertThat(progress(decision.json(), founder)).isEqualTo(List.of(1, 1, 0, 0));

        var signedIn = network.post(
                "/signin/confirm", "{\"token\":\"%s\"}".formatted(network.token("ada@example.com", "approved")));
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.json().get("member").get("admin").asBoolean()).isFalse();
        var session = signedIn.json().get("sessionToken").asText();
        assertThat(network.get("/", session).json().get("member").get("name").asText())
                .isEqualTo("ada");
        assertThat(network.get("/admin/waitlist", session).status()).isEqualTo(403);
        assertThat(network.post("/signout", "", session).status()).isEqualTo(204);
        assertThat(network.get("/", session).json().has("member")).isFalse();
        assertThat(network.get("/waitlist/status?token=" + statusToken)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("approved");
        assertThat(network.get("/admin/audit", founder)
                        .json()
                        .get("items")
                        .get(0)
                        .get("note")
                        .asText())
                .isEqualTo("welcome");
    }

    @Test
    void shouldAnswerTheSameWhateverTheAddressIs() {
        network.signUp("known@example.com");
        network.settle();
        network.confirm("known@example.com");
        network.post(
                "/_local/feedback", "{\"type\":\"bounce\",\"address\":\"bounced@example.com\",\"permanent\":true}");
        network.settle();

        var answers = new HashSet<String>();
        for (var address :
                List.of("known@example.com", "new@example.com", "bounced@example.com", "founder@clockout.test")) {
            for (var reply : List.of(
                    network.signUp(address), network.post("/signin", "{\"email\":\"%s\"}".formatted(address)))) {
                answers.add(reply.status() + reply.text());
            }
        }
        assertThat(answers).containsExactly("202{\"status\":\"check-mail\"}");

        network.settle();
        assertThat(network.inbox("bounced@example.com", "")).isEmpty();
        assertThat(network.inbox("new@example.com", "confirm-address")).hasSize(1);
        assertThat(network.inbox("known@example.com", "on-the-waitlist")).hasSize(3);
    }

    /** A thousand through HTTP with {@code -Dlong}, else fewer; the first half approved, everything delivered three times. */
    @Test
    void shouldApproveExactlyTheLongestWaitingWithOneMailEach() {
        try (var fresh = Network.start()) {
            var people = IntStream.range(0, PEOPLE)
                    .mapToObj("person%04d@example.com"::formatted)
                    .toList();
            Network.together(people.stream()
                            .map(person -> (Callable<Integer>)
                                    () -> fresh.signUp(person).status())
                            .toList())
                    .forEach(status -> assertThat(status).isEqualTo(202));
            deliverAgain(fresh, "mail", 1000);
            var statusTokens = new ArrayList<String>();
            var tokens = fresh.tokens("confirm-address");
            for (var person : people) {
                var confirmed = fresh.confirmBy(tokens.getOrDefault(person, ""));
                assertThat(confirmed.get("position").asInt()).isEqualTo(statusTokens.size() + 1);
                statusTokens.add(confirmed.get("statusToken").asText());
            }
            fresh.settle();

            var founder = fresh.signInFounder();
            var decision = fresh.post(
                            "/admin/waitlist/decisions",
                            "{\"decision\":\"approve\",\"first\":%d}".formatted(APPROVED),
                            founder)
                    .json();
            assertThat(decision.get("accepted").asInt()).isEqualTo(APPROVED);
            fresh.settle();
            deliverAgain(fresh, "decisions", 100);
            deliverAgain(fresh, "mail-bulk", 1000);
            deliverAgain(fresh, "mail", 1000);

            var progress = fresh.get(
                            "/admin/waitlist/decisions/"
                                    + decision.get("decisionId").asText(),
                            founder)
                    .json();
            assertThat(progress.get("done").asInt()).isEqualTo(APPROVED);
            var places = Network.together(statusTokens.stream()
                    .map(token -> (Callable<JsonNode>)
                            () -> fresh.get("/waitlist/status?token=" + token).json())
                    .toList());
            for (int i = 0; i < people.size(); i++) {
                assertThat(places.get(i).get("status").asText()).isEqualTo(i < APPROVED ? "approved" : "waiting");
                assertThat(places.get(i).path("position").asInt()).isEqualTo(i < APPROVED ? 0 : i + 1 - APPROVED);
            }
            var mails = new ArrayList<String>();
            fresh.get("/_local/inbox")
                    .json()
                    .get("items")
                    .forEach(mail -> mails.add(
                            mail.get("kind").asText() + " " + mail.get("to").asText()));
            assertThat(mails).doesNotHaveDuplicates().hasSize(PEOPLE + PEOPLE + 1 + APPROVED);
            assertThat(mails.stream().filter(mail -> mail.startsWith("approved ")))
                    .hasSize(APPROVED);
            var funnel = fresh.get("/admin/stats", founder).json().get("funnel");
            assertThat(funnel.toString())
                    .isEqualTo(
                            "{\"signedUp\":%d,\"confirmed\":%d,\"waiting\":%d,\"approved\":%d,\"declined\":0,\"withdrawn\":0}"
                                    .formatted(PEOPLE, PEOPLE, PEOPLE - APPROVED, APPROVED));
        }
    }

    /** Delivers the last messages of a queue twice more. */
    private static void deliverAgain(Network network, String queue, int count) {
        network.settle();
        for (int i = 0; i < 2; i++) {
            assertThat(network.post("/_local/redeliver", "{\"queue\":\"%s\",\"count\":%d}".formatted(queue, count))
                            .status())
                    .isEqualTo(200);
            network.settle();
        }
    }

    private static List<Integer> progress(JsonNode decision, String founder) {
        var progress = network.get(
                        "/admin/waitlist/decisions/"
                                + decision.get("decisionId").asText(),
                        founder)
                .json();
        return List.of(
                progress.get("accepted").asInt(),
                progress.get("done").asInt(),
                progress.get("skipped").asInt(),
                progress.get("failed").asInt());
    }
}
