package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as the same letter, script by script. */
class FoldedScriptsTest {
    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "Latin, Zürich, ZURICH",
        "Latin, Crème Brûlée, creme brulee",
        "Polish, Łódź, lodz",
        "Czech, Žďár nad Sázavou, zdar nad sazavou",
        "Danish, Ærø, ÆRO",
        "Norwegian, Tromsø, TROMSO",
        "Icelandic, Þórshöfn, ÞORSHOFN",
        "Maltese, Ħamrun, hamrun",
        "Sami, Deatnu Ŧ, deatnu t",
        "Croatian, Đakovo, dakovo",
        "Vietnamese, Thành phố Hồ Chí Minh, THANH PHO HO CHI MINH",
        "Vietnamese, Đà Nẵng, da nang",
        "Vietnamese, Cần Thơ, can tho",
        "Yoruba, Ìbàdàn ẹ̀kọ́, ibadan eko",
        "Turkish, İstanbul, ISTANBUL",
        "Turkish, Iğdır, IĞDIR",
        "Turkish, Isparta, ısparta",
        "Azerbaijani, Gəncə, GƏNCƏ",
        "German, Gießen, GIESSEN",
        "German, GIEẞEN, gießen",
        "Romanian, Iași, Iaşi",
        "Ligature, Sheﬃeld ﬁ, sheffield fi",
        "Long s, Waſſer, wasser",
        "Digraph, ǆ, DŽ",
        "Full width, Ｔｏｋｙｏ　２４, tokyo 24",
        "Roman number, Ⅳ, iv",
        "Greek, Αθήνα, ΑΘΗΝΑ",
        "Greek, Θεσσαλονίκης, ΘΕΣΣΑΛΟΝΙΚΗΣ",
        "Greek, Ῥόδος, ροδοσ",
        "Greek, ᾠδή, ωδη",
        "Greek, Πρωτοΐ, ΠΡΩΤΟΙ",
        "Cyrillic, Орёл, ОРЕЛ",
        "Cyrillic, Моско\u0301ва, москова",
        "Cyrillic, Софѝя, софия",
        "Cyrillic, Йошкар-Ола, ЙОШКАР-ОЛА",
        "Cyrillic, Чайковский, Чаи\u0306ковскии\u0306",
        "Cyrillic, Київ, КИЇВ",
        "Hebrew, יְרוּשָׁלַיִם, ירושלים",
        "Hebrew, שׁ, ש",
        "Arabic, مُحَمَّد, محمد",
        "Arabic, القَاهِرَة, القاهرة",
        "Arabic, رحمٰن, رحمن",
        "Arabic, بيـــروت, بيروت",
        "Arabic, \uFEFBهور, لاهور",
        "Arabic, آ, ا\u0653",
        "Persian, می\u200cخواهم, میخواهم",
        "Urdu, کراچی, کَراچی",
        "Devanagari, क्\u200dषत्रिय, क्षत्रिय",
        "Devanagari, क़, क\u093C",
        "Bengali, ড়, ড\u09BC",
        "Bengali, কো, ক\u09C7\u09BE",
        "Gurmukhi, ਸ਼, ਸ\u0A3C",
        "Tamil, கொ, க\u0BC6\u0BBE",
        "Malayalam, ശ്രീ\u200D, ശ്രീ",
        "Sinhala, ශ්\u200Dරී, ශ්රී",
        "Thai, ก\u0E33, ก\u0E4D\u0E32",
        "Khmer, ភ្នំ\u200Bពេញ, ភ្នំពេញ",
        "Hangul, 서울, \u1109\u1165\u110B\u116E\u11AF",
        "Half-width katakana, ﾄｳｷｮｳ ｶﾞ, トウキョウ ガ",
        "Kana, が, か\u3099",
        "Circled, ㈱, (株)",
        "Han with a selector, 葛\uDB40\uDD00, 葛",
        "Compatible Han, \uF9D8, 律",
        "Georgian, თბილისი, ᲗᲑᲘᲚᲘᲡᲘ",
        "Armenian, Երևան, ԵՐԵՒԱՆ",
        "Cherokee, ᏣᎳᎩ, ꮳꮃꭹ",
        "Deseret, 𐐔𐐇, 𐐼𐐯",
        "Adlam, 𞤀𞤁, 𞤢𞤣",
        "Emoji, ❤\uFE0F, ❤",
        "Soft hyphen, Donau\u00ADdampf, donaudampf",
        "Word joiner, a\u2060b, ab",
        "Direction, \u200Fשלום\u200E, שלום",
        "Grapheme joiner, a\u034F\u0301, á",
    })
    void shouldTakeForOne(String script, String one, String other) {
        assertThat(FoldedText.of(one)).as(script).isEqualTo(FoldedText.of(other));
    }

    @ParameterizedTest(name = "{0}: {1} ≠ {2}")
    @CsvSource({
        "Latin, Köln, Koeln",
        "Latin, Oslo, Osla",
        "Icelandic, Þór, Thor",
        "Icelandic, Garður, Gardur",
        "Danish, Ærø, Aero",
        "Cyrillic, й, и",
        "Cyrillic, Київ, Киів",
        "Belarusian, Гомель ў, Гомель у",
        "Macedonian, ѓ, г",
        "Macedonian, Куќа, Кука",
        "Cyrillic and Latin, Оslo, Oslo",
        "Cyrillic, ӑ, а",
        "Arabic, أحمد, احمد",
        "Arabic, على, علي",
        "Arabic, مكة, مكه",
        "Urdu, ۂ, ہ",
        "Devanagari, पटना, पाटन",
        "Devanagari, पुणे, पेन",
        "Devanagari, कला, काला",
        "Devanagari, क़, क",
        "Devanagari, बंगलौर, बगलौर",
        "Bengali, ঢাকা, ঢকা",
        "Gurmukhi, ਪਟਿਆਲਾ, ਪਟਆਲ",
        "Gujarati, સુરત, સરત",
        "Tamil, மதுரை, மதர",
        "Telugu, గుంటూరు, గంటర",
        "Kannada, ಮೈಸೂರು, ಮಸರ",
        "Malayalam, കൊച്ചി, കച്ച",
        "Sinhala, කොළඹ, කළඹ",
        "Thai, กา, กี",
        "Thai tones, ข่า, ข้า",
        "Lao, ລາວ, ລວ",
        "Khmer, កា, ក",
        "Myanmar, ကို, က",
        "Tibetan, ལྷ་ས, ལ་ས",
        "Thaana, މާލެ, މލ",
        "Kana, が, か",
        "Kana, パ, ハ",
        "Kana, か, カ",
        "Hangul, 강, 가",
        "Han, 东京, 東京",
        "Amharic, አዲስ, አደስ",
        "Nko, ߒߞߏ߫, ߒߞߏ",
        "Syriac, ܐܵ, ܐ",
    })
    void shouldKeepApart(String script, String one, String other) {
        assertThat(FoldedText.of(one)).as(script).isNotEqualTo(FoldedText.of(other));
    }

    @Test
    void shouldComeToTheSameFromEveryFormAndWhenFoldedAgain() {
        // Letters, marks and joiners of many scripts, in any order.
        int[] pool = {
            'a', 'e', ' ', 0x130, 0x131, 0xDF, 0x1E9E, 0xFB01, 0x300, 0x301, 0x308, 0x323, 0x327, 0x338, 0x345, 0x20E3,
            0x3B1, 0x3C3, 0x435, 0x438, 0x433, 0x5D0, 0x5B4, 0x627, 0x640, 0x64B, 0x653, 0x654, 0x670, 0x915, 0x930,
            0x93C, 0x94D, 0x9C7, 0x9BE, 0x1100, 0x1161, 0x11A8, 0x115F, 0xD55C, 0x304B, 0x3099, 0xFF76, 0xFF9E, 0xAD,
            0xA0, 0x200D, 0x2800, 0xFE0F, 0xD800
        };
        var random = new Random(3);
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(1, 7); n > 0; n--) {
                text.appendCodePoint(pool[random.nextInt(pool.length)]);
            }
            var folded = FoldedText.of(text.toString());
            for (var form : Normalizer.Form.values()) {
                assertThat(FoldedText.of(Normalizer.normalize(text, form)))
                        .as("%s of %s", form, text)
                        .isEqualTo(folded);
            }
            assertThat(FoldedText.of(folded.value())).as(text.toString()).isEqualTo(folded);
        }
    }

    @Test
    void shouldTakeEachLetterInUpperAndLowerCaseForOne() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            // Greek with the iota below writes the iota beside in upper case, where it is a letter.
            if (Character.isLetter(c)
                    && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                                    .indexOf(0x345)
                            < 0) {
                var letter = Character.toString(c);
                assertThat(FoldedText.of(letter.toUpperCase(Locale.ROOT)))
                        .as(letter)
                        .isEqualTo(FoldedText.of(letter.toLowerCase(Locale.ROOT)))
                        .isEqualTo(FoldedText.of(letter));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00ad\u200d", "\u2800", " \u00a0\u3000", "\u3164", "\ufe0f", "\u0640"})
    void shouldBeEmptyForWhatCannotBeSeen(String text) {
        assertThat(FoldedText.of(text).value()).isEmpty();
    }

    @Test
    void shouldHaveWordsOfLettersMarksAndDigits() {
        assertThat(words("L'Été des Créateurs, l'été")).containsExactly("l", "ete", "des", "createurs");
        assertThat(words("काला पानी")).containsExactly("काला", "पानी");
        assertThat(words("பெங்களூர்-1")).containsExactly("பெங்களூர்", "1");
        assertThat(words("C# & more 🎉 №7")).containsExactly("c", "more", "no7");
        assertThat(words("Ёлка-ёж")).containsExactly("елка", "еж");
        assertThat(words("서울 클럽")).containsExactly("서울", "클럽");
        assertThat(words("🎉 …")).isEmpty();
        assertThat(FoldedText.of("काला पानी Oslo").phrases()).isEmpty();
    }

    @Test
    void shouldHavePhrasesOfScriptsWithoutSpaces() {
        var name = FoldedText.of("東京ﾀﾜｰClub24年 Paris々 กรุงเทพ・大阪");

        assertThat(name.phrases()).containsExactly("東京タワー", "年", "々", "กรุงเทพ", "大阪");
        assertThat(name.words()).containsExactly("club24", "paris");
    }

    private static List<String> words(String text) {
        return FoldedText.of(text).words();
    }
}
