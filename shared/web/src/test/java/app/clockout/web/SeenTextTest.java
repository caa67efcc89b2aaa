package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, titles and all other texts can be seen, and turn nothing around them. */
class SeenTextTest {
    private static final String MISSING = "Please fill this in.";
    private static final String STRANGE = "There are characters in it that cannot be shown.";

    /** What shows nothing and is no control character: of each kind at least one. */
    static Stream<String> unseen() {
        return IntStream.of(
                        ' ', 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180B, 0x180D, 0x180E,
                        0x180F, 0x2000, 0x2001, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F,
                        0x202F, 0x205F, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0x206A, 0x206F, 0x2800, 0x3000,
                        0x3164, 0xFE00, 0xFE0E, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0x16FE4, 0x1BCA0, 0x1D159,
                        0x1D173, 0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF)
                .mapToObj(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void shouldTakeATextOfWhichNothingCanBeSeenForNothing(String unseen) {
        for (var text : List.of(unseen, unseen.repeat(3), " " + unseen + "\u200b" + unseen)) {
            for (var fields : bringing(text)) {
                assertThat(fields.optionalLine("x", 80)).isEmpty();
                assertThat(fields.optionalText("x", 80)).isEmpty();
                assertThat(fields.areGood()).isTrue();

                assertThat(fields.line("x", 80)).isEmpty();
                assertThat(fields.errors()).containsExactly(entry("x", MISSING));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void shouldNotTakeAnEntryOfWhichNothingCanBeSeenForAnEntry(String unseen) {
        var json = jsonList("a", unseen, "b");
        json.lines("x", 5, 80);
        assertThat(json.errors()).containsExactly(entry("x[1]", MISSING));

        var form = FieldsTest.form("x=a&x=" + URLEncoder.encode(unseen, UTF_8) + "&x=b");
        assertThat(form.lines("x", 5, 80)).containsExactly("a", "b");
        assertThat(form.areGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE,
                0x10FFFF
            })
    void shouldRefuseWhatTurnsTheDirectionAndWhatIsNoCharacter(int strange) {
        var c = Character.toString(strange);
        for (var text : List.of(c, "a" + c + "b", c + "ab", "ab" + c, "\u200b" + c)) {
            for (var fields : bringing(text)) {
                fields.line("x", 80);
                assertThat(fields.errors()).containsExactly(entry("x", STRANGE));
            }
            for (var fields : bringing(text)) {
                fields.optionalText("x", 80);
                assertThat(fields.errors()).containsExactly(entry("x", STRANGE));
            }
            for (var fields :
                    List.of(jsonList("a", text), FieldsTest.form("x=a&x=" + URLEncoder.encode(text, UTF_8)))) {
                fields.lines("x", 5, 80);
                assertThat(fields.errors()).containsExactly(entry("x[1]", STRANGE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "क्\u200dषत्रिय",
                "नेपाल\u200cी",
                "می\u200cخواهم",
                "ശ്രീ\u200d",
                "👩\u200d💻",
                "❤\ufe0f",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "1\ufe0f\u20e3",
                "葛\udb40\udd00城",
                "\u200fשלום\u200e (2)",
                "ភ្នំ\u200bពេញ",
                "Donau\u00addampf",
                "\u0600",
                "東京\u3000",
            })
    void shouldKeepJoinersAndSelectorsThatScriptsAndEmojiNeed(String text) {
        for (var fields : bringing(text)) {
            assertThat(fields.line("x", 80)).isEqualTo(text.stripTrailing());
            assertThat(fields.optionalText("x", 80)).contains(text.stripTrailing());
            assertThat(fields.areGood()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"A0", "200B", "FEFF", "2060", "AD", "3164", "2800", "3000", "202F", "2007", "180E", "FFA0"})
    void shouldStripOuterSpacesThatCannotBeSeen(String hex) {
        var space = Character.toString(Integer.parseInt(hex, 16));
        for (var fields : bringing(space + " Maya " + space + "L" + space + space)) {
            assertThat(fields.line("x", 80)).isEqualTo("Maya " + space + "L");
            assertThat(fields.areGood()).isTrue();
        }
    }

    @Test
    void shouldFindNothingThatIsSeenAmongTheUnseen() {
        for (var seen : List.of("a", "-", "क", "\u0301", "😀", "\u0600", "\u06dd", ".", "〇", "ㅤa", "\u115f\u1161")) {
            for (var fields : bringing(seen)) {
                assertThat(fields.line("x", 80)).isNotEmpty();
                assertThat(fields.areGood()).as(seen).isTrue();
            }
        }
    }

    private static List<Fields> bringing(String text) {
        var json = new JsonObject().put("x", text).toString();
        return List.of(FieldsTest.form("x=" + URLEncoder.encode(text, UTF_8)), FieldsTest.json(json));
    }

    private static Fields jsonList(String... entries) {
        var json = new JsonObject().put("x", JsonArray.of(List.of(entries)));
        return FieldsTest.json(json.toString());
    }
}
