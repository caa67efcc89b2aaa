package app.clockout.local.testing;

import app.clockout.local.emulators.TestStack;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds what API Gateway's HTTP API hands to a function (payload format 2.0): what is not there is null there, too. */
public final class HttpEventBuilder {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final String HOST = "localhost:8080";

    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> cookies = new ArrayList<>();
    private @Nullable String route;
    private String sourceIp = "203.0.113.24";
    private Instant at = TestStack.START;
    private byte @Nullable [] body;

    HttpEventBuilder(String method, String pathAndQuery) {
        this.method = method;
        int question = pathAndQuery.indexOf('?');
        this.path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        this.query = question < 0 ? "" : pathAndQuery.substring(question + 1);
        header("Accept", "application/json");
        header("Host", HOST);
        header("User-Agent", "test");
        header("X-Forwarded-Port", "443");
        header("X-Forwarded-Proto", "https");
    }

    /** The route that the path matches, such as {@code /events/{eventId}/rsvp} or {@code $default}; without, it is the path. */
    public HttpEventBuilder route(String template) {
        this.route = template;
        return this;
    }

    /** A header; one that is there already gets a second value after a comma. */
    public HttpEventBuilder header(String name, String value) {
        headers.merge(name.toLowerCase(Locale.ROOT), value, (first, second) -> first + "," + second);
        return this;
    }

    public HttpEventBuilder accept(String type) {
        headers.put("accept", type);
        return this;
    }

    public HttpEventBuilder bearer(String token) {
        headers.put("authorization", "Bearer " + token);
        return this;
    }

    public HttpEventBuilder cookie(String name, String value) {
        cookies.add(name + "=" + value);
        return this;
    }

    public HttpEventBuilder sourceIp(String address) {
        this.sourceIp = address;
        return this;
    }

    public HttpEventBuilder at(Instant instant) {
        this.at = instant;
        return this;
    }

    /**
     * A form as a browser posts it.
     *
     * @param namesAndValues a name, its value, the next name … A name may come again
     */
    public HttpEventBuilder form(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A name without a value: " + namesAndValues[namesAndValues.length - 1]);
        }
        var form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return body("application/x-www-form-urlencoded", form.toString());
    }

    public HttpEventBuilder json(String json) {
        return body("application/json", json);
    }

    public HttpEventBuilder body(String contentType, String text) {
        return body(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public HttpEventBuilder body(String contentType, byte[] bytes) {
        headers.put("content-type", contentType);
        this.body = bytes.clone();
        return this;
    }

    public APIGatewayV2HTTPEvent build() {
        var sent = new LinkedHashMap<>(headers);
        sent.put("content-length", String.valueOf(body == null ? 0 : body.length));
        sent.put("x-forwarded-for", sourceIp);
        String routeKey = "$default".equals(route) ? "$default" : "ANY " + (route == null ? path : route);
        boolean binary = body != null && !isText(sent.getOrDefault("content-type", ""));
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(routeKey)
                .withRawPath(path)
                .withRawQueryString(query)
                .withCookies(cookies.isEmpty() ? null : List.copyOf(cookies))
                .withHeaders(sent)
                .withQueryStringParameters(queryParameters())
                .withPathParameters(pathParameters())
                .withBody(encoded(binary))
                .withIsBase64Encoded(binary)
                .withRequestContext(RequestContext.builder()
                        .withRouteKey(routeKey)
                        .withAccountId("000000000000")
                        .withApiId("local")
                        .withStage("$default")
                        .withDomainName("localhost")
                        .withDomainPrefix("localhost")
                        .withRequestId(UUID.randomUUID().toString())
                        .withTime(TIME.format(at))
                        .withTimeEpoch(at.toEpochMilli())
                        .withHttp(RequestContext.Http.builder()
                                .withMethod(method)
                                .withPath(path)
                                .withProtocol("HTTP/1.1")
                                .withSourceIp(sourceIp)
                                .withUserAgent(sent.get("user-agent"))
                                .build())
                        .build())
                .build();
    }

    private @Nullable String encoded(boolean binary) {
        if (body == null) {
            return null;
        }
        return binary ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8);
    }

    /** API Gateway passes these as they are and every other type, forms too, in Base64. */
    private static boolean isText(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.startsWith("application/json")
                || type.startsWith("application/javascript")
                || type.startsWith("application/xml");
    }

    private @Nullable Map<String, String> queryParameters() {
        if (query.isEmpty()) {
            return null;
        }
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.merge(decoded(name), decoded(value), (first, second) -> first + "," + second);
        }
        return parameters;
    }

    private @Nullable Map<String, String> pathParameters() {
        if (route == null || !PARAMETER.matcher(route).find()) {
            return null;
        }
        var names =
                PARAMETER.matcher(route).results().map(name -> name.group(1)).toList();
        String pattern =
                PARAMETER.splitAsStream(route + "\0").map(Pattern::quote).collect(Collectors.joining("([^/]+)"));
        var values = Pattern.compile(pattern).matcher(path + "\0");
        if (!values.matches()) {
            throw new IllegalArgumentException("The path " + path + " is not one of the route " + route + ".");
        }
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), decoded(values.group(i + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
