package app.clockout.local.emulators.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import app.clockout.local.emulators.lambda.LambdaAnswer.FunctionError;
import app.clockout.local.emulators.lambda.LambdaAnswer.Given;
import app.clockout.local.emulators.lambda.LambdaProcess.Start;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaProcessTest {
    private static final String HANDLER = SampleHandler.class.getName() + "::handleRequest";

    @TempDir
    static Path folder;

    private static Path zip = Path.of("");

    @BeforeAll
    static void zip() throws IOException {
        zip = folder.resolve("sample.zip");
        var entry = SampleHandler.class.getName().replace('.', '/') + ".class";
        try (var out = new ZipOutputStream(Files.newOutputStream(zip));
                var in = SampleHandler.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new ZipEntry(entry));
            in.transferTo(out);
        }
    }

    private static LambdaFunction function(String handler, Map<String, String> variables) {
        return new LambdaFunction("sample", zip, handler, 256, Duration.ofSeconds(10), variables);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + text, e);
        }
    }

    private static JsonNode given(LambdaAnswer answer) {
        assertThat(answer).isInstanceOf(Given.class);
        return json(((Given) answer).json());
    }

    private static JsonNode error(LambdaAnswer answer) {
        assertThat(answer).isInstanceOf(FunctionError.class);
        return json(((FunctionError) answer).json());
    }

    @Test
    void shouldRunAFunctionAsLambdaDoes() {
        try (var process = LambdaProcess.start(function(HANDLER, Map.of("TABLE_NAME", "clockout")))) {
            var first = given(process.invoke("{\"say\":\"Grüße\"}"));

            assertThat(first.path("said").asText()).isEqualTo("Grüße");
            assertThat(first.path("table").asText()).isEqualTo("clockout");
            assertThat(first.path("home").asText())
                    .as("nothing of this machine")
                    .isEqualTo("null");
            assertThat(first.path("initialization").asText()).isEqualTo("on-demand");
            assertThat(first.path("megabytes").asInt()).isBetween(200, 218);
            var thrown = error(process.invoke("{\"do\":\"throw\"}"));
            assertThat(thrown.path("errorType").asText()).isEqualTo("java.lang.IllegalArgumentException");
            assertThat(thrown.path("errorMessage").asText()).isEqualTo("bad luck");
            assertThat(given(process.invoke("{}")).path("calls").asInt())
                    .as("the same process goes on")
                    .isEqualTo(3);
            assertThat(process.log()).contains("started", "call 3", "bad luck");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAFunctionThatDoesNotStart() {
        try (var missing = LambdaProcess.start(function("app.clockout.NoSuchHandler::handleRequest", Map.of()));
                var failing = LambdaProcess.start(function(HANDLER, Map.of("FAIL_AT", "start")))) {
            assertThat(error(missing.invoke("{}")).path("errorMessage").asText())
                    .contains("NoSuchHandler");
            assertThat(error(failing.invoke("{}")).toString()).contains("no way to start");
            assertThat(failing.log()).contains("no way to start");
        }
    }

    @Test
    void shouldWaitAtTheCheckpointUntilItIsRestored() {
        try (var process = LambdaProcess.start(function(HANDLER, Map.of()), Start.SNAP_START, List.of())) {
            process.awaitCheckpoint();
            assertThat(process.log()).contains("started").doesNotContain("call");

            process.restore();

            assertThat(given(process.invoke("{}")).path("initialization").asText())
                    .isEqualTo("snap-start");
        }
        try (var failing =
                LambdaProcess.start(function(HANDLER, Map.of("FAIL_AT", "start")), Start.SNAP_START, List.of())) {
            assertThatThrownBy(failing::awaitCheckpoint).hasMessageContaining("no way to start");
        }
    }

    @Test
    void shouldEndAFunctionThatTakesTooLong() {
        var function = new LambdaFunction("slow", zip, HANDLER, 256, Duration.ofSeconds(2), Map.of());
        try (var process = LambdaProcess.start(function)) {
            assertThat(error(process.invoke("{\"do\":\"sleep\"}"))
                            .path("errorMessage")
                            .asText())
                    .isEqualTo("Error: Task timed out after 2.00 seconds");
        }
    }

    @Test
    void shouldAnswerTheInvokeApi() throws Exception {
        try (var api = InvokeApi.of(
                        name -> name.equals("sample") ? Optional.of(function(HANDLER, Map.of())) : Optional.empty());
                var client = HttpClient.newHttpClient()) {
            var first = invoke(client, api.uriOf("sample"), "{\"say\":\"hello\"}");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(json(first.body()).path("said").asText()).isEqualTo("hello");
            assertThat(first.headers().firstValue("X-Amz-Function-Error")).isEmpty();

            var thrown = invoke(client, api.uriOf("sample"), "{\"do\":\"throw\"}");
            assertThat(thrown.statusCode()).isEqualTo(502);
            assertThat(thrown.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");

            var ended = invoke(client, api.uriOf("sample"), "{\"do\":\"exit\"}");
            assertThat(json(ended.body()).path("errorMessage").asText()).contains("exit status 3");
            assertThat(json(invoke(client, api.uriOf("sample"), "{}").body())
                            .path("calls")
                            .asInt())
                    .as("a new process")
                    .isEqualTo(1);

            assertThat(invoke(client, api.uriOf("other"), "{}").statusCode()).isEqualTo(404);
            assertThat(api.invocations()).isEqualTo(Map.of("sample", 4));
            assertThat(api.errors().get("sample")).hasSize(2).first(STRING).contains("bad luck");
            api.publish("sample");
            assertThat(api.invocations()).as("that is no invocation").isEqualTo(Map.of("sample", 4));
            assertThat(json(invoke(client, api.uriOf("sample"), "{}").body())
                            .path("initialization")
                            .asText())
                    .isEqualTo("snap-start");
            api.start("sample");
            assertThat(api.logs().get("sample")).as("it started").endsWith("started\n");
            assertThat(api.logs().get("sample")).contains("bad luck", "call 3");
        }
    }

    private static HttpResponse<String> invoke(HttpClient client, URI uri, String event) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(event)).build(), BodyHandlers.ofString());
    }
}
