package app.clockout.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of one item. */
public record Key(String partition, String sort) {
    public static final String PARTITION = "PK";
    public static final String SORT = "SK";

    /** The key of an item that is alone in its partition. */
    public static Key alone(String name) {
        return new Key(name, name);
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
