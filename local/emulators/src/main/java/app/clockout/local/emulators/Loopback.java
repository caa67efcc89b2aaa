package app.clockout.local.emulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/** HTTP servers of this machine for this machine. */
public final class Loopback {
    private Loopback() {}

    /**
     * Serves at a free port of the loopback address from now on.
     *
     * @param handler closes each exchange
     */
    public static HttpServer serve(Executor threads, HttpHandler handler) {
        // Else the end of each answer waits for 40 ms (RFC 896 meets RFC 1122, section 4.2.3.2).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", handler);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port.", e);
        }
    }

    /** Answers with JSON; empty for an answer without a body. */
    public static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
