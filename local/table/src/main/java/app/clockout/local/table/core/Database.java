package app.clockout.local.table.core;

import app.clockout.local.table.core.State.Held;
import app.clockout.local.table.core.State.Token;
import app.clockout.local.table.core.TableException.Reason;
import app.clockout.local.table.core.TableState.Due;
import app.clockout.local.table.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All tables, for any number of threads. Writes come one after another; reads take the state as it is and wait for nobody.
 * Refusals are {@link TableException}s and {@code InvalidRequestException}s in DynamoDB's words.
 */
public final class Database {
    private static final Duration TOKENS_KEPT = Duration.ofMinutes(10);
    private static final int MANY = 1000;
    private static final Runnable NOTHING = () -> {};

    /** A state with the time at which another took its place. */
    private record Past(Instant until, State state) {}

    /** What a single write did, and what it cost. */
    public record Written(@Nullable Item before, @Nullable Item after, Units units) {}

    private final InstantSource clock;
    private final Rules rules;
    private final Throttle throttle;
    private final ReentrantLock writing = new ReentrantLock();
    private final ArrayDeque<Past> past = new ArrayDeque<>();
    private Function<Commit, Runnable> recorder = _ -> NOTHING;
    private volatile State state = State.EMPTY;

    public Database(InstantSource clock, Rules rules) {
        this.clock = clock;
        this.rules = rules;
        this.throttle = new Throttle(rules);
    }

    /**
     * Tells of every commit before anybody sees it.
     *
     * @param listener gives what the writer waits for before it answers, such as the disk
     */
    public void record(Function<Commit, Runnable> listener) {
        recorder = listener;
    }

    public Instant now() {
        return clock.instant();
    }

    /** Everything as it is, for nothing: to look at, to hash, or to go back to. */
    public State snapshot() {
        return state;
    }

    /** Goes back, or over, to another state. */
    public void restore(State other) {
        locked(() -> {
            past.clear();
            state = other;
            return other;
        });
    }

    private <T> T locked(Supplier<T> work) {
        writing.lock();
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }

    /**
     * A table as a read sees it.
     *
     * @param consistent false to see it as old as the rules say
     */
    public TableState table(String name, boolean consistent) {
        var current = Writes.table(state, name);
        if (consistent || rules.stale().isZero()) {
            return current;
        }
        var then = now().minus(rules.stale());
        return locked(() -> {
            while (!past.isEmpty() && !past.getFirst().until.isAfter(then)) {
                past.removeFirst();
            }
            var old = past.isEmpty() ? null : past.getFirst().state.tables().get(name);
            return old == null || !old.schema().equals(current.schema()) ? current : old;
        });
    }

    /** Reads, which share the throttle. */
    public Reads reads() {
        return new Reads(this, throttle);
    }

    /** Makes a table, or gives one another schema. */
    public TableState define(Schema schema) {
        locked(() -> commit(new Commit.Defined(now(), schema))).run();
        return Writes.table(state, schema.name());
    }

    /** Deletes a table with its stream. */
    public void drop(String table) {
        locked(() -> commit(new Commit.Dropped(now(), table))).run();
    }

    /** The row that a write is about, for a caller that looks for doubles; the write is checked as far as that goes. */
    public Object placeOf(Write write) {
        return new Writes(state).key(write);
    }

    /** Puts, changes or deletes one item. */
    public Written write(Write write) {
        throttle.check();
        var wait = new Runnable[] {NOTHING};
        var written = locked(() -> {
            var now = now();
            var writes = new Writes(state);
            var key = writes.key(write);
            throttle.check(write.table(), key.partition(), now);
            if (isHeld(write.table(), key, now)) {
                throw TableException.conflict(1);
            }
            var change = writes.change(write, key, 1);
            var units = Units.ofWrite(Writes.table(state, write.table()).schema(), change, 1);
            throttle.use(write.table(), key.partition(), 0, units.table(), now);
            wait[0] = commit(new Commit.Rows(now, List.of(change), false, null));
            return new Written(change.before(), change.after(), units);
        });
        wait[0].run();
        return written;
    }

    private Runnable commit(Commit commit) {
        var wait = recorder.apply(commit);
        become(state.after(commit, rules.shards()));
        return wait;
    }

    private void become(State next) {
        if (!rules.stale().isZero()) {
            past.addLast(new Past(now(), state));
        }
        state = next;
    }

