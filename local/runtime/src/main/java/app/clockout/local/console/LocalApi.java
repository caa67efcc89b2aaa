package app.clockout.local.console;

import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.SentMails;
import app.clockout.local.gateway.HttpAnswer;
import app.clockout.local.gateway.HttpRequest;
import app.clockout.local.migrate.Migration;
import app.clockout.local.sources.QueueSource;
import app.clockout.local.sources.QuiescenceWaiter;
import app.clockout.local.sources.Schedules;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/** Answers every path under {@code /_local/}. */
public final class LocalApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(60);
    private static final Duration LONGEST_WALK = Duration.ofDays(7);
    private static final int REMEMBERED = 1000;
    private static final int MOST_FAULTS = 1_000_000;
    private static final String FEEDBACK_QUEUE = "mail-feedback";

    /** What a route does, by method; some wait. */
    @FunctionalInterface
    private interface Action {
        HttpAnswer answer(HttpRequest request) throws InterruptedException;
    }

    private final Map<String, Map<String, Action>> routes;
    private final InstantSource clock;
    private final Schedules schedules;
    private final QuiescenceWaiter quiescence;
    private final Map<String, QueueSource> queues;
    private final SentMails mails;
    private final Inbox inbox;

    /**
     * @param queues those with a consumer
     * @param migration what the rows of earlier versions need
     */
    public LocalApi(
            InstantSource clock,
            Schedules schedules,
            QuiescenceWaiter quiescence,
            List<QueueSource> queues,
            SentMails mails,
            Supplier<Migration> migration) {
        this.clock = clock;
        this.schedules = schedules;
        this.quiescence = quiescence;
        this.queues = queues.stream()
                .collect(Collectors.toMap(
                        QueueSource::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        this.mails = mails;
        this.inbox = new Inbox(mails);
        this.routes = Map.of(
                "/_local/inbox", Map.of("GET", inbox::answer),
                "/_local/clock", Map.of("GET", _ -> now(clock.instant()), "POST", this::moveClock),
                "/_local/settle", Map.of("POST", _ -> settle()),
                "/_local/queues",
                        Map.of("GET", _ -> json(JSON.createObjectNode().set("items", depths()))),
                "/_local/faults", Map.of("POST", LocalApi::armFault, "DELETE", _ -> disarmFaults()),
                "/_local/redeliver", Map.of("POST", this::redeliver),
                "/_local/redrive", Map.of("POST", this::redrive),
                "/_local/migrate", Map.of("POST", _ -> migrate(migration.get())),
                "/_local/feedback", Map.of("POST", this::feedback),
                "/_local/io", Map.of("GET", LocalApi::usage));
    }

    /** Answers one request; what is wrong with it, too. */
    public HttpAnswer answer(HttpRequest request) {
        try {
            var actions = routes.get(request.rawPath());
            if (actions == null) {
                throw LocalProblem.notFound(request.rawPath());
            }
            String method = request.method().equals("HEAD") ? "GET" : request.method();
            boolean looks = (method.equals("GET") && !request.query().containsKey("reset")) || method.equals("OPTIONS");
            if (!looks && request.isCrossSite()) {
                throw LocalProblem.crossSite();
            }
            var action = actions.get(method);
            if (action != null) {
                return action.answer(request);
            }
            String allowed = allowed(actions);
            var answer = method.equals("OPTIONS")
                    ? new HttpAnswer(204, Map.of(), new byte[0])
                    : LocalProblem.methodNotAllowed(allowed).answer();
            var headers = new TreeMap<>(answer.headers());
            headers.put("allow", List.of(allowed));
            return new HttpAnswer(answer.status(), headers, answer.body());
        } catch (LocalProblem problem) {
            return problem.answer();
        } catch (SdkException | UncheckedIOException e) {
            return LocalProblem.awsFailed(String.valueOf(e.getMessage())).answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LocalProblem.notSettled("The runtime is stopping.", JSON.createArrayNode())
                    .answer();
        }
    }

    private static String allowed(Map<String, Action> actions) {
        var methods = new TreeSet<>(actions.keySet());
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private HttpAnswer moveClock(HttpRequest request) throws InterruptedException {
        var body = Body.of(request);
        if (body.has("now") == body.has("advance")) {
            body.wrong("now", "Either now or advance is needed.");
        }
        var now = body.optional("now").flatMap(text -> instant(body, text));
        var advance = body.optional("advance").flatMap(text -> duration(body, text));
        body.check();
        try {
            return now(now.isPresent() ? schedules.leap(now.get()) : schedules.advance(advance.orElseThrow()));
        } catch (IllegalArgumentException e) {
            throw LocalProblem.invalid("now", String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw LocalProblem.notSettled(String.valueOf(e.getMessage()), depths());
        }
    }

    private static Optional<Instant> instant(Body body, String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            body.wrong("now", "Must be an instant such as 2027-01-14T23:30:00Z.");
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(Body body, String text) {
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST_WALK) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeException e) {
            // told below
        }
        body.wrong("advance", "Must be a duration of at most seven days, such as PT25H.");
        return Optional.empty();
    }

    private static HttpAnswer now(Instant now) {
        return json(JSON.createObjectNode().put("now", now.toString()));
    }

    private HttpAnswer settle() throws InterruptedException {
        if (quiescence.settle(LONGEST_SETTLING)) {
            return json(JSON.createObjectNode().put("status", "settled"));
        }
        throw LocalProblem.notSettled("The stream or a queue is not empty after 60 s.", depths());
    }

    private ArrayNode depths() {
        var items = JSON.createArrayNode();
        for (QueueSource queue : queues.values()) {
            var depth = queue.depth();
            items.addObject()
                    .put("name", depth.name())
                    .put("depth", depth.depth())
                    .put("inFlight", depth.inFlight())
                    .put("deadLetters", depth.deadLetters());
        }
        return items;
    }

    private HttpAnswer redeliver(HttpRequest request) {
        var body = Body.of(request);
        String name = body.oneOf("queue", queues.keySet());
        int count = body.number("count", 1, REMEMBERED);
        body.check();
        int delivered = queue(name).redeliver(count);
        return json(JSON.createObjectNode().put("queue", name).put("redelivered", delivered));
    }

    private HttpAnswer redrive(HttpRequest request) throws InterruptedException {
        var body = Body.of(request);
        String name = body.oneOf("queue", queues.keySet());
        body.check();
        return json(JSON.createObjectNode()
                .put("queue", name)
                .put("moved", queue(name).redrive()));
    }

    private static HttpAnswer migrate(Migration migration) {
        var lines = new StringBuilder();
        migration.run(line -> lines.append(line).append('\n'));
        return new HttpAnswer(
                200,
                Map.of("content-type", List.of("text/plain; charset=utf-8")),
                lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private HttpAnswer feedback(HttpRequest request) {
        var body = Body.of(request);
        String type = body.oneOf("type", List.of("bounce", "complaint"));
        String address = body.text("address");
        boolean permanent = body.yes("permanent", true);
        if (!queues.containsKey(FEEDBACK_QUEUE)) {
            body.wrong("type", "The template has no queue for feedback.");
        }
        body.check();
        var mail = mails.mails(address, null).stream().findFirst();
        queue(FEEDBACK_QUEUE).send(SesFeedback.message(type, address, permanent, mail, clock.instant()));
        return json(JSON.createObjectNode().put("status", "published"));
    }

    private static HttpAnswer armFault(HttpRequest request) {
        var body = Body.of(request);
        String service = body.oneOf("service", List.of("ses", "dynamodb", "sqs"));
        var operation = body.optional("operation");
        String error = body.oneOf("error", List.of("throttle", "conflict", "timeout-after-commit", "unavailable"));
        int times = body.number("times", 1, MOST_FAULTS);
        var about = body.optional("for");
        body.check();
        try {
            Faults.next(service, operation.orElse(null), error, times, about.orElse(null));
        } catch (IllegalArgumentException e) {
            throw LocalProblem.invalid("error", String.valueOf(e.getMessage()));
        }
        return json(JSON.createObjectNode().put("status", "armed"));
    }

    private static HttpAnswer disarmFaults() {
        Faults.clear();
        return new HttpAnswer(204, Map.of(), new byte[0]);
    }

    private static HttpAnswer usage(HttpRequest request) {
        var document = JSON.createObjectNode();
        var routes = document.putObject("routes");
        Meter.read().forEach((label, usage) -> {
            if (usage.times() > 0) { // not what functions do when they start
                var route = routes.putObject(label).put("requests", usage.requests());
                usage.operations().forEach(route::put);
                route.set("rcu", units(usage.rcu()));
                route.set("wcu", units(usage.wcu()));
            }
        });
        String reset = request.query().getOrDefault("reset", "false");
        if (reset.equals("true")) {
            Meter.reset();
        } else if (!reset.equals("false")) {
            throw LocalProblem.invalid("reset", "Must be true or false.");
        }
        return json(document);
    }

    private static JsonNode units(double units) {
        return units == Math.rint(units) ? LongNode.valueOf((long) units) : DoubleNode.valueOf(units);
    }

    private QueueSource queue(String name) {
        return Objects.requireNonNull(queues.get(name));
    }

    static HttpAnswer json(JsonNode document) {
        return new HttpAnswer(
                200,
                Map.of("content-type", List.of("application/json"), "cache-control", List.of("no-store")),
                document.toString().getBytes(StandardCharsets.UTF_8));
    }
}
