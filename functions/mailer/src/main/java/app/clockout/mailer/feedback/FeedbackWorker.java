package app.clockout.mailer.feedback;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.messages.Messages;
import app.clockout.messages.UnreadableMessageException;
import app.clockout.messages.Worker;
import app.clockout.table.DailyCounters;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Processes what SES says of mails that went out (<a
 * href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">its event format</a>), as SNS
 * brings it: which addresses bounced and which complained.
 */
public final class FeedbackWorker implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** Said once, in plain words, when SES is told to publish here. */
    private static final String GREETING = "Successfully validated SNS topic";

    private final Worker worker;
    private final NoteFeedback noteFeedback;

    public FeedbackWorker() {
        this(Environment.ofLambda());
    }

    public FeedbackWorker(Environment environment) {
        worker = new Worker(
                () -> environment.client(SqsClient.builder()), environment.variable("MAIL_FEEDBACK_QUEUE_URL"));
        var table = new Table(environment);
        noteFeedback = new NoteFeedback(new Suppressions(table), new DailyCounters(table), environment.clock());
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
        switch (text(event, "eventType")) {
            case "Bounce" -> {
                var bounce = event.object("bounce");
                var kind =
                        switch (text(bounce, "bounceType")) {
                            case "Permanent" -> Feedback.Kind.PERMANENT;
                            case "Transient", "Undetermined" -> Feedback.Kind.TRANSIENT;
                            default -> throw new UnreadableMessageException("Its bounce is of an unknown type.");
                        };
                note(bounce, "bouncedRecipients", feedback(kind, bounce, event.object("mail")));
            }
            case "Complaint" -> {
                var complaint = event.object("complaint");
                // A reader who takes a mail out of the junk folder is reported like one who puts it there.
                if (!"not-spam".equals(complaint.text("complaintFeedbackType"))) {
                    note(
                            complaint,
                            "complainedRecipients",
                            feedback(Feedback.Kind.COMPLAINT, complaint, event.object("mail")));
                }
            }
            default -> throw new UnreadableMessageException("It is no bounce and no complaint.");
        }
    }

    private static Feedback feedback(Feedback.Kind kind, JsonObject said, JsonObject mail) {
        var id = Optional.ofNullable(said.text("feedbackId"))
                .or(() -> Optional.ofNullable(mail.text("messageId")))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new UnreadableMessageException("Nothing tells it from another one."));
        return new Feedback(kind, id, instant(said, "timestamp"), instant(mail, "timestamp"));
    }

    /** Notes it for every recipient that can be read; one that cannot is told once the others are done. */
    private void note(JsonObject said, String recipients, Feedback feedback) {
        var addresses = said.array(recipients)
                .objects()
                .map(recipient -> address(text(recipient, "emailAddress")))
                .toList();
        addresses.stream().flatMap(Optional::stream).forEach(address -> noteFeedback.note(address, feedback));
        if (addresses.isEmpty() || addresses.contains(Optional.<EmailAddress>empty())) {
            throw new UnreadableMessageException("Not all of its " + recipients + " are there.");
        }
    }

    /** The address of a recipient, which may stand behind a name: {@code Maya <maya@example.com>}. */
    private static Optional<EmailAddress> address(String recipient) {
        var text = recipient.strip();
        return EmailAddress.parse(
                text.endsWith(">") ? text.substring(text.lastIndexOf('<') + 1, text.length() - 1) : text);
    }

    private static Instant instant(JsonObject json, String field) {
        try {
            return Instant.parse(text(json, field));
        } catch (DateTimeParseException e) {
            throw new UnreadableMessageException("Its " + field + " is no instant.");
        }
    }

    private static String text(JsonObject json, String field) {
        var text = json.text(field);
        if (text == null) {
            throw new UnreadableMessageException("It has no " + field + ".");
        }
        return text;
    }
}
