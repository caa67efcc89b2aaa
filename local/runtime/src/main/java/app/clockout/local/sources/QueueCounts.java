package app.clockout.local.sources;

import app.clockout.local.emulators.Meter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * How many messages a queue says it has.
 *
 * @param waiting those that can be received, now or after their delay
 * @param inFlight those that were received and may come back
 */
record QueueCounts(long waiting, long inFlight) {
    static QueueCounts of(SqsClient sqs, String url) {
        Map<QueueAttributeName, String> said =
                Meter.unmetered(() -> sqs.getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                        .attributes());
        return new QueueCounts(
                number(said.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                        + number(said.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)),
                number(said.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)));
    }

    private static long number(@Nullable String attribute) {
        return attribute == null ? 0 : Long.parseLong(attribute);
    }
}
