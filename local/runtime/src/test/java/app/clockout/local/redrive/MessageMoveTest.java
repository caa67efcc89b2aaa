package app.clockout.local.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.TestStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What {@code make redrive} does in the cloud, on queues that are named as CloudFormation names them. */
class MessageMoveTest {
    private final TestStack test = TestStack.fresh();
    private final SqsClient sqs = test.sqs();
    private final String stack = "clockout-" + UUID.randomUUID();

    @Test
    void shouldMoveEveryMessageBackAndSayHowFarItIs() throws InterruptedException {
        var deadLetters = queue("MailDeadLetterQueue", Map.of());
        var mail = queue(
                "MailQueue",
                Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":30}".formatted(arn(deadLetters))));
        for (int i = 0; i < 25; i++) {
            var body = "message " + i;
            sqs.sendMessage(send -> send.queueUrl(deadLetters).messageBody(body));
        }
        List<Long> progress = new ArrayList<>();
        var move = new MessageMove(sqs);

        long moved = move.back(deadLetters, progress::add);

        assertThat(moved).isEqualTo(25);
        assertThat(progress).isSorted().endsWith(25L);
        assertThat(move.waiting(mail)).isEqualTo(25);
        assertThat(move.waiting(deadLetters)).isZero();
    }

    @Test
    void shouldFindTheDeadLetterQueueOfEachQueueOfTheTemplate() {
        var template = test.template();

        var names = DeadLetterNames.of(template);

        assertThat(names.queues()).contains("mail", "mail-bulk", "mail-feedback", "seats");
        assertThat(names.queues()).allSatisfy(queue -> assertThat(template.resourcesOf("AWS::SQS::Queue"))
                .contains(names.of(queue).orElseThrow()));
        assertThat(names.of("letters")).isEmpty();
    }

    @Test
    void shouldFindAQueueOfAStackAndOfNoOtherOne() {
        var url = queue("MailDeadLetterQueue", Map.of());
        queue("MailDeadLetterQueueOther", Map.of());

        assertThat(DeadLetterNames.urlIn(sqs, stack, "MailDeadLetterQueue")).contains(url);
        assertThat(DeadLetterNames.urlIn(sqs, stack + "x", "MailDeadLetterQueue"))
                .isEmpty();
    }

    private String queue(String logicalId, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(create ->
                        create.queueName(stack + "-" + logicalId + "-1A2B3C4D").attributes(attributes))
                .queueUrl();
    }

    private String arn(String url) {
        return Objects.requireNonNull(
                sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
    }
}
