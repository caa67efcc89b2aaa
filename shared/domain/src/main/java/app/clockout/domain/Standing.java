package app.clockout.domain;

import java.util.Locale;

/** Where a person stands with the network. Only an approved person is a member and can sign in. */
public enum Standing {
    WAITING,
    APPROVED,
    DECLINED,
    WITHDRAWN,
    SUSPENDED;

    /** How the standing is written in JSON and in the table: {@code waiting}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Standing of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
