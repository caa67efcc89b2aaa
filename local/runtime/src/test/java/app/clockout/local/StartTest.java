package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.fixture.Running;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartTest {
    @TempDir
    private Path folder;

    @Test
    void shouldNameTheLineOfAHandlerThatIsNotThere() {
        refuses("WebHandler::", "NoHandler::", "there is no class app.clockout.local.fixture.NoHandler");
    }

    @Test
    void shouldNameTheLineOfAHandlerThatTakesOtherEvents() {
        refuses(
                "fixture.RelayHandler::",
                "fixture.WorkHandler::",
                "the handler of RelayFunction takes SQSEvent, and its trigger gives DynamodbEvent");
    }

    @Test
    void shouldNameTheLineOfAFunctionThatMissesAVariable() {
        refuses(
                "          WORK_QUEUE_URL: !Ref WorkQueue\n      Events:\n        Changes",
                "          OTHER: x\n      Events:\n        Changes",
                "RelayFunction does not start: java.lang.IllegalStateException: The environment variable WORK_QUEUE_URL");
    }

    @Test
    void shouldNameTheLineOfAPropertyOfAQueueItDoesNotUnderstand() {
        refuses("VisibilityTimeout: 360\n", "FifoQueue: true\n", "FifoQueue");
    }

    @Test
    void shouldSayThatThereIsNoTemplate() {
        assertThatThrownBy(() -> LocalRuntime.start(Options.of(folder.resolve("template.yaml")))
                        .close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("template.yaml");
    }

    @Test
    void shouldSayThatNobodyAnswersAtTheEndpoint() throws IOException {
        URI nobody;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://localhost:" + taken.getLocalPort());
        }

        assertThatThrownBy(() -> at(nobody))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Nothing answers at " + nobody + ".")
                .hasMessageContaining("make localstack");
    }

    @Test
    void shouldSayThatTheEndpointIsNoAws() throws IOException {
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start(); // with a page of its own for every path: 404
        var wrong = URI.create("http://localhost:" + other.getAddress().getPort());
        try {
            assertThatThrownBy(() -> at(wrong))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("What answers at " + wrong + " is no AWS");
        } finally {
            other.stop(0);
        }
    }

    private static void at(URI endpoint) {
        LocalRuntime.start(Options.of(Running.TEMPLATE).withAws(new Aws.Endpoint(endpoint, "clockout")))
                .close();
    }

    private void refuses(String instead, String of, String problem) {
        Path template = folder.resolve("template.yaml");
        try {
            Files.writeString(template, Files.readString(Running.TEMPLATE).replace(instead, of));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThatThrownBy(() -> LocalRuntime.start(Options.of(template)).close())
                .isInstanceOf(TemplateException.class)
                .hasMessageMatching("(?s)template\\.yaml:\\d+: .*")
                .hasMessageContaining(problem);
    }
}
