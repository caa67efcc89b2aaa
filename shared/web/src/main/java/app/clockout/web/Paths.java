package app.clockout.web;

import java.net.URI;
import java.util.Optional;

/** Paths on this host, where a page may lead. */
public final class Paths {
    /** What a mailed link has room for. */
    public static final int LONGEST = 512;

    private Paths() {}

    /** Only a path on this host: a browser takes {@code //host} and {@code /\host} for another one. */
    public static boolean isHere(String path) {
        return path.startsWith("/")
                && !path.startsWith("//")
                && path.length() <= LONGEST
                && path.indexOf('\\') < 0
                && path.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** Where the visitor came from, if that was a page of this host that can be shown again. */
    static Optional<String> before(Request request) {
        return request.header("referer").flatMap(referer -> {
            try {
                var from = URI.create(referer);
                var query = from.getRawQuery() == null ? "" : "?" + from.getRawQuery();
                boolean here = request.origin().equalsIgnoreCase(from.getScheme() + "://" + from.getRawAuthority());
                return here ? Optional.of(from.getRawPath() + query).filter(Paths::isHere) : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }
}
