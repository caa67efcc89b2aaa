package app.clockout.local.table.core;

import app.clockout.local.table.expression.Condition;
import app.clockout.local.table.expression.Projection;
import app.clockout.local.table.expression.Terms;
import app.clockout.local.table.value.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query, or of a scan.
 *
 * @param index null for the table itself
 * @param keys which rows to go through; null for a scan of all
 * @param filter which of them to return; null for all
 * @param limit how many rows to go through at most; zero for as many as make a megabyte
 * @param start behind which row to begin; null for the first
 * @param part which of so many equal parts of the table to scan
 */
public record Query(
        String table,
        @Nullable String index,
        @Nullable Condition keys,
        @Nullable Condition filter,
        Terms terms,
        Shape shape,
        boolean consistent,
        boolean forward,
        int limit,
        @Nullable Item start,
        int part,
        int parts) {
    /**
     * What of each row is returned.
     *
     * @param projection null for all of it, as far as an index holds it
     * @param attributes the first steps of the projection's paths
     * @param whole whether all of the item is asked for, where an index holds less
     * @param onlyCount whether nothing is but the number
     */
    public record Shape(@Nullable Projection projection, Set<String> attributes, boolean whole, boolean onlyCount) {
        public static final Shape ALL = new Shape(null, Set.of(), false, false);
    }

    /**
     * @param last where the next page begins; null when there is none
     * @param scanned how many rows it went through
     */
    public record Page(
            List<Item> items,
            int count,
            int scanned,
            @Nullable Item last,
            Units units) {}

    /** All rows of a partition that a condition on keys names, in order. */
    public static Query of(String table, Condition keys, Terms terms) {
        return new Query(table, null, keys, null, terms, Shape.ALL, true, true, 0, null, 0, 1);
    }

    /** All rows of a table. */
    public static Query scan(String table) {
        var none = new Terms(Map.of(), Map.of());
        return new Query(table, null, null, null, none, Shape.ALL, true, true, 0, null, 0, 1);
    }
}
