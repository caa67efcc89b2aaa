package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Query;
import app.clockout.local.table.core.Query.Shape;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.expression.Condition;
import app.clockout.local.table.expression.Kind;
import app.clockout.local.table.expression.Terms;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Query and Scan. */
final class QueryCalls {
    private static final String FILTER = "FilterExpression";
    private static final String PROJECTION = "ProjectionExpression";
    private static final int MOST_PARTS = 1_000_000;

    private final Database database;

    QueryCalls(Database database) {
        this.database = database;
    }

    Answer query(Request request) {
        check(
                request,
                "Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        request.checkNoLegacy(
                List.of("AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"),
                "KeyConditionExpression",
                FILTER,
                PROJECTION);
        var text = request.text("KeyConditionExpression");
        if (text == null) {
            throw TableException.invalid(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        var terms = request.terms("KeyConditionExpression", FILTER, PROJECTION);
        var keys = terms.condition(Kind.KEY, text);
        boolean forward = !request.has("ScanIndexForward") || request.isTrue("ScanIndexForward");
        return page(request, terms, keys, forward, 0, 1);
    }

    Answer scan(Request request) {
        check(
                request,
                "Value '" + request.number("Limit")
                        + "' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        request.checkNoLegacy(List.of("AttributesToGet", "ScanFilter", "ConditionalOperator"), FILTER, PROJECTION);
        var part = request.number("Segment");
        var parts = request.number("TotalSegments");
        checkParts(part, parts);
        var terms = request.terms(FILTER, PROJECTION);
        return page(
                request, terms, null, true, part == null ? 0 : part.intValue(), parts == null ? 1 : parts.intValue());
    }

    private static void check(Request request, String limitTooLow) {
        var constraints = new Constraints()
                .table(request.text("TableName"), 1)
                .capacity(request)
                .oneOf(
                        request.text("Select"),
                        "select",
                        "SPECIFIC_ATTRIBUTES",
                        "COUNT",
                        "ALL_ATTRIBUTES",
                        "ALL_PROJECTED_ATTRIBUTES");
        var index = request.text("IndexName");
        if (index != null) {
            constraints.name(index, "indexName", 3);
        }
        var limit = request.number("Limit");
        if (limit != null && limit < 1) {
            constraints.broken(limitTooLow);
        }
        constraints
                .between(1, MOST_PARTS, request.number("TotalSegments"), "totalSegments")
                .between(0, Long.MAX_VALUE, request.number("Segment"), "segment")
                .check();
    }

    private static void checkParts(@Nullable Long part, @Nullable Long parts) {
        if (part != null && parts == null) {
            throw TableException.invalid(
                    "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
        }
        if (part == null && parts != null) {
            throw TableException.invalid(
                    "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
        }
        if (part != null && parts != null && part >= parts) {
            throw TableException.invalid(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: "
                            + part + " is not less than TotalSegments: " + parts);
        }
    }

    private Answer page(Request request, Terms terms, @Nullable Condition keys, boolean forward, int part, int parts) {
        var filter = terms.condition(Kind.FILTER, request.text(FILTER));
        var shape = shape(request, terms);
        terms.checkAllUsed();
        var limit = request.number("Limit");
        if (filter != null && keys != null) {
            checkFilter(request, filter);
        }
        var page = database.reads()
                .page(new Query(
                        request.table(),
                        request.text("IndexName"),
                        keys,
                        filter,
                        terms,
                        shape,
                        request.isTrue("ConsistentRead"),
                        forward,
                        limit == null ? 0 : limit.intValue(),
                        request.has("ExclusiveStartKey") ? request.item("ExclusiveStartKey") : null,
                        part,
                        parts));
        return Answer.with("Items", shape.onlyCount() ? null : page.items())
                .and("Count", page.count())
                .and("ScannedCount", page.scanned())
                .and("LastEvaluatedKey", page.last())
                .and("ConsumedCapacity", Consumed.of(request, page.units()))
                .reading(page.units().total());
    }

    private void checkFilter(Request request, Condition filter) {
        var schema = database.table(request.table(), true).schema();
        var name = request.text("IndexName");
        var index = name == null ? null : schema.index(name);
        var keys = index == null ? schema.keys() : index.keys();
        var used = filter.names();
        for (String key : keys.names()) {
            if (used.contains(key)) {
                throw TableException.invalid(
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: " + key);
            }
        }
    }

    private static Shape shape(Request request, Terms terms) {
        var text = request.text(PROJECTION);
        var projection = terms.projection(text);
        var select = request.text("Select");
        if (projection != null && select != null && !select.equals("SPECIFIC_ATTRIBUTES")) {
            throw TableException.invalid("Cannot specify the ProjectionExpression when choosing to get "
                    + (select.equals("COUNT") ? "only the Count" : select));
        }
        if (projection == null && "SPECIFIC_ATTRIBUTES".equals(select)) {
            throw TableException.invalid(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        }
        if ("ALL_PROJECTED_ATTRIBUTES".equals(select) && !request.has("IndexName")) {
            throw TableException.invalidParameters(
                    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
        return new Shape(
                projection,
                projection == null ? Set.of() : projection.attributes(),
                "ALL_ATTRIBUTES".equals(select) && request.has("IndexName"),
                "COUNT".equals(select));
    }
}
