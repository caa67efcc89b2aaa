package app.clockout.table;

import app.clockout.domain.DerivedLinks;
import app.clockout.environment.Environment;
import java.util.Base64;

/**
 * The one secret that derived links are signed with: {@code SECRET#links}, made by the function that needs it first, so that it
 * is part of every backup and nobody has to carry it anywhere.
 */
public final class Secrets {
    private static final Key LINKS = Key.alone("SECRET#links");
    private static final int BYTES = 32;

    private Secrets() {}

    /** Reads the secret, or makes it. Called once, at a function's start. */
    public static DerivedLinks links(Table table, Environment environment) {
        var kept = table.get(LINKS).orElseGet(() -> make(table, environment));
        return new DerivedLinks(Base64.getDecoder().decode(kept.text("secret")));
    }

    private static Item make(Table table, Environment environment) {
        var bytes = new byte[BYTES];
        environment.random().nextBytes(bytes);
        var fresh = Item.at(LINKS).with("secret", Base64.getEncoder().encodeToString(bytes));
        var put = Write.put(fresh).onlyIfAbsent();
        var commit = table.commit(put);
        return commit.done() ? fresh : commit.met(put);
    }
}
