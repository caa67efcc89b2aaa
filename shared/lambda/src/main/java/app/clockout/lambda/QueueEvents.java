package app.clockout.lambda;

import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of messages from a queue, and which of them failed. Nothing here sends or reads message attributes.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event">the format</a>
 */
final class QueueEvents {
    private QueueEvents() {}

    static SQSEvent read(JsonObject json) {
        List<SQSMessage> messages = new ArrayList<>();
        json.array("Records").objects().forEach(record -> messages.add(message(record)));
        var event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    private static SQSMessage message(JsonObject json) {
        var message = new SQSMessage();
        message.setMessageId(json.text("messageId"));
        message.setReceiptHandle(json.text("receiptHandle"));
        message.setBody(json.text("body"));
        message.setMd5OfBody(json.text("md5OfBody"));
        message.setEventSource(json.text("eventSource"));
        message.setEventSourceArn(json.text("eventSourceARN"));
        message.setAwsRegion(json.text("awsRegion"));
        message.setAttributes(JsonFields.map(json, "attributes"));
        return message;
    }

    static JsonObject write(SQSBatchResponse answer) {
        var identifiers = new ArrayList<String>();
        answer.getBatchItemFailures().forEach(failure -> identifiers.add(failure.getItemIdentifier()));
        return EventSerializer.failures(identifiers);
    }
}
