package app.clockout.domain;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes the opaque names of things and the secrets of links. */
public final class Ids {
    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int ID_LENGTH = 26;
    private static final int SECRET_BYTES = 32;

    private Ids() {}

    /** 26 lower-case base32 characters, 130 random bits: safe in a path, in a key and to read aloud. */
    public static String id(RandomGenerator random) {
        var id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(BASE32[random.nextInt(BASE32.length)]);
        }
        return id.toString();
    }

    /** 256 random bits in URL-safe base64 (RFC 4648, section 5), 43 characters: what a link or a session is worth. */
    public static String secret(RandomGenerator random) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
