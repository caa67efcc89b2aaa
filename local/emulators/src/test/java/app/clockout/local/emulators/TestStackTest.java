package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class TestStackTest {
    private static final Map<String, AttributeValue> ITEM =
            Map.of("PK", AttributeValue.fromS("A"), "SK", AttributeValue.fromS("B"));

    private final TestStack stack = TestStack.fresh();

    @Test
    void shouldGiveAFunctionTheVariablesOfTheTemplate() {
        assertThat(stack.environment("SignupFunction").variables())
                .containsOnly(Map.entry("TABLE_NAME", stack.tableName()), Map.entry("SIGNUPS_PER_IP_AND_HOUR", "300"));
        assertThat(stack.environment("MailWorkerFunction").variables())
                .containsEntry("BASE_URL", "http://localhost:8080")
                .containsEntry("MAIL_QUEUE_URL", stack.queueUrl("MailQueue"));
        assertThat(stack.environment("NotFoundFunction").variables()).isEmpty();
    }

    @Test
    void shouldConnectTheClientsOfAFunctionToItsOwnTableAndQueues() {
        var environment = stack.environment("DecisionWorkerFunction");

        try (var dynamoDb = environment.client(DynamoDbClient.builder());
                var sqs = environment.client(SqsClient.builder())) {
            dynamoDb.putItem(
                    put -> put.tableName(environment.variable("TABLE_NAME")).item(ITEM));
            sqs.sendMessage(send ->
                    send.queueUrl(environment.variable("DECISIONS_QUEUE_URL")).messageBody("hello"));
        }

        assertThat(stack.items()).containsExactly(ITEM);
        assertThat(stack.peek("DecisionsQueue")).extracting(Message::body).containsExactly("hello");
        assertThat(stack.peek("DecisionsQueue")).hasSize(1);
        stack.purge("DecisionsQueue");
        assertThat(stack.peek("DecisionsQueue")).isEmpty();
    }

    @Test
    void shouldKeepStacksApart() {
        stack.dynamoDb().putItem(put -> put.tableName(stack.tableName()).item(ITEM));
        stack.sqs()
                .sendMessage(send -> send.queueUrl(stack.queueUrl("MailQueue")).messageBody("hello"));

        var other = TestStack.fresh();

        assertThat(other.items()).isEmpty();
        assertThat(other.peek("MailQueue")).isEmpty();
    }

    @Test
    void shouldMakeQueuesAsTheTemplateSays() {
        var attributes = stack.sqs()
                .getQueueAttributes(
                        get -> get.queueUrl(stack.queueUrl("MailFeedbackQueue")).attributeNames(QueueAttributeName.ALL))
                .attributes();

        assertThat(attributes)
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "180")
                .hasEntrySatisfying(QueueAttributeName.REDRIVE_POLICY, policy -> assertThat(policy)
                        .contains("MailFeedbackDeadLetterQueue", "\"maxReceiveCount\":30"));
    }

    @Test
    void shouldSayWhichQueuesThereAre() {
        assertThatThrownBy(() -> stack.queueUrl("Nowhere")).hasMessageContaining("MailBulkQueue");
    }
}
