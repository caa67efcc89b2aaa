package app.clockout.local.table.core;

import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * Everything that a {@link Database} knows at one moment. It never changes, so keeping one is a copy of all tables.
 *
 * @param tables by name
 * @param holds the items that transactions hold, by table and key, each until a time
 * @param tokens the transactions of the last ten minutes, by client request token
 * @param sequence the number of the last change
 */
public record State(
        Tree<String, TableState> tables, Tree<Held, Instant> holds, Tree<String, Token> tokens, long sequence) {
    private static final Duration TOKENS_KEPT = Duration.ofMinutes(10);
    private static final int MANY = 1000;

    /** An item that a transaction holds. */
    public record Held(String table, Key key) {
        static final Comparator<Held> ORDER = Comparator.comparing(Held::table).thenComparing(Held::key);
    }

    /**
     * A transaction that went through.
     *
     * @param fingerprint of its actions; another under the same token is refused
     */
    public record Token(String name, long fingerprint, Instant at) {}

    static final State EMPTY =
            new State(Tree.by(Comparator.naturalOrder()), Tree.by(Held.ORDER), Tree.by(Comparator.naturalOrder()), 0);

    State with(TableState table) {
        return new State(tables.with(table.schema().name(), table), holds, tokens, sequence);
    }

    State without(String table) {
        return new State(tables.without(table), holds, tokens, sequence);
    }

    State withHolds(Tree<Held, Instant> changed) {
        return new State(tables, changed, tokens, sequence);
    }

    State withTokens(Tree<String, Token> changed) {
        return new State(tables, holds, changed, sequence);
    }

    State withSequence(long changed) {
        return new State(tables, holds, tokens, changed);
    }

    /**
     * The state in which a commit is true; nothing is checked.
     *
     * @param shards of a stream that begins
     */
    State after(Commit commit, int shards) {
        return switch (commit) {
            case Commit.Defined(var at, var schema) -> with(defined(at, schema, shards));
            case Commit.Resumed(var _, var schema, var log, long last) ->
                with(Writes.table(this, schema.name()).under(schema, log)).withSequence(last);
            case Commit.Dropped(var _, var table) -> without(table);
            case Commit.Rows rows -> {
                var next = this;
                for (Change change : rows.changes()) {
                    next = withRow(next, change, rows);
                }
                yield rows.token() == null ? next : withToken(next, rows.token());
            }
        };
    }

    private static State withRow(State before, Change change, Commit.Rows rows) {
        var table = Writes.table(before, change.table()).with(change);
        var log = table.stream();
        if (log == null) {
            return before.with(table);
        }
        long sequence = before.sequence() + 1;
        return before.with(
                        table.with(log.with(sequence, rows.at(), table.schema().keys(), change, rows.expired())))
                .withSequence(sequence);
    }

    /**
     * Whether a transaction is a repetition.
     *
     * @throws TableException where its token was another's
     */
    boolean knows(Token token, Instant now) {
        var known = tokens.get(token.name());
        if (known == null || known.at().isBefore(now.minus(TOKENS_KEPT))) {
            return false;
        }
        if (known.fingerprint() != token.fingerprint()) {
            throw TableException.of(
                    "IdempotentParameterMismatchException",
                    "The provided request token was used with a different request than the one provided in this request");
        }
        return true;
    }

    /** What transactions hold; where that is much, without what is over. */
    Tree<Held, Instant> holdsAt(Instant now) {
        if (holds.size() <= MANY) {
            return holds;
        }
        var left = new ArrayList<Held>();
        holds.each((held, until) -> until.isAfter(now) || left.add(held));
        var kept = holds;
        for (Held held : left) {
            kept = kept.without(held);
        }
        return kept;
    }

    private static State withToken(State before, Token token) {
        var tokens = before.tokens().with(token.name(), token);
        if (tokens.size() > MANY) {
            var old = new ArrayList<String>();
            tokens.each((name, each) -> each.at().isAfter(token.at().minus(TOKENS_KEPT)) || old.add(name));
            for (String name : old) {
                tokens = tokens.without(name);
            }
        }
        return before.withTokens(tokens);
    }

    private TableState defined(Instant at, Schema schema, int shards) {
        var table = tables.get(schema.name());
        var log = table == null ? null : table.stream();
        if (schema.stream() == null) {
            log = log == null ? null : log.disabled();
        } else if (log == null || !log.enabled()) {
            log = StreamLog.create(at.toString().replace("Z", ""), schema.stream(), shards);
        }
        return table == null ? TableState.empty(schema, log) : table.under(schema, log);
    }

    /** A hash of all tables and rows, kept as they change: two states with the same rows have the same. */
    public long hash() {
        long[] hash = {0};
        tables.each((name, table) -> {
            hash[0] += Values.mix(Values.hash(Value.text(name)) + table.hash());
            return true;
        });
        return hash[0];
    }
}
