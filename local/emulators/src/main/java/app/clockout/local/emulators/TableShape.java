package app.clockout.local.emulators;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What of a table decides the cost of a write: its key and its indexes. */
record TableShape(List<String> keys, List<Index> indexes) {

    static TableShape of(TableDescription table) {
        var keys = names(table.keySchema());
        var indexes = new ArrayList<Index>();
        table.globalSecondaryIndexes()
                .forEach(index -> indexes.add(Index.of(keys, names(index.keySchema()), index.projection())));
        table.localSecondaryIndexes()
                .forEach(index -> indexes.add(Index.of(keys, names(index.keySchema()), index.projection())));
        return new TableShape(keys, indexes);
    }

    private static List<String> names(List<KeySchemaElement> schema) {
        return schema.stream().map(KeySchemaElement::attributeName).toList();
    }

    /** The key in an item, or as much of it as is there. */
    Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        var key = new HashMap<>(item);
        key.keySet().retainAll(keys);
        return key;
    }

    /** Units to keep the indexes after a write; a transaction does not double them. */
    long indexUnits(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        return indexes.stream().mapToLong(index -> index.units(before, after)).sum();
    }

    /** @param projected null for every attribute */
    record Index(List<String> keys, @Nullable List<String> projected) {

        static Index of(List<String> tableKeys, List<String> keys, Projection projection) {
            if (projection.projectionType() == ProjectionType.ALL) {
                return new Index(keys, null);
            }
            var projected = new ArrayList<>(tableKeys);
            projected.addAll(keys);
            projected.addAll(projection.nonKeyAttributes());
            return new Index(keys, List.copyOf(projected));
        }

        /** A change of the index's own key is a removal and an addition; no change of what it holds is nothing. */
        long units(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
            var old = entry(before);
            var now = entry(after);
            if (Objects.equals(old, now)) {
                return 0;
            }
            if (old == null || now == null) {
                return ItemSize.writeUnits(ItemSize.of(Objects.requireNonNull(old == null ? now : old)));
            }
            long oldUnits = ItemSize.writeUnits(ItemSize.of(old));
            long newUnits = ItemSize.writeUnits(ItemSize.of(now));
            boolean moved = keys.stream().anyMatch(key -> !Objects.equals(old.get(key), now.get(key)));
            return moved ? oldUnits + newUnits : Math.max(oldUnits, newUnits);
        }

        /** What the index holds of an item; null where it lacks a key, because an index is sparse. */
        private @Nullable Map<String, AttributeValue> entry(Map<String, AttributeValue> item) {
            if (!item.keySet().containsAll(keys)) {
                return null;
            }
            if (projected == null) {
                return item;
            }
            var entry = new HashMap<>(item);
            entry.keySet().retainAll(projected);
            return entry;
        }
    }
}
