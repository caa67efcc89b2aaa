package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class ConflictsTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final DynamoDbClient DYNAMO_DB = client(new ExecutionInterceptor() {});
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @BeforeEach
    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldCancelTheSecondOfTwoTransactionsThatShareAnItem() throws Exception {
        try (var conflicts = Conflicts.on();
                var first = new InFlight("a", "shared")) {
            var cancelled = catchThrowableOfType(
                    TransactionCanceledException.class, () -> transact(put("b"), put("shared"), put("c")));

            assertThat(cancelled.cancellationReasons())
                    .extracting(CancellationReason::code)
                    .containsExactly("None", "TransactionConflict", "None");
            assertThat(cancelled.getMessage()).contains("[None, TransactionConflict, None]");
            first.goOn();
            assertThat(conflicts.attempts()).isEqualTo(2);
            assertThat(conflicts.conflicts()).isEqualTo(1);
        }
        assertThat(STACK.items()).contains(item("shared")).doesNotContain(item("b"));
    }

    @Test
    void shouldSeeEveryKindOfActionAsTheSameItem() throws Exception {
        try (var conflicts = Conflicts.on();
                var _ = new InFlight("kinds")) {
            assertThatThrownBy(() -> transact(update("kinds"))).isInstanceOf(TransactionCanceledException.class);
            assertThatThrownBy(() -> transact(delete("kinds"))).isInstanceOf(TransactionCanceledException.class);
            assertThatThrownBy(() -> transact(check("kinds"))).isInstanceOf(TransactionCanceledException.class);

            assertThat(conflicts.conflicts()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseASingleWriteOfAnItemThatATransactionHas() throws Exception {
        try (var conflicts = Conflicts.on();
                var _ = new InFlight("single")) {
            assertThatThrownBy(() -> DYNAMO_DB.putItem(
                            put -> put.tableName(STACK.tableName()).item(item("single"))))
                    .isInstanceOf(TransactionConflictException.class);
            assertThatCode(() -> DYNAMO_DB.getItem(
                            get -> get.tableName(STACK.tableName()).key(item("single"))))
                    .as("a read")
                    .doesNotThrowAnyException();

            assertThat(conflicts.conflicts()).isEqualTo(1);
        }
    }

    @Test
    void shouldLetTransactionsBeThatShareNothing() throws Exception {
        var other = TestStack.fresh();
        try (var conflicts = Conflicts.on();
                var _ = new InFlight("one")) {
            assertThatCode(() -> transact(put("two"))).doesNotThrowAnyException();
            assertThatCode(() -> DYNAMO_DB.transactWriteItems(there -> there.transactItems(TransactWriteItem.builder()
                            .put(put -> put.tableName(other.tableName()).item(item("one")))
                            .build())))
                    .as("another table")
                    .doesNotThrowAnyException();

            assertThat(conflicts.conflicts()).isZero();
        }
    }

    @Test
    void shouldEndAHoldWithItsAnswerWhateverThatIs() {
        try (var conflicts = Conflicts.on()) {
            transact(put("again"));
            transact(put("again"));
            assertThatThrownBy(() -> transact(TransactWriteItem.builder()
                            .put(put -> put.tableName(STACK.tableName())
                                    .item(item("again"))
                                    .conditionExpression("attribute_not_exists(PK)"))
                            .build()))
                    .isInstanceOf(TransactionCanceledException.class);
            transact(put("again"));
            assertThatThrownBy(() -> transact(put("again"), put("again")))
                    .as("one item twice, which is an error")
                    .isInstanceOf(DynamoDbException.class);
            transact(put("again"));

            assertThat(conflicts.attempts()).isEqualTo(6);
            assertThat(conflicts.conflicts()).isZero();
        }
    }

    @Test
    void shouldEndAHoldWhereNoAnswerComes() {
        try (var conflicts = Conflicts.on()) {
            Faults.next("dynamodb", null, "timeout-after-commit", 20, null);
            assertThatThrownBy(() -> transact(put("lost"))).isInstanceOf(SdkClientException.class);
            Faults.clear();
            var broken = client(new BreaksOff());
            assertThatThrownBy(() -> transact(broken, put("lost"))).isInstanceOf(SdkClientException.class);
            Faults.next("dynamodb", null, "unavailable", 20, null);
            assertThatThrownBy(() -> transact(put("lost"))).isInstanceOf(DynamoDbException.class);
            Faults.clear();

            assertThatCode(() -> transact(put("lost"))).doesNotThrowAnyException();
            assertThat(conflicts.conflicts()).isZero();
        }
    }

    @Test
    void shouldLetARetryBeThatTookEffectBefore() throws Exception {
        try (var conflicts = Conflicts.on();
                var between = new DuringTheRetry("retried")) {
            Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, "retried");
            transact(client(between), put("retried"));

            assertThat(between.met()).isTrue();
            assertThat(conflicts.conflicts()).isZero();
        }
    }

    @Test
    void shouldLeaveTheEmulatorAsItIsWhenOff() throws Exception {
        try (var conflicts = Conflicts.on()) {
            assertThatThrownBy(Conflicts::on).isInstanceOf(IllegalStateException.class);
            conflicts.close();
            try (var _ = new InFlight("off")) {
                assertThatCode(() -> transact(put("off"))).doesNotThrowAnyException();
            }
            assertThat(conflicts.attempts()).isZero();
        }
    }

    private static DynamoDbClient client(ExecutionInterceptor more) {
        return STACK.environment("MailWorkerFunction")
                .client(DynamoDbClient.builder()
                        .overrideConfiguration(client -> retryAtOnce(client).addExecutionInterceptor(more)));
    }

    /** Like any client, but nobody waits. */
    private static ClientOverrideConfiguration.Builder retryAtOnce(ClientOverrideConfiguration.Builder client) {
        return client.retryStrategy(retry -> retry.maxAttempts(3)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()));
    }

    /** A transaction on its way, held up between the interceptors and the wire until it may go on. */
    private static final class InFlight implements AutoCloseable, ExecutionInterceptor {
        private final CountDownLatch out = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Future<?> answer;

        InFlight(String... pks) throws InterruptedException {
            var client = client(this);
            var puts = Arrays.stream(pks).map(ConflictsTest::put).toArray(TransactWriteItem[]::new);
            answer = thread.submit(() -> transact(client, puts));
            assertThat(out.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            out.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void goOn() throws InterruptedException, ExecutionException {
            mayGoOn.countDown();
            answer.get();
        }

        @Override
        public void close() throws InterruptedException, ExecutionException {
            goOn();
            thread.shutdown();
        }
    }

    /** Fails each attempt once it is on its way, like a connection that breaks. */
    private static final class BreaksOff implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            throw SdkClientException.create("The connection broke.");
        }
    }

    /** Puts another caller's transaction on its way once the first attempt has its answer. */
    private static final class DuringTheRetry implements ExecutionInterceptor, AutoCloseable {
        private final String pk;
        private final List<InFlight> others = new ArrayList<>();

        DuringTheRetry(String pk) {
            this.pk = pk;
        }

        boolean met() {
            return !others.isEmpty();
        }

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            if (!met()) {
                try {
                    others.add(new InFlight(pk));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return context.httpResponse();
        }

        @Override
        public void close() throws InterruptedException, ExecutionException {
            for (var other : others) {
                other.close();
            }
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
                .put(put -> put.tableName(STACK.tableName()).item(item(pk)))
                .build();
    }

    private static TransactWriteItem update(String pk) {
        return TransactWriteItem.builder()
                .update(update ->
                        update.tableName(STACK.tableName()).key(item(pk)).updateExpression("REMOVE nothing"))
                .build();
    }

    private static TransactWriteItem delete(String pk) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(STACK.tableName()).key(item(pk)))
                .build();
    }

    private static TransactWriteItem check(String pk) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(STACK.tableName())
                        .key(item(pk))
                        .conditionExpression("attribute_not_exists(nothing)"))
                .build();
    }

    private static Map<String, AttributeValue> item(String pk) {
        return Map.of("PK", AttributeValue.fromS(pk), "SK", AttributeValue.fromS("x"));
    }
}
