package app.clockout.waitlist;

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

/** Works off the decisions queue, a chunk of a decision at a time. */
public final class DecisionWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;
    private final ProcessDecisionChunk applying;

    public DecisionWorker() {
        this(Environment.ofLambda());
    }

    DecisionWorker(Environment environment) {
        worker = new Worker(() -> environment.client(SqsClient.builder()), environment.variable("DECISIONS_QUEUE_URL"));
        applying = new ProcessDecisionChunk(new Table(environment), environment.clock());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            if (!(Messages.read(body) instanceof Message.Decide(var decision, var chunk))) {
                throw new UnreadableMessageException("It is no decision.");
            }
            applying.apply(decision, chunk);
        });
    }
}
