package app.clockout.local.sources;

import app.clockout.local.emulators.ElasticQueues;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What Lambda hands to functions, made of what the SDK gives. */
final class SourceEvents {
    private static final String REGION = "us-east-1";

    private SourceEvents() {}

    static SQSEvent ofQueue(String queue, List<Message> messages) {
        var event = new SQSEvent();
        event.setRecords(
                messages.stream().map(message -> message(queue, message)).toList());
        return event;
    }

    private static SQSEvent.SQSMessage message(String queue, Message message) {
        var record = new SQSEvent.SQSMessage();
        record.setMessageId(message.messageId());
        record.setReceiptHandle(message.receiptHandle());
        record.setBody(message.body());
        record.setMd5OfBody(message.md5OfBody());
        record.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
        record.setAttributes(new HashMap<>(message.attributesAsStrings()));
        var attributes = new HashMap<String, SQSEvent.MessageAttribute>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
        record.setMessageAttributes(attributes);
        record.setEventSource("aws:sqs");
        record.setEventSourceArn(ElasticQueues.arn(queue));
        record.setAwsRegion(REGION);
        return record;
    }

    private static SQSEvent.MessageAttribute attribute(MessageAttributeValue value) {
        var attribute = new SQSEvent.MessageAttribute();
        attribute.setDataType(value.dataType());
        attribute.setStringValue(value.stringValue());
        if (value.binaryValue() != null) {
            attribute.setBinaryValue(value.binaryValue().asByteBuffer());
        }
        attribute.setStringListValues(List.of());
        attribute.setBinaryListValues(List.of());
        return attribute;
    }

    static DynamodbEvent ofStream(String streamArn, List<Record> records) {
        var event = new DynamodbEvent();
        event.setRecords(
                records.stream().map(record -> record(streamArn, record)).toList());
        return event;
    }

    private static DynamodbStreamRecord record(String streamArn, Record record) {
        var change = new DynamodbStreamRecord();
        change.setEventID(record.eventID());
        change.setEventName(record.eventNameAsString());
        change.setEventVersion(record.eventVersion());
        change.setEventSource("aws:dynamodb");
        change.setEventSourceARN(streamArn);
        change.setAwsRegion(REGION);
        change.setDynamodb(images(record.dynamodb()));
        if (record.userIdentity() != null) {
            var identity = new Identity();
            identity.setType(record.userIdentity().type());
            identity.setPrincipalId(record.userIdentity().principalId());
            change.setUserIdentity(identity);
        }
        return change;
    }

    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord images(
            StreamRecord record) {
        var images = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord();
        if (record.approximateCreationDateTime() != null) {
            images.setApproximateCreationDateTime(Date.from(record.approximateCreationDateTime()));
        }
        images.setKeys(values(record.keys()));
        images.setNewImage(record.hasNewImage() ? values(record.newImage()) : null);
        images.setOldImage(record.hasOldImage() ? values(record.oldImage()) : null);
        images.setSequenceNumber(record.sequenceNumber());
        images.setSizeBytes(record.sizeBytes());
        images.setStreamViewType(StreamViewType.fromValue(record.streamViewTypeAsString()));
        return images;
    }

    private static @Nullable Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
            values(Map<String, AttributeValue> image) {
        var values = new HashMap<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>();
        image.forEach((name, value) -> values.put(name, value(value)));
        return values;
    }

    private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value(
            AttributeValue value) {
        var same = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
        switch (value.type()) {
            case S -> same.setS(value.s());
            case N -> same.setN(value.n());
            case B -> same.setB(value.b().asByteBuffer());
            case SS -> same.setSS(value.ss());
            case NS -> same.setNS(value.ns());
            case BS -> same.setBS(buffers(value.bs()));
            case BOOL -> same.setBOOL(value.bool());
            case NUL -> same.setNULL(true);
            case M -> same.setM(values(value.m()));
            case L -> same.setL(value.l().stream().map(SourceEvents::value).toList());
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("An attribute of no known type: " + value);
        }
        return same;
    }

    private static List<ByteBuffer> buffers(List<SdkBytes> bytes) {
        return bytes.stream().map(SdkBytes::asByteBuffer).toList();
    }
}
