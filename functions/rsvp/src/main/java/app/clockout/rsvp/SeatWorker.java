package app.clockout.rsvp;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Works off what concerns the seats of events. */
public final class SeatWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final PromoteFromQueue passing;
    private final ExpireOffer lapsing;
    private final ReleaseSeats releasing;
    private final NotifyAttendees telling;
    private final Reconcile reconcile;

    public SeatWorker() {
        this(Environment.ofLambda());
    }

    SeatWorker(Environment environment) {
        var table = new Table(environment);
        var sqs = environment.client(SqsClient.builder());
        worker = new Worker(() -> sqs, environment.variable("SEATS_QUEUE_URL"));
        passing = new PromoteFromQueue(table, environment.clock());
        lapsing = new ExpireOffer(table, environment.clock());
        releasing = new ReleaseSeats(table, environment.clock());
        telling = new NotifyAttendees(
                table, new Queue(sqs, environment.variable("MAIL_BULK_QUEUE_URL")), environment.clock());
        reconcile = new Reconcile(table);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> work(Messages.read(body)));
    }

    private void work(Message message) {
        switch (message) {
            case Message.SeatFreed(var event) -> passing.passOn(event);
            case Message.OfferEnded(var event, var member) -> lapsing.lapse(event, member);
            case Message.EventMoved(var event) -> telling.eventMoved(event);
            case Message.EventCancelled(var event) -> telling.eventCancelled(event);
            case Message.Suspended(var member) -> releasing.releaseOf(member);
            case Message.Reconcile(var event) -> reconcile.reconcile(event);
            default -> throw new UnreadableMessageException("It is not about seats.");
        }
    }
}
