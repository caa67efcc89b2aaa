package app.clockout.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SlugTest {
    @Test
    void shouldBeMadeOfTheLettersAndDigitsOfAName() {
        assertThat(of("Malmö Design")).isEqualTo("malmo-design");
        assertThat(of("  L'Été — des CRÉATEURS!  ")).isEqualTo("l-ete-des-createurs");
        assertThat(of("Straße 7")).isEqualTo("strasse-7");
        assertThat(of("C# & more")).isEqualTo("c-more");
        assertThat(of("-a-")).isEqualTo("a");
        assertThat(of("Tokyo 東京 24")).isEqualTo("tokyo-24");
    }

    @Test
    void shouldBeUsableWhereANameHasNoLatinLettersOrIsReserved() {
        assertThat(of("東京カフェ")).isEqualTo("club");
        assertThat(of("🎉")).isEqualTo("club");
        assertThat(of("-")).isEqualTo("club");
        assertThat(of("New")).isEqualTo("new-club");
        assertThat(of("events")).isEqualTo("events-club");
        assertThat(of("Newer")).isEqualTo("newer");
    }

    @Test
    void shouldLeaveRoomForANumberHoweverLongTheName() {
        var slug = Slug.of("a".repeat(42) + " " + "b".repeat(60));

        assertThat(slug.value()).isEqualTo("a".repeat(42));
        assertThat(Slug.of("a".repeat(80)).numbered(9999).value()).hasSize(48);
        assertThat(slug.numbered(2).value()).endsWith("a-2");
    }

    @Test
    void shouldBeReadOnlyWhereItIsOne() {
        assertThat(Slug.parse("malmo-design-2")).contains(new Slug("malmo-design-2"));
        for (var none : new String[] {"", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "ä", "a".repeat(49)}) {
            assertThat(Slug.parse(none)).as(none).isEmpty();
            assertThatThrownBy(() -> new Slug(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String of(String name) {
        return Slug.of(name).value();
    }
}
