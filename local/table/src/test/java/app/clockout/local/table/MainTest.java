package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder;

    /** What it says until it ends, and how it ends. */
    private static List<String> run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.inputReader()) {
            var lines = new ArrayList<>(out.lines().toList());
            lines.add("exit " + process.waitFor());
            return lines;
        }
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
