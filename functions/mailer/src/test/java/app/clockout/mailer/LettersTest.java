package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.mailer.Letter.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every letter, word for word. What it looks like is written to {@code target/mails}, to be opened in a browser; a letter that was
 * changed on purpose is copied from there to {@code src/test/resources/letters}.
 */
class LettersTest {
    private static final Path GOLDEN = Path.of("src/test/resources/letters");
    private static final Path LOOKS = Path.of("target/mails");
    private static final String TOKEN = "mNqk3v6pSx0-Zr_8yTtB5aWcEfGhJkLnPqRsTuVwXyZ";
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    private static final Pattern REFERENCE = Pattern.compile("&(amp|lt|gt|#\\d+);");

    private static final AdmissionLetters LETTERS = new AdmissionLetters("https://clockout.example");

    static Stream<Arguments> letters() {
        return Stream.of(
                Arguments.of("confirm-address", LETTERS.confirmAddress(TOKEN)),
                Arguments.of("on-the-waitlist", LETTERS.onTheWaitlist(person("Maya Lindqvist"), 1_204, TOKEN)),
                Arguments.of("approved", LETTERS.approved(person("Maya Lindqvist"), TOKEN)),
                Arguments.of("declined", LETTERS.declined(person("Maya Lindqvist"), TOKEN)),
                Arguments.of("sign-in", LETTERS.signIn(TOKEN)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldSayWhatItSays(String kind, Letter letter) throws IOException {
        var text = "Subject: %s\nBeside it: %s\n\n%s".formatted(letter.subject(), letter.preheader(), letter.text());
        Files.createDirectories(LOOKS);
        Files.writeString(LOOKS.resolve(kind + ".html"), letter.html());
        Files.writeString(LOOKS.resolve(kind + ".txt"), text);

        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(kind + ".txt")));
        assertThat(letter.html()).isEqualTo(Files.readString(GOLDEN.resolve(kind + ".html")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldHoldOneLinkOnceInEachForm(String kind, Letter letter) {
        var url = letter.lines().stream()
                .filter(Line.Button.class::isInstance)
                .map(line -> ((Line.Button) line).url())
                .findFirst()
                .orElseThrow();

        assertThat(HREF.matcher(letter.html()).results().map(match -> match.group(1)))
                .containsExactly(url);
        assertThat(letter.html().split(Pattern.quote(TOKEN), -1))
                .as("token in " + kind)
                .hasSize(2);
        assertThat(letter.text().lines().filter(line -> line.contains(TOKEN))).containsExactly(url);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldFetchNothing(String kind, Letter letter) {
        assertThat(letter.html().toLowerCase(Locale.ROOT))
                .as(kind)
                .doesNotContain(
                        "<img", "<link", "<script", "<iframe", "<object", "src=", "background=", "url(", "@import");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("letters")
    void shouldShowTheLineBesideTheSubjectBeforeAllElseAndNothingOfTheLetter(String kind, Letter letter) {
        var body = letter.html().substring(letter.html().indexOf("<body"));
        var shown = unescaped(body.replaceAll("<[^>]*>", "")).strip();

        assertThat(shown).as(kind).startsWith(letter.preheader());
        var before = shown.substring(
                letter.preheader().length(),
                shown.indexOf("Clockout", letter.preheader().length()));
        assertThat(before.codePoints().filter(c -> !Character.isWhitespace(c)))
                .as("what is not seen, and fills the line up")
                .hasSizeGreaterThan(250)
                .containsOnly(0x2007, 0xFEFF, 0x034F);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zoë O'Neil & Łukasz",
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "👩🏽‍🚀🏳️‍🌈",
                "سارة بنت علي",
                "${letter.subject()} {{7*7}} %s %n",
                "&lt;b&gt; &#0;"
            })
    void shouldWriteAnyNameAsItWasTyped(String name) {
        var person = person(name);
        for (var letter : List.of(
                LETTERS.onTheWaitlist(person, 1, TOKEN),
                LETTERS.approved(person, TOKEN),
                LETTERS.declined(person, TOKEN))) {
            assertThat(letter.text()).contains(name);
            assertThat(unescaped(letter.html())).contains(name);
            assertThat(letter.html().replaceAll("(?s)<style>.*?</style>", "").split("<", -1))
                    .as("no element more than for anybody else")
                    .hasSameSizeAs(like(letter)
                            .html()
                            .replaceAll("(?s)<style>.*?</style>", "")
                            .split("<", -1));
            assertThat(letter.subject()).as("headers are for no names").doesNotContain(name);
        }
    }

    @Test
    void shouldNotLetANameReadFromRightToLeftTurnItsSentenceAround() {
        assertThat(LETTERS.declined(person("سارة"), TOKEN).text())
                .startsWith("Not this time\n\nDear \u2068سارة\u2069, thank you");
        assertThat(LETTERS.declined(person("Zoë"), TOKEN).text()).startsWith("Not this time\n\nDear Zoë, thank you");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Maya", "Maya Maria Magdalena Lindqvist von und zu Hohenstein", "😀 😀 😀 😀 😀 😀 😀 😀 😀 😀"})
    void shouldBreakTheLinesOfTheTextAt76(String name) {
        for (int times = 1; times <= 4; times++) {
            var person = person((name + " ").repeat(times).strip());
            for (var letter : List.of(
                    LETTERS.confirmAddress(TOKEN),
                    LETTERS.signIn(TOKEN),
                    LETTERS.onTheWaitlist(person, 1_000_000, TOKEN),
                    LETTERS.approved(person, TOKEN),
                    LETTERS.declined(person, TOKEN))) {
                assertThat(letter.text().lines().filter(line -> !line.contains(TOKEN)))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
                var lines = letter.text().lines().toList();
                for (int i = 1; i < lines.size(); i++) {
                    var word = lines.get(i).split(" ", -1)[0];
                    if (!lines.get(i - 1).isEmpty()
                            && !word.isEmpty()
                            && !word.contains(TOKEN)
                            && !word.equals("Clockout.")) {
                        assertThat(lines.get(i - 1) + " " + word)
                                .as("broken no sooner than it must be")
                                .hasSizeGreaterThan(76);
                    }
                }
            }
        }
    }

    @Test
    void shouldNotBreakAWordThatIsLongerThanALine() {
        var name = "a".repeat(200);

        assertThat(LETTERS.approved(person(name), TOKEN).text()).startsWith("You are in,\n" + name + ".\n\n");
    }

    @Test
    void shouldEncodeATokenThatIsNoPlainText() {
        assertThat(LETTERS.signIn("a b&c=d\"<").html())
                .contains("href=\"https://clockout.example/signin/confirm?token=a+b%26c%3Dd%22%3C\"");
    }

    private static Letter like(Letter letter) {
        var maya = person("Maya");
        return Stream.of(
                        LETTERS.onTheWaitlist(maya, 1, TOKEN),
                        LETTERS.approved(maya, TOKEN),
                        LETTERS.declined(maya, TOKEN))
                .filter(other -> other.subject().equals(letter.subject()))
                .findFirst()
                .orElseThrow();
    }

    /** Character references resolved, once. */
    private static String unescaped(String html) {
        return REFERENCE
                .matcher(html)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        switch (reference.group(1)) {
                            case "amp" -> "&";
                            case "lt" -> "<";
                            case "gt" -> ">";
                            default ->
                                Character.toString(
                                        Integer.parseInt(reference.group(1).substring(1)));
                        }));
    }

    private static Person person(String name) {
        return new Person(
                new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge"),
                new EmailAddress("maya@example.com"),
                Mailroom.details(name),
                Standing.WAITING,
                false,
                false,
                Instant.parse("2026-11-23T18:33:10Z"),
                new Place(1_411),
                1,
                Instant.parse("2027-01-11T23:30:00Z"),
                false);
    }
}
