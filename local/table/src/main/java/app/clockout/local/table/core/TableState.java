package app.clockout.local.table.core;

import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One table at one moment.
 *
 * @param indexes in the schema's order; they hold whole items and are cut when read
 * @param due rows with a time to live, the next first
 * @param bytes of all items
 * @param hash the sum of all rows' hashes, by which equal tables are known
 */
public record TableState(
        Schema schema,
        Tree<Key, Item> rows,
        List<Tree<Key, Item>> indexes,
        Tree<Due, Boolean> due,
        @Nullable StreamLog stream,
        long bytes,
        long hash) {
    /** When a row's time has come, in seconds since 1970. */
    public record Due(long second, Key key) {
        static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::second).thenComparing(Due::key);
    }

    static TableState empty(Schema schema, @Nullable StreamLog stream) {
        List<Tree<Key, Item>> indexes = new ArrayList<>();
        schema.indexes().forEach(_ -> indexes.add(Tree.by(Key::compareTo)));
        return new TableState(schema, Tree.by(Key::compareTo), List.copyOf(indexes), Tree.by(Due.ORDER), stream, 0, 0);
    }

    TableState with(Change change) {
        var key = change.key();
        var before = change.before();
        var after = change.after();
        var changed = new ArrayList<Tree<Key, Item>>(indexes.size());
        for (int i = 0; i < indexes.size(); i++) {
            changed.add(moved(indexes.get(i), schema.indexes().get(i), key, before, after));
        }
        return new TableState(
                schema,
                after == null ? rows.without(key) : rows.with(key, after),
                List.copyOf(changed),
                due(before, after, key),
                stream,
                bytes + (after == null ? 0 : after.bytes()) - (before == null ? 0 : before.bytes()),
                hash + hash(after) - hash(before));
    }

    private static long hash(@Nullable Item item) {
        return item == null ? 0 : Values.mix(item.hash());
    }

    private static Tree<Key, Item> moved(
            Tree<Key, Item> tree, Index index, Key row, @Nullable Item before, @Nullable Item after) {
        var from = before == null ? null : index.keyOf(before, row);
        var to = after == null ? null : index.keyOf(after, row);
        var left = from == null || (to != null && from.compareTo(to) == 0) ? tree : tree.without(from);
        return to == null || after == null ? left : left.with(to, after);
    }

    private Tree<Due, Boolean> due(@Nullable Item before, @Nullable Item after, Key key) {
        var from = before == null ? null : dueOf(before, key);
        var to = after == null ? null : dueOf(after, key);
        var left = from == null || from.equals(to) ? due : due.without(from);
        return to == null || to.equals(from) ? left : left.with(to, true);
    }

    private @Nullable Due dueOf(Item item, Key key) {
        var value = schema.expires() == null ? null : item.get(schema.expires());
        return value instanceof Value.N(var number) && number.precision() - number.scale() < 15
                ? new Due(number.setScale(0, RoundingMode.FLOOR).longValue(), key)
                : null;
    }

    /** The rows whose time came in a span of whole seconds, the second end not included. */
    List<Due> due(Instant from, Instant till) {
        var found = new ArrayList<Due>();
        due.each(
                each -> each.second() < from.getEpochSecond() ? -1 : each.second() < till.getEpochSecond() ? 0 : 1,
                true,
                (each, _) -> found.add(each));
        return found;
    }

    /** The same rows under another schema: indexes and times to live are made anew. */
    TableState under(Schema changed, @Nullable StreamLog log) {
        var state = new TableState[] {empty(changed, log)};
        if (changed.indexes().equals(schema.indexes()) && Objects.equals(changed.expires(), schema.expires())) {
            return new TableState(changed, rows, indexes, due, log, bytes, hash);
        }
        rows.each((key, item) -> {
            state[0] = state[0].with(new Change(schema.name(), key, null, item));
            return true;
        });
        return state[0];
    }

    TableState with(@Nullable StreamLog log) {
        return new TableState(schema, rows, indexes, due, log, bytes, hash);
    }
}
