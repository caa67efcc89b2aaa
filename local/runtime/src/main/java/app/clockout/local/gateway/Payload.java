package app.clockout.local.gateway;

import app.clockout.local.gateway.RouteTable.Match;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests as events and answers as responses, in API Gateway's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>.
 */
final class Payload {
    static final String SOURCE_HEADER = "x-local-source-ip";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Of one connection only (RFC 9110, 7.6.1), or told elsewhere in the event. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            SOURCE_HEADER,
            "cookie",
            "connection",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Payload() {}

    static APIGatewayV2HTTPEvent event(HttpRequest request, Match<?> match, String requestId, int port, Instant now) {
        String key = match.route().key();
        String path = pathAsSeen(request.rawPath());
        String source = request.header(SOURCE_HEADER).orElse(request.source());
        String host = request.header("host").orElse("localhost:" + port);
        String domain = host.replaceFirst(":\\d+$", "");
        boolean text = isText(request.mediaType());
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRouteKey(key)
                .withRawPath(path)
                .withRawQueryString(request.rawQuery())
                .withCookies(cookies(request))
                .withHeaders(headers(request, source, host, port, requestId, now))
                .withQueryStringParameters(noneIfEmpty(request.query()))
                .withPathParameters(noneIfEmpty(match.pathParameters()))
                .withBody(body(request.body(), text))
                .withIsBase64Encoded(request.body().length > 0 && !text)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRouteKey(key)
                        .withAccountId("000000000000")
                        .withStage(RouteTable.DEFAULT)
                        .withApiId("local")
                        .withDomainName(domain)
                        .withDomainPrefix(domain.replaceFirst("\\..*$", ""))
                        .withRequestId(requestId)
                        .withTime(TIME.format(now))
                        .withTimeEpoch(now.toEpochMilli())
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(request.method())
                                .withPath(path)
                                .withProtocol(request.protocol())
                                .withSourceIp(source)
                                .withUserAgent(request.header("user-agent").orElse(""))
                                .build())
                        .build())
                .build();
    }

    /** The path a function sees: decoded, and cut at a question mark that decoding brought to light, as in AWS. */
    private static String pathAsSeen(String rawPath) {
        String decoded = Decoding.ofPath(rawPath);
        int query = decoded.indexOf('?');
        return query < 0 ? decoded : decoded.substring(0, query);
    }

    private static Map<String, String> headers(
            HttpRequest request, String source, String host, int port, String requestId, Instant now) {
        var headers = new TreeMap<String, String>();
        request.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        headers.put("host", host);
        headers.put("content-length", String.valueOf(request.body().length));
        headers.put(
                "x-amzn-trace-id",
                "Root=1-%08x-%s"
                        .formatted(
                                now.getEpochSecond(), requestId.replace("-", "").substring(0, 24)));
        headers.merge("x-forwarded-for", source, (before, last) -> before + ", " + last);
        headers.put("x-forwarded-port", String.valueOf(port));
        headers.put("x-forwarded-proto", "http");
        return headers;
    }

    private static @Nullable List<String> cookies(HttpRequest request) {
        var headers = request.headers().get("cookie");
        return headers == null
                ? null
                : headers.stream()
                        .flatMap(header -> Arrays.stream(header.split(";")))
                        .map(String::strip)
                        .filter(cookie -> !cookie.isEmpty())
                        .toList();
    }

    private static @Nullable Map<String, String> noneIfEmpty(Map<String, String> parameters) {
        return parameters.isEmpty() ? null : parameters;
    }

    private static @Nullable String body(byte[] body, boolean text) {
        if (body.length == 0) {
            return null;
        }
        return text
                ? new String(body, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(body);
    }

    static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.equals("application/json")
                || (mediaType.startsWith("application/") && mediaType.endsWith("+json"));
    }

    /**
     * What a function's answer is on the wire.
     *
     * @throws IllegalArgumentException when it is none: API Gateway answers 500 then
     */
    static HttpAnswer answer(@Nullable APIGatewayV2HTTPResponse response) {
        if (response == null) {
            throw new IllegalArgumentException("it answered nothing");
        }
        int status = response.getStatusCode();
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("it answered the status code " + status);
        }
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        if (response.getHeaders() != null) {
            response.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
        }
        if (response.getMultiValueHeaders() != null) {
            response.getMultiValueHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        }
        if (response.getCookies() != null && !response.getCookies().isEmpty()) {
            var cookies = new ArrayList<>(headers.getOrDefault("set-cookie", List.of()));
            cookies.addAll(response.getCookies());
            headers.put("set-cookie", cookies);
        }
        String body = response.getBody() == null ? "" : response.getBody();
        byte[] bytes = response.getIsBase64Encoded()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            headers.putIfAbsent("content-type", List.of("text/plain;charset=UTF-8"));
        }
        return new HttpAnswer(status, headers, bytes);
    }
}
