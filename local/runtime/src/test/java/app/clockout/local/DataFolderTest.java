package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.fixture.Client;
import app.clockout.local.fixture.OtherProcess;
import app.clockout.local.fixture.Running;
import app.clockout.local.fixture.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DataFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void forget() {
        Seen.clear();
    }

    @Test
    void shouldKeepMailsTableAndClockBetweenRuns() {
        Instant tomorrow;
        try (var running = Running.in(folder)) {
            running.note("mail ada@x.test");
            running.client().settle();
            running.client().post("/_local/clock", "{\"advance\":\"PT25H\"}");
            tomorrow = running.runtime().clock().instant();
        }
        Seen.clear();

        try (var running = Running.in(folder)) {
            assertThat(running.client().json("/_local/inbox").path("items").findValuesAsText("to"))
                    .containsExactly("ada@x.test");
            assertThat(running.runtime().clock().instant()).isBetween(tomorrow, tomorrow.plus(Duration.ofMinutes(2)));
            running.note("after");
            running.client().settle();
            assertThat(Seen.of("relay ")).containsExactly("after");
        }
    }

    @Test
    void shouldFinishAfterARestartWhatAKilledProcessHadBegun() throws InterruptedException {
        try (var process = OtherProcess.start("--port", "0", "--data", folder.toString());
                var client = new Client(process.address())) {
            client.get("/?do=put&text=keeps+in+" + process.pid());
            client.get("/?do=put&text=done");
            await(() -> client.json("/_local/queues")
                            .path("items")
                            .path(0)
                            .path("inFlight")
                            .asInt()
                    == 1);
            client.get("/?do=put&text=relay-not-in+" + process.pid());
            client.get("/?do=put&text=behind");

            process.kill();
        }
        long start = System.nanoTime();

        try (var running = Running.in(folder)) {
            running.client().settle();
        }

        assertThat(Seen.of("relay "))
                .hasSize(2)
                .anyMatch(text -> text.startsWith("relay-not-in"))
                .endsWith("behind");
        assertThat(Seen.of("work "))
                .anyMatch(text -> text.startsWith("keeps in"))
                .anyMatch(text -> text.startsWith("relay-not-in"))
                .contains("behind");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).isLessThan(1000);
            Thread.sleep(10);
        }
    }

    @Test
    void shouldSayThatATableOfDynamoDbLocalCannotBeRead() throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve("table")).resolve("shared-local-instance.db"));

        assertThatThrownBy(() -> Running.in(folder).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("was kept by DynamoDB Local")
                .hasMessageContaining("Give another data folder");
    }

    @Test
    void shouldSayThatItsTableCannotBeUsed() throws IOException {
        var lock = Files.createDirectories(folder.resolve("table").resolve("lock"));

        assertThatThrownBy(() -> Running.in(folder).close())
                .isInstanceOf(StartException.class)
                .hasMessage("The folder for the table, " + folder.resolve("table")
                        + ", cannot be used: java.nio.file.FileSystemException: " + lock + ": Is a directory");
    }

    @Test
    void shouldRefuseASecondRuntimeOnTheSameFolder() {
        try (var first = Running.in(folder)) {
            assertThatThrownBy(() -> Running.in(folder).close())
                    .isInstanceOf(StartException.class)
                    .hasMessage("The data folder " + folder + " is in use by another process.");
            assertThat(first.client().get("/").statusCode()).isEqualTo(200);
        }
    }
}
