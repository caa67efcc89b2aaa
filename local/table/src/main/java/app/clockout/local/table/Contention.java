package app.clockout.local.table;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import java.time.Duration;

/** A while in which transactions take their time and others meet them, as at AWS; it counts how often. */
public final class Contention implements AutoCloseable {
    private final Database database;
    private final Rules before;
    private final long attemptsBefore;
    private final long conflictsBefore;

    Contention(Database database, Duration flight) {
        this.database = database;
        this.before = database.rules();
        this.attemptsBefore = database.attempts();
        this.conflictsBefore = database.conflicts();
        database.follow(before.holdingFor(flight));
    }

    /** How many writes of single items and transactions were tried since it began; a repetition counts once more. */
    public long attempts() {
        return database.attempts() - attemptsBefore;
    }

    /** How many of the attempts met a transaction in flight. */
    public long conflicts() {
        return database.conflicts() - conflictsBefore;
    }

    /** Transactions take no longer than they did before. */
    @Override
    public void close() {
        database.follow(before);
    }
}
