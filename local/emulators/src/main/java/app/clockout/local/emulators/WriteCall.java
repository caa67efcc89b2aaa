package app.clockout.local.emulators;

import app.clockout.local.emulators.TableInspector.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * One attempt of a write, and its cost: each item the larger of its sizes before and after, rounded up to KB, doubled in a
 * transaction, plus what the indexes change. What the request does not tell is read from the table, so a neighbour's write in
 * that moment can blur the figure.
 */
final class WriteCall {
    private enum Kind {
        PUT,
        UPDATE,
        DELETE,
        CHECK
    }

    /** @param put the new item, of a put only */
    private record Action(Kind kind, Place place, Map<String, AttributeValue> put, boolean intoAbsence) {}

    private static final Map<String, AttributeValue> NOTHING = Map.of();

    private final TableInspector bystander;
    private final List<Action> actions;
    private final int factor;
    private final Map<Place, Map<String, AttributeValue>> before;

    private WriteCall(TableInspector bystander, List<Action> actions, int factor) {
        this.bystander = bystander;
        this.actions = actions;
        this.factor = factor;
        this.before = bystander.items(actions.stream()
                .filter(action -> !action.intoAbsence())
                .map(Action::place)
                .toList());
    }

    /** Looks at the items a request is about to write; empty for a request that writes none. */
    static Optional<WriteCall> about(SdkRequest request, TableInspector bystander) {
        var actions = new Actions(bystander).of(request);
        return actions.isEmpty()
                ? Optional.empty()
                : Optional.of(new WriteCall(bystander, actions, request instanceof TransactWriteItemsRequest ? 2 : 1));
    }

    /** The items a request writes or checks, in its order; none for a request that only reads. */
    static List<Place> places(SdkRequest request, TableInspector bystander) {
        return new Actions(bystander).of(request).stream().map(Action::place).toList();
    }

    /** Write units, once the call has taken effect. */
    long done() {
        var updated = bystander.items(actions.stream()
                .filter(action -> action.kind() == Kind.UPDATE)
                .map(Action::place)
                .toList());
        long units = 0;
        for (Action action : actions) {
            var old = before.getOrDefault(action.place(), NOTHING);
            var now =
                    switch (action.kind()) {
                        case PUT -> action.put();
                        case UPDATE -> updated.getOrDefault(action.place(), NOTHING);
                        case DELETE -> NOTHING;
                        case CHECK -> old;
                    };
            units += factor * ItemSize.writeUnits(Math.max(ItemSize.of(old), ItemSize.of(now)))
                    + bystander.shape(action.place().table()).indexUnits(old, now);
        }
        return units;
    }

    /** Write units when a condition or another transaction stopped it: each item's as it is, the indexes' not at all. */
    long refused() {
        var present = bystander.items(actions.stream().map(Action::place).toList());
        return actions.stream()
                .mapToLong(action ->
                        factor * ItemSize.writeUnits(ItemSize.of(present.getOrDefault(action.place(), NOTHING))))
                .sum();
    }

    /** Read units of a transaction that was there already under the same token. */
    long repeated() {
        var present = bystander.items(actions.stream().map(Action::place).toList());
        return actions.stream()
                .mapToLong(action -> 2
                        * ItemSize.readUnits(Math.max(
                                ItemSize.of(before.getOrDefault(action.place(), NOTHING)),
                                ItemSize.of(present.getOrDefault(action.place(), NOTHING)))))
                .sum();
    }

    private record Actions(TableInspector bystander) {
        List<Action> of(SdkRequest request) {
            return switch (request) {
                case PutItemRequest put ->
                    List.of(put(
                            put.tableName(), put.item(), put.conditionExpression(), put.expressionAttributeNames()));
                case UpdateItemRequest update -> List.of(keyed(Kind.UPDATE, update.tableName(), update.key()));
                case DeleteItemRequest delete -> List.of(keyed(Kind.DELETE, delete.tableName(), delete.key()));
                case TransactWriteItemsRequest transaction ->
                    transaction.transactItems().stream().map(this::of).toList();
                case BatchWriteItemRequest batch -> {
                    var actions = new ArrayList<Action>();
                    batch.requestItems()
                            .forEach((table, writes) -> writes.forEach(write -> actions.add(of(table, write))));
                    yield actions;
                }
                default -> List.of();
            };
        }

        private Action of(String table, WriteRequest write) {
            return write.putRequest() == null
                    ? keyed(Kind.DELETE, table, write.deleteRequest().key())
                    : put(table, write.putRequest().item(), null, Map.of());
        }

        private Action of(TransactWriteItem item) {
            if (item.put() != null) {
                var put = item.put();
                return put(put.tableName(), put.item(), put.conditionExpression(), put.expressionAttributeNames());
            }
            if (item.update() != null) {
                return keyed(
                        Kind.UPDATE, item.update().tableName(), item.update().key());
            }
            if (item.delete() != null) {
                return keyed(
                        Kind.DELETE, item.delete().tableName(), item.delete().key());
            }
            var check = Objects.requireNonNull(item.conditionCheck(), "a transaction's item without an action");
            return keyed(Kind.CHECK, check.tableName(), check.key());
        }

        private Action put(
                String table, Map<String, AttributeValue> item, @Nullable String condition, Map<String, String> names) {
            var shape = bystander.shape(table);
            return new Action(
                    Kind.PUT,
                    new Place(table, shape.keyOf(item)),
                    item,
                    Expressions.asksForAbsence(condition, names, shape));
        }

        private static Action keyed(Kind kind, String table, Map<String, AttributeValue> key) {
            return new Action(kind, new Place(table, key), NOTHING, false);
        }
    }
}
