package app.clockout.local.table.core;

import app.clockout.local.table.core.State.Held;
import app.clockout.local.table.core.TableException.Reason;
import app.clockout.local.table.core.TableState.Due;
import app.clockout.local.table.core.Tokens.Token;
import app.clockout.local.table.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All tables, for any number of threads. Writes come one after another; reads take the state as it is and wait for nobody.
 * Refusals are {@link TableException}s and {@code InvalidRequestException}s in DynamoDB's words.
 */
public final class Database {
    private static final Runnable NOTHING = () -> {};
    private static final int MOST_YEARS_OVER = 5;

    /** A state with the time at which another took its place. */
    private record Past(Instant until, State state) {}

    /** What a single write did, and what it cost. */
    public record Written(@Nullable Item before, @Nullable Item after, Units units) {}

    /**
     * What a transaction cost.
     *
     * @param units by table: write units, but read units of one that was there already under its token
     */
    public record Transacted(Map<String, Units> units, boolean repeated) {}

    private final InstantSource clock;
    private final LongAdder attempts = new LongAdder();
    private final LongAdder conflicts = new LongAdder();
    private volatile Rules rules;
    private volatile Throttle throttle;
    private final ReentrantLock writing = new ReentrantLock();
    private final ArrayDeque<Past> past = new ArrayDeque<>();
    private Function<Commit, Runnable> recorder = _ -> NOTHING;
    private volatile Runnable recording = NOTHING;
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

    /**
     * Comes back once everything that can be seen by now is recorded.
     *
     * @throws RuntimeException the recorder's, when it cannot be
     */
    public void awaitRecorded() {
        recording.run();
    }

    public Rules rules() {
        return rules;
    }

    /** Is stricter, or kinder, from now on. What a transaction in flight holds it keeps as it was; a stream keeps its shards. */
    public void follow(Rules other) {
        rules = other;
        throttle = new Throttle(other);
    }

    /** How many writes of single items and transactions were tried so far; a repetition counts once more. */
    public long attempts() {
        return attempts.sum();
    }

    /** How many of the attempts met a transaction in flight. */
    public long conflicts() {
        return conflicts.sum();
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
        attempts.increment();
        throttle.check();
        var wait = new Runnable[] {NOTHING};
        var written = locked(() -> {
            var now = now();
            var writes = new Writes(state);
            var key = writes.key(write);
            throttle.check(write.table(), key.partition(), now);
            if (isHeld(write.table(), key, now)) {
                conflicts.increment();
                throw TableException.conflict(
                        Units.writes(Writes.table(state, write.table()).rows().get(key), null));
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
        recording = wait; // before the state, so that who sees the one waits for the other
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
     * @return its units by table
     */
    public Transacted transact(List<Write> writes, @Nullable Token token) {
        attempts.increment();
        throttle.check();
        var hold = rules.hold();
        var reasons = new Reason[writes.size()];
        Arrays.fill(reasons, Reason.NONE);
        var keys = new ArrayList<@Nullable Key>();
        boolean repeated = locked(() -> {
            if (token != null && state.tokens().knows(token, now())) {
                return true;
            }
            begin(writes, keys, reasons, hold);
            return false;
        });
        if (repeated) {
            return new Transacted(new Writes(state).unitsOfRepetition(writes), true);
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
                return new Transacted(units, false);
            });
        } finally {
            wait[0].run();
            if (hold.isZero()) {
                release(writes, keys);
            } // else it ends by the clock
        }
    }

    /** Takes hold of a transaction's items; from here to its end no other writes them. */
    private void begin(List<Write> writes, List<@Nullable Key> keys, Reason[] reasons, Duration hold) {
        keys.addAll(new Writes(state).keys(writes, reasons));
        var now = now();
        var holds = state.holdsAt(now);
        boolean meets = false;
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i);
            if (key == null) {
                continue;
            }
            if (isHeld(writes.get(i).table(), key, now)) {
                reasons[i] = new Reason("TransactionConflict", "Transaction is ongoing for the item", null);
                meets = true;
            } else {
                var until = hold.isZero() ? Instant.MAX : now.plus(hold);
                holds = holds.with(new Held(writes.get(i).table(), key), until);
            }
        }
        if (meets) {
            conflicts.increment();
            throw TableException.cancelled(List.of(reasons), new Writes(state).unitsOfCancelled(writes, keys));
        }
        state = state.withHolds(holds);
    }

    private void release(List<Write> writes, List<@Nullable Key> keys) {
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

    /** Whether a transaction in flight holds an item. */
    boolean isHeld(String table, Key key, Instant now) {
        var until = state.holds().size() == 0 ? null : state.holds().get(new Held(table, key));
        return until != null && until.isAfter(now);
    }

    /**
     * Deletes the rows whose time to live was over long enough ago by the rules. What was over more than five years ago stays, as
     * at AWS, which takes such a time for a mistake.
     *
     * @return how many
     */
    public int expire() {
        int deleted = 0;
        for (TableState table : tables()) {
            if (!due(table).isEmpty()) {
                deleted += expire(table.schema().name());
            }
        }
        return deleted;
    }

    private List<Due> due(TableState table) {
        var now = now();
        return table.due(
                now.atOffset(ZoneOffset.UTC).minusYears(MOST_YEARS_OVER).toInstant(), now.minus(rules.expireAfter()));
    }

    private int expire(String table) {
        var wait = new Runnable[] {NOTHING};
        int deleted = locked(() -> {
            var current = state.tables().get(table);
            var due = current == null ? List.<Due>of() : due(current);
            for (Due each : due) {
                var row = Writes.table(state, table).rows().get(each.key());
                wait[0] = commit(new Commit.Rows(now(), List.of(new Change(table, each.key(), row, null)), true, null));
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
