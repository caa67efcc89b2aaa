package app.clockout.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.domain.Person;
import app.clockout.domain.Repeatable;
import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import app.clockout.json.UnreadableJsonException;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, decoded from API Gateway's payload format 2.0. */
public final class Request {
    static final int LARGEST_BODY = 64 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    public static final int LONGEST_TOKEN = 256;

    private static final int LONGEST_NAME = 256;
    private static final int LARGEST_PAGE = 100;
    private static final int USUAL_PAGE = 50;

    private final APIGatewayV2HTTPEvent event;
    private final Map<String, String> headers;
    private final byte[] body;
    private final String method;
    private final Function<String, Optional<Person>> memberOf;
    private @Nullable Optional<Person> member;
    private @Nullable Map<String, List<String>> query;
    private @Nullable Fields fields;

    Request(APIGatewayV2HTTPEvent event, Function<String, Optional<Person>> memberOf) {
        this.event = event;
        this.memberOf = memberOf;
        headers = Objects.requireNonNullElse(event.getHeaders(), Map.of());
        var text = Objects.requireNonNullElse(event.getBody(), "");
        body = event.getIsBase64Encoded() ? Base64.getDecoder().decode(text) : text.getBytes(UTF_8);
        var sent = event.getRequestContext().getHttp().getMethod().toUpperCase(Locale.ROOT);
        method = sent.equals("POST") && isForm() && !isTooLarge() ? methodOfForm() : sent;
    }

    /** What a form stands for. One that cannot be read is a POST, and that it cannot is told when its turn comes. */
    private String methodOfForm() {
        try {
            var instead = fields().typed("_method").toUpperCase(Locale.ROOT);
            return instead.equals("PUT") || instead.equals("DELETE") ? instead : "POST";
        } catch (Problem unreadable) {
            return "POST";
        }
    }

    /** The method, after a form's {@code _method} had its say. */
    String method() {
        return method;
    }

    /** The path and the query as they were asked for. */
    String target() {
        var raw = Objects.requireNonNullElse(event.getRawQueryString(), "");
        return path() + (raw.isEmpty() ? "" : "?" + raw);
    }

    String path() {
        return Objects.requireNonNullElse(event.getRawPath(), "/");
    }

    /**
     * A part of the path that the route names.
     *
     * @throws Problem 404 where it is longer than the name of anything here, and than a key of the table can be
     */
    public String path(String name) {
        var part = Objects.requireNonNullElse(event.getPathParameters(), Map.<String, String>of())
                .getOrDefault(name, "");
        if (part.length() > LONGEST_NAME) {
            throw Problem.notFound();
        }
        return part;
    }

    /**
     * The token of a mailed link, where the path is one.
     *
     * @throws Problem 400 where it is longer than any that this service makes
     */
    public String pathToken(String name) {
        var token = Objects.requireNonNullElse(event.getPathParameters(), Map.<String, String>of())
                .getOrDefault(name, "");
        if (token.length() > LONGEST_TOKEN) {
            throw Problem.invalidLink();
        }
        return token;
    }

