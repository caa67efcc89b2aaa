package app.clockout.local.table.core;

import app.clockout.local.table.core.TableException.Reason;
import app.clockout.local.table.expression.Update;
import app.clockout.local.table.value.InvalidRequestException;
import app.clockout.local.table.value.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a write would do to one state: rules only, nothing is changed here. */
final class Writes {
    private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";
    private static final String TOO_LARGE_TO_UPDATE = "Item size to update has exceeded the maximum allowed size";
    private static final int LARGEST_TRANSACTION = 4 * 1024 * 1024;

    private final State state;

    Writes(State state) {
        this.state = state;
    }

    static TableState table(State state, String name) {
        var table = state.tables().get(name);
        if (table == null) {
            throw TableException.notFound("Requested resource not found");
        }
        return table;
    }

    /** The row that a write is about; the write itself is checked as far as that goes without the row. */
    Key key(Write write) {
        var schema = table(state, write.table()).schema();
        return switch (write) {
            case Write.Put put -> Keys.ofItem(schema, put.item(), TOO_LARGE);
            case Write.Change change -> {
                var key = Keys.of(schema, change.key());
                if (change.update() != null) {
                    checkKeepsKey(schema, change.update());
                }
                yield key;
            }
            case Write.Delete delete -> Keys.of(schema, delete.key());
            case Write.Check check -> Keys.of(schema, check.key());
        };
    }

    private static void checkKeepsKey(Schema schema, Update update) {
        for (var path : update.paths()) {
            if (schema.keys().names().contains(path.first())) {
                throw TableException.invalidParameters(
                        "Cannot update attribute " + path.first() + ". This attribute is part of the key");
            }
        }
    }

    /**
     * The change that a write makes.
     *
     * @param factor of the units that a failed condition is charged with
     */
    Change change(Write write, Key key, int factor) {
        var table = table(state, write.table());
        var before = table.rows().get(key);
        var condition = write.condition();
        if (!condition.terms().hold(condition.condition(), before)) {
            throw TableException.conditionFailed(
                    condition.showsItem() ? before : null, factor * (double) Units.writes(before, null));
        }
        return new Change(write.table(), key, before, after(table.schema(), write, before));
    }

    private static @Nullable Item after(Schema schema, Write write, @Nullable Item before) {
        return switch (write) {
            case Write.Put put -> put.item();
            case Write.Delete _ -> null;
            case Write.Check _ -> before;
            case Write.Change change -> {
                var start = before == null ? change.key() : before;
                var after = change.update() == null
                        ? start
                        : change.condition().terms().apply(change.update(), start);
                Keys.ofItem(schema, after, TOO_LARGE_TO_UPDATE);
                yield after;
            }
        };
    }

    /** The rows of a transaction, in its order; null where a write is refused before it is tried. */
    List<@Nullable Key> keys(List<Write> writes, Reason[] reasons) {
        List<@Nullable Key> keys = new ArrayList<>();
        var seen = new HashSet<State.Held>();
        for (int i = 0; i < writes.size(); i++) {
            Key key = null;
            try {
                key = key(writes.get(i));
                if (!seen.add(new State.Held(writes.get(i).table(), key))) {
                    throw new InvalidRequestException(
                            "Transaction request cannot include multiple operations on one item");
                }
            } catch (TableException e) {
                if (!e.type().equals("ValidationException")) {
                    throw e;
                }
                reasons[i] = new Reason("ValidationError", e.getMessage(), null);
            }
            keys.add(key);
        }
        return keys;
    }

    /** The changes of a transaction; what cannot be is entered among the reasons. */
    List<Change> changes(List<Write> writes, List<@Nullable Key> keys, Reason[] reasons) {
        var changes = new ArrayList<Change>();
        long bytes = 0;
        for (int i = 0; i < writes.size(); i++) {
            var key = keys.get(i);
            if (key == null || reasons[i] != Reason.NONE) {
                continue;
            }
            try {
                var change = change(writes.get(i), key, 1);
                var after = change.after();
                bytes += after == null ? 0 : after.bytes();
                changes.add(change);
            } catch (InvalidRequestException e) {
                reasons[i] = new Reason("ValidationError", e.getMessage(), null);
            } catch (TableException e) {
                reasons[i] = e.type().equals("ConditionalCheckFailedException")
                        ? new Reason("ConditionalCheckFailed", e.getMessage(), e.item())
                        : new Reason("ValidationError", e.getMessage(), null);
            }
        }
        if (bytes > LARGEST_TRANSACTION) {
            throw TableException.invalid(
                    "Transaction request cannot include items whose aggregate size is larger than 4 MB");
        }
        return changes;
    }

    /** Units that a cancelled transaction is charged with: each item as it is, the indexes not at all. */
    double unitsOfCancelled(List<Write> writes, List<@Nullable Key> keys) {
        double units = 0;
        for (int i = 0; i < writes.size(); i++) {
            var key = keys.get(i);
            var before = key == null
                    ? null
                    : table(state, writes.get(i).table()).rows().get(key);
            units += Units.TRANSACTION * (double) Units.writes(before, null);
        }
        return units;
    }

    /** By table, the read units of a transaction that was there already. */
    Map<String, Units> unitsOfRepetition(List<Write> writes) {
        var units = new LinkedHashMap<String, Units>();
        for (Write write : writes) {
            var row = table(state, write.table()).rows().get(key(write));
            double read = Units.TRANSACTION * Units.reads(row == null ? 0 : row.bytes(), true);
            units.merge(write.table(), Units.of(write.table(), read), Units::plus);
        }
        return units;
    }
}
