package app.clockout.messages;

import app.clockout.domain.BusyException;
import app.clockout.log.Correlation;
import app.clockout.log.Log;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Works off what a queue brings, one message at a time: a message that fails does not hold up its batch. It comes back
 * later, each time twice as much later, until the queue gives it up to its dead-letter queue.
 */
public final class Worker {
    /** Thrown by a job that is not to be done now, though nothing is wrong with it. */
    public static final class NotNowException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient @Nullable Duration pause;

        public NotNowException(String why) {
            this(why, null);
        }

        /** @param pause how long to leave it alone; null for the usual time, which doubles each time it comes back */
        public NotNowException(String why, @Nullable Duration pause) {
            super(why, null, false, false);
            this.pause = pause;
        }
    }

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Supplier<SqsClient> connect;
    private final List<String> queueUrls;
    private @Nullable SqsClient sqs;

    /**
     * A worker for the messages of some queues.
     *
     * @param connect makes the client by which a message that failed is put off; asked once, and only if one fails
     * @param queueUrls the queues whose messages the function is given
     */
    public Worker(Supplier<SqsClient> connect, String... queueUrls) {
        this.connect = connect;
        this.queueUrls = List.of(queueUrls);
    }

    private synchronized SqsClient sqs() {
        var made = sqs;
        if (made == null) {
            made = connect.get();
            sqs = made;
        }
        return made;
    }

    /** Does the job for the body of each message; answers which ones are to come back. */
    public SQSBatchResponse work(SQSEvent event, Consumer<String> job) {
        var failures = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        for (var message : event.getRecords()) {
            var correlation = Messages.correlation(message.getBody()).orElse(message.getMessageId());
            if (!Correlation.during(correlation, () -> isDone(message, job))) {
                failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean isDone(SQSEvent.SQSMessage message, Consumer<String> job) {
        try {
            job.accept(message.getBody());
            return true;
        } catch (RuntimeException e) {
            note(e);
            postpone(message, pause(message, e));
            return false;
        }
    }

    private static Duration pause(SQSEvent.SQSMessage message, RuntimeException failure) {
        if (failure instanceof UnreadableMessageException) {
            return Duration.ofSeconds(1);
        }
        if (failure instanceof NotNowException notNow && notNow.pause != null) {
            return notNow.pause;
        }
        int received = Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
        var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(received - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Extends the message's visibility. If that fails, too, it comes back when the queue's own timeout is over. */
    private void postpone(SQSEvent.SQSMessage message, Duration pause) {
        var arn = message.getEventSourceArn();
        var name = arn.substring(arn.lastIndexOf(':') + 1);
        queueUrls.stream().filter(url -> url.endsWith("/" + name)).findFirst().ifPresent(url -> {
            try {
                sqs().changeMessageVisibility(request -> request.queueUrl(url)
                        .receiptHandle(message.getReceiptHandle())
                        .visibilityTimeout((int) pause.toSeconds()));
            } catch (SdkException e) {
                note(e);
            }
        });
    }

    private static void note(RuntimeException e) {
        if (!(e instanceof NotNowException) && !(e instanceof BusyException)) {
            Log.fault("a message", e);
        }
    }
}
