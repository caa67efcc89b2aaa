package app.clockout.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that can be shown again at any time and cost no write: an id and an HMAC-SHA-256 over purpose, id and version
 * under the network's one secret. Raising the version in the row that the id names revokes them.
 */
public final class DerivedLinks {
    /** What a derived link is for; one purpose's token is worth nothing for another. */
    public enum Purpose {
        WAITLIST_STATUS,
        CURSOR,
        TICKET,
        RSVP_ANSWER,
        OWN_CALENDAR,
        UNSUBSCRIBE
    }

    private static final int SIGNATURE_BYTES = 18;

    private final SecretKeySpec key;

    public DerivedLinks(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The token: {@code id.signature}; the id must not contain a dot. */
    public String token(Purpose purpose, String id, int version) {
        return id + "." + signature(purpose, id, version);
    }

    /** The id that a token claims to be about, to look up its version by; nothing is verified yet. */
    public static Optional<String> claimedId(String token) {
        int dot = token.lastIndexOf('.');
        return dot < 1 ? Optional.empty() : Optional.of(token.substring(0, dot));
    }

    /** Whether this service made the token, for this purpose, and the version still holds. Takes the same time always. */
    public boolean holds(String token, Purpose purpose, int version) {
        return claimedId(token)
                .map(id -> MessageDigest.isEqual(
                        token.getBytes(UTF_8), token(purpose, id, version).getBytes(UTF_8)))
                .orElse(false);
    }

    private String signature(Purpose purpose, String id, int version) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((purpose + "\n" + version + "\n").getBytes(US_ASCII));
            var signature = new byte[SIGNATURE_BYTES];
            System.arraycopy(mac.doFinal(id.getBytes(UTF_8)), 0, signature, 0, SIGNATURE_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }
}
