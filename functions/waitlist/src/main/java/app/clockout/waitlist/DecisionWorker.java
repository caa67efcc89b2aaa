package app.clockout.waitlist;

import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.DailyCounters;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Processes the decisions queue, a chunk of a decision at a time. */
public final class DecisionWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final ProcessDecisionChunk processChunk;

    public DecisionWorker() {
        this(Environment.ofLambda());
    }

    DecisionWorker(Environment environment) {
        worker = new Worker(() -> environment.client(SqsClient.builder()), environment.variable("DECISIONS_QUEUE_URL"));
        var table = new Table(environment);
        processChunk = new ProcessDecisionChunk(
                table,
                new DecisionStore(table),
                new People(table),
                new Waitlist(table),
                new WaitlistStore(table),
                new DailyCounters(table),
                environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            if (!(Messages.read(body) instanceof Message.Decide(var decision, var chunk))) {
                throw new UnreadableMessageException("It is no decision.");
            }
            processChunk.apply(decision, chunk);
        });
    }
}
