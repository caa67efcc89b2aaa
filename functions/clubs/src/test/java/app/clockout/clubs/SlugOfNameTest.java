package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlugOfNameTest {
    @Test
    void shouldBeMadeOfTheLettersAndDigitsOfAName() {
        assertThat(of("Malmö Design")).isEqualTo("malmo-design");
        assertThat(of("  L'Été — des CRÉATEURS!  ")).isEqualTo("l-ete-des-createurs");
        assertThat(of("Straße 7")).isEqualTo("strasse-7");
        assertThat(of("C# & more")).isEqualTo("c-more");
        assertThat(of("-a-")).isEqualTo("a");
        assertThat(of("Tokyo 東京 24")).isEqualTo("tokyo-24");
        assertThat(of("Ærø & Þórshöfn")).isEqualTo("aero-thorshofn");
        assertThat(of("Œuvre, Garðabær")).isEqualTo("oeuvre-gardabaer");
        assertThat(of("Việt\u00ad Nam Đà Nẵng")).isEqualTo("viet-nam-da-nang");
        assertThat(of("Ｆｕｌｌ Ｗｉｄｔｈ")).isEqualTo("full-width");
    }

    @Test
    void shouldBeUsableWhereANameHasNoLatinLettersOrIsReserved() {
        assertThat(of("東京カフェ")).isEqualTo("club");
        assertThat(of("पटना")).isEqualTo("club");
        assertThat(of("Αθήνα Київ")).isEqualTo("club");
        assertThat(of("🎉")).isEqualTo("club");
        assertThat(of("-")).isEqualTo("club");
        assertThat(of("New")).isEqualTo("new-club");
        assertThat(of("events")).isEqualTo("events-club");
        assertThat(of("Newer")).isEqualTo("newer");
    }

    @Test
    void shouldLeaveRoomForANumberHoweverLongTheName() {
        var slug = SlugOfName.of("a".repeat(42) + " " + "b".repeat(60));

        assertThat(slug.value()).isEqualTo("a".repeat(42));
        assertThat(SlugOfName.numbered(SlugOfName.of("a".repeat(80)), 9999).value())
                .hasSize(48);
        assertThat(SlugOfName.numbered(slug, 2).value()).endsWith("a-2");
    }

    private static String of(String name) {
        return SlugOfName.of(name).value();
    }
}
