package app.clockout.local.gateway;

import app.clockout.local.gateway.RouteTable.Match;
import app.clockout.local.lambda.FunctionFailure;
import app.clockout.local.lambda.LambdaFunction;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The HTTP API on a port of this machine. It does what API Gateway does (payload format 2.0, route selection, limits,
 * its own error answers) and nothing more; paths under {@code /_local/} are the runtime's own.
 */
public final class Gateway implements AutoCloseable {
    private static final String OWN_ROUTES = "/_local";
    private static final int BACKLOG = 1024;
    private static final int BODY_LIMIT = 10 * 1024 * 1024;
    /** Of a body that is too long so much is read and thrown away, so that its sender sees the answer. */
    private static final int READ_AT_MOST = 64 * 1024 * 1024;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Calls at the same time; more would only wait for each other inside, until their functions time out. */
    private static final int AT_ONCE = 16;

    static {
        // Without it every answer waits for the acknowledgement of the headers before it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final PrintStream trouble;

    private Gateway(HttpServer server, PrintStream trouble) {
        this.server = server;
        this.trouble = trouble;
    }

    /**
     * Takes a port that only this machine can reach, without serving yet.
     *
     * @param port 0 takes a free one
     * @param trouble where one line is written for each function that fails
     * @throws IOException when another process has it
     */
    public static Gateway on(int port, PrintStream trouble) throws IOException {
        return new Gateway(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG), trouble);
    }

    public URI address() {
        return URI.create("http://localhost:" + port());
    }

    private int port() {
        return server.getAddress().getPort();
    }

    /** Serves from now on, until it is closed. */
    public void serve(RouteTable<LambdaFunction> routes, Function<HttpRequest, HttpAnswer> own, InstantSource clock) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var request = read(exchange);
                send(exchange, answer(request, routes, own, clock));
            } catch (RuntimeException e) {
                // Nothing a client sends may end here; a defect must be seen.
                trouble.println(exchange.getRequestURI().getPath() + ": " + e);
                throw e;
            }
        });
        server.start();
    }

    private static boolean isOwn(HttpRequest request) {
        String path = request.rawPath();
        return path.equals(OWN_ROUTES) || path.startsWith(OWN_ROUTES + "/");
    }

    private HttpAnswer answer(
            HttpRequest request,
            RouteTable<LambdaFunction> routes,
            Function<HttpRequest, HttpAnswer> own,
            InstantSource clock) {
        if (!request.isForThisMachine()) {
            return HttpAnswer.ofGateway(421, "Misdirected Request: this runtime answers to localhost alone");
        }
        if (request.body().length > BODY_LIMIT) {
            return HttpAnswer.ofGateway(413, "Request Entity Too Large");
        }
        return isOwn(request) ? own.apply(request) : answer(request, routes, clock);
    }

    private HttpAnswer answer(HttpRequest request, RouteTable<LambdaFunction> routes, InstantSource clock) {
        var match = routes.match(request.method(), request.rawPath());
        if (match.isEmpty()) {
            return HttpAnswer.ofGateway(404, "Not Found");
        }
        LambdaFunction function = match.get().route().target();
        var event = Payload.event(request, match.get(), UUID.randomUUID().toString(), port(), clock.instant());
        turns.acquireUninterruptibly();
        try {
            var response = function.call(label(request, match.get()), event, LONGEST);
            return Payload.answer((APIGatewayV2HTTPResponse) response);
        } catch (FunctionFailure e) {
            trouble.println(e.getMessage());
            return e.isLate() && function.timeout().compareTo(LONGEST) > 0
                    ? HttpAnswer.ofGateway(503, "Service Unavailable")
                    : HttpAnswer.ofGateway(500, "Internal Server Error");
        } catch (IllegalArgumentException | ClassCastException e) {
            trouble.println(label(request, match.get()) + ": " + function.name() + ": " + e.getMessage());
            return HttpAnswer.ofGateway(500, "Internal Server Error");
        } finally {
            turns.release();
        }
    }

    /** The route by the name the contract has for it: a form's {@code _method} stands for the method. */
    static String label(HttpRequest request, Match<?> match) {
        String path = match.route().path();
        if (path.equals(RouteTable.DEFAULT)) {
            return path;
        }
        String method = request.method();
        if (method.equals("POST") && request.mediaType().equals("application/x-www-form-urlencoded")) {
            String body = new String(request.body(), StandardCharsets.UTF_8);
            String instead =
                    Decoding.parameters(body).getOrDefault("_method", "").toUpperCase(Locale.ROOT);
            method = instead.equals("PUT") || instead.equals("DELETE") ? instead : method;
        }
        return method + " " + path;
    }

    private static HttpRequest read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        // As it was sent: java.net.URI takes what follows two slashes for a host.
        String target = uri.isAbsolute() ? uri.getRawPath() + query : uri.toString();
        return new HttpRequest(
                exchange.getRequestMethod(),
                target,
                exchange.getProtocol(),
                exchange.getRequestHeaders(),
                body(exchange.getRequestBody()),
                exchange.getRemoteAddress().getAddress().getHostAddress().replaceFirst("%.*$", ""));
    }

    private static byte[] body(InputStream in) throws IOException {
        byte[] body = in.readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            long read = body.length;
            byte[] rest = new byte[64 * 1024];
            for (int n = in.read(rest); n >= 0 && read < READ_AT_MOST; n = in.read(rest)) {
                read += n;
            }
        }
        return body;
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        boolean bodiless = answer.status() == 204 || answer.status() == 304 || answer.status() < 200;
        boolean head = exchange.getRequestMethod().equals("HEAD");
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> headers.add(name, value));
            }
        });
        if (head && !bodiless) {
            headers.set("Content-Length", String.valueOf(answer.body().length));
        }
        boolean empty = head || bodiless || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
