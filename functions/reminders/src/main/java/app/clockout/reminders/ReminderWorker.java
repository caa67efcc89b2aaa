package app.clockout.reminders;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Processes the reminders that a minute's sweep found due. */
public final class ReminderWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final RemindHolders remindHolders;

    public ReminderWorker() {
        this(Environment.ofLambda());
    }

    ReminderWorker(Environment environment) {
        var sqs = environment.client(SqsClient.builder());
        worker = new Worker(() -> sqs, environment.variable("REMINDERS_QUEUE_URL"));
        var table = new Table(environment);
        var mails = new Queue(sqs, environment.variable("MAIL_BULK_QUEUE_URL"));
        remindHolders = new RemindHolders(new Events(table), new Seats(table), mails, environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> work(Messages.read(body)));
    }

    private void work(Message message) {
        if (message instanceof Message.ReminderDue(var event, var reminder)) {
            remindHolders.remind(event, reminder);
        } else {
            throw new UnreadableMessageException("It is no reminder.");
        }
    }
}
