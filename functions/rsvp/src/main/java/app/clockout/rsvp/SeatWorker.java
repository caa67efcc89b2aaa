package app.clockout.rsvp;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Events;
import app.clockout.table.Memberships;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Processes what concerns the seats of events. */
public final class SeatWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final PromoteFromQueue promoteFromQueue;
    private final ExpireOffer expireOffer;
    private final ReleaseSeats releaseSeats;
    private final NotifyAttendees notifyAttendees;
    private final Reconcile reconcile;

    public SeatWorker() {
        this(Environment.ofLambda());
    }

    SeatWorker(Environment environment) {
        var table = new Table(environment);
        var sqs = environment.client(SqsClient.builder());
        worker = new Worker(() -> sqs, environment.variable("SEATS_QUEUE_URL"));
        var clock = environment.clock();
        var events = new Events(table);
        var seats = new Seats(table);
        var people = new People(table);
        var queue = new QueueStore(table);
        var store = new SeatStore(table, seats, queue);
        reconcile = new Reconcile(table, store, queue);
        promoteFromQueue = new PromoteFromQueue(table, store, queue, people, reconcile, clock);
        expireOffer = new ExpireOffer(table, store, queue, clock);
        var visibility = new EventVisibility(new Memberships(table));
        var cancelRsvp = new CancelRsvp(new ChangeRsvp(table, store, visibility, clock), store);
        releaseSeats = new ReleaseSeats(seats, store, people, cancelRsvp, clock);
        var mails = new Queue(sqs, environment.variable("MAIL_BULK_QUEUE_URL"));
        notifyAttendees = new NotifyAttendees(table, events, seats, store, queue, mails, clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> work(Messages.read(body)));
    }

    private void work(Message message) {
        switch (message) {
            case Message.SeatFreed(var event) -> promoteFromQueue.promote(event);
            case Message.OfferEnded(var event, var member) -> expireOffer.expire(event, member);
            case Message.EventMoved(var event) -> notifyAttendees.eventMoved(event);
            case Message.EventCancelled(var event) -> notifyAttendees.eventCancelled(event);
            case Message.Suspended(var member) -> releaseSeats.releaseOf(member);
            case Message.Reconcile(var event) -> reconcile.reconcile(event);
            default -> throw new UnreadableMessageException("It is not about seats.");
        }
    }
}
