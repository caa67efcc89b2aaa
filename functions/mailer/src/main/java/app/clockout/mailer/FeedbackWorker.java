package app.clockout.mailer;

import app.clockout.domain.EmailAddress;
import app.clockout.environment.Environment;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Addresses;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Works off what SES says of mails that went out, as SNS brings it: remembers which addresses bounced for good and
 * which complained. Told twice, or in another order, it comes to the same.
 */
public final class FeedbackWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Worker worker;
    private final Addresses addresses;
    private final InstantSource clock;

    public FeedbackWorker() {
        this(Environment.ofLambda());
    }

    FeedbackWorker(Environment environment) {
        worker = new Worker(environment.client(SqsClient.builder()), environment.variable("MAIL_FEEDBACK_QUEUE_URL"));
        addresses = new Addresses(new Table(environment));
        clock = environment.clock();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, @Nullable Context context) {
        return worker.work(event, body -> note(read(read(body).path("Message").asText())));
    }

    private void note(JsonNode event) {
        var now = clock.instant();
        switch (event.path("eventType").asText(event.path("notificationType").asText())) {
            case "Bounce" -> {
                var bounce = event.path("bounce");
                if (bounce.path("bounceType").asText().equals("Permanent")) {
                    for (var recipient : bounce.path("bouncedRecipients")) {
                        addresses.bounced(address(recipient).hash(), now);
                    }
                }
            }
            case "Complaint" -> {
                for (var recipient : event.path("complaint").path("complainedRecipients")) {
                    addresses.complained(address(recipient).hash(), now);
                }
            }
            default -> throw new UnreadableMessageException("It is no bounce and no complaint.");
        }
    }

    private static EmailAddress address(JsonNode recipient) {
        return EmailAddress.parse(recipient.path("emailAddress").asText())
                .orElseThrow(() -> new UnreadableMessageException("It names no address."));
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UnreadableMessageException("It is not JSON.");
        }
    }
}
