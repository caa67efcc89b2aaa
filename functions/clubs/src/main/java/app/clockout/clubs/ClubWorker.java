package app.clockout.clubs;

import app.clockout.environment.Environment;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Works off what follows when a club is closed, or loses who runs it. */
public final class ClubWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;

    public ClubWorker() {
        this(Environment.ofLambda());
    }

    ClubWorker(Environment environment) {
        worker = new Worker(environment.client(SqsClient.builder()), environment.variable("CLUBS_QUEUE_URL"));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            throw new UnreadableMessageException(
                    "Not known here: " + Messages.read(body).getClass());
        });
    }
}
