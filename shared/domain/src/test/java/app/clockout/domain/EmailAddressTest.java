package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "maya@example.com, maya@example.com",
        "MAYA.Lindqvist@Example.COM, maya.lindqvist@example.com",
        "o'hara+clockout_1%x@mail.example.co.uk, o'hara+clockout_1%x@mail.example.co.uk",
        "maya@bücher.example, maya@xn--bcher-kva.example",
        "maya@BÜCHER.Example, maya@xn--bcher-kva.example",
        "maya@XN--BCHER-KVA.example, maya@xn--bcher-kva.example",
        "maya@例え。テスト, maya@xn--r8jz45g.xn--zckzah",
        "maya@１２３.example, maya@123.example",
        "a@b.co, a@b.co",
    })
    void shouldBringWhatIsTypedIntoOneForm(String typed, String stored) {
        assertThat(EmailAddress.parse(typed)).contains(new EmailAddress(stored));
    }

    @Test
    void shouldIgnoreOuterSpaces() {
        assertThat(EmailAddress.parse(" \t maya@example.com\n")).contains(new EmailAddress("maya@example.com"));
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void shouldDropWhatCannotBeSeenAroundAnAddress(String unseen) {
        for (var typed : List.of(
                unseen + "maya@example.com",
                "maya@example.com" + unseen,
                " " + unseen + unseen + "\nmaya@example.com" + unseen + " \r\n",
                unseen + "mailto:" + unseen + "maya@example.com" + unseen,
                unseen + "<" + unseen + "maya@example.com" + unseen + ">" + unseen,
                "maya@example.com" + unseen + "." + unseen)) {
            assertThat(EmailAddress.parse(typed)).as(typed).contains(new EmailAddress("maya@example.com"));
        }
        var inside = "ma" + unseen + "ya@example.com";
        assertThat(EmailAddress.parse(inside)).as(inside).isEmpty();
    }

    static Stream<String> unseen() {
        return IntStream.of(
                        '\t', '\n', '\u000b', '\f', '\r', ' ', 0x00, 0x1F, 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F,
                        0x1160, 0x1680, 0x17B4, 0x180B, 0x180E, 0x2000, 0x2003, 0x2007, 0x2009, 0x200A, 0x200B, 0x200C,
                        0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202C, 0x202E, 0x202F, 0x205F, 0x2060, 0x2063,
                        0x2064, 0x2066, 0x2069, 0x206A, 0x2800, 0x3000, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9,
                        0xE0001, 0xE0020, 0xE007F, 0xE0100)
                .mapToObj(Character::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:maya@example.com",
                "MailTo: maya@example.com",
                "<maya@example.com>",
                "< maya@example.com >",
                "<mailto:maya@example.com>",
                "mailto:<maya@example.com>",
                "maya@example.com.",
                "maya@example.com,",
                "<maya@example.com>,",
                "mailto:maya@example.com .",
                "\u202amaya@example.com\u202c",
                "\u2068<maya@example.com>\u2069.\n",
            })
    void shouldDropWhatPastingLeavesAroundAnAddress(String pasted) {
        assertThat(EmailAddress.parse(pasted)).contains(new EmailAddress("maya@example.com"));
    }

    @Test
    void shouldKeepAnAddressThatItStoredAsItIs() {
        var stored = EmailAddress.parse("Maya@Bücher.example").orElseThrow().value();

        assertThat(EmailAddress.parse(stored)).contains(new EmailAddress(stored));
    }

    @Test
    void shouldGiveTheSameHashToEverySpellingOfOneAddress() {
        var typed = EmailAddress.parse("Maya@BÜCHER.example").orElseThrow();
        var stored = EmailAddress.parse("maya@xn--bcher-kva.example").orElseThrow();

        assertThat(typed.hash()).isEqualTo(stored.hash());
        assertThat(EmailAddress.parse("maia@xn--bcher-kva.example")
                        .orElseThrow()
                        .hash())
                .isNotEqualTo(stored.hash());
    }

    @Test
    void shouldHashAsAnybodyElseWould() {
        // printf maya@example.com | sha256sum
        assertThat(new EmailAddress("maya@example.com").hash().value())
                .isEqualTo("a813d5642c0c2fea0799d8b05fdb19dfe01ed1ebdf511c861d8c079ac655c9e6");
    }

    @Test
    void shouldTakeUpTo254CharactersAndNotOneMore() {
        var longest = "l".repeat(64) + "@" + domainOf(189);
        var tooLong = "l".repeat(64) + "@" + domainOf(190);

        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.parse(longest)).contains(new EmailAddress(longest));
        assertThat(EmailAddress.parse(tooLong)).isEmpty();
    }

    @Test
    void shouldCountTheCharactersOfTheAsciiForm() {
        // 189 characters typed, but every label of this kind grows when it becomes an A-label.
        var domain = "ü".repeat(40) + "." + "ü".repeat(40) + "." + "ü".repeat(40) + "." + "ü".repeat(40) + ".example";
        assertThat(EmailAddress.parse("maya@" + domain)).as("short enough").isPresent();

        assertThat(EmailAddress.parse("l".repeat(64) + "@" + domain))
                .as("typed in %d characters, stored in more than 254", 65 + domain.length())
                .isEmpty();
    }

    @Test
    void shouldRefuseALocalPartOfMoreThan64Characters() {
        assertThat(EmailAddress.parse("l".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.parse("l".repeat(65) + "@example.com")).isEmpty();
    }

    @Test
    void shouldRefuseALabelOfMoreThan63Characters() {
        assertThat(EmailAddress.parse("maya@" + "d".repeat(63) + ".com")).isPresent();
        assertThat(EmailAddress.parse("maya@" + "d".repeat(64) + ".com")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "maya",
                "@",
                "@example.com",
                "maya@",
                "maya@example",
                "maya@localhost",
                "maya@.com",
                "maya@example..com",
                "maya@-example.com",
                "maya@example-.com",
                "maya@exa_mple.com",
                "maya@example.123",
                ".maya@example.com",
                "maya.@example.com",
                "ma..ya@example.com",
                "maya@@example.com",
                "maya@home@example.com",
                "ma ya@example.com",
                "maya@exam ple.com",
                "maya @example.com",
                "maya@ example.com",
                "maya,bob@example.com",
                "maya@example.com,bob@example.com",
                "maya@example.com; bob@example.com",
                "Maya <maya@example.com>",
                "<maya@example.com",
                "maya@example.com>",
                "<<maya@example.com>>",
                "mailto:mailto:maya@example.com",
                "mailto:",
                "mailto:maya@example.com?subject=hello",
                "maya@example.com..",
                "maya@example.com;",
                "\u200b",
                "<\u00a0>",
                "ma\u00adya@example.com",
                "maya\u200b@example.com",
                "maya@\u200bexample.com",
                "maya@exam\u00adple.com",
                "maya@exam\u200bple.com",
                "maya@exam\u200dple.com",
                "maya@exam\u2060ple.com",
                "maya@exam\u202eple.com",
                "maya@exam\ufe0fple.com",
                "maya@exam\u00a0ple.com",
                "maya@exam\u3164ple.com",
                "\"maya\"@example.com",
                "\"ma ya\"@example.com",
                "\"maya@home\"@example.com",
                "maya@[192.0.2.1]",
                "maya@192.0.2.1",
                "maya@[IPv6:2001:db8::1]",
                "@relay.example:maya@example.com",
                "@one.example,@two.example:maya@example.com",
                "maya(at home)@example.com",
                "(at home)maya@example.com",
                "maya@example.com(at home)",
                "maya@(at home)example.com",
                "ma\\ya@example.com",
                "maya . lindqvist@example.com",
                "maya.\r\n lindqvist@example.com",
                "maya@example.com\r\nBcc: bob@example.com",
                "maya\u0000@example.com",
                "maya@exam\u0000ple.com",
                "måya@example.com",
                "ｍaya@example.com",
                "maya＠example.com",
                "maya@exam\u200Bple..com",
                "maya@xn--a.example\u0300\ud800",
            })
    void shouldRefuseWhatNoMailCanBeSentTo(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void shouldNeverFailAndOnlyGiveWhatIsFitToBeStored() {
        var random = new Random(7);
        var pieces = new String[] {
            "@",
            ".",
            "..",
            "-",
            "xn--",
            "XN--",
            "a",
            "maya",
            "example.com",
            "ü",
            "ß",
            "\u200d",
            "\u00ad",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "\"",
            "(",
            ")",
            "[",
            "]",
            "\\",
            " ",
            "\n",
            "\u0000",
            "1",
            "192.0.2.1",
            "。",
            "．",
            "İ",
            "ı",
            "\u0300",
            "\u05d0",
            "\u0627",
            "l".repeat(63),
            "<",
            ">",
            ":",
            ",",
            "_"
        };
        for (int i = 0; i < 20_000; i++) {
            var typed = new StringBuilder();
            for (int n = random.nextInt(1, 9); n > 0; n--) {
                typed.append(pieces[random.nextInt(pieces.length)]);
            }
            var text =
                    switch (i % 3) {
                        case 0 -> typed.toString();
                        case 1 -> "maya@" + typed + ".com";
                        default -> typed + "@example.com";
                    };
            assertThatCode(() -> EmailAddress.parse(text)).as(text).doesNotThrowAnyException();
            EmailAddress.parse(text).ifPresent(address -> assertThat(address.value())
                    .as(text)
                    .matches("[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9-]{2,63}")
                    .hasSizeLessThanOrEqualTo(EmailAddress.MAX_LENGTH));
        }
    }

    /** A domain of so many characters, in labels of at most 63. */
    private static String domainOf(int length) {
        var domain = new StringBuilder("com");
        while (domain.length() < length) {
            int label = Math.min(63, length - domain.length() - 1);
            domain.insert(0, "d".repeat(label) + ".");
        }
        return domain.toString();
    }
}
