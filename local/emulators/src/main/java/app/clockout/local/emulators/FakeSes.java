package app.clockout.local.emulators;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An Amazon SES that keeps every mail instead of sending it: version 1 of its API, in the query protocol, as far as
 * {@code SendRawEmail} and {@code GetSendQuota} go. It refuses what SES refuses.
 */
public final class FakeSes implements SentMails {
    private static final double MAX_SEND_RATE = 10_000;
    private static final int LONGEST_REQUEST = 64 * 1024 * 1024;

    private final InstantSource clock;
    private volatile double quota = 1_000_000;
    private final MailStore store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private FakeSes(InstantSource clock, @Nullable Path folder) {
        this.clock = clock;
        this.store = new MailStore(folder);
        this.server = Loopback.serve(threads, this::answer);
    }

    /** A catcher on a free port, whose mails end with it. */
    public static FakeSes start(InstantSource clock) {
        return new FakeSes(clock, null);
    }

    /** A catcher whose mails are kept in a folder between runs; the folder is made if it is not there. */
    public static FakeSes start(InstantSource clock, Path folder) {
        return new FakeSes(clock, folder);
    }

    /** Where it listens, for {@code endpointOverride}; region and credentials can be any. */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public List<CaughtMail> mails(@Nullable String to, @Nullable String kind) {
        return store.newestFirst(
                mail -> (kind == null || mail.kind().equals(kind)) && (to == null || CaughtMail.goesTo(mail.to(), to)));
    }

    /** Quick also where there are very many. */
    @Override
    public List<String> recipients(String kind) {
        return store.recipients(mail -> mail.kind().equals(kind));
    }

    /** Takes at most so many mails in any 24 hours from now on; a million until then. */
    public void quota(int mails) {
        quota = mails;
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String body;
            try {
                var parameters = parameters(exchange);
                String action = parameters.getOrDefault("Action", "");
                String result =
                        switch (action) {
                            case "SendRawEmail" -> send(parameters);
                            case "GetSendQuota" -> quota();
                            default ->
                                throw new SesRefusal(
                                        "InvalidAction",
                                        "Could not find operation " + action + " for version 2010-12-01");
                        };
                body = "<%1$sResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><%1$sResult>%2$s</%1$sResult>"
                                .formatted(action, result)
                        + "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></%sResponse>"
                                .formatted(UUID.randomUUID(), action);
            } catch (SesRefusal e) {
                status = 400;
                body = "<ErrorResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><Error><Type>Sender</Type>"
                        + "<Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                                .formatted(e.code(), escaped(String.valueOf(e.getMessage())), UUID.randomUUID());
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String send(Map<String, String> parameters) throws SesRefusal {
        byte[] message;
        try {
            message = Base64.getMimeDecoder().decode(parameters.getOrDefault("RawMessage.Data", ""));
        } catch (IllegalArgumentException e) {
            throw SesRefusal.invalid("The raw message is not in Base64.");
        }
        if (message.length == 0) {
            throw SesRefusal.invalid("Empty raw message.");
        }
        var mail = RawMail.read(message);
        var recipients = mail.recipients(list(parameters, "Destinations.member.%d"));
        var now = clock.instant();
        if (store.size() >= quota && sentLately() >= quota) {
            throw new SesRefusal("Throttling", "Daily message quota exceeded.");
        }
        store.add(String.join(", ", recipients), kind(parameters, mail), now, message);
        return "<MessageId>%s</MessageId>".formatted(UUID.randomUUID());
    }

    /** A tag of the request counts before one in the message's header. */
    private static String kind(Map<String, String> parameters, RawMail mail) {
        var names = list(parameters, "Tags.member.%d.Name");
        int kind = names.indexOf("kind");
        return kind < 0 ? mail.kind() : parameters.getOrDefault("Tags.member." + (kind + 1) + ".Value", "");
    }

    private String quota() {
        return "<Max24HourSend>%s</Max24HourSend><MaxSendRate>%s</MaxSendRate><SentLast24Hours>%s</SentLast24Hours>"
                .formatted(quota, MAX_SEND_RATE, (double) sentLately());
    }

    private long sentLately() {
        var since = clock.instant().minus(Duration.ofHours(24));
        return store.count(mail -> mail.sentAt().isAfter(since));
    }

    /** The values of {@code name.1}, {@code name.2} … up to the first that is missing. */
    private static List<String> list(Map<String, String> parameters, String name) {
        var values = new ArrayList<String>();
        for (int i = 1; ; i++) {
            var value = parameters.get(name.formatted(i));
            if (value == null) {
                return values;
            }
            values.add(value);
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) throws IOException, SesRefusal {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        if (body.length > LONGEST_REQUEST) {
            throw new SesRefusal("RequestEntityTooLarge", "The request is too long.");
        }
        var parameters = new LinkedHashMap<String, String>();
        try {
            for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new SesRefusal("MalformedQueryString", "The request is no form.");
        }
        return parameters;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
