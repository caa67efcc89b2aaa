package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a session's token is found, and the cookie that carries it. */
class WhoAsksTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Bearer maya-token, maya-token",
                "bearer maya-token, maya-token",
                "BEARER maya-token, maya-token",
                "'Bearer   maya-token ', maya-token",
                "Basic bWF5YQ==, -",
                "maya-token, -",
                "Bearer, -",
                "'', -",
            })
    void shouldTakeTheTokenFromABearerHeader(String header, @Nullable String token) {
        var request = Call.get("/").header("authorization", header).request();

        assertThat(request.sessionToken()).isEqualTo(Optional.ofNullable(token));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "https | __Host-session=t                     | t",
                "https | a=b; __Host-session=t; c=d           | t",
                "https | __Host-session=t=u==                 | t=u==",
                "https | __Host-session=                      | -",
                "https | __Host-session=; __Host-session=t    | t",
                "https | session=t                            | -",
                "https | x__Host-session=t                    | -",
                "https | __host-session=t                     | -",
                "https | __Host-session                       | -",
                "https | -                                    | -",
                "-     | __Host-session=t                     | t",
                "-     | session=t                            | -",
                "http  | session=t                            | t",
                "http  | a=b; session=t                       | t",
                "http  | __Host-session=t                     | -",
            })
    void shouldTakeTheTokenFromTheCookieThatFitsTheWayTheRequestCame(
            @Nullable String proto, @Nullable String cookie, @Nullable String token) {
        var call = Call.get("/").without("x-forwarded-proto");
        if (proto != null) {
            call.header("x-forwarded-proto", proto);
        }
        if (cookie != null) {
            call.cookie(cookie);
        }

        assertThat(call.request().sessionToken()).isEqualTo(Optional.ofNullable(token));
    }

    @Test
    void shouldFindTheCookieAmongSeveralLines() {
        assertThat(Call.get("/")
                        .cookie("a=b")
                        .cookie("__Host-session=t")
                        .request()
                        .sessionToken())
                .contains("t");
    }

    @Test
    void shouldPreferTheHeaderToTheCookieEvenWhereItHoldsNothing() {
        var call = Call.get("/").cookie("__Host-session=maya-token");

        assertThat(call.request(Somebodies.BY_TOKEN).member()).contains(Somebodies.MAYA);
        assertThat(call.bearer("ada-token").request(Somebodies.BY_TOKEN).member())
                .contains(Somebodies.ADA);
        assertThat(call.bearer("over").request(Somebodies.BY_TOKEN).member()).isEmpty();
        assertThat(call.header("authorization", "Basic x")
                        .request(Somebodies.BY_TOKEN)
                        .member())
                .contains(Somebodies.MAYA);
    }

    @Test
    void shouldLookUpWhoAsksOnceAndWithoutATokenNotAtAll() {
        var asked = new ArrayList<String>();
        var routes = new Routes(token -> {
                    asked.add(token);
                    return Optional.of(Somebodies.ADA);
                })
                .get("/page", Access.ADMIN, request -> {
                    assertThat(request.signedIn()).isEqualTo(request.member().orElseThrow());
                    return Answer.view(new JsonObject(), () -> new Page("x", output -> {}));
                })
                .get("/open", Access.ANYONE, request -> Answer.view(new JsonObject(), () -> new Page("x", o -> {})));

        Call.get("/page").asBrowser().bearer("t").to(routes);
        assertThat(asked).containsExactly("t");

        Call.get("/open").asBrowser().to(routes);
        Call.get("/page").asBrowser().to(routes);
        assertThat(asked).as("nobody to look up").containsExactly("t");

        Call.get("/open").bearer("t").to(routes);
        assertThat(asked).as("nobody asked who it is").containsExactly("t");
    }

    @Test
    void shouldAskWhoIsNotSignedInToSignIn() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Call.get("/").request().signedIn())
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(401));
    }

    @Test
    void shouldKeepATokenInACookieThatNoScriptNoOtherSiteAndNoOtherHostCanUse() {
        var request = Call.get("/").request();

        assertThat(SessionCookie.keep(request, "t.u", Duration.ofDays(30)))
                .isEqualTo("__Host-session=t.u; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure");
        assertThat(SessionCookie.drop(request))
                .isEqualTo("__Host-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void shouldNameTheCookieWithoutThePrefixWhereThereIsNoTls() {
        var request = Call.get("/").header("x-forwarded-proto", "http").request();

        assertThat(SessionCookie.keep(request, "t.u", Duration.ofMinutes(1)))
                .isEqualTo("session=t.u; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
        assertThat(SessionCookie.drop(request)).isEqualTo("session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void shouldSetTheCookiesOfAnAnswerOnTheResponse() {
        var routes = Somebodies.routes().post("/in", Access.ANYONE, request -> Answer.done("/")
                .cookie(SessionCookie.keep(request, "t", Duration.ofDays(1)))
                .cookie("theme=dark"));

        for (var call : new Call[] {Call.post("/in"), Call.post("/in").form("x=1")}) {
            assertThat(call.to(routes).getCookies())
                    .containsExactly(
                            "__Host-session=t; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure", "theme=dark");
        }
    }
}
