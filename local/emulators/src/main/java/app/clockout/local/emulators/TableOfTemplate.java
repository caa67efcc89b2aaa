package app.clockout.local.emulators;

import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/** A resource {@code AWS::DynamoDB::Table} as the calls that make such a table. */
public final class TableOfTemplate {
    /** What says how a table is kept and paid for, not what it can do. */
    private static final Set<String> WITHOUT_EFFECT_HERE = Set.of(
            "BillingMode",
            "DeletionProtectionEnabled",
            "PointInTimeRecoverySpecification",
            "SSESpecification",
            "TableClass",
            "TableName",
            "Tags",
            "OnDemandThroughput");

    private final Template template;
    private final Resolver resolver;
    private final CreateTableRequest.Builder creation =
            CreateTableRequest.builder().billingMode(BillingMode.PAY_PER_REQUEST);
    private @Nullable TimeToLiveSpecification timeToLive;

    private TableOfTemplate(Template template) {
        this.template = template;
        this.resolver = new Resolver(template, Map.of(), (logicalId, attribute) -> {
            throw template.problem(
                    template.resource(logicalId), "a table that refers to " + logicalId + " is not understood here.");
        });
    }

    /**
     * Creates a table as a resource of the template says: keys, indexes, stream and time to live. What has expired goes by the
     * clock that the table was given.
     */
    public static void create(DynamoDbClient dynamoDb, Template template, String logicalId, String name) {
        var table = read(template, logicalId);
        dynamoDb.createTable(table.creation(name));
        table.timeToLive(name).ifPresent(dynamoDb::updateTimeToLive);
    }

    static TableOfTemplate read(Template template, String logicalId) {
        var table = new TableOfTemplate(template);
        template.properties(logicalId).fields().forEach(table::property);
        return table;
    }

    CreateTableRequest creation(String name) {
        return creation.tableName(name).build();
    }

    private Optional<UpdateTimeToLiveRequest> timeToLive(String name) {
        return Optional.ofNullable(timeToLive).map(specification -> UpdateTimeToLiveRequest.builder()
                .tableName(name)
                .timeToLiveSpecification(specification)
                .build());
    }

    private void property(String name, Value value) {
        switch (name) {
            case "AttributeDefinitions" ->
                creation.attributeDefinitions(each(value).stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(text(attribute, "AttributeName"))
                                .attributeType(text(attribute, "AttributeType"))
                                .build())
                        .toList());
            case "KeySchema" -> creation.keySchema(keys(value));
            case "GlobalSecondaryIndexes" ->
                creation.globalSecondaryIndexes(each(value).stream()
                        .map(index -> GlobalSecondaryIndex.builder()
                                .indexName(text(index, "IndexName"))
                                .keySchema(keys(required(index, "KeySchema")))
                                .projection(projection(index))
                                .build())
                        .toList());
            case "LocalSecondaryIndexes" ->
                creation.localSecondaryIndexes(each(value).stream()
                        .map(index -> LocalSecondaryIndex.builder()
                                .indexName(text(index, "IndexName"))
                                .keySchema(keys(required(index, "KeySchema")))
                                .projection(projection(index))
                                .build())
                        .toList());
            case "StreamSpecification" ->
                creation.streamSpecification(StreamSpecification.builder()
                        .streamEnabled(true)
                        .streamViewType(text(fields(value), "StreamViewType"))
                        .build());
            case "TimeToLiveSpecification" ->
                timeToLive = TimeToLiveSpecification.builder()
                        .enabled(Boolean.valueOf(text(fields(value), "Enabled")))
                        .attributeName(text(fields(value), "AttributeName"))
                        .build();
            default -> {
                if (!WITHOUT_EFFECT_HERE.contains(name)) {
                    throw template.problem(
                            value,
                            "the property " + name
                                    + " of a table is not understood here; keys, indexes, stream and time to"
                                    + " live are.");
                }
            }
        }
    }

    private List<KeySchemaElement> keys(Value value) {
        return each(value).stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(text(key, "AttributeName"))
                        .keyType(text(key, "KeyType"))
                        .build())
                .toList();
    }

    private Projection projection(Fields index) {
        var projection = fields(required(index, "Projection"));
        var builder = Projection.builder().projectionType(text(projection, "ProjectionType"));
        if (projection.get("NonKeyAttributes") instanceof Items(List<Value> names, int _)) {
            builder.nonKeyAttributes(names.stream().map(resolver::text).toList());
        }
        return builder.build();
    }

    private List<Fields> each(Value value) {
        if (value instanceof Items(List<Value> items, int _)) {
            var each = new ArrayList<Fields>();
            items.forEach(item -> each.add(fields(item)));
            return each;
        }
        throw template.problem(value, value.described() + " where a list is understood.");
    }

    private Fields fields(Value value) {
        if (value instanceof Fields fields) {
            return fields;
        }
        throw template.problem(value, value.described() + " where a mapping is understood.");
    }

    private String text(Fields fields, String name) {
        return resolver.text(required(fields, name));
    }

    private Value required(Fields fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw template.problem(fields, name + " is missing.");
        }
        return value;
    }
}
