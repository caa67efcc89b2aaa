package app.clockout.local.table.protocol;

import app.clockout.local.table.core.Schema;
import app.clockout.local.table.core.Schema.Index;
import app.clockout.local.table.core.Schema.Keys;
import app.clockout.local.table.core.Schema.StreamView;
import app.clockout.local.table.core.Schema.Throughput;
import app.clockout.local.table.core.TableException;
import app.clockout.local.table.core.TableState;
import app.clockout.local.table.value.Value.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table's schema as CreateTable takes it and DescribeTable gives it; the second can be read as the first. */
public final class TableJson {
    private static final long ROUND = 1_000_000;

    private TableJson() {}

    /** The description of a table. */
    static Map<String, Object> describe(TableState table, String status) {
        var schema = table.schema();
        var json = new LinkedHashMap<>(schema(schema));
        json.put("TableStatus", status);
        json.put("TableSizeBytes", table.bytes());
        json.put("ItemCount", table.rows().size());
        json.put("TableArn", schema.arn());
        json.put(
                "TableId",
                UUID.nameUUIDFromBytes((schema.name() + schema.created()).getBytes())
                        .toString());
        json.put("CreationDateTime", schema.created().toEpochMilli() / 1000.0);
        describe(json, "GlobalSecondaryIndexes", table, false);
        describe(json, "LocalSecondaryIndexes", table, true);
        var log = table.stream();
        if (log != null) {
            json.put("LatestStreamArn", StreamCalls.arn(schema, log));
            json.put("LatestStreamLabel", log.label());
        }
        return json;
    }

