package app.clockout.local.migrate;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One change of rows that are there already.
 *
 * @param name by which it is noted that it was done; never used again
 * @param rows what it does
 */
record Step(String name, Rows rows) {
    /** Looks at rows of the table, and mends those that need it. Done twice, or left in the middle and begun anew, it comes to the same. */
    @FunctionalInterface
    interface Rows {
        /** @return how many rows were written or deleted */
        long mend(List<Map<String, AttributeValue>> page);
    }
}
