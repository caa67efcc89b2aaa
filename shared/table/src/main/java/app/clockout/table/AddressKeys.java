package app.clockout.table;

import app.clockout.domain.AddressHash;

/** The keys of the rows that are known of one address: {@code EMAIL#sha256}, so that no address is part of a key. */
public final class AddressKeys {
    static final String APPLICATION = "APPLICATION#";
    static final String SIGN_IN = "SIGNIN#";
    static final String CHANGE = "CHANGE#";

    private AddressKeys() {}

    static String partition(AddressHash hash) {
        return "EMAIL#" + hash;
    }

    /** Whose it is. */
    public static Key lock(AddressHash hash) {
        return new Key(partition(hash), "LOCK");
    }

    /** What mail it may still get. */
    public static Key delivery(AddressHash hash) {
        return new Key(partition(hash), "DELIVERY");
    }

    public static Key application(AddressHash hash, String requestId) {
        return new Key(partition(hash), APPLICATION + requestId);
    }

    public static Key signIn(AddressHash hash, String requestId) {
        return new Key(partition(hash), SIGN_IN + requestId);
    }

    public static Key change(AddressHash hash, String requestId) {
        return new Key(partition(hash), CHANGE + requestId);
    }
}
