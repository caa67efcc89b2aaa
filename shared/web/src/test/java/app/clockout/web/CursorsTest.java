package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.DerivedLinks;
import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private final DerivedLinks links = new DerivedLinks("a secret of thirty-two bytes....".getBytes(UTF_8));
    private final Cursors cursors = new Cursors(links);
    private final String cursor = cursors.after("512", "waitlist", "design malmo");

    @ParameterizedTest
    @ValueSource(strings = {"", "512", "place\nwith\nlines", "Malmö 😀", "a.b.c", "%2F"})
    void shouldGoOnAfterThePositionItWasGiven(String position) {
        var cursor = cursors.after(position, "waitlist", "design malmo");

        assertThat(cursors.position(asking(cursor), "waitlist", "design malmo")).isEqualTo(position);
    }

    @Test
    void shouldStartAtTheBeginningWithoutACursor() {
        assertThat(cursors.position(Call.get("/").request(), "waitlist", "")).isNull();
        assertThat(cursors.position(Call.get("/").query("cursor=&limit=3").request(), "waitlist", ""))
                .isNull();
    }

    @Test
    void shouldRefuseTheCursorOfAnotherListOrOtherFilters() {
        assertRefused(cursor, "audit", "design malmo");
        assertRefused(cursor, "waitlis", "design malmo");
        assertRefused(cursor, "waitlist", "design");
        assertRefused(cursor, "waitlist", "design malmo ");
        assertRefused(cursor, "waitlist", "");
        assertRefused(cursors.after("512", "waitlist", ""), "waitlist", "design malmo");
    }

    @Test
    void shouldNotMistakeAFilterWithLineBreaksForAnotherListsEnd() {
        var cursor = cursors.after("512", "waitlist", "design\nmalmo");

        assertThat(cursors.position(asking(cursor), "waitlist", "design\nmalmo"))
                .isEqualTo("512");
        assertRefused(cursor, "waitlist", "design");
    }

    @Test
    void shouldRefuseACursorThatWasTamperedWith() {
        for (int i = 0; i < cursor.length(); i++) {
            var flipped = cursor.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(cursor.substring(0, i) + flipped + cursor.substring(i + 1), "waitlist", "design malmo");
        }
        assertRefused(cursor.substring(1), "waitlist", "design malmo");
        assertRefused(cursor + "A", "waitlist", "design malmo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "512", ".", "....", "not a cursor", "\u0000", "😀", "NTEy"})
    void shouldRefuseWhatIsNoCursor(String cursor) {
        assertRefused(cursor, "waitlist", "design malmo");
    }

    @Test
    void shouldRefuseWhatSomebodyElseIssued() {
        var others = new Cursors(new DerivedLinks("another secret of thirty-two bts".getBytes(UTF_8)));

        assertRefused(others.after("512", "waitlist", "design malmo"), "waitlist", "design malmo");
    }

    @Test
    void shouldRefuseALinkOfAnotherPurpose() {
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString("waitlist\n\n512".getBytes(UTF_8));

        assertThat(cursors.position(asking(links.token(DerivedLinks.Purpose.CURSOR, id, 1)), "waitlist", ""))
                .isEqualTo("512");
        assertRefused(links.token(DerivedLinks.Purpose.WAITLIST_STATUS, id, 1), "waitlist", "");
        assertRefused(links.token(DerivedLinks.Purpose.CURSOR, id, 2), "waitlist", "");
    }

    @Test
    void shouldRefuseWhatIsTooLongToBeOne() {
        assertRefused("A".repeat(100_000), "waitlist", "");
    }

    @Test
    void shouldGoOnWithTheLongestFiltersThatCanBeTyped() {
        var filters = "Filter[industry=PUBLIC_SECTOR, city=" + "😀".repeat(80) + "]" + "a".repeat(254);
        var cursor = cursors.after("9223372036854775807", "waitlist", filters);

        assertThat(cursors.position(asking(cursor), "waitlist", filters)).isEqualTo("9223372036854775807");
    }

    @Test
    void shouldBeFitForAUrl() {
        assertThat(cursors.after("Malmö 😀?>", "waitlist", "å")).matches("[A-Za-z0-9_.-]+");
    }

    private void assertRefused(String cursor, String list, String filters) {
        assertThatExceptionOfType(Problem.class)
                .as(cursor)
                .isThrownBy(() -> cursors.position(asking(cursor), list, filters))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static Request asking(String cursor) {
        return Call.get("/")
                .query("limit=3&cursor=" + URLEncoder.encode(cursor, UTF_8))
                .request();
    }
}
