package app.clockout.local.redrive;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Moves the messages of a dead-letter queue back to the queues that gave them up: a message move task of SQS, and how far it is. */
public final class MessageMove {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SqsClient sqs;

    public MessageMove(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** About how many messages a queue holds. */
    public long waiting(String queueUrl) {
        return Long.parseLong(attribute(queueUrl, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    /**
     * Moves all that is there.
     *
     * @param progress told now and then how many were moved so far
     * @return how many were moved
     * @throws IllegalStateException where SQS gives up
     */
    public long back(String deadLetterQueueUrl, LongConsumer progress) throws InterruptedException {
        var arn = attribute(deadLetterQueueUrl, QueueAttributeName.QUEUE_ARN);
        sqs.startMessageMoveTask(request -> request.sourceArn(arn));
        while (true) {
            var task = newest(arn);
            long moved = task.approximateNumberOfMessagesMoved() == null ? 0 : task.approximateNumberOfMessagesMoved();
            progress.accept(moved);
            switch (task.status()) {
                case "COMPLETED" -> {
                    return moved;
                }
                case "RUNNING" -> Thread.sleep(BETWEEN_LOOKS);
                default ->
                    throw new IllegalStateException("The move ended as " + task.status() + " after " + moved
                            + " messages: " + task.failureReason());
            }
        }
    }

    private ListMessageMoveTasksResultEntry newest(String arn) {
        return sqs.listMessageMoveTasks(request -> request.sourceArn(arn).maxResults(1))
                .results()
                .getFirst();
    }

    private String attribute(String queueUrl, QueueAttributeName name) {
        return Objects.requireNonNull(
                sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(name))
                        .attributes()
                        .get(name));
    }
}
