package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.environment.Environment;
import app.clockout.local.Aws;
import app.clockout.local.LocalRuntime;
import app.clockout.local.Options;
import app.clockout.local.table.EmbeddedTable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The whole network on a free port, asked as a browser or a script would ask it. */
final class Network implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Reply(int status, JsonNode json, String text, HttpResponse<String> response) {}

    private final LocalRuntime runtime;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private Network(LocalRuntime runtime) {
        this.runtime = runtime;
    }

    private static final Path TEMPLATE = Path.of(System.getProperty("clockout.root"), "template.yaml");

    /** Where AWS is instead of in this process, if the tests are to run on another. */
    private static final @Nullable String ENDPOINT = System.getProperty("clockout.endpoint");

    /** Whether every call goes to an emulator that takes its time. */
    static boolean isAtEndpoint() {
        return ENDPOINT != null;
    }

    static Network start() {
        return start(TEMPLATE);
    }

    /** Each network for itself: at an endpoint that all of them share, too. */
    private static Network start(Path template) {
        var options = Options.of(template);
        return new Network(LocalRuntime.start(
                ENDPOINT == null
                        ? options
                        : options.withAws(new Aws.Endpoint(URI.create(ENDPOINT), "test-" + UUID.randomUUID()))));
    }

    /** The network without one function, and so without what it would do with its queue's messages. */
    static Network startWithout(String function) {
        try {
            var template = Files.readString(TEMPLATE);
            var less = template.replaceFirst("(?s)\n  " + function + ":\n.*?(?=\n  \\w)", "");
            assertThat(less).isNotEqualTo(template);
            var file = Files.createTempFile("template", ".yaml");
            file.toFile().deleteOnExit();
            return start(Files.writeString(file, less));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table as a function reaches it, to prepare what would take long over HTTP. */
    Environment environment(String function) {
        return runtime.environment(function);
    }

    /** The table from the other side; only where it is in this process. */
    EmbeddedTable embeddedTable() {
        return runtime.table();
    }

    /** To whom mails of a kind went, without a look into them. */
    List<String> recipients(String kind) {
        return runtime.mails().recipients(kind);
    }

    String address() {
        return runtime.address().toString();
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply get(String path, String session) {
        return send(request(path).header("Authorization", "Bearer " + session).GET());
    }

    Reply post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply post(String path, String json, String session) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + session)
                .POST(BodyPublishers.ofString(json)));
    }

    Reply put(String path, String session) {
        return send(request(path).header("Authorization", "Bearer " + session).PUT(BodyPublishers.noBody()));
    }

    Reply put(String path, String json, String etag, String session) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", etag)
                .header("Authorization", "Bearer " + session)
                .PUT(BodyPublishers.ofString(json)));
    }

    Reply delete(String path, String session) {
        return send(request(path).header("Authorization", "Bearer " + session).DELETE());
    }

    /** A request from another place on the Internet, which limits count apart. */
    Reply postFrom(String sourceIp, String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Local-Source-Ip", sourceIp)
                .POST(BodyPublishers.ofString(json)));
    }

    Reply form(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .setHeader("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
                .POST(BodyPublishers.ofString(body)));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            boolean isJson =
                    response.headers().firstValue("content-type").orElse("").contains("json");
            return new Reply(
                    response.statusCode(),
                    isJson ? parsed(response.body()) : MAPPER.createObjectNode(),
                    response.body(),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(runtime.address() + path)).setHeader("Accept", "application/json");
    }

    /** Waits until everything that follows from what was done is done. */
    void settle() {
        assertThat(post("/_local/settle", "").status()).isEqualTo(200);
    }

    Instant now() {
        return Instant.parse(get("/_local/clock").json().get("now").asText());
    }

    /** Sets the clock, with each schedule once on arrival, and waits for what follows. */
    void leapTo(Instant instant) {
        var reply = post("/_local/clock", "{\"now\":\"%s\"}".formatted(instant));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        settle();
    }

    /** Lets time pass minute by minute. */
    void advance(Duration by) {
        var reply = post("/_local/clock", "{\"advance\":\"%s\"}".formatted(by));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    List<JsonNode> inbox(String to, String kind) {
        var mails = new ArrayList<JsonNode>();
        get("/_local/inbox?to=%s&kind=%s".formatted(encoded(to), kind))
                .json()
                .get("items")
                .forEach(mails::add);
        return mails;
    }

    /** The token in the newest mail of a kind, by whom it went to. */
    Map<String, String> tokens(String kind) {
        var tokens = new HashMap<String, String>();
        inbox("", kind).forEach(mail -> tokens.putIfAbsent(mail.get("to").asText(), token(mail)));
        return tokens;
    }

    /** The token of the one link in the newest mail of a kind. */
    String token(String to, String kind) {
        return token(inbox(to, kind).getFirst());
    }

    private static String token(JsonNode mail) {
        var link = mail.get("links").get(0).asText();
        return link.substring(link.indexOf("token=") + "token=".length());
    }

    Reply signUp(String email) {
        return signUp(email, "technology", "Berlin");
    }

    Reply signUp(String email, String industry, String city) {
        return postFrom(
                // Many people, many places: a limit for each of them is not what most tests are about.
                "10.%d.%d.%d"
                        .formatted(email.hashCode() >> 16 & 255, email.hashCode() >> 8 & 255, email.hashCode() & 255),
                "/signup",
                """
                {"email":"%s","name":"%s","industry":"%s","role":"Engineer","city":"%s","consent":true}""".formatted(email, email.substring(0, email.indexOf('@')), industry, city));
    }

    /** Confirms the newest sign-up of an address; gives what the confirmation answers. */
    JsonNode confirm(String email) {
        return confirmBy(token(email, "confirm-address"));
    }

    JsonNode confirmBy(String token) {
        var reply = post("/signup/confirm", "{\"token\":\"%s\"}".formatted(token));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    /** Signs a member in by mail; gives the session's token. */
    String signIn(String email) {
        assertThat(post("/signin", "{\"email\":\"%s\"}".formatted(email)).status())
                .isEqualTo(202);
        settle();
        var reply = post("/signin/confirm", "{\"token\":\"%s\"}".formatted(token(email, "sign-in")));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json().get("sessionToken").asText();
    }

    String signInFounder() {
        return signIn(LocalRuntime.FOUNDER_EMAIL);
    }

    /** Does all of it at once, as many people would, and gives the answers in order. */
    static <T> List<T> together(List<Callable<T>> tasks) {
        try (var threads = Executors.newFixedThreadPool(16)) {
            var answers = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        runtime.close();
    }
}
