package app.clockout.local.table.core;

import app.clockout.local.table.core.Tokens.Token;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes true at once, and what a journal keeps as one record. */
public sealed interface Commit {
    Instant at();

    /**
     * Changed rows.
     *
     * @param expired whether their time had come
     * @param token of the transaction, if it has one
     */
    record Rows(
            Instant at,
            List<Change> changes,
            boolean expired,
            @Nullable Token token) implements Commit {}

    /** A table that was made or changed. */
    record Defined(Instant at, Schema schema) implements Commit {}

    record Dropped(Instant at, String table) implements Commit {}

    /** A table's stream as it was when a journal was written anew. */
    record Resumed(Instant at, Schema schema, StreamLog log, long sequence) implements Commit {}
}
