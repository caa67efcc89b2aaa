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

    /**
     * Whether it was sent to a name of this machine. A page elsewhere whose own name leads here (DNS rebinding) would read the inbox
     * otherwise.
     */
    boolean isForThisMachine() {
        String host =
                header("host").orElse("localhost").toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", "");
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }

    /** Whether a page of another site made the browser send it; what is no browser says nothing of that. */
    public boolean isCrossSite() {
        return header("sec-fetch-site")
                .map(site -> !site.equals("same-origin") && !site.equals("none"))
                .orElseGet(() -> header("origin")
                        .filter(origin -> !origin.equalsIgnoreCase(
                                "http://" + header("host").orElse("")))
                        .isPresent());
    }

    /** The media type of the body, in lower case and without parameters; empty when none is named. */
    public String mediaType() {
        String type = header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
