package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds every route and every message to what bench/io-budget.yaml says it costs, for people of the greatest length. */
@Tag("embedded") // A call costs the same wherever it goes; the count of them is taken where nothing is retried for
// want of time.
class IoBudgetTest {
    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Four bytes in UTF-8, the most that one character takes. */
    private static final String WIDE = "\uD83D\uDE00";

    private static Network network;
    private final Map<String, String> measured = new TreeMap<>();

    @BeforeAll
    static void start() {
        network = Network.start();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @Test
    void shouldCostWhatTheBudgetSays() {
        walkThroughEverything();

        assertThat(measured).isEqualTo(budget());
    }

    @Test
    void shouldHaveABudgetForEveryRouteOfTheTemplate() {
        var budgeted = budget().keySet().stream()
                .filter(name -> name.contains(" /"))
                .map(name -> name.substring(name.indexOf(' ') + 1).replaceAll(" .*", ""))
                .collect(Collectors.toSet());
        var template = Template.read(ROOT.resolve("template.yaml"));

        assertThat(paths(template)).isNotEmpty().allSatisfy(path -> assertThat(budgeted)
                .contains(path));
    }

    static List<String> paths(Template template) {
        return template.resourcesOf("AWS::Serverless::Function").stream()
                .map(function -> (Fields) template.properties(function).get("Events"))
                .flatMap(events -> events.fields().values().stream())
                .map(event -> (Fields) ((Fields) event).get("Properties"))
                .map(properties -> properties.get("Path"))
                .filter(Text.class::isInstance)
                .map(path -> ((Text) path).text())
                .toList();
    }

    private void walkThroughEverything() {
        var ada = longest("a");
        var bob = longest("b");
        measure("GET / as a visitor", "GET /", () -> network.get("/"));
        measure("GET /industries", () -> network.get("/industries"));
        measure("GET /signin", () -> network.get("/signin"));

        measure("POST /signup", () -> apply(ada), "mail: confirm-address", "stream: a change");
        var confirmation = network.token(ada, "confirm-address");
        measure("GET /signup/confirm", () -> network.get("/signup/confirm?token=" + confirmation));
        measure("POST /signup/confirm", () -> network.confirm(ada), "mail: on-the-waitlist");
        var status = network.token(ada, "on-the-waitlist");
        measure("GET /waitlist/status", () -> network.get("/waitlist/status?token=" + status));
        measure("POST /signup by a waiting applicant", "POST /signup", () -> apply(ada), "mail: on-the-waitlist again");

        measure("POST /signin", () -> signIn("founder@clockout.test"), "mail: sign-in of the founder");
        measure(
                "POST /signin/confirm by the founder, the first time",
                "POST /signin/confirm",
                () -> session("founder@clockout.test", "sign-in"),
                "mail-bulk: nothing to send");
        var founder = network.signInFounder();
        measure("GET / as a member", "GET /", () -> network.get("/", founder));
        measure("GET /admin/waitlist", () -> network.get("/admin/waitlist", founder));
        measure(
                "GET /admin/waitlist by address",
                "GET /admin/waitlist",
                () -> network.get("/admin/waitlist?email=" + ada, founder));
        var adaId = network.get("/admin/waitlist", founder)
                .json()
                .get("items")
                .get(0)
                .get("memberId")
                .asText();
        var decision = new String[1];
        measure(
                "POST /admin/waitlist/decisions",
                () -> decision[0] = decide(founder, "approve", "\"memberIds\":[\"%s\"]".formatted(adaId)),
                "decisions: a chunk with one person",
                "mail-bulk: approved");
        measure(
                "GET /admin/waitlist/decisions/{decisionId}",
                () -> network.get("/admin/waitlist/decisions/" + decision[0], founder));
        var admission = network.token(ada, "approved");
        measure("GET /signin/confirm", () -> network.get("/signin/confirm?token=" + admission));
        measure("POST /signin/confirm", () -> session(ada, "approved"));
        measure("POST /signin by a member", "POST /signin", () -> signIn(ada), "mail: sign-in");
        measure("POST /signin by nobody", "POST /signin", () -> signIn("nobody@example.com"), "mail: nothing to send");
        var session = network.signIn(ada);
        measure("POST /signout", () -> network.post("/signout", "", session));

        measure(
                "PUT /admin/admins/{memberId}",
                () -> network.send(network.request("/admin/admins/" + adaId)
                        .header("Authorization", "Bearer " + founder)
                        .method("PUT", BodyPublishers.noBody())));
        measure(
                "DELETE /admin/admins/{memberId}",
                () -> network.send(network.request("/admin/admins/" + adaId)
                        .header("Authorization", "Bearer " + founder)
                        .DELETE()));
        measure("POST /admin/members/{memberId}/suspend", () -> standing(adaId, "suspend", founder));
        measure("POST /admin/members/{memberId}/restore", () -> standing(adaId, "restore", founder));
        measure("GET /admin/stats", () -> network.get("/admin/stats", founder));
        measure("GET /admin/audit", () -> network.get("/admin/audit", founder));

        apply(bob);
        network.settle();
        network.confirm(bob);
        network.settle();
        var bobId = network.get("/admin/waitlist", founder)
                .json()
                .get("items")
                .get(0)
                .get("memberId")
                .asText();
        measure(
                "POST /admin/waitlist/decisions about the first",
                "POST /admin/waitlist/decisions",
                () -> decide(founder, "decline", "\"first\":1"),
                "decisions: a chunk with one person",
                "mail-bulk: declined");
        measure(
                "POST /admin/members/{memberId}/restore of a declined applicant",
                "POST /admin/members/{memberId}/restore",
                () -> standing(bobId, "restore", founder));
        decide(founder, "decline", "\"first\":1");
        network.settle();
        var declined = network.token(bob, "declined");
        measure(
                "POST /waitlist/withdraw",
                () -> network.post("/waitlist/withdraw", "{\"token\":\"%s\"}".formatted(declined)));
        measure(
                "mail-feedback: a bounce",
                "queue mail-feedback",
                () -> network.post(
                        "/_local/feedback",
                        "{\"type\":\"bounce\",\"address\":\"%s\",\"permanent\":true}".formatted(bob)));
        measure("$default", () -> network.get("/nobody/has/this"));

        var cleo = longest("c");
        var dora = longest("e");
        var guest = admitted(cleo, founder);
        new MeetingWalk(network, this::measure, network.signIn(ada), guest, cleo, admitted(dora, founder)).walk();
        new MailWalk(network, this::measure).walk(guest, cleo, longest("f"), founder);
    }

    /** A member of the greatest length who came in by the waitlist; gives their session's token. */
    private static String admitted(String email, String founder) {
        apply(email);
        network.settle();
        network.confirm(email);
        network.settle();
        decide(founder, "approve", "\"first\":1");
        network.settle();
        return network.signIn(email);
    }

    private void measure(String route, Runnable action, String... consequences) {
        measure(route, route, action, consequences);
    }

    /** Does one thing, and notes what it cost under its own label and under those of what follows from it. */
    private void measure(String name, String label, Runnable action, String... consequences) {
        network.settle();
        network.get("/_local/io?reset=true");
        action.run();
        network.settle();
        var usage = network.get("/_local/io?reset=true").json().get("routes");
        note(name, usage.path(label));
        for (var consequence : consequences) {
            var queue = consequence.substring(0, consequence.indexOf(':'));
            note(consequence, usage.path(queue.equals("stream") ? "stream" : "queue " + queue));
        }
    }

    private void note(String name, JsonNode usage) {
        var cost = new LinkedHashMap<String, Object>();
        usage.properties()
                .forEach(entry -> cost.put(entry.getKey(), entry.getValue().asText()));
        cost.remove("rcu");
        cost.remove("wcu");
        cost.remove("requests");
        cost.remove("GetSendQuota"); // once a minute, whatever is sent
        int requests = cost.values().stream()
                .mapToInt(count -> Integer.parseInt(count.toString()))
                .sum();
        var text = line(
                requests,
                number(usage.path("rcu")),
                number(usage.path("wcu")),
                cost.keySet().stream().sorted().toList());
        var before = measured.put(name, text);
        assertThat(text).as(name).isEqualTo(before == null ? text : before);
    }

    private static String line(int requests, String rcu, String wcu, List<String> operations) {
        return "requests %d, rcu %s, wcu %s, by %s".formatted(requests, rcu, wcu, operations);
    }

    private static String number(JsonNode node) {
        double value = node.asDouble();
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Map<String, String> budget() {
        try {
            var file = (Map<?, ?>) new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(ROOT.resolve("bench/io-budget.yaml")));
            var lines = new TreeMap<String, String>();
            file.values().forEach(section -> ((Map<?, ?>) section).forEach((name, cost) -> {
                var costs = (Map<?, ?>) cost;
                lines.put(
                        name.toString(),
                        line(
                                Integer.parseInt(String.valueOf(costs.get("requests"))),
                                String.valueOf(costs.get("rcu")),
                                String.valueOf(costs.get("wcu")),
                                ((List<?>) Objects.requireNonNull(costs.get("by")))
                                        .stream().map(String::valueOf).sorted().toList()));
            }));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An address of the greatest length, 254 characters. */
    private static String longest(String letter) {
        return letter.repeat(64) + "@" + ("d".repeat(59) + ".").repeat(3) + "exampl.co";
    }

    private static void apply(String email) {
        var body = MAPPER.createObjectNode()
                .put("email", email)
                .put("name", WIDE.repeat(80))
                .put("industry", "public-sector")
                .put("role", WIDE.repeat(80))
                .put("city", WIDE.repeat(80))
                .put("timezone", "America/Argentina/ComodRivadavia")
                .put("headline", WIDE.repeat(140))
                .put("consent", true);
        List.of("asks", "offers").forEach(list -> {
            var wishes = ((ObjectNode) body).putArray(list);
            for (int i = 0; i < 5; i++) {
                wishes.add(WIDE.repeat(140));
            }
        });
        assertThat(network.post("/signup", body.toString()).status()).isEqualTo(202);
    }

    private static void signIn(String email) {
        assertThat(network.post("/signin", "{\"email\":\"%s\",\"next\":\"/%s\"}".formatted(email, "n".repeat(511)))
                        .status())
                .isEqualTo(202);
    }

    private static void session(String email, String kind) {
        assertThat(network.post("/signin/confirm", "{\"token\":\"%s\"}".formatted(network.token(email, kind)))
                        .status())
                .isEqualTo(200);
    }

    private static void standing(String member, String change, String founder) {
        var reply = network.post(
                "/admin/members/" + member + "/" + change, "{\"reason\":\"%s\"}".formatted("n".repeat(1000)), founder);
        assertThat(reply.status()).isEqualTo(200);
    }

    private static String decide(String founder, String decision, String about) {
        var note = "n".repeat(1000);
        var reply = network.post(
                "/admin/waitlist/decisions",
                "{\"decision\":\"%s\",%s,\"note\":\"%s\"}".formatted(decision, about, note),
                founder);
        assertThat(reply.status()).isEqualTo(202);
        return reply.json().get("decisionId").asText();
    }
}
