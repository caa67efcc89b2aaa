package app.clockout.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.gateway.RouteTable.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
    private final RouteTable<String> table = table(
            "$default",
            "ANY /{proxy+}",
            "ANY /clubs",
            "ANY /clubs/{slug}",
            "ANY /clubs/new",
            "ANY /clubs/{slug}/members/{memberId}",
            "ANY /clubs/{slug}/members/me",
            "GET /clubs/{slug}/{what}",
            "ANY /",
            "ANY /files/{path+}");

    private static RouteTable<String> table(String... keys) {
        return new RouteTable<>(Arrays.stream(keys)
                .map(key -> key.equals("$default")
                        ? new Route<>("ANY", key, key)
                        : new Route<>(key.split(" ", 2)[0], key.split(" ", 2)[1], key))
                .toList());
    }

    @ParameterizedTest(name = "{0} {1} is for {2}")
    @CsvSource({
        "GET, /, ANY /",
        "POST, /clubs, ANY /clubs",
        "GET, /clubs/finance-berlin, ANY /clubs/{slug}",
        "GET, /clubs/new, ANY /clubs/new",
        "GET, /clubs/new/members/me, ANY /clubs/{slug}/members/me",
        "GET, /clubs/x/members/17, ANY /clubs/{slug}/members/{memberId}",
        "GET, /clubs/x/y, GET /clubs/{slug}/{what}",
        "POST, /clubs/x/y, ANY /{proxy+}",
        "GET, /files/a/b, ANY /files/{path+}",
        "GET, /files, ANY /{proxy+}",
        "GET, /clubs/, ANY /{proxy+}",
        "GET, /Clubs, ANY /{proxy+}",
    })
    void shouldChooseTheMostSpecificRoute(String method, String path, String route) {
        assertThat(table.match(method, path))
                .hasValueSatisfying(match -> assertThat(match.route().key()).isEqualTo(route));
    }

    @Test
    void shouldPreferTheMethodThatIsNamed() {
        var routes = table("ANY /clubs", "GET /clubs");

        assertThat(routes.match("GET", "/clubs").orElseThrow().route().key()).isEqualTo("GET /clubs");
        assertThat(routes.match("PUT", "/clubs").orElseThrow().route().key()).isEqualTo("ANY /clubs");
    }

    @Test
    void shouldDecodePathParameters() {
        assertThat(table.match("GET", "/clubs/a%2Fb%20%C3%A9+/members/%zz")
                        .orElseThrow()
                        .pathParameters())
                .isEqualTo(Map.of("slug", "a/b é+", "memberId", "%zz"));
    }

    @Test
    void shouldFallBackOnTheDefaultRouteOnlyIfThereIsOne() {
        assertThat(table("$default", "ANY /clubs")
                        .match("GET", "/x/y")
                        .orElseThrow()
                        .route()
                        .key())
                .isEqualTo("$default");
        assertThat(new RouteTable<>(List.of(new Route<>("ANY", "/clubs", "clubs"))).match("GET", "/x"))
                .isEmpty();
    }
}
