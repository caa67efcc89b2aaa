package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What members wrote stands apart from the direction of the text around it, in every template. */
class TemplatesTest {
    /** A line of a member's that is written as text: not in an attribute, which is made of quotes. */
    private static final Pattern BARE = Pattern.compile(
            "(?<!<bdi>)\\$\\{[\\w.()]*\\b(?:details|rsvp|club|event|venue)(?:\\(\\))?\\.(?:name|title|city|role|headline|address)\\(\\)}");
    /** A text of several lines in an element that does not look for its direction. */
    private static final Pattern BARE_BLOCK =
            Pattern.compile("<(?![^>]*dir=\"auto\")[^>]*>\\$\\{[\\w.()]*\\.(?:description|reason|note)\\(\\)}");

    @Test
    void shouldSetMembersWordsApart() {
        var templates = templates();
        assertThat(templates).hasSizeGreaterThan(20);

        assertThat(templates).allSatisfy(template -> {
            assertThat(found(BARE, text(template)))
                    .as("%s without <bdi>", template)
                    .isEmpty();
            assertThat(found(BARE_BLOCK, text(template)))
                    .as("%s without dir=auto", template)
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "<h1>${club.name()}</h1>, true",
        "<h1>Of ${view.event().venue().city()}</h1>, true",
        "<h1><bdi>${club.name()}</bdi></h1>, false",
        "<p>${club.industry().title()}</p>, false",
        "<p>${chart.title()}</p>, false",
    })
    void shouldTellWordsOfMembersFromOthers(String template, boolean bare) {
        assertThat(found(BARE, template).isEmpty()).isEqualTo(!bare);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<Path> templates() {
        return Stream.of("functions", "shared")
                .map(Sources.ROOT::resolve)
                .flatMap(TemplatesTest::under)
                .filter(file ->
                        file.toString().endsWith(".jte") && file.toString().contains("src/main/jte"))
                .toList();
    }

    private static Stream<Path> under(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
