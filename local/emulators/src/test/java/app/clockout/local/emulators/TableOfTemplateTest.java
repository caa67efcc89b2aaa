package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.table.EmbeddedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class TableOfTemplateTest {
    private static final String WITH_INDEX = """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - {AttributeName: PK, AttributeType: S}
                    - {AttributeName: SK, AttributeType: N}
                    - {AttributeName: GPK, AttributeType: S}
                  KeySchema:
                    - {AttributeName: PK, KeyType: HASH}
                    - {AttributeName: SK, KeyType: RANGE}
                  GlobalSecondaryIndexes:
                    - IndexName: ByMember
                      KeySchema:
                        - {AttributeName: GPK, KeyType: HASH}
                      Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [name]}
                  TimeToLiveSpecification: {AttributeName: gone, Enabled: true}
                  StreamSpecification: {StreamViewType: KEYS_ONLY}
            """;

    @Test
    void shouldMakeTheTableAsTheTemplateSays(@TempDir Path folder) throws IOException {
        var template = template(folder, WITH_INDEX);
        try (var local = EmbeddedTable.inMemory();
                var dynamoDb = Clients.of(local)) {
            TableOfTemplate.create(dynamoDb, template, "Table", "some-name");

            var table = dynamoDb.describeTable(describe -> describe.tableName("some-name"))
                    .table();
            assertThat(table.keySchema()).containsExactly(key("PK", KeyType.HASH), key("SK", KeyType.RANGE));
            assertThat(table.globalSecondaryIndexes()).singleElement().satisfies(index -> {
                assertThat(index.indexName()).isEqualTo("ByMember");
                assertThat(index.keySchema()).containsExactly(key("GPK", KeyType.HASH));
                assertThat(index)
                        .extracting(GlobalSecondaryIndexDescription::projection)
                        .extracting(Projection::nonKeyAttributes)
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .containsExactly("name");
            });
            assertThat(table.streamSpecification().streamViewType()).isEqualTo(StreamViewType.KEYS_ONLY);
            var timeToLive = dynamoDb.describeTimeToLive(describe -> describe.tableName("some-name"))
                    .timeToLiveDescription();
            assertThat(timeToLive.attributeName()).isEqualTo("gone");
            assertThat(timeToLive.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        }
    }

    @Test
    void shouldPointAtWhatItCannotMake(@TempDir Path folder) throws IOException {
        var template =
                template(folder, WITH_INDEX.replace("BillingMode: PAY_PER_REQUEST", "ImportSourceSpecification: {}"));
        try (var local = EmbeddedTable.inMemory();
                var dynamoDb = Clients.of(local)) {
            assertThatThrownBy(() -> TableOfTemplate.create(dynamoDb, template, "Table", "t"))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("template.yaml:5: the property ImportSourceSpecification of a table");
        }
    }

    @Test
    void shouldKeepTablesInAFolderBetweenRuns(@TempDir Path folder) throws IOException {
        var template = template(folder, WITH_INDEX);
        var item = Map.of("PK", AttributeValue.fromS("a"), "SK", AttributeValue.fromN("1"));
        try (var local = EmbeddedTable.in(folder.resolve("data"));
                var dynamoDb = Clients.of(local)) {
            TableOfTemplate.create(dynamoDb, template, "Table", "kept");
            dynamoDb.putItem(put -> put.tableName("kept").item(item));
        }
        try (var local = EmbeddedTable.in(folder.resolve("data"));
                var dynamoDb = Clients.of(local)) {
            assertThat(dynamoDb.scan(scan -> scan.tableName("kept")).items()).containsExactly(item);
        }
    }

    private static Template template(Path folder, String yaml) throws IOException {
        return Template.read(Files.writeString(folder.resolve("template.yaml"), yaml));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
