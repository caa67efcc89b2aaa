package app.clockout.local.table.core;

import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Value.Type;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What CreateTable and its successors said of a table.
 *
 * @param types of the key attributes of table and indexes
 * @param expires the attribute that holds the time to live, in seconds since 1970; null without one
 * @param throughput null for a table paid by request
 */
public record Schema(
        String name,
        Keys keys,
        List<Index> indexes,
        Map<String, Type> types,
        @Nullable StreamView stream,
        @Nullable String expires,
        @Nullable Throughput throughput,
        boolean deletionProtected,
        Instant created) {
    private static final String ACCOUNT = "arn:aws:dynamodb:ddblocal:000000000000:table/";

    /** What a stream shows of a change. */
    public enum StreamView {
        KEYS_ONLY,
        NEW_IMAGE,
        OLD_IMAGE,
        NEW_AND_OLD_IMAGES
    }

    /** Units per second, which are shown and not enforced. */
    public record Throughput(long reads, long writes) {}

    public record Keys(String partition, @Nullable String sort) {
        public Set<String> names() {
            return sort == null ? Set.of(partition) : Set.of(partition, sort);
        }

        /** Where an item stands that has the keys. */
        public Key keyOf(Item item) {
            return Key.of(value(item, partition), sort == null ? null : value(item, sort), null);
        }

        private static Value value(Item item, String name) {
            var value = item.get(name);
            if (value == null) {
                throw new IllegalStateException("checked before: " + name);
            }
            return value;
        }
    }

    /**
     * @param included beside the keys; null for all attributes
     * @param local whether it shares the table's partition key, and reads of it may be consistent
     */
    public record Index(
            String name,
            Keys keys,
            @Nullable List<String> included,
            boolean local,
            @Nullable Throughput throughput) {
        /** Where an item stands in the index; null where it lacks a key, because an index is sparse. */
        @Nullable
        Key keyOf(Item item, Key row) {
            var partition = item.get(keys.partition());
            var sort = keys.sort() == null ? null : item.get(keys.sort());
            return partition == null || (keys.sort() != null && sort == null) ? null : Key.of(partition, sort, row);
        }
    }

    public String arn() {
        return ACCOUNT + name;
    }

    public @Nullable Index index(String index) {
        return indexes.stream()
                .filter(each -> each.name().equals(index))
                .findFirst()
                .orElse(null);
    }

    /** What an index holds of an item. */
    public Item projected(Index index, Item item) {
        if (index.included() == null) {
            return item;
        }
        var names = new HashSet<>(index.included());
        names.addAll(index.keys().names());
        names.addAll(keys.names());
        return item.only(names);
    }

    public Schema withIndexes(List<Index> changed, Map<String, Type> changedTypes) {
        return new Schema(name, keys, changed, changedTypes, stream, expires, throughput, deletionProtected, created);
    }

    public Schema withStream(@Nullable StreamView view) {
        return new Schema(name, keys, indexes, types, view, expires, throughput, deletionProtected, created);
    }

    public Schema withExpires(@Nullable String attribute) {
        return new Schema(name, keys, indexes, types, stream, attribute, throughput, deletionProtected, created);
    }

    public Schema withThroughput(@Nullable Throughput changed, boolean nowProtected) {
        return new Schema(name, keys, indexes, types, stream, expires, changed, nowProtected, created);
    }
}
