package app.clockout.reminders;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Each minute, passes on the reminders that are due, however long they have been (docs/table-design.md, D1). */
public final class ReminderSweep implements RequestHandler<Map<String, Object>, @Nullable Void> {
    /** Of more reminders that are due in one minute, the rest is found in the next. */
    private static final int MOST = 1_000;

    private final DueReminderStore list;
    private final Queue queue;
    private final InstantSource clock;

    public ReminderSweep() {
        this(Environment.ofLambda());
    }

    ReminderSweep(Environment environment) {
        list = new DueReminderStore(new Table(environment));
        queue = new Queue(environment.client(SqsClient.builder()), environment.variable("REMINDERS_QUEUE_URL"));
        clock = environment.clock();
    }

    @Override
    public @Nullable Void handleRequest(Map<String, Object> event, @Nullable Context context) {
        var due = list.due(clock.instant(), MOST);
        var unsent = queue.send(due.stream()
                .map(each -> Messages.write(new Message.ReminderDue(each.event(), each.reminder())))
                .toList());
        // Forgotten only once it is on the queue: what cannot be sent now is found again in a minute.
        for (int i = 0; i < due.size(); i++) {
            if (!unsent.contains(i)) {
                list.forget(due.get(i));
            }
        }
        return null;
    }
}
