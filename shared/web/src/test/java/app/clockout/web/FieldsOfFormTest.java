package app.clockout.web;

import static app.clockout.web.FieldsTest.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Empty values, repeated fields and ticks, which only forms have. */
class FieldsOfFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"x=", "x", "x=+", "x=&x=", "x=%20%20"})
    void shouldTakeAnEmptyValueForNone(String encoded) {
        var fields = form(encoded);

        assertThat(fields.has("x")).isFalse();
        assertThat(fields.optionalLine("x", 80)).isEmpty();
        assertThat(fields.optionalText("x", 80)).isEmpty();
        assertThat(fields.optionalNumber("x", 1, 9)).isEmpty();
        assertThat(fields.lines("x", 3, 80)).isEmpty();
        assertThat(fields.areGood()).isTrue();
    }

    @Test
    void shouldLeaveOutTheEmptyEntriesOfAList() {
        var fields = form("x=a&x=&x=b&x=+");

        assertThat(fields.lines("x", 2, 80)).containsExactly("a", "b");
        assertThat(fields.typedList("x")).containsExactly("a", "b");
        assertThat(fields.areGood()).isTrue();
    }

    @Test
    void shouldRefuseAFieldGivenTwiceThatIsNoList() {
        var fields = form("line=a&line=a&text=a&text=b&number=1&number=1");
        fields.line("line", 80);
        fields.optionalText("text", 80);
        fields.optionalNumber("number", 1, 9);

        assertThat(fields.errors())
                .containsExactly(
                        entry("line", "Only one of these, please."),
                        entry("text", "Only one of these, please."),
                        entry("number", "This must be a whole number from 1 to 9."));
    }

    @Test
    void shouldAllowAnEmptyValueBesideTheOneThatCounts() {
        var fields = form("x=&x=a");

        assertThat(fields.line("x", 80)).isEqualTo("a");
        assertThat(fields.areGood()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"x=on, true", "x=true, true", "x=off, false", "x=yes, false", "x=, false", "y=on, false"})
    void shouldTellATickedBox(String encoded, boolean ticked) {
        var fields = form(encoded);

        assertThat(fields.ticked("x")).isEqualTo(ticked);
        assertThat(fields.areGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=x", "n=1+2", "n=1,0", "n=0x1", "n=%D9%A3%0A!", "n=1&n=2"})
    void shouldRefuseWhatIsNoNumber(String encoded) {
        var fields = form(encoded);

        assertThat(fields.optionalNumber("n", 1, 9)).isEmpty();
        assertThat(fields.errors()).containsExactly(entry("n", "This must be a whole number from 1 to 9."));
    }

    @Test
    void shouldNameNestedFieldsWithDots() {
        var fields = form("venue.name=Moriska&venue=no");

        assertThat(fields.line("venue.name", 80)).isEqualTo("Moriska");
        assertThat(fields.areGood()).isTrue();
    }

    @Test
    void shouldShowAgainWhatWasTyped() {
        var fields = form("x=+%3Cb%3E+&n=twelve&y=");

        assertThat(fields.typed("x")).isEqualTo(" <b> ");
        assertThat(fields.typed("n")).isEqualTo("twelve");
        assertThat(fields.typed("y")).isEmpty();
        assertThat(fields.typed("z")).isEmpty();
    }
}
