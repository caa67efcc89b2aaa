package app.clockout.local.sources;

import app.clockout.local.emulators.Meter;
import app.clockout.local.lambda.FunctionFailure;
import app.clockout.local.lambda.LambdaFunction;
import app.clockout.local.redrive.MessageMove;
import app.clockout.local.stack.Stack;
import app.clockout.local.stack.Stack.QueueMessages;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Brings a queue's messages to its function in batches, as Lambda does. What the function did not name as failed is deleted;
 * what failed comes back after a second, until the queue's redrive policy moves it to its dead-letter queue.
 */
public final class QueueSource implements AutoCloseable {
    private static final int MOST_AT_ONCE = 10; // of one ReceiveMessage
    // Not Lambda's 20: stopping the runtime waits for the poll under way.
    private static final int LONG_POLL_SECONDS = 1;
    private static final int BACK_AFTER_SECONDS = 1;
    private static final int REMEMBERED = 1000;

    /** How many messages of a queue wait, are being worked on or wait for another try, and have been given up. */
    public record Depth(String name, long depth, long inFlight, long deadLetters) {}

    private final Stack.QueueMessages mapping;
    private final LambdaFunction function;
    private final SqsClient sqs;
    private final String url;
    private final @Nullable String deadLetterUrl;
    private final ActivityCounter activity;
    private final Outage outage;
    private final PrintStream trouble;
    private final Semaphore permits;
    private final LinkedHashMap<String, Message> remembered = new LinkedHashMap<>();
    private final Set<String> repeated = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * A source that does nothing yet.
     *
     * @param sqs a client of its own: it waits in long polls
     * @param deadLetterUrl the queue of what was given up, if there is one
     */
    public QueueSource(
            QueueMessages mapping,
            LambdaFunction function,
            SqsClient sqs,
            String url,
            @Nullable String deadLetterUrl,
            ActivityCounter activity,
            Outage outage,
            PrintStream trouble) {
        this.mapping = mapping;
        this.function = function;
        this.sqs = sqs;
        this.url = url;
        this.deadLetterUrl = deadLetterUrl;
        this.activity = activity;
        this.outage = outage;
        this.trouble = trouble;
        this.permits = new Semaphore(mapping.concurrency());
        this.thread = Thread.ofVirtual().name("queue " + name()).unstarted(() -> Meter.unmetered(this::poll));
    }

    public void start() {
        thread.start();
    }

    /** The short name, such as {@code mail-bulk}. */
    public String name() {
        return Stack.shortName(mapping.queue());
    }

    public Depth depth() {
        var counts = QueueCounts.of(sqs, url);
        long deadLetters =
                deadLetterUrl == null ? 0 : QueueCounts.of(sqs, deadLetterUrl).waiting();
        return new Depth(name(), counts.waiting(), counts.inFlight(), deadLetters);
    }

    /** How many messages are there, whether they wait or are being worked on. */
    long waiting() {
        var counts = QueueCounts.of(sqs, url);
        return counts.waiting() + counts.inFlight();
    }

    /**
     * Sends the last messages once more, oldest first.
     *
     * @return how many there were to send
     */
    public int redeliver(int count) {
        synchronized (remembered) {
            var all = new ArrayList<>(remembered.values());
            List<Message> last = all.subList(Math.max(0, all.size() - count), all.size());
            for (int from = 0; from < last.size(); from += MOST_AT_ONCE) {
                sendAgain(last.subList(from, Math.min(from + MOST_AT_ONCE, last.size())));
            }
            activity.wrote();
            return last.size();
        }
    }

