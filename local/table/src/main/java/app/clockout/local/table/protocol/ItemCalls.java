package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Database.Written;
import app.clockout.local.table.core.Reads.Get;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.Write;
import app.clockout.local.table.core.Write.If;
import app.clockout.local.table.expression.Kind;
import app.clockout.local.table.expression.Projection;
import app.clockout.local.table.expression.Terms;
import app.clockout.local.table.expression.Update;
import app.clockout.local.table.value.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GetItem, PutItem, UpdateItem and DeleteItem, and their like within batches and transactions. */
final class ItemCalls {
    private static final String CONDITION = "ConditionExpression";
    private static final String SHOWS = "ReturnValuesOnConditionCheckFailure";
    private static final List<Object> SMALL = List.of(0, 1);

    private final Database database;

    ItemCalls(Database database) {
        this.database = database;
    }

    Answer get(Request request) {
        new Constraints()
                .table(request.text("TableName"), 1)
                .capacity(request)
                .notNull(key(request), "key")
                .check();
        request.checkNoLegacy(List.of("AttributesToGet"), "ProjectionExpression");
        var got = database.reads().get(read(request));
        return Answer.with("Item", got.item())
                .and("ConsumedCapacity", Consumed.of(request, got.units()))
                .reading(got.units().total());
    }

    private static @Nullable Object key(Request request) {
        return request.parameters().get("Key");
    }

    /** A read by key, by itself or in a transaction. */
    static Get read(Request request) {
        var terms = request.terms("ProjectionExpression");
        var projection = terms.projection(request.text("ProjectionExpression"));
        terms.checkAllUsed();
        return new Get(request.table(), request.item("Key"), projection, request.isTrue("ConsistentRead"));
    }

    Answer put(Request request) {
        checkWrite(request, "item", request.parameters().get("Item"));
        request.checkNoLegacy(List.of("Expected", "ConditionalOperator"), CONDITION);
        checkReturns(request, "ALL_OLD");
        return written(request, toPut(request), null);
    }

    Answer delete(Request request) {
        checkWrite(request, "key", key(request));
        request.checkNoLegacy(List.of("Expected", "ConditionalOperator"), CONDITION);
        checkReturns(request, "ALL_OLD");
        return written(request, toDelete(request), null);
    }

    Answer update(Request request) {
        checkWrite(request, "key", key(request));
        request.checkNoLegacy(
                List.of("AttributeUpdates", "Expected", "ConditionalOperator"), "UpdateExpression", CONDITION);
        var change = toChange(request);
        return written(request, change, change.update());
    }

    private static void checkWrite(Request request, String name, @Nullable Object subject) {
        new Constraints()
                .table(request.text("TableName"), 1)
                .notNull(subject, name)
                .capacity(request)
                .metrics(request)
                .oneOf(
                        request.text("ReturnValues"),
                        "returnValues",
                        "ALL_NEW",
                        "UPDATED_OLD",
                        "ALL_OLD",
                        "NONE",
                        "UPDATED_NEW")
                .oneOf(request.text(SHOWS), "returnValuesOnConditionCheckFailure", "ALL_OLD", "NONE")
                .check();
    }

    private static void checkReturns(Request request, String allowed) {
        var returns = request.text("ReturnValues");
        if (returns != null && !returns.equals("NONE") && !returns.equals(allowed)) {
            throw TableException.invalid("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    static Write.Put toPut(Request request) {
        var terms = request.terms(CONDITION);
        var item = request.item("Item");
        return new Write.Put(request.table(), item, condition(request, terms));
    }

    static Write.Delete toDelete(Request request) {
        var terms = request.terms(CONDITION);
        return new Write.Delete(request.table(), request.item("Key"), condition(request, terms));
    }

    static Write.Check toCheck(Request request) {
        var terms = request.terms(CONDITION);
        return new Write.Check(request.table(), request.item("Key"), condition(request, terms));
    }

    static Write.Change toChange(Request request) {
        var terms = request.terms("UpdateExpression", CONDITION);
        var update = terms.update(request.text("UpdateExpression"));
        return new Write.Change(request.table(), request.item("Key"), update, condition(request, terms));
    }

    private static If condition(Request request, Terms terms) {
        var condition = terms.condition(Kind.CONDITION, request.text(CONDITION));
        terms.checkAllUsed();
        return new If(condition, terms, "ALL_OLD".equals(request.text(SHOWS)));
    }

    private Answer written(Request request, Write write, @Nullable Update update) {
        var written = database.write(write);
        return Answer.with("Attributes", returned(request.text("ReturnValues"), written, update))
                .and("ConsumedCapacity", Consumed.of(request, written.units()))
                .and("ItemCollectionMetrics", metrics(request, written))
                .writing(written.units().total());
    }

    private static @Nullable Item returned(@Nullable String which, Written written, @Nullable Update update) {
        return switch (which == null ? "NONE" : which) {
            case "ALL_OLD" -> written.before();
            case "ALL_NEW" -> written.after();
            case "UPDATED_OLD" -> updated(written.before(), update);
            case "UPDATED_NEW" -> updated(written.after(), update);
            default -> null;
        };
    }

    private static @Nullable Item updated(@Nullable Item item, @Nullable Update update) {
        if (item == null || update == null) {
            return null;
        }
        var cut = new Projection(update.paths()).of(item);
        return cut.isEmpty() ? null : cut;
    }

    /** Only tables with local indexes have collections of items; here each is small. */
    private @Nullable Map<String, Object> metrics(Request request, Written written) {
        var schema = database.table(request.table(), true).schema();
        if (!"SIZE".equals(request.text("ReturnItemCollectionMetrics"))
                || schema.indexes().stream().noneMatch(index -> index.local())) {
            return null;
        }
        var item = written.after() == null ? written.before() : written.after();
        return item == null
                ? null
                : Map.of(
                        "ItemCollectionKey",
                        item.only(schema.keys().partition()::equals),
                        "SizeEstimateRangeGB",
                        SMALL);
    }
}
