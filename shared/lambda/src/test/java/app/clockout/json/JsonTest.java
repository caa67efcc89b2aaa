package app.clockout.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void shouldReadEveryKindOfValue() throws Exception {
        var json = Json.read("""
                {"text":"Malmö \\u00e5 \\n \\"x\\" \\ud83d\\ude00","whole":-7,"fraction":1.5,"yes":true,"no":false,
                 "nothing":null,"list":["a",1,[],{},null],"object":{"inner":"x"},"empty":""}""");

        assertThat(json.text("text")).isEqualTo("Malmö å \n \"x\" 😀");
        assertThat(json.get("whole")).isEqualTo(-7L);
        assertThat(json.get("fraction")).isEqualTo(1.5);
        assertThat(json.get("yes")).isEqualTo(true);
        assertThat(json.get("no")).isEqualTo(false);
        assertThat(json.array("list").values()).hasSize(5).startsWith("a", 1L).endsWith((Object) null);
        assertThat(json.object("object").text("inner")).isEqualTo("x");
        assertThat(json.text("empty")).isEmpty();
    }

    @Test
    void shouldTellNullFromNothing() throws Exception {
        var json = Json.read("{\"nothing\":null}");

        assertThat(json.has("nothing")).isTrue();
        assertThat(json.get("nothing")).isNull();
        assertThat(json.has("missing")).isFalse();
        assertThat(json.get("missing")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"b\":2,\"a\":null}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":[[{\"b\":1,\"b\":2}]]}",
                "{\"a\":[{\"x\":{\"b\":1,\"c\":{},\"b\":2}}]}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"\":1,\"\":2}",
            })
    void shouldRefuseAKeyGivenTwiceAtAnyDepth(String text) {
        assertUnreadable(text);
    }

    @Test
    void shouldAllowTheSameKeyInDifferentObjects() throws Exception {
        var json = Json.read("{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}],\"A\":3}");

        assertThat(json.array("b").objects().map(object -> object.get("a"))).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}{}",
                "{},",
                "{}]",
                "{} x",
                "{}\n1",
                "{}null",
                "{}\"\"",
                "{}\u0000",
                "{} //",
                "{}/**/",
                "{}}",
                "{}\uFEFF"
            })
    void shouldRefuseWhateverFollowsTheObject(String text) {
        assertUnreadable(text);
    }

    @Test
    void shouldAllowWhiteSpaceAround() throws Exception {
        assertThat(Json.read(" \r\n\t{ \"a\" : 1 } \n ").get("a")).isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1",
                "\"{}\"",
                "[]",
                "[{}]",
                "x",
                "a=1",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":'x'}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-Infinity}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{\"a\":undefined}",
                "{\"a\":\"x}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\u0000\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12g4\"}",
                "{/**/}",
                "{\"a\":1//\n}",
                "{1:2}",
                "{null:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1]",
                "{\"a\":[1}"
            })
    void shouldRefuseWhatIsNotOneJsonObject(String text) {
        assertUnreadable(text);
    }

    @Test
    void shouldRefuseAnObjectCutOffAtAnyByte() {
        var whole = "{\"a\":[1,-2.5e3,true,null,{\"b\":\"\\u00e5ö😀\"}],\"c\":{},\"d\":\"\"}".getBytes(UTF_8);
        for (int end = 0; end < whole.length; end++) {
            var cut = new byte[end];
            System.arraycopy(whole, 0, cut, 0, end);
            assertUnreadable(cut);
        }
    }

    @ParameterizedTest
    @CsvSource({"{\"a\":, }", "[, ]"})
    void shouldNestTwentyDeepAndNotOneDeeper(String open, String close) throws Exception {
        // The outermost object is the first level.
        assertThat(Json.read("{\"x\":" + open.repeat(18) + "{}" + close.repeat(18) + "}")
                        .has("x"))
                .isTrue();
        assertUnreadable("{\"x\":" + open.repeat(19) + "{}" + close.repeat(19) + "}");
    }

    @Test
    void shouldRefuseADeepBodyWithoutRunningOutOfStack() {
        assertUnreadable("{\"a\":".repeat(13_000));
        assertUnreadable("{\"a\":" + "[".repeat(65_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation byte alone
                "c3", // cut off
                "c328", // not continued
                "c080", // NUL in two bytes
                "e08080", // NUL in three bytes
                "f0808080", // NUL in four bytes
                "c1a1", // "a" in two bytes
                "e082a1", // "¡" in three bytes
                "eda080", // a surrogate
                "edbfbf", // a surrogate
                "eda0bdedb880", // a pair of surrogates (CESU-8)
                "f4908080", // above U+10FFFF
                "f5808080",
                "fe",
                "ff"
            })
    void shouldRefuseBytesThatAreNotUtf8(String hex) {
        var bytes = HexFormat.of().formatHex("{\"name\":\"x".getBytes(UTF_8))
                + hex
                + HexFormat.of().formatHex("y\"}".getBytes(UTF_8));

        assertUnreadable(HexFormat.of().parseHex(bytes));
    }

    @Test
    void shouldTakeUtf8Only() throws Exception {
        var text = "{\"name\":\"Malmö\"}";
        assertThat(Json.read(text.getBytes(UTF_8)).text("name")).isEqualTo("Malmö");

        for (var other : List.of(
                UTF_16, UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"), ISO_8859_1)) {
            assertUnreadable(text.getBytes(other));
        }
    }

    @Test
    void shouldTakeALoneSurrogateAsItWasWrittenForWhoeverChecksTheText() throws Exception {
        // RFC 8259, section 8.2: the grammar allows it, and what it means is open.
        assertThat(Json.read("{\"name\":\"\\ud800\"}").text("name")).isEqualTo("\ud800");
        assertThat(Json.read("{\"name\":\"a\\udc00b\"}").text("name")).isEqualTo("a\udc00b");
        assertThat(Json.read("{\"\\ud800\":1}").get("\ud800")).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource({"0", "-0", "1", "-1", "2147483648", "9223372036854775807", "-9223372036854775808"})
    void shouldReadAWholeNumberAsALong(String number) throws Exception {
        assertThat(Json.read("{\"n\":" + number + "}").get("n")).isEqualTo(Long.parseLong(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.0", "1e2", "1E+2", "0.1", "1e-400"})
    void shouldNotTakeAnyOtherNumberForAWholeOne(String number) throws Exception {
        assertThat(Json.read("{\"n\":" + number + "}").get("n")).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void shouldSurviveNumbersOfAnyLength() throws Exception {
        assertThat(Json.read("{\"n\":1" + "0".repeat(900) + "}").get("n")).isInstanceOf(Double.class);
        assertThat(Json.read("{\"n\":1e400}").get("n")).isInstanceOf(Double.class);
        assertThat(Json.read("{\"n\":1e999999999}").get("n")).isInstanceOf(Double.class);
        assertUnreadable("{\"n\":1" + "0".repeat(60_000) + "}");
        assertUnreadable("{\"n\":0." + "1".repeat(60_000) + "}");
    }

    @Test
    void shouldWriteWhatItReads() throws Exception {
        var text = "{\"z\":1,\"a\":[\"å😀\",-2,1.5,true,false,null,{\"b\":{}},[]],\"quote\\\"\":\"\\\\ \\n\\u0001\","
                + "\"script\":\"</script>\"}";

        assertThat(Json.read(text).toString()).isEqualTo(text);
        assertThat(Json.read(Json.read(text).toString()).toString()).isEqualTo(text);
    }

    @Test
    void shouldReadWhatItWritesWhateverTheText() throws Exception {
        var random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                int c = random.nextInt(3) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x180);
                text.appendCodePoint(c >= 0xD800 && c < 0xE000 ? '\\' : c);
            }
            var name = "n" + text;
            var written = new JsonObject().put(name, text.toString()).toString();
            assertThat(Json.read(written).text(name)).as(written).isEqualTo(text.toString());
            assertThat(Json.read(written.getBytes(UTF_8)).text(name)).isEqualTo(text.toString());
        }
    }

    @Test
    void shouldQuoteNothingOfWhatItRefuses() {
        assertThatExceptionOfType(UnreadableJsonException.class)
                .isThrownBy(() -> Json.read("{\"email\":\"maya@example.com\",\"email\":\"bob@example.com\"}"))
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContain("@", "email");
                    assertThat(e.getCause()).isNull();
                });
        assertThatExceptionOfType(UnreadableJsonException.class)
                .isThrownBy(() -> Json.read("{\"a\":secret}"))
                .withMessageNotContaining("secret");
    }

    private static void assertUnreadable(String text) {
        assertUnreadable(text.getBytes(UTF_8));
        assertThatExceptionOfType(UnreadableJsonException.class).as(text).isThrownBy(() -> Json.read(text));
    }

    private static void assertUnreadable(byte[] bytes) {
        assertThatExceptionOfType(UnreadableJsonException.class)
                .as(() -> HexFormat.of().formatHex(bytes))
                .isThrownBy(() -> Json.read(bytes));
    }
}
