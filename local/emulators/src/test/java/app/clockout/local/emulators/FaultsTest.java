package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.clockout.environment.Environment;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;

class FaultsTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Environment ENVIRONMENT = STACK.environment("MailWorkerFunction");
    private static final DynamoDbClient DYNAMO_DB =
            ENVIRONMENT.client(DynamoDbClient.builder().overrideConfiguration(FaultsTest::retryAtOnce));
    private static final SqsClient SQS =
            ENVIRONMENT.client(SqsClient.builder().overrideConfiguration(FaultsTest::retryAtOnce));
    private static final SesClient SES =
            ENVIRONMENT.client(SesClient.builder().overrideConfiguration(FaultsTest::retryAtOnce));
    private static final int MORE_THAN_RETRIES = 20;

    @BeforeEach
    @AfterEach
    void disarm() {
        Faults.clear();
        Meter.reset();
        STACK.mails().clear();
    }

    @Test
    void shouldLetTheSdkRetryAThrottledCall() {
        Faults.next("dynamodb", "PutItem", "throttle", 1, null);

        put("retried");

        assertThat(STACK.items()).contains(item("retried"));
        assertThat(Faults.isNone()).isTrue();
    }

    @Test
    void shouldThrowTheServicesOwnExceptionWhenTheSdkGivesUp() {
        Faults.next("dynamodb", null, "throttle", MORE_THAN_RETRIES, null);
        assertThatThrownBy(() -> put("throttled")).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(STACK.items()).doesNotContain(item("throttled"));

        Faults.next("ses", null, "throttle", MORE_THAN_RETRIES, null);
        assertThatThrownBy(() -> send("ada@example.test")).isInstanceOfSatisfying(SesException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(e.isThrottlingException()).isTrue();
        });

        Faults.next("sqs", "SendMessage", "throttle", MORE_THAN_RETRIES, null);
        assertThatThrownBy(() -> enqueue("MailQueue", "hello"))
                .isInstanceOfSatisfying(RequestThrottledException.class, e -> assertThat(e.isThrottlingException())
                        .isTrue());
    }

    @Test
    void shouldAnswer503() {
        Faults.next("dynamodb", "PutItem", "unavailable", MORE_THAN_RETRIES, null);

        assertThatThrownBy(() -> put("unavailable"))
                .isInstanceOfSatisfying(
                        DynamoDbException.class, e -> assertThat(e.statusCode()).isEqualTo(503));
    }

    @Test
    void shouldCancelATransactionForTheItemThatConflicts() {
        Faults.next("dynamodb", null, "conflict", 1, "second");

        var cancelled =
                catchThrowableOfType(TransactionCanceledException.class, () -> transact("first", "second", "third"));

        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "TransactionConflict", "None");
        assertThat(cancelled.getMessage()).contains("[None, TransactionConflict, None]");
        assertThat(Meter.read().get("start"))
                .as("what a fault stops never comes to the table")
                .isEqualTo(new Meter.Usage(0, Map.of("TransactWriteItems", 1), 0, 0));
        assertThat(STACK.items()).doesNotContain(item("first"));
        assertThatCode(() -> transact("first", "second", "third")).doesNotThrowAnyException();
    }

    @Test
    void shouldConflictWithASingleWriteAndWithNoRead() {
        Faults.next("dynamodb", null, "conflict", 1, null);

        assertThatCode(() -> DYNAMO_DB.getItem(
                        get -> get.tableName(STACK.tableName()).key(item("read"))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> put("conflicting")).isInstanceOf(TransactionConflictException.class);
    }

    @Test
    void shouldLoseTheAnswerOfACallThatTookEffect() {
        Faults.next("dynamodb", "PutItem", "timeout-after-commit", 1, null);

        assertThatThrownBy(() -> DYNAMO_DB.putItem(put -> put.tableName(STACK.tableName())
                        .item(item("committed"))
                        .conditionExpression("attribute_not_exists(PK)")))
                .as("the retry meets its own first attempt")
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(STACK.items()).contains(item("committed"));
        assertThat(Meter.read().get("start"))
                .as("one write that took effect, one that a condition stopped")
                .isEqualTo(new Meter.Usage(0, Map.of("PutItem", 1), 0, 2));
    }

    @Test
    void shouldLookLikeAReadTimeoutWhenTheSdkGivesUp() {
        Faults.next("ses", "SendRawEmail", "timeout-after-commit", MORE_THAN_RETRIES, null);

        assertThatThrownBy(() -> send("ada@example.test"))
                .isInstanceOf(SdkClientException.class)
                .isNotInstanceOf(AwsServiceException.class)
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
        assertThat(STACK.mails().mails()).as("one for each attempt").hasSizeGreaterThan(1);
    }

    @Test
    void shouldCountATransactionWhoseAnswerIsLostOnce() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, null);

        transact("lost-a", "lost-b");

        assertThat(Meter.read().get("start"))
                .isEqualTo(new Meter.Usage(0, Map.of("TransactWriteItems", 1), 2 * 2, 2 * 2));
    }

    @Test
    void shouldStrikeOnlyWhatMentionsTheKey() {
        Faults.next("ses", null, "unavailable", MORE_THAN_RETRIES, "ada@example.test");
        Faults.next("sqs", null, "unavailable", MORE_THAN_RETRIES, "poison");
        Faults.next("sqs", null, "unavailable", MORE_THAN_RETRIES, "DecisionsQueue");
        Faults.next("dynamodb", null, "unavailable", MORE_THAN_RETRIES, "MEMBER#7");

        assertThatCode(() -> send("bob@example.test")).doesNotThrowAnyException();
        assertThatThrownBy(() -> send("Ada@Example.test")).isInstanceOf(SesException.class);
        assertThatCode(() -> enqueue("MailQueue", "hello")).doesNotThrowAnyException();
        assertThatThrownBy(() -> enqueue("MailQueue", "poison here")).isInstanceOf(AwsServiceException.class);
        assertThatThrownBy(() -> enqueue("DecisionsQueue", "hello")).isInstanceOf(AwsServiceException.class);
        assertThatCode(() -> put("MEMBER#8")).doesNotThrowAnyException();
        assertThatThrownBy(() -> put("MEMBER#7")).isInstanceOf(DynamoDbException.class);
    }

    @Test
    void shouldLeaveAloneWhatIsNobodys() {
        Faults.next("dynamodb", null, "unavailable", 1, null);

        assertThatCode(() -> Meter.unmetered(() -> DYNAMO_DB.listTables())).doesNotThrowAnyException();
        assertThat(Faults.isNone()).isFalse();
    }

    @Test
    void shouldSayWhatCanFail() {
        assertThatThrownBy(() -> Faults.next("s3", null, "throttle", 1, null))
                .hasMessageContaining("ses, dynamodb and sqs");
        assertThatThrownBy(() -> Faults.next("ses", null, "bored", 1, null))
                .hasMessageContaining("timeout-after-commit");
        assertThatThrownBy(() -> Faults.next("ses", null, "conflict", 1, null)).hasMessageContaining("Only dynamodb");
        assertThatThrownBy(() -> Faults.next("ses", null, "throttle", 0, null)).hasMessageContaining("at least once");
    }

    /** Like any client, but nobody waits. */
    private static void retryAtOnce(ClientOverrideConfiguration.Builder client) {
        client.retryStrategy(retry -> retry.maxAttempts(3)
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()));
    }

    private static void put(String pk) {
        DYNAMO_DB.putItem(put -> put.tableName(STACK.tableName()).item(item(pk)));
    }

    private static void transact(String... pks) {
        DYNAMO_DB.transactWriteItems(transaction -> transaction.transactItems(Arrays.stream(pks)
                .map(pk -> TransactWriteItem.builder()
                        .put(put -> put.tableName(STACK.tableName()).item(item(pk)))
                        .build())
                .toList()));
    }

    private static void enqueue(String queue, String body) {
        SQS.sendMessage(send -> send.queueUrl(STACK.queueUrl(queue)).messageBody(body));
    }

    private static void send(String to) {
        String message = "From: hello@clockout.test\r\nTo: %s\r\n\r\nhi".formatted(to);
        SES.sendRawEmail(send -> send.rawMessage(raw -> raw.data(SdkBytes.fromUtf8String(message))));
    }

    private static Map<String, AttributeValue> item(String pk) {
        return Map.of("PK", AttributeValue.fromS(pk), "SK", AttributeValue.fromS("x"));
    }
}
