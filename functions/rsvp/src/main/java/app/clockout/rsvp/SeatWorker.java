package app.clockout.rsvp;

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

/** Works off what concerns the seats of events. */
public final class SeatWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Worker worker;

    public SeatWorker() {
        this(Environment.ofLambda());
    }

    SeatWorker(Environment environment) {
        worker = new Worker(environment.client(SqsClient.builder()), environment.variable("SEATS_QUEUE_URL"));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> {
            throw new UnreadableMessageException(
                    "Not known here: " + Messages.read(body).getClass());
        });
    }
}
