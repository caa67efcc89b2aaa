package app.clockout.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.environment.Environment;
import app.clockout.local.fixture.Client;
import app.clockout.local.gateway.RouteTable.Route;
import app.clockout.local.lambda.LambdaFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class GatewayTest {
    private final ByteArrayOutputStream trouble = new ByteArrayOutputStream();
    private Gateway gateway;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        gateway = Gateway.on(0, new PrintStream(trouble, true, StandardCharsets.UTF_8));
        var environment = new Environment(
                Map.of("NAME", "value"), InstantSource.system(), new Random(), builder -> builder.region(
                                Region.US_EAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create()));
        var web = LambdaFunction.start(
                "WebFunction",
                "app.clockout.local.fixture.WebHandler::handleRequest",
                512,
                Duration.ofSeconds(2),
                environment);
        gateway.serve(
                new RouteTable<>(
                        List.of(new Route<>("ANY", "/things/{thingId}", web), new Route<>("ANY", "$default", web))),
                request -> HttpAnswer.json(200, "application/json", "{\"own\":\"" + request.rawPath() + "\"}"),
                InstantSource.fixed(Instant.parse("2027-01-14T23:30:00Z")));
        client = new Client(gateway.address());
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void shouldGiveTheEventOfPayloadFormatTwo() {
        var event = client.json(
                "/things/a%20b?x=1&x=2&q=caf%C3%A9+au%20lait",
                "User-Agent",
                "test",
                "X-Local-Source-Ip",
                "203.0.113.7",
                "X-Twice",
                "one",
                "X-Twice",
                "two",
                "Cookie",
                "a=1; b=2");

        assertThat(event.path("version").asText()).isEqualTo("2.0");
        assertThat(event.path("routeKey").asText()).isEqualTo("ANY /things/{thingId}");
        assertThat(event.path("rawPath").asText()).isEqualTo("/things/a b");
        assertThat(event.path("rawQueryString").asText()).isEqualTo("x=1&x=2&q=caf%C3%A9+au%20lait");
        assertThat(event.path("queryStringParameters")).isEqualTo(json("{\"x\":\"1,2\",\"q\":\"café au lait\"}"));
        assertThat(event.path("pathParameters")).isEqualTo(json("{\"thingId\":\"a b\"}"));
        assertThat(event.path("cookies")).isEqualTo(json("[\"a=1\",\"b=2\"]"));
        assertThat(event.path("body").isNull()).isTrue();
        assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();

        var headers = event.path("headers");
        assertThat(headers.path("x-twice").asText()).isEqualTo("one,two");
        assertThat(headers.path("host").asText())
                .isEqualTo("localhost:" + gateway.address().getPort());
        assertThat(headers.path("x-forwarded-for").asText()).isEqualTo("203.0.113.7");
        assertThat(headers.path("x-forwarded-proto").asText()).isEqualTo("http");
        assertThat(headers.path("x-forwarded-port").asText())
                .isEqualTo(String.valueOf(gateway.address().getPort()));
        assertThat(headers.properties())
                .extracting(Map.Entry::getKey)
                .doesNotContain("cookie", "x-local-source-ip", "connection", "X-Twice");

        var context = event.path("requestContext");
        assertThat(context.path("routeKey").asText()).isEqualTo("ANY /things/{thingId}");
        assertThat(context.path("stage").asText()).isEqualTo("$default");
        assertThat(context.path("domainName").asText()).isEqualTo("localhost");
        assertThat(context.path("apiId").asText()).isNotEmpty();
        assertThat(context.path("requestId").asText()).isNotEmpty();
        assertThat(context.path("time").asText()).isEqualTo("14/Jan/2027:23:30:00 +0000");
        assertThat(context.path("timeEpoch").asLong())
                .isEqualTo(Instant.parse("2027-01-14T23:30:00Z").toEpochMilli());
        assertThat(context.path("http").path("method").asText()).isEqualTo("GET");
        assertThat(context.path("http").path("path").asText()).isEqualTo("/things/a b");
        assertThat(context.path("http").path("sourceIp").asText()).isEqualTo("203.0.113.7");
        assertThat(context.path("http").path("userAgent").asText()).isEqualTo("test");
        assertThat(context.path("http").path("protocol").asText()).isEqualTo("HTTP/1.1");
    }

    @Test
    void shouldLeaveOutWhatARequestHasNot() {
        var event = client.json("/nowhere");

        assertThat(event.path("routeKey").asText()).isEqualTo("$default");
        assertThat(event.path("rawQueryString").asText()).isEmpty();
        assertThat(List.of("queryStringParameters", "pathParameters", "cookies", "body"))
                .allMatch(field -> event.path(field).isNull());
        assertThat(event.path("requestContext").path("http").path("sourceIp").asText())
                .isEqualTo("127.0.0.1");
    }

    @Test
    void shouldPassTextAndJsonOnAsTheyAreAndAnythingElseInBase64() {
        for (String type : List.of("application/json", "text/plain; charset=utf-8", "application/merge-patch+json")) {
            var event = Client.json(client.send("PUT", "/", "{\"é\":1}", "Content-Type", type));
            assertThat(event.path("body").asText()).isEqualTo("{\"é\":1}");
            assertThat(event.path("isBase64Encoded").asBoolean()).isFalse();
        }
        for (String type : List.of("application/x-www-form-urlencoded", "application/octet-stream")) {
            var event = Client.json(client.send("POST", "/", "a=1", "Content-Type", type));
            assertThat(event.path("body").asText())
                    .isEqualTo(Base64.getEncoder().encodeToString("a=1".getBytes(StandardCharsets.UTF_8)));
            assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldAnswerWithHeadersCookiesAndBody() {
        var answer = client.get("/?do=cookies");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("text");
        assertThat(answer.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1; Path=/", "b=2; Path=/");
        assertThat(answer.headers().allValues("x-one")).containsExactly("1");
        assertThat(answer.headers().allValues("x-two")).containsExactly("1", "2");
    }

    @Test
    void shouldDecodeABodyInBase64() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(gateway.address() + "/?do=binary"))
                            .build(),
                    BodyHandlers.ofByteArray());

            assertThat(answer.body()).containsExactly(1, 2, 200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("image/png");
        }
    }

    @Test
    void shouldAnswerHeadLikeGetWithoutTheBody() {
        var answer = client.send("HEAD", "/?do=cookies", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("content-length")).hasValue("4");
        assertThat(answer.headers().allValues("x-one")).containsExactly("1");
    }

    @Test
    void shouldAnswerNoContentWithoutABody() {
        var answer = client.get("/?do=empty");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldAnswerForAFunctionThatThrowsAndSayItInOneLine() {
        var answer = client.get("/things/1?do=throw");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(trouble.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("GET /things/{thingId}: WebFunction threw IllegalStateException: as I was told");
    }

    @Test
    void shouldAnswerForAFunctionThatDoesNotComeBack() {
        var answer = client.get("/?do=sleep");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
        assertThat(trouble.toString(StandardCharsets.UTF_8)).contains("WebFunction timed out after 2000 ms");
    }

    @Test
    void shouldAnswerForAFunctionWhoseAnswerIsNone() {
        var answer = client.get("/?do=nothing");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(trouble.toString(StandardCharsets.UTF_8)).contains("it answered the status code 0");
    }

    @Test
    void shouldRefuseABodyLongerThanApiGatewayTakes() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(gateway.address())
                            .POST(BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        }
    }

    @Test
    void shouldKeepItsOwnRoutesFromTheFunctions() {
        assertThat(client.get("/_local/inbox").body()).isEqualTo("{\"own\":\"/_local/inbox\"}");
        assertThat(client.json("/_localized").path("routeKey").asText()).isEqualTo("$default");
    }

    @Test
    void shouldTakeAPathThatBeginsWithTwoSlashesForAPath() throws IOException {
        assertThat(raw("//evil.test/things/1", "localhost"))
                .contains("\"rawPath\":\"//evil.test/things/1\"")
                .contains("\"routeKey\":\"$default\"");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LocalHost:8080, 200",
        "clockout.localhost:8080, 200",
        "127.0.0.1:8080, 200",
        "127.8.9.1, 200",
        "[::1]:8080, 200",
        "evil.test, 421",
        "evil.test:8080, 421",
        "localhost.evil.test, 421",
        "notlocalhost, 421",
        "127.0.0.1.evil.test, 421",
        "192.168.1.7, 421",
        "0.0.0.0, 421"
    })
    void shouldAnswerToNamesOfThisMachineAlone(String host, int status) throws IOException {
        for (var path : new String[] {"/", "/_local/inbox"}) {
            assertThat(raw(path, host)).startsWith("HTTP/1.1 " + status);
        }
    }

    /** What is answered, as it comes over the wire. */
    private String raw(String target, String host) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.address().getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(target, host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldNameARouteByTheMethodAFormStandsFor() {
        var route = new RouteTable<>(List.of(new Route<>("ANY", "/events/{eventId}/rsvp", "")))
                .match("POST", "/events/1/rsvp")
                .orElseThrow();

        assertThat(label("POST", "application/x-www-form-urlencoded", "_method=put&x=1", route))
                .isEqualTo("PUT /events/{eventId}/rsvp");
        assertThat(label("POST", "application/x-www-form-urlencoded", "_method=get", route))
                .isEqualTo("POST /events/{eventId}/rsvp");
        assertThat(label("POST", "application/json", "_method=put", route)).isEqualTo("POST /events/{eventId}/rsvp");
        assertThat(label("DELETE", "", "", route)).isEqualTo("DELETE /events/{eventId}/rsvp");
    }

    private static String label(String method, String type, String body, RouteTable.Match<?> match) {
        return Gateway.label(
                new app.clockout.local.gateway.HttpRequest(
                        method,
                        "/events/1/rsvp",
                        "HTTP/1.1",
                        Map.of("Content-Type", List.of(type)),
                        body.getBytes(StandardCharsets.UTF_8),
                        "127.0.0.1"),
                match);
    }

    @Test
    void shouldSayThatAPortIsTaken() {
        assertThatThrownBy(() -> Gateway.on(gateway.address().getPort(), System.err))
                .isInstanceOf(IOException.class);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
