package app.clockout.web;

import static app.clockout.web.FieldsTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types, null and nested fields, which only JSON has. */
class FieldsOfJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"7", "1.5", "true", "null", "[]", "[\"a\"]", "{}", "{\"x\":\"a\"}"})
    void shouldTakeNothingButTextForText(String value) {
        for (int kind = 0; kind < 3; kind++) {
            var fields = json("{\"x\":" + value + "}");
            switch (kind) {
                case 0 -> fields.line("x", 80);
                case 1 -> fields.optionalLine("x", 80);
                default -> fields.optionalText("x", 80);
            }
            assertThat(fields.errors()).containsExactly(entry("x", "This must be text."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "7.0", "true", "null", "[7]", "{}", "\"\""})
    void shouldTakeNothingButAWholeNumberForANumber(String value) {
        var fields = json("{\"n\":" + value + "}");

        assertThat(fields.optionalNumber("n", 1, 9)).isEmpty();
        assertThat(fields.errors()).containsExactly(entry("n", "This must be a whole number from 1 to 9."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"on\"", "\"true\"", "1", "null", "[true]", "{}", "\"\""})
    void shouldTakeNothingButTrueAndFalseForATick(String value) {
        var fields = json("{\"x\":" + value + "}");

        assertThat(fields.ticked("x")).isFalse();
        assertThat(fields.errors()).containsExactly(entry("x", "This must be true or false."));
    }

    @Test
    void shouldTellTrueFromFalse() {
        var fields = json("{\"yes\":true,\"no\":false}");

        assertThat(fields.ticked("yes")).isTrue();
        assertThat(fields.ticked("no")).isFalse();
        assertThat(fields.areGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "7", "true", "null", "{}", "{\"0\":\"a\"}"})
    void shouldTakeNothingButAListForAList(String value) {
        var fields = json("{\"x\":" + value + "}");

        assertThat(fields.lines("x", 3, 80)).isEmpty();
        assertThat(fields.errors()).containsExactly(entry("x", "This must be a list."));
    }

    @Test
    void shouldNameTheEntriesOfAListThatAreNoText() {
        var fields = json("{\"x\":[\"a\",null,7,[],{},\" \",\"b\"]}");
        fields.lines("x", 10, 80);

        assertThat(fields.errors())
                .containsExactly(
                        entry("x[1]", "This must be text."),
                        entry("x[2]", "This must be text."),
                        entry("x[3]", "This must be text."),
                        entry("x[4]", "This must be text."),
                        entry("x[5]", "Please fill this in."));
    }

    @Test
    void shouldTakeAnEmptyListForNone() {
        var fields = json("{\"x\":[]}");

        assertThat(fields.lines("x", 3, 80)).isEmpty();
        assertThat(fields.has("x")).isTrue();
        assertThat(fields.areGood()).isTrue();
    }

    @Test
    void shouldTakeNullForAValueThatIsThere() {
        var fields = json("{\"x\":null,\"venue\":{\"name\":null}}");

        assertThat(fields.has("x")).isTrue();
        assertThat(fields.has("venue.name")).isTrue();
        assertThat(fields.has("venue.city")).isFalse();
        assertThat(fields.typed("x")).isEmpty();
    }

    @Test
    void shouldFindWhatIsNested() {
        var fields =
                json("{\"venue\":{\"name\":\"Moriska\",\"seats\":8,\"deep\":{\"er\":true}},\"venue.city\":\"no\"}");

        assertThat(fields.line("venue.name", 80)).isEqualTo("Moriska");
        assertThat(fields.optionalNumber("venue.seats", 1, 9)).hasValue(8);
        assertThat(fields.ticked("venue.deep.er")).isTrue();
        assertThat(fields.has("venue.city")).isFalse();
        assertThat(fields.areGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"venue\":7}", "{\"venue\":[]}", "{\"venue\":null}", "{\"venue\":\"name\"}"})
    void shouldMissWhatIsNestedWhereTheOuterFieldIsSomethingElse(String text) {
        var fields = json(text);

        assertThat(fields.line("venue.name", 80)).isEmpty();
        assertThat(fields.errors()).containsExactly(entry("venue.name", "Please fill this in."));
    }

    @Test
    void shouldIgnoreUnknownFields() {
        var fields = json("{\"x\":\"a\",\"unknown\":{\"deep\":[1,2,{\"er\":null}]}}");

        assertThat(fields.line("x", 80)).isEqualTo("a");
        assertThat(fields.areGood()).isTrue();
    }

    @Test
    void shouldShowAgainWhatWasTyped() {
        var fields = json(
                "{\"text\":\" <b> \",\"number\":7,\"fraction\":1.5,\"yes\":true,\"list\":[\"a\",\"\"],\"object\":{}}");

        assertThat(fields.typed("text")).isEqualTo(" <b> ");
        assertThat(fields.typed("number")).isEqualTo("7");
        assertThat(fields.typed("fraction")).isEqualTo("1.5");
        assertThat(fields.typed("yes")).isEqualTo("true");
        assertThat(fields.typed("list")).isEmpty();
        assertThat(fields.typed("object")).isEmpty();
        assertThat(fields.typedList("list")).containsExactly("a", "");
    }
}