    /**
     * Writes all or nothing.
     *
     * @param token null, or what tells a repetition: within ten minutes the same does nothing, and another is refused
     * @return units by table
     */
    public Map<String, Units> transact(List<Write> writes, @Nullable Token token) {
        throttle.check();
        var reasons = new Reason[writes.size()];
        Arrays.fill(reasons, Reason.NONE);
        var keys = new ArrayList<@Nullable Key>();
        boolean repeated = locked(() -> {
            if (token != null && isRepeated(token)) {
                return true;
            }
            begin(writes, keys, reasons);
            return false;
        });
        if (repeated) {
            return unitsOfRepetition(writes);
        }
        var wait = new Runnable[] {NOTHING};
        try {
            return locked(() -> {
                var changes = new Writes(state).changes(writes, keys, reasons);
                if (!Arrays.stream(reasons).allMatch(Reason.NONE::equals)) {
                    throw TableException.cancelled(List.of(reasons), new Writes(state).unitsOfCancelled(writes, keys));
                }
                var units = new LinkedHashMap<String, Units>();
                for (Change change : changes) {
                    var schema = Writes.table(state, change.table()).schema();
                    units.merge(change.table(), Units.ofWrite(schema, change, Units.TRANSACTION), Units::plus);
                }
                wait[0] = commit(new Commit.Rows(now(), changes, false, token));
                return units;
            });
        } finally {
            wait[0].run();
            release(writes, keys);
        }
    }

    private boolean isRepeated(Token token) {
        var known = state.tokens().get(token.name());
        if (known == null || known.at().isBefore(now().minus(TOKENS_KEPT))) {
            return false;
        }
        if (known.fingerprint() != token.fingerprint()) {
            throw TableException.of(
                    "IdempotentParameterMismatchException",
                    "The provided request token was used with a different request than the one provided in this request");
        }
        return true;
    }

    private Map<String, Units> unitsOfRepetition(List<Write> writes) {
        var units = new LinkedHashMap<String, Units>();
        for (Write write : writes) {
            var row = Writes.table(state, write.table()).rows().get(new Writes(state).key(write));
            double read = Units.TRANSACTION * Units.reads(row == null ? 0 : row.bytes(), true);
            units.merge(write.table(), Units.of(write.table(), read), Units::plus);
        }
        return units;
    }

    /** Takes hold of a transaction's items; from here to its end no other writes them. */
    private void begin(List<Write> writes, List<@Nullable Key> keys, Reason[] reasons) {
        keys.addAll(new Writes(state).keys(writes, reasons));
        var now = now();
        var holds = state.holds().size() > MANY ? withoutPast(state.holds(), now) : state.holds();
        boolean conflicts = false;
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            if (key == null) {
                continue;
            }
            if (isHeld(writes.get(i).table(), key, now)) {
                reasons[i] = new Reason("TransactionConflict", "Transaction is ongoing for the item", null);
                conflicts = true;
            } else {
                var until = rules.hold().isZero() ? Instant.MAX : now.plus(rules.hold());
                holds = holds.with(new Held(writes.get(i).table(), key), until);
            }
        }
        if (conflicts) {
            throw TableException.cancelled(List.of(reasons), new Writes(state).unitsOfCancelled(writes, keys));
        }
        state = state.withHolds(holds);
    }

    private void release(List<Write> writes, List<@Nullable Key> keys) {
        if (!rules.hold().isZero()) {
            return; // they end by the clock
        }
        locked(() -> {
            var holds = state.holds();
            for (int i = 0; i < keys.size(); i++) {
                var key = keys.get(i);
                holds = key == null
                        ? holds
                        : holds.without(new Held(writes.get(i).table(), key));
            }
            state = state.withHolds(holds);
            return holds;
        });
    }

    private static Tree<Held, Instant> withoutPast(Tree<Held, Instant> holds, Instant now) {
        var left = new ArrayList<Held>();
        holds.each((held, until) -> until.isAfter(now) || left.add(held));
        var kept = holds;
        for (Held held : left) {
            kept = kept.without(held);
        }
        return kept;
    }

    /** Whether a transaction in flight holds an item. */
    boolean isHeld(String table, Key key, Instant now) {
        var until = state.holds().size() == 0 ? null : state.holds().get(new Held(table, key));
        return until != null && until.isAfter(now);
    }

    /**
     * Deletes the rows whose time to live was over long enough ago by the rules.
     *
     * @return how many
     */
    public int expire() {
        int deleted = 0;
        var latest = now().minus(rules.expireAfter()).getEpochSecond();
        for (TableState table : tables()) {
            var first = table.due().first();
            if (first != null && first.second() < latest) {
                deleted += expire(table.schema().name(), latest);
            }
        }
        return deleted;
    }

    private int expire(String table, long latest) {
        var wait = new Runnable[] {NOTHING};
        int deleted = locked(() -> {
            var current = Objects.requireNonNull(state.tables().get(table));
            var due = new ArrayList<Due>();
            current.due().each((each, _) -> each.second() < latest && due.add(each));
            for (Due each : due) {
                var change = new Change(table, each.key(), current.rows().get(each.key()), null);
                wait[0] = commit(new Commit.Rows(now(), List.of(change), true, null));
            }
            return due.size();
        });
        wait[0].run();
        return deleted;
    }

    /** All tables by name. */
    public List<TableState> tables() {
        var tables = new ArrayList<TableState>();
        state.tables().each((_, table) -> tables.add(table));
        return tables;
    }

    /** Makes true again what a journal kept; nothing is checked, and nobody is told. */
    public void replay(Commit commit) {
        locked(() -> state = state.after(commit, rules.shards()));
    }
}
