package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.table.sdk.InProcessHttpClient;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A real client, over HTTP and without. */
class SdkTest {
    private final EmbeddedTable table = EmbeddedTable.inMemory();

    @AfterEach
    void close() {
        table.close();
    }

    private DynamoDbClient client(boolean inProcess) {
        SdkHttpClient http = inProcess ? new InProcessHttpClient(table.protocol()) : UrlConnectionHttpClient.create();
        return DynamoDbClient.builder()
                .httpClient(http)
                .endpointOverride(table.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(create -> create.tableName("tab")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(p -> p.attributeName("p").attributeType(ScalarAttributeType.S))
                .keySchema(p -> p.attributeName("p").keyType(KeyType.HASH)));
    }

    private static Map<String, AttributeValue> item(String key, int n) {
        return Map.of("p", AttributeValue.fromS(key), "n", AttributeValue.fromN(String.valueOf(n)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAnswerARealClient(boolean inProcess) {
        try (var client = client(inProcess)) {
            createTable(client);
            client.putItem(put -> put.tableName("tab").item(item("ä😀", 1)));
            assertThat(client.getItem(get -> get.tableName("tab").key(Map.of("p", AttributeValue.fromS("ä😀"))))
                            .item())
                    .isEqualTo(item("ä😀", 1));
            assertThatThrownBy(() -> client.putItem(put -> put.tableName("tab")
                            .item(item("ä😀", 2))
                            .conditionExpression("attribute_not_exists(p)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                    .isInstanceOfSatisfying(ConditionalCheckFailedException.class, e -> assertThat(e.item())
                            .isEqualTo(item("ä😀", 1)));
            assertThatThrownBy(() -> client.transactWriteItems(write -> write.transactItems(action -> action.put(put ->
                            put.tableName("tab").item(item("ä😀", 2)).conditionExpression("attribute_not_exists(p)")))))
                    .isInstanceOfSatisfying(TransactionCanceledException.class, e -> assertThat(
                                    e.cancellationReasons().getFirst().code())
                            .isEqualTo("ConditionalCheckFailed"));
        }
    }

    @Test
    void shouldLoseNoIncrementOfManyCallers() throws InterruptedException {
        try (var client = client(true)) {
            createTable(client);
            client.putItem(put -> put.tableName("tab").item(item("1", 0)));
            var done = new CountDownLatch(8);
            var added = new AtomicInteger();
            for (int caller = 0; caller < 8; caller++) {
                Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 100; i++) {
                        client.updateItem(update -> update.tableName("tab")
                                .key(Map.of("p", AttributeValue.fromS("1")))
                                .updateExpression("ADD n :one")
                                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
                        added.incrementAndGet();
                    }
                    done.countDown();
                });
            }
            done.await();
            assertThat(added).hasValue(800);
            assertThat(client.getItem(get -> get.tableName("tab").key(Map.of("p", AttributeValue.fromS("1"))))
                            .item())
                    .isEqualTo(item("1", 800));
        }
    }
}
