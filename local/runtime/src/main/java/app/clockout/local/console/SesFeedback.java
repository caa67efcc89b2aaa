package app.clockout.local.console;

import app.clockout.local.emulators.CaughtMail;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What SES publishes when a mail comes back or its reader complains (<a
 * href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">its event format</a>), in
 * the envelope in which SNS puts it on a queue.
 */
final class SesFeedback {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:MailFeedbackTopic";

    private SesFeedback() {}

    /**
     * A message of the feedback queue.
     *
     * @param mail the mail it is about, if there is one
     */
    static String message(String type, String address, boolean permanent, Optional<CaughtMail> mail, Instant now) {
        var event = JSON.createObjectNode();
        if (type.equals("bounce")) {
            event.put("eventType", "Bounce");
            bounce(event.putObject("bounce"), address, permanent, now);
        } else {
            event.put("eventType", "Complaint");
            complaint(event.putObject("complaint"), address, now);
        }
        mail(event.putObject("mail"), address, mail, now);

        var envelope = JSON.createObjectNode();
        envelope.put("Type", "Notification");
        envelope.put("MessageId", UUID.randomUUID().toString());
        envelope.put("TopicArn", TOPIC);
        envelope.put("Subject", "Amazon SES Email Event Notification");
        envelope.put("Message", event.toString());
        envelope.put("Timestamp", now.toString());
        envelope.put("SignatureVersion", "1");
        envelope.put("Signature", "bG9jYWw=");
        envelope.put("SigningCertURL", "https://sns.us-east-1.amazonaws.com/SimpleNotificationService.pem");
        envelope.put("UnsubscribeURL", "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe");
        return envelope.toString();
    }

    private static void bounce(ObjectNode bounce, String address, boolean permanent, Instant now) {
        bounce.put("feedbackId", UUID.randomUUID().toString());
        bounce.put("bounceType", permanent ? "Permanent" : "Transient");
        bounce.put("bounceSubType", permanent ? "General" : "MailboxFull");
        bounce.putArray("bouncedRecipients")
                .addObject()
                .put("emailAddress", address)
                .put("action", "failed")
                .put("status", permanent ? "5.1.1" : "4.2.2")
                .put("diagnosticCode", permanent ? "smtp; 550 5.1.1 user unknown" : "smtp; 452 4.2.2 mailbox full");
        bounce.put("timestamp", now.toString());
        bounce.put("reportingMTA", "dns; a8-70.smtp-out.amazonses.com");
    }

    private static void complaint(ObjectNode complaint, String address, Instant now) {
        complaint.put("feedbackId", UUID.randomUUID().toString());
        complaint.putNull("complaintSubType");
        complaint.putArray("complainedRecipients").addObject().put("emailAddress", address);
        complaint.put("timestamp", now.toString());
        complaint.put("userAgent", "ExampleCorp Feedback Loop (V0.01)");
        complaint.put("complaintFeedbackType", "abuse");
        complaint.put("arrivalDate", now.toString());
    }

    private static void mail(ObjectNode json, String address, Optional<CaughtMail> mail, Instant now) {
        json.put("timestamp", mail.map(CaughtMail::sentAt).orElse(now).toString());
        json.put("messageId", UUID.randomUUID().toString());
        json.put("source", mail.map(CaughtMail::from).orElse("Clockout <hello@clockout.test>"));
        json.put("sendingAccountId", "000000000000");
        json.putArray("destination").add(address);
        json.put("headersTruncated", false);
        var headers = json.putArray("headers");
        mail.ifPresent(sent -> sent.headers()
                .forEach((name, value) -> headers.addObject().put("name", name).put("value", value)));
        json.putObject("commonHeaders")
                .put("subject", mail.map(CaughtMail::subject).orElse(""))
                .putArray("to")
                .add(address);
        var tags = json.putObject("tags");
        mail.map(CaughtMail::kind).filter(kind -> !kind.isEmpty()).ifPresent(kind -> tags.putArray("kind")
                .add(kind));
    }
}
