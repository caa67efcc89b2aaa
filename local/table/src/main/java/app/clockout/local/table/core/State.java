package app.clockout.local.table.core;

import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
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
public record State(Tree<String, TableState> tables, Tree<Held, Instant> holds, Tokens tokens, long sequence) {
    private static final int MANY = 1000;

    /** An item that a transaction holds. */
    public record Held(String table, Key key) {
        static final Comparator<Held> ORDER = Comparator.comparing(Held::table).thenComparing(Held::key);
    }

    static final State EMPTY = new State(Tree.by(Comparator.naturalOrder()), Tree.by(Held.ORDER), Tokens.EMPTY, 0);

    State with(TableState table) {
        return new State(tables.with(table.schema().name(), table), holds, tokens, sequence);
    }

    State without(String table) {
        return new State(tables.without(table), holds, tokens, sequence);
    }

    State withHolds(Tree<Held, Instant> changed) {
        return new State(tables, changed, tokens, sequence);
    }

    private State with(Tokens changed) {
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
                yield rows.token() == null ? next : next.with(tokens.with(rows.token()));
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
