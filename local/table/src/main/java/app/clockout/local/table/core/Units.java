package app.clockout.local.table.core;

import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.value.Item;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Capacity units of a call on one table ("Read and write operations consumption" in DynamoDB's developer guide): 4 KB read
 * consistently or 1 KB written is one.
 *
 * @param table without its indexes
 * @param global by index
 * @param local by index
 */
public record Units(String name, double table, Map<String, Double> global, Map<String, Double> local) {
    private static final int READ_UNIT = 4096;
    private static final int WRITE_UNIT = 1024;
    static final int TRANSACTION = 2;

    static Units of(String name, double table) {
        return new Units(name, table, Map.of(), Map.of());
    }

    static Units ofIndex(String name, Index index, double units, double table) {
        var by = Map.of(index.name(), units);
        return new Units(name, table, index.local() ? Map.of() : by, index.local() ? by : Map.of());
    }

    public double total() {
        return table + sum(global) + sum(local);
    }

    private static double sum(Map<String, Double> units) {
        return units.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    public Units plus(Units other) {
        return new Units(name, table + other.table, plus(global, other.global), plus(local, other.local));
    }

    private static Map<String, Double> plus(Map<String, Double> some, Map<String, Double> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        var sum = new TreeMap<>(some);
        more.forEach((index, units) -> sum.merge(index, units, Double::sum));
        return sum;
    }

    /** To read so many bytes: half as much where an older state will do. */
    static double reads(long bytes, boolean consistent) {
        return Math.max(1, Math.ceilDiv(bytes, READ_UNIT)) * (consistent ? 1 : 0.5);
    }

    static long writes(@Nullable Item before, @Nullable Item after) {
        return Math.max(1, Math.ceilDiv(Math.max(bytes(before), bytes(after)), WRITE_UNIT));
    }

    private static int bytes(@Nullable Item item) {
        return item == null ? 0 : item.bytes();
    }

    /** To write a row and keep the indexes, which a transaction does not make dearer. */
    static Units ofWrite(Schema schema, Change change, int factor) {
        var global = new TreeMap<String, Double>();
        var local = new TreeMap<String, Double>();
        for (Index index : schema.indexes()) {
            double units = indexWrites(schema, index, change);
            if (units > 0) {
                (index.local() ? local : global).put(index.name(), units);
            }
        }
        return new Units(schema.name(), factor * (double) writes(change.before(), change.after()), global, local);
    }

    /** A change of the index's own key is a removal and an addition; no change of what it holds is nothing. */
    private static double indexWrites(Schema schema, Index index, Change change) {
        var from = entry(schema, index, change.before(), change.key());
        var to = entry(schema, index, change.after(), change.key());
        if (from == null || to == null) {
            return from == null && to == null ? 0 : writes(from, to);
        }
        if (from.equals(to)) {
            return 0;
        }
        boolean moves =
                !from.only(index.keys().names()).equals(to.only(index.keys().names()));
        return moves ? (double) writes(from, null) + writes(null, to) : writes(from, to);
    }

    private static @Nullable Item entry(Schema schema, Index index, @Nullable Item item, Key row) {
        return item == null || index.keyOf(item, row) == null ? null : schema.projected(index, item);
    }
}
