package app.clockout.local.migrate;

import app.clockout.environment.Environment;
import app.clockout.table.Key;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Takes UTC from the people who were given it because they had chosen no time zone. Who did choose it cannot be told from them, and is told
 * the venue's time alone until they choose again.
 */
final class UnchosenClocks {
    private static final AttributeValue UTC = AttributeValue.fromS("UTC");
    private static final String ZONE = "timezone";

    private final DynamoDbClient client;
    private final String table;

    UnchosenClocks(Environment environment) {
        this.client = environment.client(DynamoDbClient.builder());
        this.table = environment.variable("TABLE_NAME");
    }

    long mend(List<Map<String, AttributeValue>> page) {
        return page.stream()
                .filter(row -> "PROFILE".equals(sort(row)) && UTC.equals(row.get(ZONE)))
                .filter(this::takesUtc)
                .count();
    }

    private static String sort(Map<String, AttributeValue> row) {
        return Objects.requireNonNull(row.get(Key.SORT)).s();
    }

    /** False where the person is gone, or chose another one meanwhile. */
    private boolean takesUtc(Map<String, AttributeValue> row) {
        try {
            client.updateItem(update -> update.tableName(table)
                    .key(Map.of(Key.PARTITION, row.get(Key.PARTITION), Key.SORT, row.get(Key.SORT)))
                    .updateExpression("REMOVE #zone")
                    .conditionExpression("#zone = :utc")
                    .expressionAttributeNames(Map.of("#zone", ZONE))
                    .expressionAttributeValues(Map.of(":utc", UTC)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
