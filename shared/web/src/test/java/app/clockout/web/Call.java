package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.domain.Person;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as API Gateway gives it to a function (payload format 2.0), put together by a test. */
final class Call {
    static final String HOST = "clockout.test";
    /** Where the gateway says that it was asked. */
    static final String GATEWAY = "abc123.execute-api.eu-central-1.amazonaws.com";

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";

    private final String method;
    private final String path;
    private final Map<String, String> headers =
            new HashMap<>(Map.of("host", HOST, "x-forwarded-proto", "https", "accept", JSON));
    private final Map<String, String> pathParameters = new HashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private String route;
    private String query = "";
    private String sourceIp = "203.0.113.24";
    private byte @Nullable [] body;

    private Call(String method, String path) {
        this.method = method;
        this.path = path;
        this.route = path;
    }

    static Call get(String path) {
        return new Call("GET", path);
    }

    static Call post(String path) {
        return new Call("POST", path);
    }

    static Call of(String method, String path) {
        return new Call(method, path);
    }

    /** The route that the API chose, where it has a part in braces. */
    Call onRoute(String path, String parameter, String value) {
        this.route = path;
        pathParameters.put(parameter, value);
        return this;
    }

    Call header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    Call without(String header) {
        headers.remove(header);
        return this;
    }

    Call accept(String types) {
        return header("accept", types);
    }

    Call asBrowser() {
        return accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    }

    Call bearer(String token) {
        return header("authorization", "Bearer " + token);
    }

    Call cookie(String cookie) {
        cookies.add(cookie);
        return this;
    }

    Call query(String raw) {
        query = raw;
        return this;
    }

    Call from(String ip) {
        sourceIp = ip;
        return this;
    }

    Call form(String encoded) {
        return body(FORM, encoded.getBytes(UTF_8));
    }

    Call json(String text) {
        return body(JSON, text.getBytes(UTF_8));
    }

    Call body(String contentType, byte[] bytes) {
        body = bytes.clone();
        return header("content-type", contentType);
    }

    APIGatewayV2HTTPEvent event() {
        var http = RequestContext.Http.builder()
                .withMethod(method)
                .withPath(path)
                .withProtocol("HTTP/1.1")
                .withSourceIp(sourceIp)
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(route.equals("$default") ? route : "ANY " + route)
                .withRawPath(path)
                .withRawQueryString(query)
                .withHeaders(headers)
                .withCookies(cookies.isEmpty() ? null : cookies)
                .withPathParameters(pathParameters.isEmpty() ? null : pathParameters)
                .withRequestContext(RequestContext.builder()
                        .withHttp(http)
                        .withRequestId("V3x00jk5oAMEJbw=")
                        .withDomainName(GATEWAY)
                        .build())
                .withBody(body == null ? null : Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(body != null)
                .build();
    }

    /** The decoded request of a visitor. */
    Request request() {
        return request(Map.of());
    }

    /** The decoded request, with people known by their session's token. */
    Request request(Map<String, Person> signedIn) {
        return new Request(event(), token -> Optional.ofNullable(signedIn.get(token)));
    }

    APIGatewayV2HTTPResponse to(Routes routes) {
        return routes.handle(event());
    }
}
