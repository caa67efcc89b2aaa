package app.clockout.web;

import java.time.Duration;

/**
 * The cookie that carries a session's token. Over TLS it has the {@code __Host-} prefix (RFC 6265bis), so that no other
 * host can set it; the local runtime has no TLS and calls it {@code session}.
 */
public final class SessionCookie {
    private SessionCookie() {}

    static String name(Request request) {
        return request.isSecure() ? "__Host-session" : "session";
    }

    /** The cookie that keeps a token for as long as its session. */
    public static String keep(Request request, String token, Duration life) {
        return "%s=%s; Max-Age=%d; Path=/; HttpOnly; SameSite=Lax%s"
                .formatted(name(request), token, life.toSeconds(), request.isSecure() ? "; Secure" : "");
    }

    /** The cookie that ends the one there is. */
    public static String drop(Request request) {
        return keep(request, "", Duration.ZERO);
    }
}
