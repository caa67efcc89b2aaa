package app.clockout.table;

import app.clockout.log.Correlation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One change of one item, made by a store and committed with others by {@link Table#commit}; the item then says which request
 * caused it. Two writes are the same only when they are the same object, so that each can be asked whether it was refused.
 */
public final class Write {
    private enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    private static final String CORRELATION = ":" + Correlation.NAME;

    private final Kind kind;
    private final Map<String, AttributeValue> target;
    private final @Nullable String expression;
    private final Map<String, AttributeValue> values = new HashMap<>();
    private @Nullable String condition;

    private Write(Kind kind, Map<String, AttributeValue> target, @Nullable String expression) {
        this.kind = kind;
        this.target = target;
        this.expression = expression;
    }

    public static Write put(Item item) {
        var attributes = new HashMap<>(item.attributes());
        Correlation.id().ifPresent(id -> attributes.put(Correlation.NAME, AttributeValue.fromS(id)));
        return new Write(Kind.PUT, attributes, null);
    }

    public static Write update(Key key, String expression) {
        return Correlation.id()
                .map(id -> new Write(Kind.UPDATE, key.attributes(), setting(expression)).where(CORRELATION, id))
                .orElseGet(() -> new Write(Kind.UPDATE, key.attributes(), expression));
    }

    private static String setting(String expression) {
        var set = "SET " + Correlation.NAME + " = " + CORRELATION;
        return expression.contains("SET ") ? expression.replaceFirst("SET ", set + ", ") : expression + " " + set;
    }

    public static Write delete(Key key) {
        return new Write(Kind.DELETE, key.attributes(), null);
    }

    public static Write check(Key key, String condition) {
        return new Write(Kind.CHECK, key.attributes(), null).onlyIf(condition);
    }

    public Write onlyIf(String condition) {
        this.condition = condition;
        return this;
    }

    public Write onlyIfAbsent() {
        return onlyIf("attribute_not_exists(PK)");
    }

    Write where(String placeholder, AttributeValue value) {
        values.put(placeholder, value);
        return this;
    }

    public Write where(String placeholder, String value) {
        return where(placeholder, AttributeValue.fromS(value));
    }

    public Write whereItems(String placeholder, List<Item> items) {
        return where(placeholder, Item.list(items));
    }

    public Write where(String placeholder, long value) {
        return where(placeholder, Item.number(value));
    }

    public Write where(String placeholder, boolean value) {
        return where(placeholder, AttributeValue.fromBool(value));
    }

    public Write where(String placeholder, List<String> values) {
        return where(placeholder, Item.texts(values));
    }

    /** The same change by itself, without a condition: half the units of a transaction. */
    void alone(DynamoDbClient client, String table) {
        if (condition != null) {
            throw new IllegalStateException(
                    "A conditional write belongs in a transaction, where it is done only once.");
        }
        var placeholders = values.isEmpty() ? null : values;
        switch (kind) {
            case PUT -> client.putItem(put -> put.tableName(table).item(target));
            case UPDATE ->
                client.updateItem(update -> update.tableName(table)
                        .key(target)
                        .updateExpression(expression)
                        .expressionAttributeValues(placeholders));
            case DELETE -> client.deleteItem(delete -> delete.tableName(table).key(target));
            case CHECK -> throw new IllegalStateException("A check alone changes nothing.");
        }
    }

    TransactWriteItem inTransaction(String table) {
        var placeholders = values.isEmpty() ? null : values;
        var old = ReturnValuesOnConditionCheckFailure.ALL_OLD;
        var item = TransactWriteItem.builder();
        return switch (kind) {
            case PUT ->
                item.put(put -> put.tableName(table)
                                .item(target)
                                .conditionExpression(condition)
                                .expressionAttributeValues(placeholders)
                                .returnValuesOnConditionCheckFailure(old))
                        .build();
            case UPDATE ->
                item.update(update -> update.tableName(table)
                                .key(target)
                                .updateExpression(expression)
                                .conditionExpression(condition)
                                .expressionAttributeValues(placeholders)
                                .returnValuesOnConditionCheckFailure(old))
                        .build();
            case DELETE ->
                item.delete(delete -> delete.tableName(table)
                                .key(target)
                                .conditionExpression(condition)
                                .expressionAttributeValues(placeholders)
                                .returnValuesOnConditionCheckFailure(old))
                        .build();
            case CHECK ->
                item.conditionCheck(check -> check.tableName(table)
                                .key(target)
                                .conditionExpression(condition)
                                .expressionAttributeValues(placeholders)
                                .returnValuesOnConditionCheckFailure(old))
                        .build();
        };
    }
}
