package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.clockout.local.table.EmbeddedTable;
import app.clockout.local.table.core.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Transactions that meet, seen by a real client. The table's clock stands: what has an item has it until the clock is moved. */
class ContentionTest {
    private static final Duration FLIGHT = Duration.ofMillis(5);
    private static final String NAME = "meeting";
    private static final String OTHER = "other";

    private static final MovableClock CLOCK = MovableClock.fixedAt(TestStack.START);
    private static final EmbeddedTable TABLE = EmbeddedTable.inMemory(CLOCK, Rules.PLAIN, 0);
    private static final DynamoDbClient DYNAMO_DB = Clients.of(TABLE, new ExecutionInterceptor() {});

    @BeforeAll
    static void createTables() {
        for (String name : new String[] {NAME, OTHER}) {
            DYNAMO_DB.createTable(table -> table.tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("PK")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("PK")
                            .keyType(KeyType.HASH)
                            .build()));
        }
    }

    @AfterAll
    static void close() {
        DYNAMO_DB.close();
        TABLE.close();
    }

    @BeforeEach
    @AfterEach
    void disarm() {
        Faults.clear();
        Meter.reset();
    }

    /** The flight of every transaction before ends. */
    private static void land() {
        CLOCK.advance(FLIGHT);
    }

    @Test
    void shouldCancelTheSecondOfTwoTransactionsThatShareAnItem() {
        try (var contention = TABLE.contend(FLIGHT)) {
            transact(put("a"), put("shared"));
            Meter.reset();
            var cancelled = catchThrowableOfType(
                    TransactionCanceledException.class, () -> transact(put("b"), put("shared"), put("c")));

            assertThat(cancelled.cancellationReasons())
                    .extracting(CancellationReason::code)
                    .containsExactly("None", "TransactionConflict", "None");
            assertThat(cancelled.getMessage()).contains("[None, TransactionConflict, None]");
            assertThat(Objects.requireNonNull(Meter.read().get("start")).wcu())
                    .as("a cancelled transaction costs")
                    .isEqualTo(3 * 2);
            assertThat(isThere("b")).isFalse();
            assertThat(contention.attempts()).isEqualTo(2);
            assertThat(contention.conflicts()).isEqualTo(1);

            land();
            assertThatCode(() -> transact(put("b"), put("shared"), put("c"))).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldSeeEveryKindOfActionAsTheSameItem() {
        try (var contention = TABLE.contend(FLIGHT)) {
            transact(put("kinds"));
            assertThatThrownBy(() -> transact(update("kinds"))).isInstanceOf(TransactionCanceledException.class);
            assertThatThrownBy(() -> transact(delete("kinds"))).isInstanceOf(TransactionCanceledException.class);
            assertThatThrownBy(() -> transact(check("kinds"))).isInstanceOf(TransactionCanceledException.class);

            assertThat(contention.conflicts()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseASingleWriteOfAnItemThatATransactionHas() {
        try (var contention = TABLE.contend(FLIGHT)) {
            transact(put("single"));
            Meter.reset();
            assertThatThrownBy(
                            () -> DYNAMO_DB.putItem(put -> put.tableName(NAME).item(item("single"))))
                    .isInstanceOf(TransactionConflictException.class);
            assertThat(Objects.requireNonNull(Meter.read().get("start")).wcu()).isEqualTo(1);
            assertThatCode(() -> DYNAMO_DB.getItem(get -> get.tableName(NAME).key(item("single"))))
                    .as("a read")
                    .doesNotThrowAnyException();

            assertThat(contention.conflicts()).isEqualTo(1);
        }
    }

    @Test
    void shouldLetTransactionsBeThatShareNothing() {
        try (var contention = TABLE.contend(FLIGHT)) {
            transact(put("one"));
            assertThatCode(() -> transact(put("two"))).doesNotThrowAnyException();
            assertThatCode(() -> transact(TransactWriteItem.builder()
                            .put(put -> put.tableName(OTHER).item(item("one")))
                            .build()))
                    .as("another table")
                    .doesNotThrowAnyException();

            assertThat(contention.conflicts()).isZero();
        }
    }

    @Test
    void shouldAnswerOnlyOnceTheItemsAreFreeAgainWhateverTheAnswerIs() {
        var longer = Duration.ofMillis(50);
        try (var table = EmbeddedTable.inMemory();
                var client = Clients.of(table, new ExecutionInterceptor() {})) {
            client.createTable(create -> create.tableName(NAME)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("PK")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("PK")
                            .keyType(KeyType.HASH)
                            .build()));
            try (var contention = table.contend(longer)) {
                transact(client, put("again"));
                transact(client, put("again"));
                assertThatThrownBy(() -> transact(client, onlyNew("again")))
                        .isInstanceOf(TransactionCanceledException.class);
                transact(client, put("again"));
                assertThatThrownBy(() -> transact(client, put("again"), put("again")))
                        .as("one item twice, which is an error")
                        .isInstanceOf(DynamoDbException.class);
                transact(client, put("again"));

                assertThat(contention.attempts()).isEqualTo(6);
                assertThat(contention.conflicts()).isZero();
            }
        }
    }

    @Test
    void shouldHoldNothingForWhatNeverCame() {
        try (var contention = TABLE.contend(FLIGHT);
                var broken = Clients.of(TABLE, new BreaksOff())) {
            assertThatThrownBy(() -> transact(broken, put("lost"))).isInstanceOf(SdkClientException.class);
            Faults.next("dynamodb", null, "unavailable", 20, null);
            assertThatThrownBy(() -> transact(put("lost"))).isInstanceOf(DynamoDbException.class);
            Faults.clear();

            assertThatCode(() -> transact(put("lost"))).doesNotThrowAnyException();
            assertThat(contention.conflicts()).isZero();
        }
    }

    @Test
    void shouldLetARetryBeThatTookEffectBefore() {
        var between = new DuringTheRetry("retried");
        try (var contention = TABLE.contend(FLIGHT);
                var client = Clients.of(TABLE, between)) {
            Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, "retried");
            transact(client, put("retried"));

            assertThat(between.met.get()).isTrue();
            assertThat(contention.conflicts()).isZero();
        }
    }

    @Test
    void shouldHoldNothingOnceItIsOver() {
        var contention = TABLE.contend(FLIGHT);
        contention.close();
        transact(put("off"));

        assertThatCode(() -> transact(put("off"))).doesNotThrowAnyException();
        assertThat(contention.conflicts()).isZero();
    }

    /** Fails each attempt once it is on its way, like a connection that breaks. */
    private static final class BreaksOff implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            throw SdkClientException.create("The connection broke.");
        }
    }

    /** Puts another caller's transaction on its way once the first attempt has its answer. */
    private static final class DuringTheRetry implements ExecutionInterceptor {
        private final String pk;
        private final AtomicBoolean met = new AtomicBoolean();

        DuringTheRetry(String pk) {
            this.pk = pk;
        }

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (met.compareAndSet(false, true)) {
                land();
                transact(put(pk));
            }
            return context.httpResponse();
        }
    }

    private static void transact(TransactWriteItem... items) {
        transact(DYNAMO_DB, items);
    }

    private static void transact(DynamoDbClient client, TransactWriteItem... items) {
        client.transactWriteItems(transaction -> transaction.transactItems(items));
    }

    private static TransactWriteItem put(String pk) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(NAME).item(item(pk)))
                .build();
    }

    private static TransactWriteItem onlyNew(String pk) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(NAME).item(item(pk)).conditionExpression("attribute_not_exists(PK)"))
                .build();
    }

    private static TransactWriteItem update(String pk) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(NAME).key(item(pk)).updateExpression("REMOVE nothing"))
                .build();
    }

    private static TransactWriteItem delete(String pk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(NAME).key(item(pk)))
                .build();
    }

    private static TransactWriteItem check(String pk) {
        return TransactWriteItem.builder()
                .conditionCheck(check ->
                        check.tableName(NAME).key(item(pk)).conditionExpression("attribute_not_exists(nothing)"))
                .build();
    }

    private static boolean isThere(String pk) {
        return DYNAMO_DB.getItem(get -> get.tableName(NAME).key(item(pk))).hasItem();
    }

    private static Map<String, AttributeValue> item(String pk) {
        return Map.of("PK", AttributeValue.fromS(pk));
    }
}
