package app.clockout.local.emulators.lambda;

import app.clockout.local.emulators.Loopback;
import app.clockout.local.emulators.lambda.LambdaAnswer.FunctionError;
import app.clockout.local.emulators.lambda.LambdaAnswer.Given;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API 2018-06-01 for one process: it asks for the next event, and says here what came of it. Those of SnapStart
 * are there too: a process that has done what it does before a checkpoint asks for its restore, and goes on when it is let.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">the protocol</a>
 */
final class RuntimeApi implements AutoCloseable {
    private record Invocation(
            String id, byte[] event, Instant deadline, String functionArn, CompletableFuture<LambdaAnswer> answer) {}

    static final String CREDENTIALS_TOKEN = "token-of-the-runtime";

    private final HttpServer server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile @Nullable FunctionError over;

    RuntimeApi() {
        this.server = Loopback.serve(Executors.newVirtualThreadPerTaskExecutor(), this::serve);
    }

    /** Where it listens, for {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Has an event handled when the process asks for the next one. */
    CompletableFuture<LambdaAnswer> invoke(String event, Duration timeout, String functionArn) {
        var invocation = new Invocation(
                UUID.randomUUID().toString(),
                event.getBytes(StandardCharsets.UTF_8),
                Instant.now().plus(timeout),
                functionArn,
                new CompletableFuture<>());
        running.put(invocation.id(), invocation);
        waiting.add(invocation);
        var reason = over;
        if (reason != null) {
            end(reason);
        }
        return invocation.answer();
    }

    /** Done when the process has asked for its first event, or will not any more. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** Done when the process has done what it does before a checkpoint; fails when it could not. */
    CompletableFuture<Void> checkpoint() {
        return checkpoint;
    }

    /** Lets the process go on behind its checkpoint. */
    void restore() {
        restored.countDown();
    }

    /** There is no process any more: whatever runs or is still asked for ends like this. */
    void end(FunctionError reason) {
        var first = over;
        var told = first == null ? reason : first;
        over = told;
        started.complete(null);
        checkpoint.completeExceptionally(new IllegalStateException(told.json()));
        running.values().removeIf(invocation -> {
            invocation.answer().complete(told);
            return true;
        });
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/credentials")) {
                credentials(exchange);
                return;
            }
            var runtime = "/2018-06-01/runtime/";
            if (!path.startsWith(runtime)) {
                Loopback.answer(exchange, 404, "");
                return;
            }
            switch (path.substring(runtime.length())) {
                case "invocation/next" -> next(exchange);
                case "init/error", "restore/error" -> {
                    end(new FunctionError(body(exchange)));
                    Loopback.answer(exchange, 202, "");
                }
                case "restore/next" -> {
                    checkpoint.complete(null);
                    restored.await();
                    Loopback.answer(exchange, 200, "");
                }
                case String outcome -> outcome(exchange, outcome.split("/"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        started.complete(null);
        var invocation = waiting.take();
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(invocation.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    /** {@code invocation/<id>/response} or {@code invocation/<id>/error} */
    private void outcome(HttpExchange exchange, String[] path) throws IOException {
        var body = body(exchange);
        var answer =
                switch (path.length == 3 && path[0].equals("invocation") ? path[2] : "") {
                    case "response" -> new Given(body);
                    case "error" -> new FunctionError(body);
                    default -> null;
                };
        var invocation = answer == null ? null : running.remove(path[1]);
        if (answer == null || invocation == null) {
            Loopback.answer(exchange, 404, "");
            return;
        }
        invocation.answer().complete(answer);
        Loopback.answer(exchange, 202, "");
    }

    /** The address of {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, where a restored function finds fresh ones. */
    private static void credentials(HttpExchange exchange) throws IOException {
        if (!CREDENTIALS_TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            Loopback.answer(exchange, 401, "");
            return;
        }
        Loopback.answer(exchange, 200, """
                {"AccessKeyId":"test","SecretAccessKey":"test","Token":"test","Expiration":"%s"}""".formatted(Instant.now().plus(Duration.ofHours(6))));
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        end(new FunctionError("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"The process was ended.\"}"));
        server.stop(0);
    }
}
