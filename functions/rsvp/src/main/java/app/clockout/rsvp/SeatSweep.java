package app.clockout.rsvp;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.Queue;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Each minute, finds offers that have ended, and what a lost message would leave: a free seat while a member waits
 * (docs/table-design.md, R11).
 */
public final class SeatSweep implements RequestHandler<Map<String, Object>, @Nullable Void> {
    /** Of more offers that end in one minute, the rest is found in the next. */
    private static final int MOST_OFFERS = 1_000;

    private final Table table;
    private final QueueStore queues;
    private final Queue queue;
    private final InstantSource clock;

    public SeatSweep() {
        this(Environment.ofLambda());
    }

    SeatSweep(Environment environment) {
        table = new Table(environment);
        queues = new QueueStore(table);
        queue = new Queue(environment.client(SqsClient.builder()), environment.variable("SEATS_QUEUE_URL"));
        clock = environment.clock();
    }

    @Override
    public @Nullable Void handleRequest(Map<String, Object> event, @Nullable Context context) {
        var now = clock.instant();
        var messages = new ArrayList<Message>();
        queues.offersEnded(now, MOST_OFFERS)
                .forEach(offer -> messages.add(new Message.OfferEnded(offer.event(), offer.member())));
        for (var count : queues.withQueues()) {
            if (count.canPassOn(now)) {
                messages.add(new Message.SeatFreed(count.event()));
            } else if (count.waiting() == 0 || !count.scheduled() || !now.isBefore(count.startsAt())) {
                table.commit(queues.forgetQueue(count));
            }
        }
        // What cannot be sent now is found again in a minute.
        queue.send(messages.stream().map(Messages::write).toList());
        return null;
    }
}
