package app.clockout.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** One SQS queue to send to, in batches of ten. */
public final class Queue {
    static final int BATCH = 10;
    private static final int ATTEMPTS = 3;

    private final SqsClient sqs;
    private final String url;

    public Queue(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /**
     * Sends all bodies. A batch can fail in part while the call succeeds; what failed is tried again a few times.
     *
     * @return the indexes of the bodies that could not be sent, lowest first; empty when all are on the queue
     */
    public Set<Integer> send(List<String> bodies) {
        var unsent = new TreeSet<Integer>();
        for (int from = 0; from < bodies.size(); from += BATCH) {
            var entries = new ArrayList<SendMessageBatchRequestEntry>();
            for (int i = from; i < Math.min(from + BATCH, bodies.size()); i++) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.get(i))
                        .build());
            }
            unsent.addAll(send(entries, 1));
        }
        return unsent;
    }

    private List<Integer> send(List<SendMessageBatchRequestEntry> entries, int attempt) {
        try {
            var failed = sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)).failed().stream()
                    .map(failure -> failure.id())
                    .toList();
            var again = entries.stream()
                    .filter(entry -> failed.contains(entry.id()))
                    .toList();
            return again.isEmpty() || attempt == ATTEMPTS ? indexes(again) : send(again, attempt + 1);
        } catch (SdkException e) {
            return indexes(entries);
        }
    }

    private static List<Integer> indexes(List<SendMessageBatchRequestEntry> entries) {
        return entries.stream().map(entry -> Integer.valueOf(entry.id())).toList();
    }
}
