package app.clockout.local.table.core;

import app.clockout.local.table.value.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Refuses calls as DynamoDB does under load: by chance, and where one partition key has used up its second. */
final class Throttle {
    private static final double WRITES = 1000;
    private static final double READS = 3000;

    private record Partition(String table, Value key) {}

    private final Rules rules;
    private final Random chance;
    private final Map<Partition, double[]> used = new HashMap<>();
    private long second = Long.MIN_VALUE;

    Throttle(Rules rules) {
        this.rules = rules;
        this.chance = new Random(rules.seed());
    }

    /** Refuses a call by chance. */
    synchronized void check() {
        if (rules.throttled() > 0 && chance.nextDouble() < rules.throttled()) {
            throw refused();
        }
    }

    /** Refuses a call on a partition that has nothing left in this second. */
    synchronized void check(String table, Value partition, Instant now) {
        if (rules.partitionLimits()) {
            var soFar = used(table, partition, now);
            if (soFar[0] >= READS || soFar[1] >= WRITES) {
                throw refused();
            }
        }
    }

    synchronized void use(String table, Value partition, double reads, double writes, Instant now) {
        if (rules.partitionLimits()) {
            var soFar = used(table, partition, now);
            soFar[0] += reads;
            soFar[1] += writes;
        }
    }

    private double[] used(String table, Value partition, Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            used.clear();
        }
        return used.computeIfAbsent(new Partition(table, partition), _ -> new double[2]);
    }

    private static TableException refused() {
        return TableException.of(
                "ProvisionedThroughputExceededException",
                "The level of configured provisioned throughput for the table was exceeded. "
                        + "Consider increasing your provisioning level with the UpdateTable API.");
    }
}
