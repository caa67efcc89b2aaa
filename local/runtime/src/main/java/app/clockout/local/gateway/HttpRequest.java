package app.clockout.local.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param target path and query as sent, still encoded
 * @param headers every value of each header, names in any case; kept in lower case
 * @param source the caller's address
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record HttpRequest(
        String method, String target, String protocol, Map<String, List<String>> headers, byte[] body, String source) {
    public HttpRequest {
        var lower = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers = lower;
    }

    public String rawPath() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public String rawQuery() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** The parameters of the query string, decoded. */
    public Map<String, String> query() {
        return Decoding.parameters(rawQuery());
    }

    /** A header by its name in lower case, several values joined by commas. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> String.join(",", values));
    }

    /** The media type of the body, in lower case and without parameters; empty when none is named. */
    public String mediaType() {
        String type = header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
