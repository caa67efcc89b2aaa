package app.clockout.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What leaves the network tells where it is by what the stack and the gateway know, never by what a caller says. */
class OwnAddressTest {
    private static final Call FORGED =
            Call.get("/").header("host", "evil.test").header("x-forwarded-host", "evil.test");

    @Test
    void shouldBeTheDomainThatTheStackWasGiven() {
        assertThat(new OwnAddress("clockout.example").at(FORGED.request())).isEqualTo("https://clockout.example");
    }

    @Test
    void shouldElseBeWhereTheGatewayWasAsked() {
        assertThat(new OwnAddress("").at(FORGED.request())).isEqualTo("https://" + Call.GATEWAY);
    }

    @Test
    void shouldHaveThePortOfTheLocalRuntime() {
        var local = Call.get("/").header("host", "localhost:8080").header("x-forwarded-proto", "http");

        assertThat(new OwnAddress("").at(local.request())).isEqualTo("http://localhost:8080");
    }
}
