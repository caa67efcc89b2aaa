package app.clockout.outbox;

import app.clockout.environment.Environment;
import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import app.clockout.json.UnreadableJsonException;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An outbox with empty queues to send to. One at a time. */
final class Relay {
    private static final TestStack STACK = TestStack.fresh();
    private static final Environment ENVIRONMENT = STACK.environment("OutboxFunction");
    private static final OutboxHandler HANDLER = new OutboxHandler(ENVIRONMENT);
    private static final String LABEL = "stream";

    final Environment environment = ENVIRONMENT;

    Relay() {
        Faults.clear();
        Meter.reset();
        for (var queue : List.of(
                "MailQueue", "MailBulkQueue", "DecisionsQueue", "SeatsQueue", "ClubsQueue", "UnreadableChangesQueue")) {
            STACK.purge(queue);
        }
    }

    /** Hands a batch to the outbox; gives the places of the records it says failed. */
    List<Integer> failed(DynamodbEvent event) {
        return failed(HANDLER, event);
    }

    static List<Integer> failed(OutboxHandler handler, DynamodbEvent event) {
        return Meter.during(LABEL, () -> handler.handleRequest(event, null)).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .map(Records::index)
                .toList();
    }

    /** How often each operation was called while batches were relayed. */
    Map<String, Integer> calls() {
        return Objects.requireNonNull(Meter.read().get(LABEL)).operations();
    }

    List<Message> mail() {
        return messages("MailQueue");
    }

    List<Message> bulk() {
        return messages("MailBulkQueue");
    }

    List<Message> decisions() {
        return messages("DecisionsQueue");
    }

    List<Message> seats() {
        return messages("SeatsQueue");
    }

    List<Message> clubs() {
        return messages("ClubsQueue");
    }

    private static List<Message> messages(String queue) {
        return STACK.peek(queue).stream()
                .map(message -> Messages.read(message.body()))
                .toList();
    }

    /** The notes about records that no rule could read. */
    List<JsonObject> notes() {
        return STACK.peek("UnreadableChangesQueue").stream()
                .map(message -> {
                    try {
                        return Json.read(message.body());
                    } catch (UnreadableJsonException e) {
                        throw new AssertionError(message.body(), e);
                    }
                })
                .toList();
    }
}
