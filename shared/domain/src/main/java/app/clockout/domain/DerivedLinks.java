package app.clockout.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that can be shown again at any time and cost no write: an id and an HMAC-SHA-256 over purpose, id and version
 * under the network's one secret. Raising the version in the row that the id names revokes them.
 */
public final class DerivedLinks {
    /** What a derived link is for; one purpose's token is worth nothing for another. */
    public enum Purpose {
        WAITLIST_STATUS,
        TICKET,
        RSVP_ANSWER,
        OWN_CALENDAR,
        UNSUBSCRIBE
    }

    private static final int SIGNATURE_BYTES = 18;
    private static final String HMAC = "HmacSHA256";
    private static final String AES = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    public DerivedLinks(byte[] secret) {
        key = new SecretKeySpec(secret, HMAC);
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
        var mac = mac(purpose + "\n" + version + "\n" + id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, SIGNATURE_BYTES));
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }

    /**
     * A text that only this service can read again, and only in the same context: AES-256-GCM (RFC 5116), under a key of its own. The
     * nonce is made of what is sealed, so no two different texts have the same.
     *
     * @param context what the text is good for; it is not in the token
     */
    public String seal(String text, String context) {
        var nonce = Arrays.copyOf(mac("nonce\n" + context.length() + "\n" + context + text), NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(text.getBytes(UTF_8));
            var token =
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES in Galois/Counter Mode.", e);
        }
    }

    /** The text that {@link #seal} made the token of, in this context; empty for anything else. */
    public Optional<String> open(String token, String context) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length < NONCE_BYTES) {
                return Optional.empty();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE_BYTES), context);
            return Optional.of(new String(cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES), UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(AES);
        cipher.init(mode, new SecretKeySpec(mac("seal"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher;
    }
}
