package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTextTest {
    @ParameterizedTest
    @CsvSource({
        "Zürich, zurich",
        "ZÜRICH, zurich",
        "zurich, zurich",
        "Zu\u0308rich, zurich",
        "São Paulo, sao paulo",
        "MALMÖ, malmo",
        "Đà Nẵng, da nang",
        "Łódź, LODZ",
        "Tromsø, tromso",
        "İstanbul, istanbul",
        "ISTANBUL, istanbul",
        "Diyarbakır, DIYARBAKIR",
        "Gießen, GIESSEN",
        "ΑΘΗΝΑΣ, Αθήνας",
        "Ⅳ ﬁ, iv fi",
        "Москва, МОСКВА",
        "京都, 京都",
    })
    void shouldIgnoreCaseAndAccents(String one, String other) {
        assertThat(FoldedText.of(one)).isEqualTo(FoldedText.of(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  São Paulo  ",
                "\tSão \t Paulo\n",
                "\u00a0São\u00a0Paulo\u00a0",
                "\u2003São\u2003Paulo\u2003",
                "\u202fSão Paulo\u2007",
                "\u3000São Paulo",
            })
    void shouldIgnoreOuterSpacesAndTakeInnerOnesForOne(String typed) {
        assertThat(FoldedText.of(typed).value()).isEqualTo("sao paulo");
    }

    @ParameterizedTest
    @CsvSource({"Oslo, Osla", "Lund, Lunde", "Sao Paulo, SaoPaulo", "Köln, Koeln"})
    void shouldKeepDifferentPlacesApart(String one, String other) {
        assertThat(FoldedText.of(one)).isNotEqualTo(FoldedText.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "Zürich", "İ ß ς \u00a0", "\ud800", "\u0300", "a\u0300\u0300 b"})
    void shouldComeToTheSameWhenFoldedAgain(String text) {
        var folded = FoldedText.of(text);

        assertThat(FoldedText.of(folded.value())).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        // what is searched, a name, whether it is found
        "कल, कला संगम, false",
        "कला, कला संगम, true",
        "क, कला, true",
        "क, काला पानी, false",
        "का, काला पानी, true",
        "पान, काला पानी, false",
        "सं, कला संगम, true",
        "स, कला संगम, false",
        "পা, পাটনা, true",
        "প, পাটনা, false",
        "த, தமிழ், true",
        "தம, தமிழ், false",
        "ก, กา, true",
        "ก, กีฬา, false",
        "な, はな, true",
        "mun, München, true",
        "lod, Łódź, true",
        "ел, ёлка, true",
        "שלו, שָׁלוֹם, true",
        "مح, مُحَمَّد, true",
        "owl late, Late Owls, true",
        "owl lane, Late Owls, false"
    })
    void shouldCountALetterWithItsMarks(String search, String name, boolean found) {
        assertThat(FoldedText.of(search).isFoundIn(FoldedText.of(name))).isEqualTo(found);
    }

    @Test
    void shouldBeEmptyForNothingButSpaces() {
        assertThat(FoldedText.of(" \u00a0 ").value()).isEmpty();
    }
}
