package app.clockout.local.table.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the last ten minutes, by client request token. They lie in two halves: when ten minutes have passed since
 * the newer one began, all of the older one is over and is dropped at once, so that none is ever looked for.
 *
 * @param since when the newer half began
 */
public record Tokens(Tree<String, Token> newer, Tree<String, Token> older, Instant since) {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Tree<String, Token> NONE = Tree.by(Comparator.naturalOrder());

    /**
     * A transaction that went through.
     *
     * @param fingerprint of its actions; another under the same token is refused
     */
    public record Token(String name, long fingerprint, Instant at) {}

    static final Tokens EMPTY = new Tokens(NONE, NONE, Instant.MIN);

    Tokens with(Token token) {
        boolean turns = since.equals(Instant.MIN) || token.at().isAfter(since.plus(KEPT));
        return turns
                ? new Tokens(NONE.with(token.name(), token), newer, token.at())
                : new Tokens(newer.with(token.name(), token), older, since);
    }

    /**
     * Whether a transaction is a repetition.
     *
     * @throws TableException where its token was another's
     */
    boolean knows(Token token, Instant now) {
        var known = get(token.name());
        if (known == null || known.at().isBefore(now.minus(KEPT))) {
            return false;
        }
        if (known.fingerprint() != token.fingerprint()) {
            throw TableException.of(
                    "IdempotentParameterMismatchException",
                    "The provided request token was used with a different request than the one provided in this request");
        }
        return true;
    }

    private @Nullable Token get(String name) {
        var known = newer.get(name);
        return known == null ? older.get(name) : known;
    }

    /** Each, the older half first: entered again so, none is dropped early. */
    public void each(Consumer<Token> consumer) {
        older.each((_, token) -> accept(consumer, token));
        newer.each((_, token) -> accept(consumer, token));
    }

    private static boolean accept(Consumer<Token> consumer, Token token) {
        consumer.accept(token);
        return true;
    }
}
