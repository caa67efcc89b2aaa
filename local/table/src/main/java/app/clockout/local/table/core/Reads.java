package app.clockout.local.table.core;

import app.clockout.local.table.core.Query.Page;
import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.core.TableException.Reason;
import app.clockout.local.table.expression.Projection;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads of one database: by key, in a transaction, by query and by scan. */
public final class Reads {
    private static final int LARGEST_PAGE = 1024 * 1024;

    /** A row to read by its key. */
    public record Get(String table, Item key, @Nullable Projection projection, boolean consistent) {}

    /** @param item null if there is none */
    public record Got(@Nullable Item item, Units units) {}

    private final Database database;
    private final Throttle throttle;

    Reads(Database database, Throttle throttle) {
        this.database = database;
        this.throttle = throttle;
    }

    public Got get(Get get) {
        throttle.check();
        var table = database.table(get.table(), get.consistent());
        var key = Keys.of(table.schema(), get.key());
        throttle.check(get.table(), key.partition(), database.now());
        return got(get, table, key, Units.reads(0, get.consistent()));
    }

    private Got got(Get get, TableState table, Key key, double least) {
        var item = table.rows().get(key);
        double units = Math.max(least, item == null ? 0 : Units.reads(item.bytes(), get.consistent()));
        throttle.use(get.table(), key.partition(), units, 0, database.now());
        return new Got(
                item == null || get.projection() == null
                        ? item
                        : get.projection().of(item),
                Units.of(get.table(), units));
    }

    /** The row's place, for a caller that looks for doubles among keys. */
    public Object placeOf(String table, Item key) {
        return Keys.of(database.table(table, true).schema(), key);
    }

    /**
     * Reads rows of one moment.
     *
     * @throws TableException when a transaction in flight holds one of them
     */
    public List<Got> transact(List<Get> gets) {
        throttle.check();
        var now = database.now();
        var state = database.snapshot();
        var reasons = new Reason[gets.size()];
        Arrays.fill(reasons, Reason.NONE);
        var seen = new HashSet<State.Held>();
        var got = new ArrayList<Got>();
        for (int i = 0; i < reasons.length; i++) {
            var get = gets.get(i);
            var table = Writes.table(state, get.table());
            try {
                var key = Keys.of(table.schema(), get.key());
                if (!seen.add(new State.Held(get.table(), key))) {
                    throw TableException.invalid("Transaction request cannot include multiple operations on one item");
                }
                if (database.isHeld(get.table(), key, now)) {
                    reasons[i] = new Reason("TransactionConflict", "Transaction is ongoing for the item", null);
                }
                var one = got(get, table, key, 1);
                got.add(new Got(
                        one.item(),
                        Units.of(get.table(), Units.TRANSACTION * one.units().total())));
            } catch (TableException e) {
                if (e.getMessage().startsWith("Transaction request")) {
                    throw e;
                }
                reasons[i] = new Reason("ValidationError", e.getMessage(), null);
            }
        }
        if (!Arrays.stream(reasons).allMatch(Reason.NONE::equals)) {
            throw TableException.cancelled(List.of(reasons), 0);
        }
        return got;
    }

    /** One page of a query or a scan. */
    public Page page(Query query) {
        throttle.check();
        var table = database.table(query.table(), query.consistent());
        var schema = table.schema();
        var index = index(schema, query);
        var keys = index == null ? schema.keys() : index.keys();
        ToIntFunction<Key> place;
        if (query.keys() == null) {
            place = key -> Integer.compare(key.part(query.parts()), query.part());
        } else {
            place = new KeyRange(schema, keys, query.keys(), query.terms().values())::place;
        }
        var start = query.start() == null ? null : start(schema, index, query, place);
        var rows = index == null
                ? table.rows()
                : table.indexes().get(schema.indexes().indexOf(index));
        var pager = new Pager(schema, index, query);
        rows.each(key -> place(key, place, start, query.forward()), query.forward(), pager::take);
        return pager.page();
    }

    private static int place(Key key, ToIntFunction<Key> place, @Nullable Key start, boolean forward) {
        if (start != null) {
            int comparison = key.compareTo(start);
            if (forward ? comparison <= 0 : comparison >= 0) {
                return forward ? -1 : 1;
            }
        }
        return place.applyAsInt(key);
    }