    private void sendAgain(List<Message> messages) {
        var entries = IntStream.range(0, messages.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("again-" + i)
                        .messageBody(messages.get(i).body())
                        .messageAttributes(messages.get(i).messageAttributes())
                        .build())
                .toList();
        var sent = Meter.unmetered(
                () -> sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)));
        sent.successful().forEach(again -> repeated.add(again.messageId()));
        if (sent.hasFailed() && !sent.failed().isEmpty()) {
            throw new IllegalStateException("The queue " + name() + " did not take " + sent.failed());
        }
    }

    /** Moves what was given up back to the queue; gives how many messages that were. */
    public long redrive() throws InterruptedException {
        if (deadLetterUrl == null) {
            return 0;
        }
        activity.wrote();
        return new MessageMove(sqs).back(deadLetterUrl, _ -> activity.wrote());
    }

    /** Puts a message on the queue. */
    public void send(String body) {
        Meter.unmetered(() -> sqs.sendMessage(request -> request.queueUrl(url).messageBody(body)));
        activity.wrote();
    }

    private boolean poll() {
        while (!closed) {
            try {
                permits.acquire();
                List<Message> batch = batch();
                if (batch.isEmpty()) {
                    permits.release();
                    continue;
                }
                activity.wrote(); // or its answer will: what fails comes back
                activity.begin();
                Thread.ofVirtual().name("queue " + name()).start(() -> {
                    try {
                        work(batch);
                    } finally {
                        activity.end();
                        permits.release();
                    }
                });
            } catch (RuntimeException e) {
                // Whatever it is, the next poll comes.
                permits.release();
                complain(e);
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void pause() {
        try {
            Thread.sleep(closed ? Duration.ZERO : Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(RuntimeException e) {
        if (!closed && !outage.explains(e)) {
            trouble.println("queue " + name() + ": " + e);
        }
    }

    private void complain(String line) {
        if (!closed) {
            trouble.println(line);
        }
    }

    private List<Message> batch() throws InterruptedException {
        var batch = new ArrayList<>(receive(Math.min(MOST_AT_ONCE, mapping.batchSize()), LONG_POLL_SECONDS));
        long until = System.nanoTime() + mapping.window().toNanos();
        while (!batch.isEmpty()
                && batch.size() < mapping.batchSize()
                && !mapping.window().isZero()) {
            batch.addAll(receive(Math.min(MOST_AT_ONCE, mapping.batchSize() - batch.size()), 0));
            long left = until - System.nanoTime();
            if (left <= 0 || activity.isHurried()) {
                break;
            }
            activity.await(Duration.ofNanos(Math.min(left, 50_000_000)));
        }
        return batch;
    }

    private List<Message> receive(int atMost, int seconds) {
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(atMost)
                        .waitTimeSeconds(seconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
        outage.isOver();
        if (!messages.isEmpty()) {
            remember(messages);
        }
        return messages;
    }

    private void remember(List<Message> messages) {
        synchronized (remembered) {
            for (Message message : messages) {
                if (!repeated.remove(message.messageId())) {
                    remembered.putIfAbsent(message.messageId(), message);
                }
            }
            while (remembered.size() > REMEMBERED) {
                remembered.pollFirstEntry();
            }
        }
    }

    private void work(List<Message> batch) {
        Set<String> failed;
        try {
            SQSEvent event = SourceEvents.ofQueue(mapping.queue(), batch);
            failed = failed(batch, function.call("queue " + name(), event));
        } catch (FunctionFailure e) {
            complain(String.valueOf(e.getMessage()));
            failed = ids(batch);
        } catch (IllegalArgumentException | ClassCastException e) {
            complain("queue " + name() + ": " + function.name() + ": " + e.getMessage());
            failed = ids(batch);
        }
        settle(batch, failed);
    }

    /** Which messages come back, by the rules of ReportBatchItemFailures; an answer that names others fails them all. */
    private Set<String> failed(List<Message> batch, @Nullable Object answer) {
        if (!mapping.reportsFailures() || answer == null) {
            return Set.of();
        }
        var failures = ((SQSBatchResponse) answer).getBatchItemFailures();
        var failed = new HashSet<String>();
        if (failures != null) {
            for (var failure : failures) {
                failed.add(failure == null ? "null" : String.valueOf(failure.getItemIdentifier()));
            }
        }
        Set<String> known = ids(batch);
        if (!known.containsAll(failed)) {
            failed.removeAll(known);
            throw new IllegalArgumentException("it named messages it did not get: " + failed);
        }
        return failed;
    }

    private void settle(List<Message> batch, Set<String> failed) {
        try {
            // In tens, as SQS takes them.
            for (int from = 0; from < batch.size(); from += MOST_AT_ONCE) {
                List<Message> some = batch.subList(from, Math.min(batch.size(), from + MOST_AT_ONCE));
                delete(some.stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .toList());
                giveBack(some.stream()
                        .filter(message -> failed.contains(message.messageId()))
                        .toList());
            }
        } catch (SdkException e) {
            complain(e);
        }
    }

    private void delete(List<Message> done) {
        if (!done.isEmpty()) {
            sqs.deleteMessageBatch(request -> request.queueUrl(url)
                    .entries(done.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    /** Also a message whose wait the function itself has set: here nobody waits an hour. */
    private void giveBack(List<Message> failed) {
        if (!failed.isEmpty()) {
            sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url)
                    .entries(failed.stream()
                            .map(message -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .visibilityTimeout(BACK_AFTER_SECONDS)
                                    .build())
                            .toList()));
        }
    }

    private static Set<String> ids(Collection<Message> messages) {
        var ids = new HashSet<String>();
        messages.forEach(message -> ids.add(message.messageId()));
        return ids;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
