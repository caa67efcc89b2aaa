package app.clockout.local.table.core;

import java.time.Duration;

/**
 * How strict the table is beyond what a single caller would notice.
 *
 * @param stale how old a state reads see that are eventually consistent, those of indexes included
 * @param hold how long a transaction holds its items after it began; zero: as long as the call takes
 * @param expireAfter how long after its time a row is deleted, at the next call; AWS says "within a few days"
 * @param throttled the share of calls that are refused by chance, from 0 to 1
 * @param partitionLimits whether a partition key has 1,000 write and 3,000 read units a second, as in DynamoDB
 * @param shards of a stream
 * @param seed of all that happens by chance
 */
public record Rules(
        Duration stale,
        Duration hold,
        Duration expireAfter,
        double throttled,
        boolean partitionLimits,
        int shards,
        long seed) {
    /** Nothing is late, nothing refused; rows are deleted two days after their time. */
    public static final Rules PLAIN = new Rules(Duration.ZERO, Duration.ZERO, Duration.ofDays(2), 0, false, 4, 0);

    public Rules staleFor(Duration age) {
        return new Rules(age, hold, expireAfter, throttled, partitionLimits, shards, seed);
    }

    public Rules holdingFor(Duration time) {
        return new Rules(stale, time, expireAfter, throttled, partitionLimits, shards, seed);
    }

    public Rules expiringAfter(Duration delay) {
        return new Rules(stale, hold, delay, throttled, partitionLimits, shards, seed);
    }

    public Rules throttling(double share, long chance) {
        return new Rules(stale, hold, expireAfter, share, partitionLimits, shards, chance);
    }

    public Rules withPartitionLimits() {
        return new Rules(stale, hold, expireAfter, throttled, true, shards, seed);
    }
}
