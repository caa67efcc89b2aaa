package app.clockout.local.table.core;

import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands: by the hash of its partition key, as DynamoDB spreads and scans, then by its sort key.
 *
 * @param row in an index, the key in the table; null in the table itself
 */
public record Key(
        long hash,
        Value partition,
        @Nullable Value sort,
        @Nullable Key row) implements Comparable<Key> {
    static Key of(Value partition, @Nullable Value sort, @Nullable Key row) {
        return new Key(hash(partition), partition, sort, row);
    }

    static long hash(Value partition) {
        return Values.hash(partition);
    }

    @Override
    public int compareTo(Key other) {
        int comparison = comparePartition(other.hash, other.partition);
        if (comparison == 0 && sort != null && other.sort != null) {
            comparison = Values.compare(sort, other.sort);
        }
        if (comparison == 0 && row != null && other.row != null) {
            comparison = row.compareTo(other.row);
        }
        return comparison;
    }

    int comparePartition(long otherHash, Value otherPartition) {
        int comparison = Long.compareUnsigned(hash, otherHash);
        return comparison != 0 || partition.equals(otherPartition)
                ? comparison
                : Values.compare(partition, otherPartition);
    }

    /** Which of so many equal parts of all partitions it lies in. */
    int part(int parts) {
        return (int) ((hash >>> 32) * parts >>> 32);
    }
}
