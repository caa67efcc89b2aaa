package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The smaller things a request tells: from where it comes, how long a page may be, what it repeats. */
class RequestTest {
    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:db8:1:2:3:4:5:6, 2001:0DB8:0001:0002::",
        "2001:db8::1, 2001:db8:0:0:8000::",
        "::1, ::2",
        "203.0.113.24, 203.0.113.24",
    })
    void shouldCountTheSameNetworkAsOne(String one, String other) {
        assertThat(network(one)).isEqualTo(network(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "2001:db8:1:2::1, 2001:db8:2:2::1",
        "2001:db8::1, 2001:db8:0:1::1",
        "203.0.113.24, 203.0.113.25",
        "203.0.113.24, ::1",
        "::ffff:203.0.113.24, ::ffff:203.0.113.25",
        "::ffff:203.0.113.24, ::1",
    })
    void shouldCountDifferentNetworksApart(String one, String other) {
        assertThat(network(one)).isNotEqualTo(network(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::::", "1:2", "nonsense:x", "2001:db8::1%eth0", "[::1]", "999.1.1.1"})
    void shouldNotFailAtWhatIsNoAddress(String text) {
        assertThatCode(() -> network(text)).doesNotThrowAnyException();
    }

    @Test
    void shouldShowFiftyEntriesUnlessAskedForOneToAHundred() {
        assertThat(limit("")).isEqualTo(50);
        assertThat(limit("limit=")).isEqualTo(50);
        assertThat(limit("limit=1")).isEqualTo(1);
        assertThat(limit("limit=100")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "1.5", "1&limit=2", "99999999999"})
    void shouldRefuseALimitOutOfBounds(String limit) {
        var request = Call.get("/").query("limit=" + limit).request();
        var fields = request.queryFields();
        request.limit(fields);

        assertThat(fields.errors()).containsOnlyKeys("limit");
    }

    @Test
    void shouldTakeTheIdempotencyKeyFromTheHeaderAndElseFromTheForm() {
        var form = Call.post("/").form("idempotencyKey=of-form");
        assertThat(key(form)).isEqualTo("of-form");
        assertThat(key(form.header("idempotency-key", "of-header"))).isEqualTo("of-header");
        assertThat(key(Call.post("/").json("{\"idempotencyKey\":\"of-json\"}"))).isEqualTo("of-json");
        assertThat(key(Call.post("/"))).isEqualTo("-");
        assertThat(key(Call.post("/").form("idempotencyKey="))).isEqualTo("-");
        assertThat(key(Call.post("/").header("idempotency-key", " "))).isEqualTo("-");
        assertThat(key(Call.post("/").header("idempotency-key", "k".repeat(128))))
                .hasSize(128);
        assertThat(key(Call.post("/").header("idempotency-key", "!~\"{}"))).isEqualTo("!~\"{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\t", "å", "\u007f", "line\nbreak"})
    void shouldRefuseAKeyThatIsNotVisibleAscii(String key) {
        assertKeyRefused(key);
    }

    @Test
    void shouldRefuseAKeyOfMoreThan128Characters() {
        assertKeyRefused("k".repeat(129));
    }

    @Test
    void shouldGiveThePartsOfThePathThatTheRouteNames() {
        var request =
                Call.get("/things/Malmö").onRoute("/things/{id}", "id", "Malmö").request();

        assertThat(request.path("id")).isEqualTo("Malmö");
        assertThat(request.path("other")).isEmpty();
        assertThat(Call.get("/").request().path("id")).isEmpty();
    }

    @Test
    void shouldFindNothingUnderAPartOfThePathThatIsLongerThanAnyName() {
        var id = "x".repeat(256);
        assertThat(Call.get("/things/" + id)
                        .onRoute("/things/{id}", "id", id)
                        .request()
                        .path("id"))
                .isEqualTo(id);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Call.get("/things/" + id + "x")
                        .onRoute("/things/{id}", "id", id + "x")
                        .request()
                        .path("id"))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(404));
    }

    @Test
    void shouldTakeTheFirstValueOfTheQueryThatIsNotEmpty() {
        var request = Call.get("/").query("a=&a=x&a=y&b=+").request();

        assertThat(request.query("a")).contains("x");
        assertThat(request.query("b")).isEmpty();
        assertThat(request.query("c")).isEmpty();
    }

    @Test
    void shouldTellWhatWasAskedForAsItWasAsked() {
        assertThat(Call.get("/a%20b").query("x=%C3%B6&y").request().target()).isEqualTo("/a%20b?x=%C3%B6&y");
        assertThat(Call.get("/a").request().target()).isEqualTo("/a");
    }

    private static String network(String ip) {
        return Call.get("/").from(ip).request().clientNetwork();
    }

    private static int limit(String query) {
        var request = Call.get("/").query(query).request();
        var fields = request.queryFields();
        int limit = request.limit(fields);
        assertThat(fields.areGood()).isTrue();
        return limit;
    }

    @Test
    void shouldKeepTheKeysOfDifferentPathsApart() {
        var key = repeatableKey("/clubs", "once");

        assertThat(repeatableKey("/clubs", "once")).isEqualTo(key);
        assertThat(List.of(repeatableKey("/clubs/a/events", "once"), repeatableKey("/clubs", "twice")))
                .doesNotContain(key);
    }

    private static String repeatableKey(String path, String key) {
        var request = Call.post(path).header("idempotency-key", key).request();
        return request.repeatable(request.fields()).orElseThrow().key();
    }

    private static String key(Call call) {
        var request = call.request();
        var fields = request.fields();
        var key = request.idempotencyKey(fields).orElse("-");
        assertThat(fields.areGood()).isTrue();
        return key;
    }

    private static void assertKeyRefused(String key) {
        var request = Call.post("/").header("idempotency-key", key).request();
        var fields = request.fields();

        assertThat(request.idempotencyKey(fields)).isEmpty();
        assertThat(fields.errors())
                .containsExactly(entry("idempotencyKey", "At most 128 visible ASCII characters, please."));
    }
}
