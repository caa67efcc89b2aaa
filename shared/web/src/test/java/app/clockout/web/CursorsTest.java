package app.clockout.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.DerivedLinks;
import java.net.URLEncoder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private final DerivedLinks links = new DerivedLinks("a secret of thirty-two bytes....".getBytes(UTF_8));
    private final Cursors cursors = new Cursors(links);
    private final String cursor = after(cursors, "512", "design malmo");

    @ParameterizedTest
    @ValueSource(strings = {"", "512", "place\nwith\nlines", "Malmö 😀", "a.b.c", "%2F"})
    void shouldGoOnAfterThePositionItWasGiven(String position) {
        var cursor = after(cursors, position, "design malmo");

        assertThat(at(cursor, "waitlist", "design malmo")).isEqualTo(position);
    }

    @Test
    void shouldStartAtTheBeginningWithoutACursor() {
        assertThat(cursors.of(Call.get("/").request(), "waitlist", "").position())
                .isNull();
        assertThat(cursors.of(Call.get("/").query("cursor=&limit=3").request(), "waitlist", "")
                        .position())
                .isNull();
    }

    @Test
    void shouldRefuseTheCursorOfAnotherListOrOtherFilters() {
        assertRefused(cursor, "audit", "design malmo");
        assertRefused(cursor, "waitlis", "design malmo");
        assertRefused(cursor, "waitlist", "design");
        assertRefused(cursor, "waitlist", "design malmo ");
        assertRefused(cursor, "waitlist", "");
        assertRefused(after(cursors, "512", ""), "waitlist", "design malmo");
    }

    @Test
    void shouldNotMistakeAFilterWithLineBreaksForAnotherListsEnd() {
        var cursor = after(cursors, "512", "design\nmalmo");

        assertThat(at(cursor, "waitlist", "design\nmalmo")).isEqualTo("512");
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

        assertRefused(after(others, "512", "design malmo"), "waitlist", "design malmo");
    }

    @Test
    void shouldRefuseTheCursorOfAnotherPerson() {
        var hers = cursors.of(Call.get("/").bearer("ada-token").request(Somebodies.BY_TOKEN), "waitlist", "")
                .after("512");

        assertThat(at(hers, "ada-token")).isEqualTo("512");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> at(hers, "maya-token"));
        assertRefused(hers, "waitlist", "");
    }

    @Test
    void shouldRefuseALinkOfAnyPurpose() {
        for (var purpose : DerivedLinks.Purpose.values()) {
            assertRefused(links.token(purpose, "512", 1), "waitlist", "");
        }
    }

    @Test
    void shouldTellNothingOfWhatItGoesOnAfter() {
        var cursor = after(cursors, "EVENT#owls_secret", "");
        var read = new String(Base64.getUrlDecoder().decode(cursor), ISO_8859_1);

        assertThat(read).doesNotContain("EVENT", "owls", "waitlist");
        assertThat(after(cursors, "EVENT#owls_secret", "")).isEqualTo(cursor);
        assertThat(after(cursors, "EVENT#owls_secreu", "").substring(0, 16)).isNotEqualTo(cursor.substring(0, 16));
    }

    @Test
    void shouldRefuseWhatIsTooLongToBeOne() {
        assertRefused("A".repeat(100_000), "waitlist", "");
    }

    @Test
    void shouldGoOnWithTheLongestFiltersThatCanBeTyped() {
        var filters = "Filter[industry=PUBLIC_SECTOR, city=" + "😀".repeat(80) + "]" + "a".repeat(254);
        var cursor = after(cursors, "9223372036854775807", filters);

        assertThat(at(cursor, "waitlist", filters)).isEqualTo("9223372036854775807");
    }

    @Test
    void shouldBeFitForAUrl() {
        assertThat(after(cursors, "Malmö 😀?>", "å")).matches("[A-Za-z0-9_-]+");
    }

    private static String after(Cursors cursors, String position, String filters) {
        return cursors.of(Call.get("/").request(), "waitlist", filters).after(position);
    }

    private @Nullable String at(String cursor, String list, String filters) {
        return cursors.of(asking(cursor), list, filters).position();
    }

    private @Nullable String at(String cursor, String session) {
        var request = Call.get("/").query("cursor=" + cursor).bearer(session).request(Somebodies.BY_TOKEN);
        return cursors.of(request, "waitlist", "").position();
    }

    private void assertRefused(String cursor, String list, String filters) {
        assertThatExceptionOfType(Problem.class)
                .as(cursor)
                .isThrownBy(() -> at(cursor, list, filters))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private static Request asking(String cursor) {
        return Call.get("/")
                .query("limit=3&cursor=" + URLEncoder.encode(cursor, UTF_8))
                .request();
    }
}
