package app.clockout.clubs;

import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Works off what follows when a club is closed, or loses who runs it. */
public final class ClubWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final HandOver handingOver;
    private final CancelEvents cancelling;

    public ClubWorker() {
        this(Environment.ofLambda());
    }

    ClubWorker(Environment environment) {
        var table = new Table(environment);
        worker = new Worker(() -> environment.client(SqsClient.builder()), environment.variable("CLUBS_QUEUE_URL"));
        handingOver = new HandOver(table, environment.clock());
        cancelling = new CancelEvents(table, environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            switch (Messages.read(body)) {
                case Message.Suspended(var member) -> handingOver.clubsOf(member, Standing.SUSPENDED);
                case Message.ClubClosed(var club) -> cancelling.ofClosed(club);
                case Message other -> throw new UnreadableMessageException("Not known here: " + other.getClass());
            }
        });
    }
}
