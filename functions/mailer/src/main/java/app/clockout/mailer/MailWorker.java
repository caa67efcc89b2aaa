package app.clockout.mailer;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Secrets;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Works off the mail queues: for each message the mail that is right now, once. */
public final class MailWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final Planner planner;
    private final SendOnce sending;

    public MailWorker() {
        this(Environment.ofLambda());
    }

    MailWorker(Environment environment) {
        var table = new Table(environment);
        worker = new Worker(
                environment.client(SqsClient.builder()),
                environment.variable("MAIL_QUEUE_URL"),
                environment.variable("MAIL_BULK_QUEUE_URL"));
        planner = new Planner(table, Secrets.links(table, environment), environment);
        sending = new SendOnce(table, new Postman(environment), environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            var message = Messages.read(body);
            sending.carryOut(() -> plan(message));
        });
    }

    private Plan plan(Message message) {
        return switch (message) {
            case Message.Applied applied -> planner.plan(applied);
            case Message.SignInAsked asked -> planner.plan(asked);
            case Message.Confirmed confirmed -> planner.plan(confirmed);
            case Message.Decided decided -> planner.plan(decided);
            case Message.Answered _,
                    Message.EventNews _,
                    Message.ClubRequested _,
                    Message.ClubRequestDecided _,
                    Message.ClubHanded _ -> throw new UnreadableMessageException("TODO");
            case Message.Decide _,
                    Message.SeatFreed _,
                    Message.OfferEnded _,
                    Message.EventMoved _,
                    Message.EventCancelled _,
                    Message.Recount _,
                    Message.Suspended _,
                    Message.ClubClosed _ -> throw new UnreadableMessageException("This is no mail.");
        };
    }
}
