package app.clockout.mailer;

import app.clockout.domain.EmailAddress;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.Addresses;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Works off what SES says of mails that went out, as SNS brings it: remembers which addresses bounced for good and
 * which complained. Told twice, or in another order, it comes to the same.
 */
public final class FeedbackWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** Said once, in plain words, when SES is told to publish here. */
    private static final String GREETING = "Successfully validated SNS topic";

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
        return worker.work(event, body -> {
            var said = text(Messages.parsed(body), "Message");
            if (!said.startsWith(GREETING)) {
                note(Messages.parsed(said));
            }
        });
    }

    private void note(JsonObject event) {
        var now = clock.instant();
        switch (text(event, "eventType")) {
            case "Bounce" -> {
                var bounce = event.object("bounce");
                if (text(bounce, "bounceType").equals("Permanent")) {
                    addresses(bounce, "bouncedRecipients").forEach(address -> addresses.bounced(address.hash(), now));
                }
            }
            case "Complaint" -> {
                var complaint = event.object("complaint");
                // A reader who takes a mail out of the junk folder is reported like one who puts it there.
                if (!"not-spam".equals(complaint.text("complaintFeedbackType"))) {
                    addresses(complaint, "complainedRecipients")
                            .forEach(address -> addresses.complained(address.hash(), now));
                }
            }
            default -> throw new UnreadableMessageException("It is no bounce and no complaint.");
        }
    }

    private static List<EmailAddress> addresses(JsonObject feedback, String recipients) {
        var addresses = feedback.array(recipients)
                .objects()
                .map(recipient -> EmailAddress.parse(text(recipient, "emailAddress"))
                        .orElseThrow(() -> new UnreadableMessageException("It names no address.")))
                .toList();
        if (addresses.isEmpty()) {
            throw new UnreadableMessageException("It has no " + recipients + ".");
        }
        return addresses;
    }

    private static String text(JsonObject json, String field) {
        var text = json.text(field);
        if (text == null) {
            throw new UnreadableMessageException("It has no " + field + ".");
        }
        return text;
    }
}
