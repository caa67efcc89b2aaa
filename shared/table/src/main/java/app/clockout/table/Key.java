package app.clockout.table;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The primary key of one item. */
record Key(String partition, String sort) {
    static final String PARTITION = "PK";
    static final String SORT = "SK";

    /** The key of an item that is alone in its partition. */
    static Key alone(String name) {
        return new Key(name, name);
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
