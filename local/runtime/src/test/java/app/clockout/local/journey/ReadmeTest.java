package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's commands, pasted, show what it promises. */
class ReadmeTest {
    private static final Path README = Path.of(System.getProperty("clockout.root"), "README.md");
    private static final String SERVED = "http://localhost:8080";

    @Test
    void shouldLeadFromASignUpToTheDoorByPastedCommands() throws IOException, InterruptedException {
        try (var network = Network.start()) {
            var said = paste(pasted().replace(SERVED, network.address()));

            assertThat(said.lines().filter(line -> line.contains("\"status\":4") || line.contains("\"status\":5")))
                    .isEmpty();
            assertThat(said)
                    .containsSubsequence(
                            "\"status\":\"check-mail\"",
                            "\"status\":\"waiting\",\"position\":1",
                            "\"accepted\":1",
                            "\"member\":{",
                            "\"accepted\":2",
                            "\"slug\":\"late-bloomers\"",
                            "\"status\":\"confirmed\",\"ticket\":",
                            "\"status\":\"waitlisted\",\"position\":1",
                            "\"status\":\"waitlisted\",\"position\":2",
                            "\"status\":\"cancelled\"",
                            "\"rsvp\":{\"status\":\"offered\"",
                            "\"name\":\"grace\",\"checkedInAt\":",
                            "\"name\":\"grace\",\"status\":\"confirmed\"",
                            "\"name\":\"linus\",\"status\":\"waitlisted\",\"position\":1");
        }
    }

    /** The blocks of commands that speak to a running network, as one. */
    private static String pasted() throws IOException {
        return Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("$B/"))
                .collect(Collectors.joining());
    }

    private static String paste(String commands) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("bash").redirectErrorStream(true).start();
        try (var input = shell.getOutputStream()) {
            input.write(commands.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
