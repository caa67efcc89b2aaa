package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Schema;
import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.TableState;
import app.clockout.local.table.value.Value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The calls about tables as such. A table is there, and changed, at once: nobody waits on this machine. */
final class TableCalls {
    private static final int MOST_LISTED = 100;

    private final Database database;

    TableCalls(Database database) {
        this.database = database;
    }

    Answer create(Request request) {
        TableChecks.checkCreate(request);
        var name = request.table();
        if (database.snapshot().tables().get(name) != null) {
            throw TableException.of("ResourceInUseException", "Table already exists: " + name);
        }
        var table = database.define(TableJson.read(request.parameters(), null, database.now()));
        return Answer.with("TableDescription", TableJson.describe(table, "ACTIVE"));
    }

    private static TableState table(Database database, Request request) {
        new Constraints().table(request.text("TableName"), 1);
        var name = request.table();
        var table = database.snapshot().tables().get(name);
        if (table == null) {
            throw TableException.notFound("Requested resource not found: Table: " + name + " not found");
        }
        return table;
    }

    Answer describe(Request request) {
        return Answer.with("Table", TableJson.describe(table(database, request), "ACTIVE"));
    }

    Answer delete(Request request) {
        var table = table(database, request);
        if (table.schema().deletionProtected()) {
            throw TableException.invalid(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        }
        database.drop(table.schema().name());
        return Answer.with("TableDescription", TableJson.describe(table, "DELETING"));
    }

    Answer list(Request request) {
        var limit = request.number("Limit");
        var constraints = new Constraints().between(1, MOST_LISTED, limit, "limit");
        var start = request.text("ExclusiveStartTableName");
        if (start != null) {
            constraints.name(start, "exclusiveStartTableName", 3);
        }
        constraints.check();
        var names = database.tables().stream()
                .map(table -> table.schema().name())
                .filter(name -> start == null || name.compareTo(start) > 0)
                .toList();
        int count = limit == null ? MOST_LISTED : limit.intValue();
        var page = names.stream().limit(count).toList();
        return Answer.with("TableNames", page)
                .and("LastEvaluatedTableName", names.size() > count ? page.getLast() : null);
    }

    Answer update(Request request) {
        var schema = table(database, request).schema();
        var constraints =
                new Constraints().oneOf(request.text("BillingMode"), "billingMode", "PROVISIONED", "PAY_PER_REQUEST");
        TableChecks.checkStream(constraints, request);
        TableChecks.checkUnits(constraints, request);
        constraints.check();
        var updates = request.parts("GlobalSecondaryIndexUpdates");
        boolean changes = request.has("ProvisionedThroughput")
                || request.has("BillingMode")
                || request.has("StreamSpecification")
                || request.has("DeletionProtectionEnabled")
                || !updates.isEmpty();
        if (!changes) {
            throw TableException.invalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                    + "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
        for (Request update : updates) {
            schema = withIndex(schema, request, update);
        }
        schema = withThroughput(schema, request);
        if (request.has("StreamSpecification")) {
            schema = withStream(schema, request.part("StreamSpecification"));
        }
        return Answer.with("TableDescription", TableJson.describe(database.define(schema), "ACTIVE"));
    }

    private static Schema withThroughput(Schema schema, Request request) {
        boolean guarded = request.has("DeletionProtectionEnabled")
                ? request.isTrue("DeletionProtectionEnabled")
                : schema.deletionProtected();
        if (request.has("BillingMode")) {
            TableChecks.checkThroughput(request);
        }
        if ("PAY_PER_REQUEST".equals(request.text("BillingMode"))) {
            return schema.withThroughput(null, guarded);
        }
        if (!request.has("ProvisionedThroughput")) {
            return schema.withThroughput(schema.throughput(), guarded);
        }
        if (schema.throughput() == null && !request.has("BillingMode")) {
            throw TableException.invalidParameters(
                    "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
        }
        var throughput = TableJson.throughput(request);
        if (throughput.equals(schema.throughput())) {
            throw TableException.invalid(
                    "The provisioned throughput for the table will not change. The requested value equals the "
                            + "current value. Current ReadCapacityUnits provisioned for the table: "
                            + throughput.reads()
                            + ". Requested ReadCapacityUnits: " + throughput.reads()
                            + ". Current WriteCapacityUnits provisioned for the table: " + throughput.writes()
                            + ". Requested WriteCapacityUnits: " + throughput.writes()
                            + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        }
        return schema.withThroughput(throughput, guarded);
    }

    private static Schema withStream(Schema schema, Request specification) {
        var view = TableJson.stream(specification);
        if (view != null && schema.stream() != null) {
            throw TableException.invalid("Table already has an enabled stream: TableName: " + schema.name());
        }
        if (view == null && schema.stream() == null) {
            throw TableException.invalid("Table has no stream to disable: TableName: " + schema.name());
        }
        return schema.withStream(view);
    }

    private static Schema withIndex(Schema schema, Request request, Request update) {
        List<Index> indexes = new ArrayList<>(schema.indexes());
        var types = new LinkedHashMap<>(schema.types());
        if (update.has("Create")) {
            var create = update.part("Create");
            types.putAll(TableJson.types(request));
            if (schema.index(TableJson.required(create, "IndexName")) != null) {
                throw TableException.invalid(
                        "Attempting to create an index which already exists: " + create.text("IndexName"));
            }
            TableChecks.checkIndex(create, new TreeSet<>(types.keySet()), new TreeSet<>());
            indexes.add(TableJson.index(create, false));
        } else if (update.has("Delete") || update.has("Update")) {
            var named = update.part(update.has("Delete") ? "Delete" : "Update");
            var index = schema.index(TableJson.required(named, "IndexName"));
            if (index == null || index.local()) {
                throw TableException.notFound("Requested resource not found");
            }
            indexes.remove(index);
            if (update.has("Update")) {
                indexes.add(
                        new Index(index.name(), index.keys(), index.included(), false, TableJson.throughput(named)));
            }
        }
        return schema.withIndexes(List.copyOf(indexes), used(schema, indexes, types));
    }

    /** Types of attributes that are a key of something; others are forgotten with their index. */
    private static Map<String, Type> used(Schema schema, List<Index> indexes, Map<String, Type> types) {
        return types.entrySet().stream()
                .filter(type -> schema.keys().names().contains(type.getKey())
                        || indexes.stream()
                                .anyMatch(index -> index.keys().names().contains(type.getKey())))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (type, _) -> type, LinkedHashMap::new));
    }

    Answer updateTimeToLive(Request request) {
        var specification = request.part("TimeToLiveSpecification");
        new Constraints()
                .notNull(request.parameters().get("TimeToLiveSpecification"), "timeToLiveSpecification")
                .check();
        var attribute = specification.text("AttributeName");
        if (attribute == null || attribute.isEmpty()) {
            throw TableException.invalid(
                    attribute == null
                            ? "1 validation error detected: Value null at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must not be null"
                            : "TimeToLiveSpecification: attributeName must have length greater than or equal to 1");
        }
        var schema = table(database, request).schema();
        boolean enabled = specification.isTrue("Enabled");
        checkChanges(schema.expires(), attribute, enabled);
        database.define(schema.withExpires(enabled ? attribute : null));
        return Answer.with("TimeToLiveSpecification", Map.of("Enabled", enabled, "AttributeName", attribute));
    }

    private static void checkChanges(@Nullable String now, String attribute, boolean enabled) {
        if (enabled && now != null) {
            throw TableException.invalid("TimeToLive is already enabled");
        }
        if (!enabled && now == null) {
            throw TableException.invalid("TimeToLive is already disabled");
        }
        if (!enabled && !attribute.equals(now)) {
            throw TableException.invalid(
                    "TimeToLive is active on a different AttributeName: current AttributeName is " + now);
        }
    }

    Answer describeTimeToLive(Request request) {
        var attribute = table(database, request).schema().expires();
        return Answer.with(
                "TimeToLiveDescription",
                attribute == null
                        ? Map.of("TimeToLiveStatus", "DISABLED")
                        : Map.of("TimeToLiveStatus", "ENABLED", "AttributeName", attribute));
    }
}