    /**
     * A value of the query, if it is there and not empty.
     *
     * @throws Problem 400 where the query cannot be read
     */
    public Optional<String> query(String name) {
        return query().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** @throws Problem 400 where the query has no {@code token}, or too long a one */
    public String queryToken() {
        return query("token").filter(token -> token.length() <= LONGEST_TOKEN).orElseThrow(Problem::invalidLink);
    }

    /**
     * The query as fields, to be checked like any others.
     *
     * @throws Problem 400 where it cannot be read
     */
    public Fields queryFields() {
        return Fields.ofForm(query());
    }

    private Map<String, List<String>> query() {
        var read = query;
        if (read == null) {
            read = UrlEncoded.read(
                    Objects.requireNonNullElse(event.getRawQueryString(), "").getBytes(UTF_8));
            query = read;
        }
        return read;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * Whether a form was posted, so that success is told by going on to the next page. A form of nothing but a button
     * comes without a body, but with its type.
     */
    public boolean isForm() {
        return contentType().equals(FORM);
    }

    boolean isTooLarge() {
        return body.length > LARGEST_BODY;
    }

    boolean isReadableType() {
        return body.length == 0 || isForm() || contentType().equals(JSON);
    }

    /** Whether it is a form the way mail programs may send one. */
    boolean isMultipart() {
        return contentType().equals(Multipart.TYPE);
    }

    /**
     * The fields of the body.
     *
     * @throws Problem 400 where it cannot be read
     */
    public Fields fields() {
        var read = fields;
        if (read == null) {
            read = readFields();
            fields = read;
        }
        return read;
    }

    private Fields readFields() {
        if (body.length == 0) {
            return Fields.none();
        }
        if (isForm()) {
            return Fields.ofForm(UrlEncoded.read(body));
        }
        return isMultipart()
                ? Fields.ofForm(Multipart.read(body, header("content-type").orElse("")))
                : Fields.ofJson(json(body));
    }

    private static JsonObject json(byte[] body) {
        try {
            return Json.read(body);
        } catch (UnreadableJsonException e) {
            throw Problem.unreadable("The body cannot be read. " + e.getMessage());
        }
    }

    /** Who asks, if they are signed in. The first call costs one request to the table; without a token, none. */
    public Optional<Person> member() {
        var known = member;
        if (known == null) {
            known = sessionToken().flatMap(memberOf);
            member = known;
        }
        return known;
    }

    /** Who asks, on a route that only members reach. */
    public Person signedIn() {
        return member().orElseThrow(Problem::unauthenticated);
    }

    /** The session's token, from the header or the cookie; whether it still holds is another matter. */
    public Optional<String> sessionToken() {
        var bearer = header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
        return bearer.isPresent() ? bearer : cookie(SessionCookie.name(this));
    }

    private Optional<String> cookie(String name) {
        return Objects.requireNonNullElse(event.getCookies(), List.<String>of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Whether the client came over TLS. Only the local runtime says otherwise. */
    boolean isSecure() {
        return !header("x-forwarded-proto").orElse("https").equals("http");
    }

    /** Where a browser says that it asks, such as {@code https://clockout.example}: to compare with, and for nothing else. */
    String origin() {
        return (isSecure() ? "https://" : "http://") + header("host").orElse("");
    }

    /**
     * Where API Gateway was asked, by its own account, whatever the headers say. The local runtime, which answers to this machine's
     * names alone, has a port that such an account leaves out.
     */
    String gateway() {
        return isSecure() ? "https://" + event.getRequestContext().getDomainName() : origin();
    }

    /** Whether a page of another site made the browser send this. */
    boolean isCrossSite() {
        var site = header("sec-fetch-site");
        if (site.isPresent()) {
            return !site.get().equals("same-origin") && !site.get().equals("none");
        }
        return header("origin").filter(from -> !from.equalsIgnoreCase(origin())).isPresent();
    }

    /**
     * Whether a page is wanted rather than JSON. Who takes anything is shown a page where they only look and bring no bearer
     * token, so that a shared link has its preview everywhere.
     */
    public boolean wantsPage() {
        boolean looks = method.equals("GET") || method.equals("HEAD");
        return Responses.prefersPage(
                header("accept").orElse(""), looks && header("authorization").isEmpty());
    }

    /** The caller's address as limits count it: an IPv4 address, or the /64 of an IPv6 one. */
    public String clientNetwork() {
        return Networks.of(
                Objects.requireNonNullElse(event.getRequestContext().getHttp().getSourceIp(), ""));
    }

    String id() {
        return id(event);
    }

    /** API Gateway's name for the request, which its access log has as well. */
    static String id(APIGatewayV2HTTPEvent event) {
        return Objects.requireNonNullElse(event.getRequestContext().getRequestId(), "-");
    }

    /**
     * How many items a page of a list may have.
     *
     * @throws Problem 422 where it is out of bounds
     */
    public int limit(Fields checked) {
        return checked.optionalNumber("limit", 1, LARGEST_PAGE).orElse(USUAL_PAGE);
    }

    /**
     * Sees that a change is about the version of a thing that its author had seen (RFC 9110, section 13.1.1); a form
     * carries it as {@code ifMatch}.
     *
     * @param changes false where the thing is as the change wants it already, which is fine whatever the version
     * @throws Problem 428 where the request does not say which, 412 where it is about another one
     */
    public void requireVersion(long version, boolean changes) {
        var said = header("if-match")
                .or(() -> Optional.of(fields().typed("ifMatch")))
                .filter(value -> !value.isBlank())
                .orElseThrow(Problem::preconditionRequired);
        boolean matches = Arrays.stream(said.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals("\"" + version + "\"") || tag.equals("" + version));
        if (changes && !matches) {
            throw Problem.preconditionFailed();
        }
    }

    /** Whether the client would rather have this media type than JSON or a page: it names it. */
    public boolean wants(String mediaType) {
        return Arrays.stream(header("accept").orElse("").split(","))
                .map(range -> range.split(";", 2)[0].strip())
                .anyMatch(range -> range.equalsIgnoreCase(mediaType));
    }

    /** The key under which a request repeats another, if the client gives one. */
    public Optional<String> idempotencyKey(Fields checked) {
        var key = header("idempotency-key").or(() -> Optional.of(checked.typed(Fields.KEY)));
        return key.filter(value -> !value.isBlank()).filter(value -> {
            boolean good = value.length() <= 128 && value.chars().allMatch(c -> c > ' ' && c < 127);
            if (!good) {
                checked.reject(Fields.KEY, "At most 128 visible ASCII characters, please.");
            }
            return good;
        });
    }

    /** What makes this request the same as another one, if the client gives it a key. */
    public Optional<Repeatable> repeatable(Fields checked) {
        return idempotencyKey(checked).map(key -> Repeatable.of(key, method, path(), body));
    }

    private String contentType() {
        var type = header("content-type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
