package app.clockout.local.emulators;

import app.clockout.local.emulators.TableInspector.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/**
 * Read units: 4 KB cost one, half of one where an older state will do, two in a transaction. What is asked for by key is
 * rounded up item by item, and costs the least also where there is none; a page of a query or scan is rounded up as a whole, on
 * what it went through and not on what it returned.
 */
final class ReadCost {
    private static final double TRANSACTION = 2;

    private ReadCost() {}

    /** The units of a call that was answered; zero for one that reads no items. */
    static double of(SdkRequest request, SdkResponse response, TableInspector bystander) {
        return switch (request) {
            case GetItemRequest get
            when response instanceof GetItemResponse answer ->
                rate(get.consistentRead())
                        * (get.projectionExpression() == null
                                ? ItemSize.readUnits(ItemSize.of(answer.item()))
                                : each(List.of(new Place(get.tableName(), get.key())), bystander));
            case BatchGetItemRequest batch
            when response instanceof BatchGetItemResponse answer -> batch(batch, answer, bystander);
            case TransactGetItemsRequest transaction ->
                TRANSACTION
                        * each(
                                transaction.transactItems().stream()
                                        .map(item -> new Place(
                                                item.get().tableName(),
                                                item.get().key()))
                                        .toList(),
                                bystander);
            case QueryRequest query
            when response instanceof QueryResponse answer ->
                rate(query.consistentRead()) * ItemSize.readUnits(scanned(query, answer, bystander));
            case ScanRequest scan
            when response instanceof ScanResponse answer ->
                rate(scan.consistentRead()) * ItemSize.readUnits(scanned(scan, answer, bystander));
            default -> 0;
        };
    }

    private static double batch(BatchGetItemRequest request, BatchGetItemResponse answer, TableInspector bystander) {
        double units = 0;
        for (var table : request.requestItems().entrySet()) {
            var left = answer.unprocessedKeys().get(table.getKey());
            var keys = new HashSet<>(table.getValue().keys());
            if (left != null) {
                keys.removeAll(left.keys());
            }
            units += rate(table.getValue().consistentRead())
                    * (table.getValue().projectionExpression() == null
                            ? each(answer.responses().getOrDefault(table.getKey(), List.of()), keys.size())
                            : each(places(table.getKey(), keys), bystander));
        }
        return units;
    }

    private static double rate(@Nullable Boolean consistent) {
        return Boolean.TRUE.equals(consistent) ? 1 : 0.5;
    }

    private static List<Place> places(String table, Collection<Map<String, AttributeValue>> keys) {
        return keys.stream().map(key -> new Place(table, key)).toList();
    }

    private static long each(List<Map<String, AttributeValue>> found, int asked) {
        long missing = (long) asked - found.size();
        return missing
                + found.stream()
                        .mapToLong(item -> ItemSize.readUnits(ItemSize.of(item)))
                        .sum();
    }

    /** Looked at again, because the answer is cut by a projection. */
    private static long each(List<Place> places, TableInspector bystander) {
        var items = bystander.items(places);
        return each(List.copyOf(items.values()), places.size());
    }

    private static long scanned(QueryRequest query, QueryResponse answer, TableInspector bystander) {
        boolean whole =
                query.filterExpression() == null && query.projectionExpression() == null && isWhole(query.select());
        if (whole || answer.scannedCount() == 0) {
            return TableInspector.sum(answer.items());
        }
        return bystander.scanned(query, answer.scannedCount());
    }

    private static long scanned(ScanRequest scan, ScanResponse answer, TableInspector bystander) {
        boolean whole =
                scan.filterExpression() == null && scan.projectionExpression() == null && isWhole(scan.select());
        if (whole || answer.scannedCount() == 0) {
            return TableInspector.sum(answer.items());
        }
        return bystander.scanned(scan, answer.scannedCount());
    }

    private static boolean isWhole(@Nullable Select select) {
        return select == null || select == Select.ALL_ATTRIBUTES || select == Select.ALL_PROJECTED_ATTRIBUTES;
    }
}
