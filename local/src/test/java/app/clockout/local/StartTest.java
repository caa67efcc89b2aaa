package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.fixture.Running;
import app.clockout.testing.template.TemplateException;
import java.io.IOException;
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