    private static @Nullable Index index(Schema schema, Query query) {
        if (query.index() == null) {
            return null;
        }
        var index = schema.index(query.index());
        if (index == null) {
            throw TableException.invalid("The table does not have the specified index: " + query.index());
        }
        if (!index.local() && query.consistent()) {
            throw TableException.invalid("Consistent reads are not supported on global secondary indexes");
        }
        if (!index.local() && index.included() != null) {
            checkHolds(schema, index, query.shape());
        }
        return index;
    }

    private static void checkHolds(Schema schema, Index index, Query.Shape shape) {
        if (shape.whole()) {
            throw TableException.invalidParameters(
                    "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name()
                            + " because its projection type is not ALL");
        }
        var missing = shape.attributes().stream()
                .filter(name -> !holds(schema, index, name))
                .toList();
        if (!missing.isEmpty()) {
            throw TableException.invalidParameters(
                    "Global secondary index " + index.name() + " does not project " + missing);
        }
    }

    private static boolean holds(Schema schema, Index index, String name) {
        return index.included() == null
                || index.included().contains(name)
                || index.keys().names().contains(name)
                || schema.keys().names().contains(name);
    }

    private static Key start(Schema schema, @Nullable Index index, Query query, ToIntFunction<Key> place) {
        var start = Objects.requireNonNull(query.start());
        Set<String> names = new HashSet<>(schema.keys().names());
        if (index != null) {
            names.addAll(index.keys().names());
        }
        if (start.count() != names.size() || !names.stream().allMatch(name -> isTyped(schema, start.get(name), name))) {
            throw TableException.invalid(
                    "The provided starting key is invalid: The provided key element does not match the schema");
        }
        var row = schema.keys().keyOf(start);
        var key = index == null ? row : Objects.requireNonNull(index.keyOf(start, row));
        if (query.keys() != null && place.applyAsInt(key) != 0) {
            throw TableException.invalid(
                    "The provided starting key is outside query boundaries based on provided conditions");
        }
        if (query.parts() > 1 && key.part(query.parts()) != query.part()) {
            throw TableException.invalid(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. "
                            + "TotalSegments: " + query.parts() + " Segment: " + query.part());
        }
        return key;
    }

    private static boolean isTyped(Schema schema, @Nullable Value value, String name) {
        return value != null && value.type() == schema.types().get(name);
    }

    /** Gathers rows until there are enough. */
    private static final class Pager {
        private final Schema schema;
        private final @Nullable Index index;
        private final Query query;
        private final boolean fetches;
        private final List<Item> items = new ArrayList<>();
        private int count;
        private int scanned;
        private long bytes;
        private double fetched;
        private @Nullable Item last;

        Pager(Schema schema, @Nullable Index index, Query query) {
            this.schema = schema;
            this.index = index;
            this.query = query;
            this.fetches = index != null
                    && index.local()
                    && (query.shape().whole()
                            || query.shape().attributes().stream().anyMatch(name -> !holds(schema, index, name)));
        }

        boolean take(Key key, Item row) {
            var item = index == null ? row : schema.projected(index, row);
            scanned++;
            bytes += item.bytes();
            if (query.terms().hold(query.filter(), item)) {
                count++;
                if (!query.shape().onlyCount()) {
                    items.add(cut(fetches ? row : item));
                }
                fetched += fetches ? Units.reads(row.bytes(), query.consistent()) : 0;
            }
            if (scanned == query.limit() || bytes > LARGEST_PAGE) {
                var names = new HashSet<>(schema.keys().names());
                if (index != null) {
                    names.addAll(index.keys().names());
                }
                last = row.only(names);
            }
            return last == null;
        }

        private Item cut(Item item) {
            var projection = query.shape().projection();
            return projection == null ? item : projection.of(item);
        }

        Page page() {
            double units = Units.reads(bytes, query.consistent());
            var all = index == null
                    ? Units.of(query.table(), units)
                    : Units.ofIndex(query.table(), index, units, fetched);
            return new Page(items, count, scanned, last, all);
        }
    }

    /** Units by table, in the order of the tables' first reads. */
    public static Map<String, Units> sum(List<Units> units) {
        var sums = new LinkedHashMap<String, Units>();
        units.forEach(each -> sums.merge(each.name(), each, Units::plus));
        return sums;
    }
}
