package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetch Metadata first; where a browser sends none, the Origin; a client that sends neither is no browser. */
class CrossSiteTest {
    private final Routes routes = Somebodies.routes()
            .get("/things", Access.ANYONE, request -> done())
            .post("/things", Access.ANYONE, request -> done())
            .put("/things", Access.ANYONE, request -> true, request -> done())
            .delete("/things", Access.ANYONE, request -> true, request -> done());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Sec-Fetch-Site, Origin, whether it passes
                "same-origin, -, true",
                "none, -, true",
                "same-site, -, false",
                "cross-site, -, false",
                "'', -, false",
                "Same-Origin, -, false",
                "nonsense, -, false",
                // Where Sec-Fetch-Site is there, it alone decides.
                "same-origin, https://elsewhere.test, true",
                "none, null, true",
                "cross-site, https://clockout.test, false",
                "same-site, https://clockout.test, false",
                // Where it is absent, the Origin does.
                "-, https://clockout.test, true",
                "-, http://clockout.test, false",
                "-, https://elsewhere.test, false",
                "-, https://clockout.test.elsewhere.test, false",
                "-, https://evil-clockout.test, false",
                "-, https://sub.clockout.test, false",
                "-, https://clockout.test:8443, false",
                "-, https://clockout.test@elsewhere.test, false",
                "-, clockout.test, false",
                "-, null, false",
                "-, '', false",
                // With neither it passes.
                "-, -, true",
            })
    void shouldPassOnlyWhatNoPageOfAnotherSiteSent(@Nullable String site, @Nullable String origin, boolean passes) {
        for (var method : new String[] {"POST", "PUT", "DELETE"}) {
            assertThat(call(method, site, origin).to(routes).getStatusCode())
                    .as(method)
                    .isEqualTo(passes ? 200 : 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void shouldLetAnybodyLink(String method) {
        assertThat(call(method, "cross-site", "https://elsewhere.test")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldCompareThePortWhereTheHostHasOne() {
        assertThat(call("POST", null, "http://localhost:8080")
                        .header("host", "localhost:8080")
                        .header("x-forwarded-proto", "http")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(call("POST", null, "http://localhost:9090")
                        .header("host", "localhost:8080")
                        .header("x-forwarded-proto", "http")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldCompareHostsInAnyCase() {
        assertThat(call("POST", null, "https://clockout.test")
                        .header("host", "Clockout.Test")
                        .to(routes)
                        .getStatusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseAFormThatStandsForPutFromAnotherSite() {
        for (var form : new String[] {"_method=put", "_method=delete", "x=1"}) {
            assertThat(call("POST", "cross-site", null).form(form).to(routes).getStatusCode())
                    .as(form)
                    .isEqualTo(403);
        }
    }

    @Test
    void shouldSayWhyItIsRefused() {
        var response = call("POST", "cross-site", null).to(routes);

        assertThat(response.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        assertThat(response.getBody()).contains("\"/problems/cross-site\"");
    }

    private static Call call(String method, @Nullable String site, @Nullable String origin) {
        var call = Call.of(method, "/things");
        if (site != null) {
            call.header("Sec-Fetch-Site", site);
        }
        return origin == null ? call : call.header("Origin", origin);
    }

    private static Answer done() {
        return Answer.done(200, new JsonObject(), "/");
    }
}
