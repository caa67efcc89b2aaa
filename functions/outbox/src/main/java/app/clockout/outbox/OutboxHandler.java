package app.clockout.outbox;

import app.clockout.environment.Environment;
import app.clockout.log.Correlation;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.outbox.Rules.To;
import app.clockout.table.UnreadableItemException;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Relays the table's stream to the queues. Where a message cannot be sent, the batch goes on from its record later,
 * until the stream forgets it; sending one twice does no harm.
 */
public final class OutboxHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private final Map<To, Queue> queues = new EnumMap<>(To.class);
    private final Queue unreadable;

    public OutboxHandler() {
        this(Environment.ofLambda());
    }

    OutboxHandler(Environment environment) {
        var sqs = environment.client(SqsClient.builder());
        for (var to : To.values()) {
            queues.put(to, new Queue(sqs, environment.variable(to.variable())));
        }
        unreadable = new Queue(sqs, environment.variable("UNREADABLE_CHANGES_QUEUE_URL"));
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, @Nullable Context context) {
        var records = event.getRecords();
        var outgoing = new EnumMap<To, Batch>(To.class);
        var strange = new Batch();
        for (int i = 0; i < records.size(); i++) {
            try {
                int index = i;
                var record = records.get(i);
                change(record)
                        .map(Rules::consequences)
                        .orElse(List.of())
                        .forEach(consequence -> outgoing.computeIfAbsent(consequence.to(), to -> new Batch())
                                .add(index, consequence.message(), () -> written(record, consequence.message())));
            } catch (UnreadableItemException e) {
                var note = note(records.get(i));
                strange.add(i, note, () -> note);
            }
        }
        var unsent = new TreeSet<Integer>(strange.sendTo(unreadable));
        outgoing.forEach((to, batch) -> unsent.addAll(batch.sendTo(queues.getOrDefault(to, unreadable))));
        return new StreamsEventResponse(unsent.isEmpty() ? List.of() : List.of(failure(records.get(unsent.first()))));
    }

    /** The message, with the id of the request that caused the record. */
    private static String written(DynamodbEvent.DynamodbStreamRecord record, Message message) {
        return Change.correlation(image(record.getDynamodb().getNewImage()))
                .map(id -> Correlation.during(id, () -> Messages.write(message)))
                .orElseGet(() -> Messages.write(message));
    }

    /** Bodies for one queue, each with the record it came from; what follows from several records is said once. */
    private static final class Batch {
        private final Set<Object> said = new HashSet<>();
        private final List<Integer> records = new ArrayList<>();
        private final List<String> bodies = new ArrayList<>();

        /** @param what the body says, apart from the request that caused it */
        void add(int record, Object what, Supplier<String> body) {
            if (said.add(what)) {
                records.add(record);
                bodies.add(body.get());
            }
        }

        /** Sends all; gives the records whose messages could not be sent. */
        List<Integer> sendTo(Queue queue) {
            return bodies.isEmpty()
                    ? List.of()
                    : queue.send(bodies).stream().map(records::get).toList();
        }
    }

    private static Optional<Change> change(DynamodbEvent.DynamodbStreamRecord record) {
        var change = record.getDynamodb();
        return Change.of(image(change.getKeys()), image(change.getOldImage()), image(change.getNewImage()));
    }

    private static Change.Image image(@Nullable Map<String, AttributeValue> image) {
        return attribute -> {
            var value = image == null ? null : image.get(attribute);
            return value == null ? null : text(value);
        };
    }

    private static @Nullable String text(AttributeValue value) {
        if (value.getN() != null) {
            return value.getN();
        }
        return value.getBOOL() != null ? value.getBOOL().toString() : value.getS();
    }

    /** Where to find a record that no rule can read; nothing of what it says. */
    private static String note(DynamodbEvent.DynamodbStreamRecord record) {
        var change = record.getDynamodb();
        var keys = image(change.getKeys());
        return "{\"sequenceNumber\":\"%s\",\"partition\":\"%s\",\"sort\":\"%s\"}"
                .formatted(change.getSequenceNumber(), plain(keys.text("PK")), plain(keys.text("SK")));
    }

    private static String plain(@Nullable String key) {
        return key == null ? "" : key.replaceAll("[^A-Za-z0-9#_.-]", "?");
    }

    private static StreamsEventResponse.BatchItemFailure failure(DynamodbEvent.DynamodbStreamRecord record) {
        return new StreamsEventResponse.BatchItemFailure(record.getDynamodb().getSequenceNumber());
    }
}
