package app.clockout.local.emulators.lambda;

import app.clockout.local.emulators.Loopback;
import app.clockout.local.emulators.lambda.LambdaAnswer.FunctionError;
import app.clockout.local.emulators.lambda.LambdaAnswer.Given;
import app.clockout.local.emulators.lambda.LambdaProcess.Start;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Invoke API, {@code POST /2015-03-31/functions/<name>/invocations}, for functions that run here. Each has one process, started
 * at its first invocation and again when it has ended; its events are handled one after the other.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">the call</a>
 */
public final class InvokeApi implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

    private final Function<String, Optional<LambdaFunction>> functions;
    private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    private InvokeApi(Function<String, Optional<LambdaFunction>> functions) {
        this.functions = functions;
        this.server = Loopback.serve(Executors.newVirtualThreadPerTaskExecutor(), this::serve);
    }

    /**
     * Serves at a free port from now on.
     *
     * @param functions asked for a function by its name, at its first invocation
     */
    public static InvokeApi of(Function<String, Optional<LambdaFunction>> functions) {
        return new InvokeApi(functions);
    }

    /** Where one function is invoked. */
    public URI uriOf(String functionName) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/2015-03-31/functions/" + functionName
                + "/invocations");
    }

    /**
     * Publishes a version with SnapStart: starts the function, and has it do what it does before its snapshot is taken. Its first
     * invocation restores it.
     *
     * @throws IllegalStateException when it does not come so far, with what it printed
     */
    public void publish(String functionName) {
        environment(functionName).orElseThrow().publish();
    }

    /** Starts a function ahead of its first invocation, and waits until it is ready. */
    public void start(String functionName) {
        environment(functionName).orElseThrow().start();
    }

    /** What went wrong with invocations of each function, by the errors that Lambda would answer; only of those that had one. */
    public Map<String, List<String>> errors() {
        var errors = new TreeMap<String, List<String>>();
        environments.forEach((name, environment) -> {
            if (!environment.errors.isEmpty()) {
                errors.put(name, List.copyOf(environment.errors));
            }
        });
        return errors;
    }

    /** How many times each function was invoked; only those that were. */
    public Map<String, Integer> invocations() {
        var invocations = new TreeMap<String, Integer>();
        environments.forEach((name, environment) -> {
            if (environment.invocations > 0) {
                invocations.put(name, environment.invocations);
            }
        });
        return invocations;
    }

    /** What each function that was invoked has printed, all its processes together. */
    public Map<String, String> logs() {
        var logs = new TreeMap<String, String>();
        environments.forEach((name, environment) -> logs.put(name, environment.log()));
        return logs;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = PATH.matcher(exchange.getRequestURI().getPath());
            var environment = path.matches() ? environment(path.group(1)) : Optional.<Environment>empty();
            if (environment.isEmpty()) {
                exchange.getResponseHeaders().set("X-Amzn-ErrorType", "ResourceNotFoundException");
                answer(exchange, 404, "{\"Type\":\"User\",\"Message\":\"Function not found\"}");
                return;
            }
            switch (environment.get().invoke(event)) {
                case Given(String json) -> answer(exchange, 200, json);
                case FunctionError(String json) -> {
                    exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                    // Where Lambda answers 200 all the same: an emulator in front of this one goes by the status.
                    answer(exchange, 502, json);
                }
            }
        }
    }

    private Optional<Environment> environment(String name) {
        var known = environments.get(name);
        return known != null
                ? Optional.of(known)
                : functions
                        .apply(name)
                        .map(function -> environments.computeIfAbsent(name, _ -> new Environment(function)));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        Loopback.answer(exchange, status, json);
    }

    @Override
    public void close() {
        server.stop(0);
        environments.values().forEach(Environment::close);
    }

    private static final class Environment {
        private final LambdaFunction function;
        private final StringBuilder earlier = new StringBuilder();
        private final List<String> errors = new CopyOnWriteArrayList<>();
        private volatile @Nullable LambdaProcess process;
        private volatile boolean waitsForRestore;
        private volatile int invocations;

        Environment(LambdaFunction function) {
            this.function = function;
        }

        synchronized LambdaAnswer invoke(String event) {
            invocations++;
            var running = process;
            if (running == null || !running.isAlive()) {
                close();
                running = LambdaProcess.start(function);
                process = running;
            } else if (waitsForRestore) {
                waitsForRestore = false;
                running.restore();
            }
            var answer = running.invoke(event);
            if (answer instanceof FunctionError(String json)) {
                errors.add(json);
            }
            return answer;
        }

        synchronized void start() {
            close();
            var started = LambdaProcess.start(function);
            process = started;
            started.awaitStart();
        }

        synchronized void publish() {
            close();
            var published = LambdaProcess.start(function, Start.SNAP_START, List.of());
            process = published;
            published.awaitCheckpoint();
            waitsForRestore = true;
        }

        String log() {
            var running = process;
            return earlier + (running == null ? "" : running.log());
        }

        synchronized void close() {
            var running = process;
            if (running != null) {
                running.close();
                earlier.append(running.log());
                process = null;
                waitsForRestore = false;
            }
        }
    }
}