    private static void describe(Map<String, Object> json, String name, TableState table, boolean local) {
        var schema = table.schema();
        var indexes = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < schema.indexes().size(); i++) {
            var index = schema.indexes().get(i);
            if (index.local() == local) {
                var described = new LinkedHashMap<>(index(index, schema.throughput() == null));
                if (!local) {
                    described.put("IndexStatus", "ACTIVE");
                }
                long bytes = rowBytes(table, i);
                described.put("IndexSizeBytes", bytes);
                described.put("ItemCount", table.indexes().get(i).size());
                described.put("IndexArn", schema.arn() + "/index/" + index.name());
                indexes.add(described);
            }
        }
        if (!indexes.isEmpty()) {
            json.put(name, indexes);
        }
    }

    private static long rowBytes(TableState table, int index) {
        long[] bytes = {0};
        table.indexes().get(index).each((_, item) -> {
            bytes[0] += table.schema()
                    .projected(table.schema().indexes().get(index), item)
                    .bytes();
            return true;
        });
        return bytes[0];
    }

    /** The schema alone, for a journal; {@link #read} reads it back. */
    public static Map<String, Object> schema(Schema schema) {
        var json = new LinkedHashMap<String, Object>();
        json.put("TableName", schema.name());
        json.put("AttributeDefinitions", definitions(schema.types()));
        json.put("KeySchema", keys(schema.keys()));
        putIndexes(json, "GlobalSecondaryIndexes", schema, false);
        putIndexes(json, "LocalSecondaryIndexes", schema, true);
        var throughput = schema.throughput();
        if (throughput == null) {
            json.put("BillingModeSummary", Map.of("BillingMode", "PAY_PER_REQUEST"));
        }
        json.put("ProvisionedThroughput", throughput(throughput));
        if (schema.stream() != null) {
            json.put(
                    "StreamSpecification",
                    Map.of(
                            "StreamEnabled",
                            true,
                            "StreamViewType",
                            schema.stream().name()));
        }
        json.put("DeletionProtectionEnabled", schema.deletionProtected());
        return json;
    }

    private static void putIndexes(Map<String, Object> json, String name, Schema schema, boolean local) {
        var indexes = schema.indexes().stream()
                .filter(index -> index.local() == local)
                .map(index -> index(index, schema.throughput() == null))
                .toList();
        if (!indexes.isEmpty()) {
            json.put(name, indexes);
        }
    }

    private static List<Map<String, Object>> definitions(Map<String, Type> types) {
        return types.entrySet().stream()
                .map(each -> Map.<String, Object>of(
                        "AttributeName",
                        each.getKey(),
                        "AttributeType",
                        each.getValue().name()))
                .toList();
    }

    private static List<Map<String, Object>> keys(Keys keys) {
        var hash = Map.<String, Object>of("AttributeName", keys.partition(), "KeyType", "HASH");
        return keys.sort() == null
                ? List.of(hash)
                : List.of(hash, Map.of("AttributeName", keys.sort(), "KeyType", "RANGE"));
    }

    private static Map<String, Object> throughput(@Nullable Throughput throughput) {
        return Map.of(
                "ReadCapacityUnits", throughput == null ? 0 : throughput.reads(),
                "WriteCapacityUnits", throughput == null ? 0 : throughput.writes(),
                "NumberOfDecreasesToday", 0);
    }

    private static Map<String, Object> index(Index index, boolean byRequest) {
        var json = new LinkedHashMap<String, Object>();
        json.put("IndexName", index.name());
        json.put("KeySchema", keys(index.keys()));
        json.put(
                "Projection",
                index.included() == null
                        ? Map.of("ProjectionType", "ALL")
                        : index.included().isEmpty()
                                ? Map.of("ProjectionType", "KEYS_ONLY")
                                : Map.of("ProjectionType", "INCLUDE", "NonKeyAttributes", index.included()));
        if (!index.local()) {
            json.put("ProvisionedThroughput", throughput(byRequest ? null : index.throughput()));
        }
        return json;
    }

    /** Reads a schema that was checked before. @param created when the table was made */
    public static Schema read(Map<String, Object> json, @Nullable String expires, Instant created) {
        var request = new Request(json);
        var types = types(request);
        var indexes = Stream.concat(
                        request.parts("GlobalSecondaryIndexes").stream().map(index -> index(index, false)),
                        request.parts("LocalSecondaryIndexes").stream().map(index -> index(index, true)))
                .toList();
        var billing = request.text("BillingMode");
        boolean byRequest = "PAY_PER_REQUEST".equals(billing) || request.has("BillingModeSummary");
        return new Schema(
                request.table(),
                keys(request),
                indexes,
                types,
                stream(request.part("StreamSpecification")),
                expires,
                byRequest ? null : throughput(request),
                request.isTrue("DeletionProtectionEnabled"),
                Instant.ofEpochSecond(
                        created.getEpochSecond(), created.getNano() / ROUND * ROUND)); // as much as is told of it
    }

    static Map<String, Type> types(Request request) {
        var types = new LinkedHashMap<String, Type>();
        for (Request definition : request.parts("AttributeDefinitions")) {
            types.put(required(definition, "AttributeName"), Type.valueOf(required(definition, "AttributeType")));
        }
        return types;
    }

    static Keys keys(Request request) {
        var keys = request.parts("KeySchema");
        return new Keys(
                required(keys.getFirst(), "AttributeName"),
                keys.size() < 2 ? null : required(keys.getLast(), "AttributeName"));
    }

    static Index index(Request request, boolean local) {
        var projection = request.part("Projection");
        List<String> included =
                switch (required(projection, "ProjectionType")) {
                    case "ALL" -> null;
                    case "INCLUDE" ->
                        projection.list("NonKeyAttributes").stream()
                                .map(Request::text)
                                .toList();
                    default -> List.of();
                };
        return new Index(
                required(request, "IndexName"),
                keys(request),
                included,
                local,
                request.has("ProvisionedThroughput") ? throughput(request) : null);
    }

    static Throughput throughput(Request request) {
        var units = request.part("ProvisionedThroughput");
        var reads = units.number("ReadCapacityUnits");
        var writes = units.number("WriteCapacityUnits");
        return new Throughput(reads == null ? 0 : reads, writes == null ? 0 : writes);
    }

    static @Nullable StreamView stream(Request specification) {
        return specification.isTrue("StreamEnabled")
                ? StreamView.valueOf(required(specification, "StreamViewType"))
                : null;
    }

    static String required(Request request, String name) {
        var value = request.text(name);
        if (value == null) {
            throw TableException.invalid("The parameter '" + name + "' is required but was not present in the request");
        }
        return value;
    }
}
