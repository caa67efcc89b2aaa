package app.clockout.local.testing;

import app.clockout.local.emulators.ElasticQueues;
import app.clockout.local.emulators.TestStack;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;

/** Builds what Lambda's poller hands to the worker of a queue. */
public final class SqsEventBuilder {
    private final String queue;
    private final List<SQSMessage> messages = new ArrayList<>();
    private Instant at = TestStack.START;
    private int receivedTimes = 1;

    SqsEventBuilder(String queue) {
        this.queue = queue;
    }

    /** How often the messages that follow were received by now, this time included; at first once. */
    public SqsEventBuilder receivedTimes(int times) {
        this.receivedTimes = times;
        return this;
    }

    /** When the messages that follow were sent. */
    public SqsEventBuilder at(Instant instant) {
        this.at = instant;
        return this;
    }

    /** One more message. The ids are {@code 00000000-0000-0000-0000-000000000001}, {@code …2} and so on. */
    public SqsEventBuilder message(String body) {
        int number = messages.size() + 1;
        var attributes = Map.of(
                "ApproximateReceiveCount", String.valueOf(receivedTimes),
                "ApproximateFirstReceiveTimestamp", String.valueOf(at.toEpochMilli() + 31),
                "SenderId", "AROATEST:outbox",
                "SentTimestamp", String.valueOf(at.toEpochMilli()));
        return message(new UUID(0, number).toString(), "receipt-" + number, body, attributes);
    }

    /** A message that was received from a real queue, as {@link TestStack#peek} gives it. */
    public SqsEventBuilder message(Message received) {
        return message(received.messageId(), received.receiptHandle(), received.body(), received.attributesAsStrings());
    }

    private SqsEventBuilder message(String id, String receipt, String body, Map<String, String> attributes) {
        var message = new SQSMessage();
        message.setMessageId(id);
        message.setReceiptHandle(receipt);
        message.setBody(body);
        message.setMd5OfBody(md5(body));
        message.setAttributes(new HashMap<>(attributes));
        message.setMessageAttributes(Map.of());
        message.setEventSource("aws:sqs");
        message.setEventSourceArn(ElasticQueues.arn(queue));
        message.setAwsRegion("us-east-1");
        messages.add(message);
        return this;
    }

    public SQSEvent build() {
        var event = new SQSEvent();
        event.setRecords(List.copyOf(messages));
        return event;
    }

    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
