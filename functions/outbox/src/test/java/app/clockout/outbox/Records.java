package app.clockout.outbox;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds what Lambda hands to the outbox: a batch of the stream's records, in order, their numbers rising from 0. */
final class Records {
    private final List<DynamodbStreamRecord> records = new ArrayList<>();

    /** Somebody signs up. */
    Records signUp(String request) {
        return inserted("EMAIL#a1b2c3", "APPLICATION#" + request, Map.of("email", "ada@example.test", "name", "Ada"));
    }

    Records inserted(String partition, String sort, Map<String, String> texts) {
        return changed(partition, sort, null, texts);
    }

    /** A person's profile changes from one standing to another; null where it has none, or was not there. */
    Records profile(String member, @Nullable String from, @Nullable String to) {
        return changed("MEMBER#" + member, "PROFILE", from == null ? null : profile(from), profile(to));
    }

    Records changed(
            String partition, String sort, @Nullable Map<String, String> before, @Nullable Map<String, String> after) {
        var keys = Map.of("PK", partition, "SK", sort);
        var change = new StreamRecord().withKeys(image(keys, Map.of())).withSequenceNumber(sequence(records.size()));
        if (before != null) {
            change.setOldImage(image(keys, before));
        }
        if (after != null) {
            change.setNewImage(image(keys, after));
        }
        var record = new DynamodbStreamRecord();
        record.setEventName(before == null ? "INSERT" : "MODIFY");
        record.setDynamodb(change);
        records.add(record);
        return this;
    }

    Records last(Consumer<StreamRecord> change) {
        change.accept(records.getLast().getDynamodb());
        return this;
    }

    DynamodbEvent build() {
        return from(0);
    }

    /** What the stream delivers when it goes on from this record. */
    DynamodbEvent from(int first) {
        var event = new DynamodbEvent();
        event.setRecords(List.copyOf(records.subList(first, records.size())));
        return event;
    }

    /** The place of the record with this number. */
    static int index(String sequenceNumber) {
        return Integer.parseInt(sequenceNumber.substring(sequenceNumber.length() - 6));
    }

    static String sequence(int index) {
        return "4421584500000000017450%06d".formatted(index);
    }

    private static Map<String, String> profile(@Nullable String standing) {
        var profile = new TreeMap<>(Map.of("name", "Ada Lovelace", "email", "ada@example.test"));
        if (standing != null) {
            profile.put("standing", standing);
        }
        return profile;
    }

    private static Map<String, AttributeValue> image(Map<String, String> keys, Map<String, String> texts) {
        var image = new TreeMap<String, AttributeValue>();
        keys.forEach((name, value) -> image.put(name, new AttributeValue(value)));
        texts.forEach((name, value) -> image.put(name, value(value)));
        return image;
    }

    /** Digits are a number, true and false are what they say, all else is text. */
    private static AttributeValue value(String text) {
        if (text.matches("[0-9]+")) {
            return new AttributeValue().withN(text);
        }
        return text.equals("true") || text.equals("false")
                ? new AttributeValue().withBOOL(Boolean.valueOf(text))
                : new AttributeValue(text);
    }
}
