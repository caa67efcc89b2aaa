package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.Meter.Usage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class MeterTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final String TABLE = STACK.tableName();
    private static final DynamoDbClient DYNAMO_DB = STACK.dynamoDb();

    @BeforeEach
    void empty() {
        Meter.unmetered(() -> {
            STACK.items()
                    .forEach(item -> DYNAMO_DB.deleteItem(
                            delete -> delete.tableName(TABLE).key(Map.of("PK", item.get("PK"), "SK", item.get("SK")))));
            return true;
        });
        Meter.reset();
    }

    @Test
    void shouldCountCallsByWhatTheyWereMadeFor() {
        use("GET /", d -> {
            d.getItem(get -> get.tableName(TABLE).key(key("a")));
            d.getItem(get -> get.tableName(TABLE).key(key("b")));
        });
        use("GET /", d -> STACK.sqs()
                .sendMessage(send -> send.queueUrl(STACK.queueUrl("MailQueue")).messageBody("x")));
        DYNAMO_DB.getItem(get -> get.tableName(TABLE).key(key("c")));

        assertThat(Meter.read())
                .isEqualTo(Map.of(
                        "GET /", new Usage(2, Map.of("GetItem", 2, "SendMessage", 1), 1, 0),
                        "start", new Usage(0, Map.of("GetItem", 1), 0.5, 0)));
        Meter.reset();
        assertThat(Meter.read()).isEmpty();
    }

    @Test
    void shouldCountWhatThreadsStartedInsideDo() throws Exception {
        Meter.during("parallel", () -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    threads.execute(
                            () -> DYNAMO_DB.putItem(put -> put.tableName(TABLE).item(item("p", 10))));
                }
            }
            return true;
        });

        assertThat(Meter.read().get("parallel")).isEqualTo(new Usage(1, Map.of("PutItem", 20), 0, 20));
    }

    @Test
    void shouldNotCountWhatIsNobodys() {
        Meter.unmetered(() -> DYNAMO_DB.listTables());

        assertThat(Meter.read()).isEmpty();
    }

    @Test
    void shouldCountAPutByTheLargerOfOldAndNew() {
        assertThat(written(d -> put("a", 100))).isEqualTo(1);
        assertThat(written(d -> put("a", 3000))).isEqualTo(3);
        assertThat(written(d -> put("a", 100))).isEqualTo(3);
        assertThat(written(d -> put("a", 100))).isEqualTo(1);
        assertThat(written(d -> d.putItem(put ->
                        put.tableName(TABLE).item(item("b", 2000)).conditionExpression("attribute_not_exists(PK)"))))
                .isEqualTo(2);
    }

    @Test
    void shouldCountAnUpdateByTheLargerOfOldAndNew() {
        assertThat(written(d -> update("a", 2500))).isEqualTo(3);
        assertThat(written(d -> update("a", 10))).isEqualTo(3);
        assertThat(written(d -> update("a", 10))).isEqualTo(1);
    }

    @Test
    void shouldCountADeleteByWhatWasThere() {
        put("a", 5000);

        assertThat(written(d -> delete("a"))).isEqualTo(5);
        assertThat(written(d -> delete("a"))).isEqualTo(1);
    }

    @Test
    void shouldCountAFailedConditionByTheItemThatIsThere() {
        put("a", 2500);

        assertThat(written(d -> assertThatThrownBy(() -> d.putItem(put -> put.tableName(TABLE)
                                .item(item("a", 9000))
                                .conditionExpression("attribute_not_exists(PK)")))
                        .isInstanceOf(ConditionalCheckFailedException.class)))
                .isEqualTo(3);
        assertThat(written(d -> assertThatThrownBy(() -> d.updateItem(update -> update.tableName(TABLE)
                                .key(key("nobody"))
                                .updateExpression("SET x = PK")
                                .conditionExpression("attribute_exists(PK)")))
                        .isInstanceOf(ConditionalCheckFailedException.class)))
                .isEqualTo(1);
    }

    @Test
    void shouldDoubleATransactionAndItsCheck() {
        put("old", 1500);
        put("checked", 2500);

        assertThat(written(d ->
                        transact(putting("new", 10), updating("old", 10), deleting("nobody"), checking("checked"))))
                .isEqualTo(2 * (1 + 2 + 1 + 3));
    }

    @Test
    void shouldCountACancelledTransaction() {
        put("old", 1500);

        assertThat(written(d -> assertThatThrownBy(() -> transact(putting("old", 10), updating("other", 10)))
                        .isInstanceOf(TransactionCanceledException.class)))
                .isEqualTo(2 * (2 + 1));
    }

    @Test
    void shouldCountATransactionThatComesAgainAsAReading() {
        var usage = use("again", d -> {
            for (int i = 0; i < 2; i++) {
                d.transactWriteItems(transaction -> transaction
                        .clientRequestToken("token-" + TABLE.hashCode())
                        .transactItems(putting("t", 5000)));
            }
        });

        assertThat(usage.wcu()).isEqualTo(2 * 5);
        assertThat(usage.rcu()).isEqualTo(2 * 2);
    }

    @Test
    void shouldCountEachItemOfABatch() {
        put("b", 2500);
        var writes = List.of(
                WriteRequest.builder()
                        .putRequest(put -> put.item(item("a", 1500)))
                        .build(),
                WriteRequest.builder()
                        .deleteRequest(delete -> delete.key(key("b")))
                        .build());

        assertThat(written(d -> d.batchWriteItem(batch -> batch.requestItems(Map.of(TABLE, writes)))))
                .isEqualTo(2 + 3);
    }

    @Test
    void shouldCountNothingForACallThatIsWrong() {
        assertThat(written(d -> assertThatThrownBy(
                                () -> d.putItem(put -> put.tableName("nowhere").item(item("a", 10))))
                        .isInstanceOf(ResourceNotFoundException.class)))
                .isZero();
    }

    @Test
    void shouldRoundUpEachItemThatIsReadByItsKey() {
        put("small", 10);
        put("large", 5000);
        var keys = List.of(key("small"), key("large"), key("nobody"));

        assertThat(read(d -> d.getItem(get -> get.tableName(TABLE).key(key("large")))))
                .isEqualTo(1);
        assertThat(read(d -> d.getItem(get -> get.tableName(TABLE)
                        .key(key("large"))
                        .consistentRead(true)
                        .projectionExpression("SK"))))
                .isEqualTo(2);
        assertThat(read(d ->
                        d.getItem(get -> get.tableName(TABLE).key(key("nobody")).consistentRead(true))))
                .isEqualTo(1);
        assertThat(read(d -> d.batchGetItem(batch -> batch.requestItems(Map.of(TABLE, keysOf(keys, true, null))))))
                .isEqualTo(1 + 2 + 1);
        assertThat(read(d -> d.batchGetItem(batch -> batch.requestItems(Map.of(TABLE, keysOf(keys, false, "PK"))))))
                .isEqualTo((1 + 2 + 1) / 2.0);
        assertThat(read(d -> d.transactGetItems(
                        transaction -> transaction.transactItems(List.of(getting("large"), getting("nobody"))))))
                .isEqualTo(2 * (2 + 1));
    }

    @Test
    void shouldRoundUpAPageAsAWholeAndCountWhatItWentThrough() {
        for (int i = 0; i < 10; i++) {
            put("q", "row" + i, 1000);
        }

        assertThat(read(d -> d.query(query()))).isEqualTo(1.5);
        assertThat(read(d -> d.query(query().toBuilder().consistentRead(true).build())))
                .isEqualTo(3);
        assertThat(read(d -> d.query(query().toBuilder().limit(3).build()))).isEqualTo(0.5);
        assertThat(read(d -> d.query(query().toBuilder().select(Select.COUNT).build())))
                .isEqualTo(1.5);
        assertThat(read(d -> d.query(query().toBuilder()
                        .projectionExpression("#sk")
                        .filterExpression("#other = :other")
                        .expressionAttributeNames(Map.of("#sk", "SK", "#other", "other"))
                        .expressionAttributeValues(Map.of(":pk", text("q"), ":other", text("x")))
                        .build())))
                .isEqualTo(1.5);
        assertThat(read(d -> d.query(query().toBuilder()
                        .expressionAttributeValues(Map.of(":pk", text("nobody")))
                        .consistentRead(true)
                        .build())))
                .isEqualTo(1);
        assertThat(read(d -> d.scan(scan -> scan.tableName(TABLE)
                        .consistentRead(true)
                        .filterExpression("PK = :no")
                        .expressionAttributeValues(Map.of(":no", text("no"))))))
                .isEqualTo(3);
    }

    private static Usage use(String label, Consumer<DynamoDbClient> work) {
        Meter.during(label, () -> {
            work.accept(DYNAMO_DB);
            return true;
        });
        return usage(label);
    }

    private static Usage usage(String label) {
        return Objects.requireNonNull(Meter.read().get(label));
    }

    private static double written(Consumer<DynamoDbClient> work) {
        Meter.reset();
        return use("write", work).wcu();
    }

    private static double read(Consumer<DynamoDbClient> work) {
        Meter.reset();
        return use("read", work).rcu();
    }

    private static void put(String pk, int size) {
        put(pk, "x", size);
    }

    private static void put(String pk, String sk, int size) {
        DYNAMO_DB.putItem(put -> put.tableName(TABLE).item(item(pk, sk, size)));
    }

    private static void update(String pk, int size) {
        DYNAMO_DB.updateItem(update -> update.tableName(TABLE)
                .key(key(pk))
                .updateExpression("SET filling = :f")
                .expressionAttributeValues(Map.of(":f", text("y".repeat(size)))));
    }

    private static void delete(String pk) {
        DYNAMO_DB.deleteItem(delete -> delete.tableName(TABLE).key(key(pk)));
    }

    private static void transact(TransactWriteItem... items) {
        DYNAMO_DB.transactWriteItems(transaction -> transaction.transactItems(items));
    }

    private static TransactGetItem getting(String pk) {
        return TransactGetItem.builder()
                .get(get -> get.tableName(TABLE).key(key(pk)))
                .build();
    }

    private static TransactWriteItem putting(String pk, int size) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(TABLE)
                        .item(item(pk, size))
                        .conditionExpression("attribute_not_exists(#pk)")
                        .expressionAttributeNames(Map.of("#pk", "PK")))
                .build();
    }

    private static TransactWriteItem updating(String pk, int size) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(TABLE)
                        .key(key(pk))
                        .updateExpression("SET filling = :f")
                        .expressionAttributeValues(Map.of(":f", text("y".repeat(size)))))
                .build();
    }

    private static TransactWriteItem deleting(String pk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(TABLE).key(key(pk)))
                .build();
    }

    private static TransactWriteItem checking(String pk) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        check -> check.tableName(TABLE).key(key(pk)).conditionExpression("attribute_exists(PK)"))
                .build();
    }

    private static KeysAndAttributes keysOf(
            List<Map<String, AttributeValue>> keys, boolean consistent, @Nullable String projection) {
        return KeysAndAttributes.builder()
                .keys(keys)
                .consistentRead(consistent)
                .projectionExpression(projection)
                .build();
    }

    private static QueryRequest query() {
        return QueryRequest.builder()
                .tableName(TABLE)
                .keyConditionExpression("PK = :pk")
                .expressionAttributeValues(Map.of(":pk", text("q")))
                .build();
    }

    private static Map<String, AttributeValue> key(String pk) {
        return Map.of("PK", text(pk), "SK", text("x"));
    }

    private static Map<String, AttributeValue> item(String pk, int size) {
        return item(pk, "x", size);
    }

    private static Map<String, AttributeValue> item(String pk, String sk, int size) {
        return Map.of("PK", text(pk), "SK", text(sk), "filling", text("z".repeat(size)));
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }
}
