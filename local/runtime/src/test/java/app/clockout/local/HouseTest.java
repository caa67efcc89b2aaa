package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no class can tell: the sizes of sources, the scopes of libraries, and the lists that people read. */
class HouseTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern OF_TESTS =
            Pattern.compile("<groupId>(org\\.junit.*|org\\.assertj|net\\.jqwik|com\\.tngtech\\.archunit)</groupId>");

    @Test
    void shouldNotBringTestLibrariesToWhatRuns() throws IOException {
        for (var pom : poms()) {
            var own = Sources.read(pom).replaceFirst("(?s)<dependencyManagement>.*</dependencyManagement>", "");
            assertThat(DEPENDENCY.matcher(own).results().map(found -> found.group(1)))
                    .as(pom.toString())
                    .filteredOn(dependency -> OF_TESTS.matcher(dependency).find())
                    // Provided is what local/testing compiles with: a test that asserts brings it.
                    .allMatch(dependency -> dependency.contains("<scope>test</scope>")
                            || dependency.contains("<scope>provided</scope>"));
        }
    }

    @Test
    void shouldTellOfEveryFunctionInTheReadme() throws IOException {
        assertThat(rows("README.md", "`functions/([a-z-]+)`"))
                .containsExactlyElementsOf(namesIn("functions", Files::isDirectory));
    }

    @Test
    void shouldHaveASampleForEveryFunctionOfTheTemplate() throws IOException {
        var samples = namesIn("events", file -> file.toString().endsWith(".json"));
        var template = Template.read(Sources.ROOT.resolve("template.yaml"));

        assertThat(rows("events/README.md", "`([a-z-]+\\.json)`")).isEqualTo(samples);
        assertThat(rows("events/README.md", "`[a-z-]+\\.json` \\| `(\\w+)`"))
                .isEqualTo(new TreeSet<>(template.resourcesOf("AWS::Serverless::Function")));
    }

    /** What a table's rows name first. */
    private static TreeSet<String> rows(String file, String name) {
        return Pattern.compile("(?m)^\\| " + name)
                .matcher(Sources.read(Sources.ROOT.resolve(file)))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> namesIn(String folder, Predicate<Path> which) throws IOException {
        try (var files = Files.list(Sources.ROOT.resolve(folder))) {
            return files.filter(which)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Path> poms() throws IOException {
        try (var functions = Files.walk(Sources.ROOT.resolve("functions"), 2);
                var shared = Files.walk(Sources.ROOT.resolve("shared"), 2);
                var local = Files.walk(Sources.ROOT.resolve("local"), 2)) {
            var poms = Stream.of(Stream.of(Sources.ROOT.resolve("pom.xml")), functions, shared, local)
                    .flatMap(files -> files)
                    .filter(file -> file.endsWith("pom.xml"))
                    .toList();
            assertThat(poms).hasSizeGreaterThan(20);
            return poms;
        }
    }
}
