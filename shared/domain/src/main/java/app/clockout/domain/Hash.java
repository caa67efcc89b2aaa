package app.clockout.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256: what is kept of a token, an address or an idempotent request. */
public final class Hash {
    private Hash() {}

    /** The hash of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
    public static String of(String text) {
        return of(text.getBytes(UTF_8));
    }

    /** The hash of the bytes, as 64 lower-case hexadecimal digits. */
    public static String of(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
