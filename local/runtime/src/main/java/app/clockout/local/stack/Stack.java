package app.clockout.local.stack;

import app.clockout.local.emulators.template.Value;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The parts of a template that run. */
public record Stack(List<Function> functions) {
    public Stack {
        functions = List.copyOf(functions);
    }

    /**
     * A Lambda function.
     *
     * @param name its logical id
     * @param handler such as {@code app.clockout.signup.SignupHandler::handleRequest}
     * @param memory in MB
     * @param variables as the template has them, not resolved yet
     * @param where its place in the template
     */
    public record Function(
            String name,
            String handler,
            int memory,
            Duration timeout,
            Map<String, Value> variables,
            List<Trigger> triggers,
            Value where) {
        public Function {
            variables = Map.copyOf(variables);
            triggers = List.copyOf(triggers);
        }
    }

    /** What a function is called for. */
    public sealed interface Trigger {
        Value where();
    }

    /** Requests. The path is {@code $default} for those of no other route. */
    public record Route(String method, String path, Value where) implements Trigger {}

    /**
     * Messages of a queue.
     *
     * @param queue the queue's logical id
     * @param window how long a batch may wait to become full
     * @param concurrency how many batches are processed at once
     * @param reportsFailures whether the function answers which messages of a batch failed
     */
    public record QueueMessages(
            String queue, int batchSize, Duration window, int concurrency, boolean reportsFailures, Value where)
            implements Trigger {}

    /**
     * Changes of the table, in order.
     *
     * @param table the table's logical id
     * @param bisects whether a batch that failed is halved
     * @param filters a record is passed on if one of them matches; none lets every record pass
     */
    public record TableChanges(
            String table,
            int batchSize,
            Duration window,
            boolean bisects,
            boolean reportsFailures,
            List<FilterPattern> filters,
            Value where)
            implements Trigger {
        public TableChanges {
            filters = List.copyOf(filters);
        }
    }

    /**
     * Once a minute, an hour, a week.
     *
     * @param input the event as JSON; without one, EventBridge Scheduler makes it
     */
    public record Schedule(String name, Rate rate, Optional<String> input, Value where) implements Trigger {}

    /** The short name of a queue, such as {@code mail-bulk} for {@code MailBulkQueue}. */
    public static String shortName(String queue) {
        return queue.replaceFirst("Queue$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
