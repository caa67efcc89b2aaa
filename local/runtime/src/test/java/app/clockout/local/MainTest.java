package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.fixture.Client;
import app.clockout.local.fixture.OtherProcess;
import app.clockout.local.fixture.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MainTest {
    @Test
    void shouldSayWhereItIsAndEndAtOnceWhenAsked() throws InterruptedException {
        try (var process = OtherProcess.start("--port", "0");
                var client = new Client(process.address())) {
            assertThat(process.line()).startsWith("Inbox").endsWith("/_local/inbox");
            assertThat(process.line()).startsWith("Founder").contains("/signin");
            assertThat(process.line()).isEqualTo("Ctrl-C stops it.");
            assertThat(client.get("/").statusCode()).isEqualTo(200);
            long start = System.nanoTime();

            process.interrupt();

            assertThat(process.exitCode()).isNotZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(process.rest()).isEmpty();
        }
    }

    @Test
    void shouldSayInOneLineThatThePortIsTaken() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var process = OtherProcess.start("--port", String.valueOf(taken.getLocalPort()))) {
            assertThat(process.rest())
                    .containsExactly("Port " + taken.getLocalPort() + " is in use; choose another one with --port.");
            assertThat(process.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void shouldSayInOneLineThatTheFolderIsTaken(@TempDir Path folder) throws InterruptedException {
        try (var _ = Running.in(folder);
                var process = OtherProcess.start("--port", "0", "--data", folder.toString())) {
            assertThat(process.rest()).containsExactly("The data folder " + folder + " is in use by another process.");
            assertThat(process.exitCode()).isEqualTo(1);
        }
    }
}
