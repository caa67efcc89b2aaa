package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    private static List<String> command(String option, String... arguments) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What it says until it ends, and how it ends. */
    private static List<String> run(String... arguments) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command("-XX:TieredStopAtLevel=1", arguments))
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            var lines = new ArrayList<>(out.lines().toList());
            lines.add("exit " + process.waitFor());
            return lines;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldWaitForFilesToBeClosedWhereTooManyAreOpen() throws Exception {
        var command = command("-XX:-MaxFDLimit", "0");
        var process = new ProcessBuilder("sh", "-c", "ulimit -n 60; exec \"$0\" \"$@\"").redirectErrorStream(true);
        process.command().addAll(command);
        var table = process.start();
        var clients = new ArrayList<Socket>();
        try (var out = table.inputReader()) {
            int port = URI.create(out.readLine().replaceAll(".* ", "")).getPort();
            for (int i = 0; i < 80; i++) {
                clients.add(new Socket(InetAddress.getLoopbackAddress(), port));
                if (i == 0) {
                    assertAnswer(clients.getFirst());
                }
            }
            Thread.sleep(300);
            var before = spent(table);
            Thread.sleep(1000);
            assertThat(spent(table).minus(before)).isLessThan(Duration.ofMillis(300));
            for (Socket client : clients.subList(0, 79)) {
                client.close();
            }
            assertAnswer(clients.getLast());
        } finally {
            table.destroyForcibly();
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void assertAnswer(Socket client) throws IOException {
        client.setSoTimeout(10_000);
        client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(client.getInputStream().read()).isEqualTo('H');
    }

    private static Duration spent(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Test
    void shouldSayWhyItCannotStart() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        assertThat(run("0", file.toString()))
                .containsExactly(
                        "The folder for the table, " + file
                                + ", cannot be used: java.nio.file.FileAlreadyExistsException: " + file,
                        "exit 1");
        try (var table = EmbeddedTable.inMemory()) {
            var port = String.valueOf(table.endpoint().getPort());
            assertThat(run(port)).containsExactly("Port " + port + " cannot be had: Address already in use", "exit 1");
        }
    }
}
