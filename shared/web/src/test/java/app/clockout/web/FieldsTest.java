package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.clockout.domain.EmailAddress;
import app.clockout.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of a field alike whether a form or JSON brought it, and of text above all. */
class FieldsTest {
    private static final String STRANGE = "There are characters in it that cannot be shown.";

    /** The same text as a form and as JSON bring it. */
    private static List<Fields> bringing(String text) {
        var json = new JsonObject().put("x", text).toString();
        return List.of(form("x=" + URLEncoder.encode(text, UTF_8)), json(json));
    }

    static Stream<String> controlCharacters() {
        return Stream.concat(
                        Stream.iterate(0, c -> c < 0x20, c -> c + 1), Stream.iterate(0x7f, c -> c < 0xa0, c -> c + 1))
                .map(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void shouldRefuseEveryControlCharacterInALineWhereverItStands(String control) {
        for (var text : List.of("Ma" + control + "ya", control + "Maya", "Maya" + control, " Maya " + control + " ")) {
            for (var fields : bringing(text)) {
                fields.line("x", 80);
                assertThat(fields.errors()).containsExactly(entry("x", STRANGE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u2029"})
    void shouldRefuseTheSeparatorsOfLinesInALineOnly(String separator) {
        for (var text : List.of("a" + separator + "b", separator + "ab", "ab" + separator)) {
            for (var fields : bringing(text)) {
                fields.optionalLine("x", 80);
                assertThat(fields.errors()).containsExactly(entry("x", STRANGE));
            }
            for (var fields : bringing(text)) {
                assertThat(fields.optionalText("x", 80)).contains(text.strip());
                assertThat(fields.areGood()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void shouldAllowLineBreaksAndTabsInATextAndNoOtherControlCharacter(String control) {
        boolean allowed = control.equals("\n") || control.equals("\r") || control.equals("\t");
        for (var text : List.of("a" + control + "b", control + "ab", "ab" + control)) {
            for (var fields : bringing(text)) {
                var read = fields.optionalText("x", 80);
                if (allowed) {
                    assertThat(read).contains(text.replace('\r', '\n').strip());
                    assertThat(fields.areGood()).isTrue();
                } else {
                    assertThat(fields.errors()).containsExactly(entry("x", STRANGE));
                }
            }
        }
    }

    @Test
    void shouldKeepEveryKindOfLineBreakAsOneLineFeed() {
        for (var fields : bringing("one\r\ntwo\rthree\nfour\r\n\r\nfive\n\r\n")) {
            assertThat(fields.optionalText("x", 80)).contains("one\ntwo\nthree\nfour\n\nfive");
        }
    }

    @Test
    void shouldCountALineBreakOnce() {
        for (var fields : bringing("1\r\n2\r\n3")) {
            assertThat(fields.optionalText("x", 5)).contains("1\n2\n3");
            assertThat(fields.areGood()).isTrue();
        }
    }

    @Test
    void shouldRefuseUnpairedSurrogates() {
        for (var text : List.of("\\ud800", "a\\ud83db", "\\udc00\\ud83d", "a\\ude00")) {
            for (var kind : List.of("line", "text", "list")) {
                var fields = json(kind.equals("list") ? "{\"x\":[\"" + text + "\"]}" : "{\"x\":\"" + text + "\"}");
                switch (kind) {
                    case "line" -> fields.optionalLine("x", 80);
                    case "text" -> fields.optionalText("x", 80);
                    default -> fields.lines("x", 3, 80);
                }
                assertThat(fields.errors()).as(kind).containsValue(STRANGE).hasSize(1);
            }
        }
    }

    @Test
    void shouldCountCodePointsAfterOuterSpacesAreTrimmed() {
        for (var fields : bringing("  " + "😀".repeat(80) + "\u2003 ")) {
            assertThat(fields.line("x", 80)).isEqualTo("😀".repeat(80));
            assertThat(fields.areGood()).isTrue();
        }
        for (var fields : bringing("å".repeat(81))) {
            fields.line("x", 80);
            assertThat(fields.errors()).containsExactly(entry("x", "At most 80 characters, please."));
        }
        for (var fields : bringing("å".repeat(81))) {
            fields.optionalText("x", 80);
            assertThat(fields.errors()).containsExactly(entry("x", "At most 80 characters, please."));
        }
    }

    @Test
    void shouldKeepMarkupAsItIsTyped() {
        for (var fields : bringing("<b>\"Maya\" & 'co' {{x}} ${y}</b>")) {
            assertThat(fields.line("x", 80)).isEqualTo("<b>\"Maya\" & 'co' {{x}} ${y}</b>");
        }
    }

    @Test
    void shouldTakeOnlySpacesForNothing() {
        for (var fields : bringing(" \u2003 ")) {
            assertThat(fields.optionalLine("x", 80)).isEmpty();
            assertThat(fields.optionalText("x", 80)).isEmpty();
            assertThat(fields.areGood()).isTrue();

            assertThat(fields.line("x", 80)).isEmpty();
            assertThat(fields.errors()).containsExactly(entry("x", "Please fill this in."));
        }
    }

    @Test
    void shouldAskForALineThatIsMissing() {
        for (var fields : List.of(form("y=1"), json("{\"y\":1}"), Fields.none())) {
            assertThat(fields.line("x", 80)).isEmpty();
            assertThat(fields.errors()).containsExactly(entry("x", "Please fill this in."));
            assertThat(fields.areGood()).isFalse();
        }
    }

    @Test
    void shouldNotAskForWhatCanBeMissing() {
        for (var fields : List.of(form("y=1"), json("{\"y\":1}"), Fields.none())) {
            assertThat(fields.has("x")).isFalse();
            assertThat(fields.optionalLine("x", 80)).isEqualTo(Optional.empty());
            assertThat(fields.optionalText("x", 80)).isEqualTo(Optional.empty());
            assertThat(fields.optionalNumber("x", 1, 9)).isEqualTo(OptionalInt.empty());
            assertThat(fields.lines("x", 3, 80)).isEmpty();
            assertThat(fields.ticked("x")).isFalse();
            assertThat(fields.typed("x")).isEmpty();
            assertThat(fields.typedList("x")).isEmpty();
            assertThat(fields.areGood()).isTrue();
        }
    }

    @Test
    void shouldReadAnAddressAsItWasPasted() {
        for (var pasted : List.of(
                "\u00a0maya@example.com\u200b",
                "mailto:maya@example.com",
                "\ufeff<maya@example.com>\r\n",
                "\tmaya@example.com.")) {
            for (var fields : bringing(pasted)) {
                assertThat(fields.email("x")).contains(new EmailAddress("maya@example.com"));
                assertThat(fields.areGood()).isTrue();
            }
        }
        for (var pasted : List.of("ma\u200bya@example.com", "mailto:maya", "\u202e,", "maya@example.com".repeat(20))) {
            for (var fields : bringing(pasted)) {
                assertThat(fields.email("x")).isEmpty();
                assertThat(fields.errors())
                        .containsExactly(entry("x", "This does not look like an address that mail can be sent to."));
            }
        }
        for (var fields : bringing(" \u200b\u00a0")) {
            assertThat(fields.email("x")).isEmpty();
            assertThat(fields.errors()).containsExactly(entry("x", "Please fill this in."));
        }
    }

    @Test
    void shouldKeepTheFirstThingThatIsWrongWithAFieldAndTheOrderOfFields() {
        var fields = Fields.none();
        fields.reject("b", "first");
        fields.reject("a", "other");
        fields.reject("b", "second");

        assertThat(fields.errors()).containsExactly(entry("b", "first"), entry("a", "other"));
    }

    @Test
    void shouldTellOneThingOfATextThatIsBothStrangeAndTooLong() {
        for (var fields : bringing("\u0000".repeat(100))) {
            fields.line("x", 80);
            assertThat(fields.errors()).hasSize(1);
        }
    }

    @Test
    void shouldTakeNumbersFromTheLeastToTheMost() {
        for (int number : new int[] {1, 50, 100}) {
            for (var fields : List.of(form("n=" + number), json("{\"n\":" + number + "}"))) {
                assertThat(fields.optionalNumber("n", 1, 100)).hasValue(number);
                assertThat(fields.areGood()).isTrue();
            }
        }
        for (var number : List.of("0", "101", "-1", "2147483648", "9223372036854775808", "1.5", "1e1")) {
            for (var fields : List.of(form("n=" + number), json("{\"n\":" + number + "}"))) {
                assertThat(fields.optionalNumber("n", 1, 100)).as(number).isEmpty();
                assertThat(fields.errors()).containsExactly(entry("n", "This must be a whole number from 1 to 100."));
            }
        }
    }

    @Test
    void shouldTakeAsManyEntriesAsThereMayBe() {
        for (var fields : List.of(form("x=a&x=b&x=+c+"), json("{\"x\":[\"a\",\"b\",\" c \"]}"))) {
            assertThat(fields.lines("x", 3, 80)).containsExactly("a", "b", "c");
            assertThat(fields.areGood()).isTrue();

            assertThat(fields.lines("x", 2, 80)).isEmpty();
            assertThat(fields.errors()).containsExactly(entry("x", "At most 2, please."));
        }
    }

    @Test
    void shouldNameTheEntryThatIsWrong() {
        for (var fields :
                List.of(form("x=a&x=%09b&x=" + "c".repeat(9)), json("{\"x\":[\"a\",\"\\tb\",\"ccccccccc\"]}"))) {
            fields.lines("x", 3, 8);
            assertThat(fields.errors())
                    .containsExactly(entry("x[1]", STRANGE), entry("x[2]", "At most 8 characters, please."));
        }
    }

    static Fields form(String encoded) {
        return Call.post("/").form(encoded).request().fields();
    }

    static Fields json(String text) {
        return Call.post("/").json(text).request().fields();
    }
}
