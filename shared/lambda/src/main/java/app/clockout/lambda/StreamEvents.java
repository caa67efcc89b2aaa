package app.clockout.lambda;

import app.clockout.json.JsonObject;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches of changes from a table's stream, and from which of them on it failed. The table has texts, numbers, truths, lists
 * and maps; binaries and sets are left out.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-sample-dynamodb">the format</a>
 */
final class StreamEvents {
    private StreamEvents() {}

    static DynamodbEvent read(JsonObject json) {
        List<DynamodbStreamRecord> records = new ArrayList<>();
        json.array("Records").objects().forEach(record -> records.add(record(record)));
        var event = new DynamodbEvent();
        event.setRecords(records);
        return event;
    }

    private static DynamodbStreamRecord record(JsonObject json) {
        var record = new DynamodbStreamRecord();
        record.setEventID(json.text("eventID"));
        record.setEventName(json.text("eventName"));
        record.setEventVersion(json.text("eventVersion"));
        record.setEventSource(json.text("eventSource"));
        record.setEventSourceARN(json.text("eventSourceARN"));
        record.setAwsRegion(json.text("awsRegion"));
        record.setDynamodb(change(json.object("dynamodb")));
        return record;
    }

    private static StreamRecord change(JsonObject json) {
        var change = new StreamRecord();
        change.setKeys(image(json, "Keys"));
        change.setOldImage(image(json, "OldImage"));
        change.setNewImage(image(json, "NewImage"));
        change.setSequenceNumber(json.text("SequenceNumber"));
        change.setSizeBytes(JsonFields.number(json, "SizeBytes"));
        return change;
    }

    private static @Nullable Map<String, AttributeValue> image(JsonObject json, String name) {
        return json.has(name) ? values(json.object(name)) : null;
    }

    private static Map<String, AttributeValue> values(JsonObject json) {
        var values = new LinkedHashMap<String, AttributeValue>();
        for (var name : json.fields().keySet()) {
            values.put(name, value(json.object(name)));
        }
        return values;
    }

    private static AttributeValue value(JsonObject json) {
        var value = new AttributeValue();
        value.setS(json.text("S"));
        value.setN(json.text("N"));
        if (json.get("BOOL") instanceof Boolean truth) {
            value.setBOOL(truth);
        }
        if (json.has("L")) {
            var entries = new ArrayList<AttributeValue>();
            json.array("L").objects().forEach(entry -> entries.add(value(entry)));
            value.setL(entries);
        }
        if (json.has("M")) {
            value.setM(values(json.object("M")));
        }
        return value;
    }

    static JsonObject write(StreamsEventResponse answer) {
        var identifiers = new ArrayList<String>();
        answer.getBatchItemFailures().forEach(failure -> identifiers.add(failure.getItemIdentifier()));
        return EventSerializer.failures(identifiers);
    }
}
