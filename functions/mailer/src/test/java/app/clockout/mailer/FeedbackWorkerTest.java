package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.json.JsonObject;
import app.clockout.table.Addresses.MailState;
import app.clockout.testing.Events;
import app.clockout.testing.Faults;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SES says of mails that went out, in the envelope that SNS puts it in. */
class FeedbackWorkerTest {
    private static final String ADA = "ada@example.test";
    private static final String BOB = "bob@example.test";

    private final Mailroom mailroom = new Mailroom();
    private final FeedbackWorker worker = new FeedbackWorker(mailroom.stack.environment("MailFeedbackFunction"));

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldRememberTheBounceOfTheSample() {
        var sample = Events.read("mailer-mail-feedback", SQSEvent.class);

        assertThat(worker.handleRequest(sample, null).getBatchItemFailures()).isEmpty();

        assertThat(of("maya@example.com").bouncedAt()).isEqualTo(mailroom.now());
        assertThat(of("maya@example.com").complainedAt()).isNull();
    }

    @Test
    void shouldRememberEveryRecipientOfABounceWhateverTheCase() {
        assertThat(failed(bounce("Permanent", ADA, "BOB@Example.TEST"))).isEmpty();

        assertThat(of(ADA).bouncedAt()).isEqualTo(mailroom.now());
        assertThat(of(BOB).bouncedAt()).isEqualTo(mailroom.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transient", "Undetermined"})
    void shouldGoOnWritingToAnAddressThatBouncedForAWhile(String type) {
        assertThat(failed(bounce(type, ADA))).isEmpty();

        assertThat(of(ADA).bouncedAt()).isNull();
    }

    @Test
    void shouldRememberAComplaint() {
        assertThat(failed(complaint("abuse", ADA))).isEmpty();

        assertThat(of(ADA).complainedAt()).isEqualTo(mailroom.now());
        assertThat(of(ADA).bouncedAt()).isNull();
    }

    @Test
    void shouldTakeNoSpamForNoComplaint() {
        assertThat(failed(complaint("not-spam", ADA))).isEmpty();

        assertThat(of(ADA).complainedAt()).isNull();
    }

    @Test
    void shouldComeToTheSameWhenToldTwiceAndInAnyOrder() {
        var told = mailroom.now();
        assertThat(failed(bounce("Permanent", ADA), complaint("abuse", ADA), bounce("Permanent", ADA)))
                .isEmpty();
        mailroom.stack.clock().advance(Duration.ofDays(1));

        assertThat(failed(complaint("abuse", ADA), bounce("Permanent", ADA), bounce("Transient", ADA)))
                .isEmpty();

        assertThat(of(ADA).bouncedAt()).isEqualTo(told);
        assertThat(of(ADA).complainedAt()).isEqualTo(told);
    }

    @Test
    void shouldLeaveTheAllowanceOfAnAddressAlone() {
        mailroom.deliver(mailroom.signsUp(ADA));
        var before = of(ADA);

        failed(complaint("abuse", ADA));

        assertThat(of(ADA).confirmations()).isEqualTo(before.confirmations()).hasSize(1);
        assertThat(of(ADA).version()).isEqualTo(before.version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{}",
                "{\"Message\":\"not JSON\"}",
                "{\"Message\":{\"eventType\":\"Bounce\"}}",
                "{\"Message\":\"{}\"}",
                "{\"Message\":\"{\\\"eventType\\\":\\\"Delivery\\\"}\"}",
                "{\"Message\":\"{\\\"eventType\\\":\\\"Bounce\\\"}\"}",
                "{\"Message\":\"{\\\"eventType\\\":\\\"Bounce\\\",\\\"bounce\\\":{\\\"bounceType\\\":\\\"Permanent\\\"}}\"}",
                "{\"Message\":\"{\\\"eventType\\\":\\\"Complaint\\\",\\\"complaint\\\":{\\\"complainedRecipients\\\":[]}}\"}",
                "{\"Message\":\"{\\\"eventType\\\":\\\"Complaint\\\",\\\"complaint\\\":{\\\"complainedRecipients\\\":[{}]}}\"}"
            })
    void shouldSendBackWhatItCannotReadAndDoTheRest(String strange) {
        assertThat(failed(bounce("Permanent", ADA), strange, complaint("abuse", BOB)))
                .containsExactly(1);

        assertThat(of(ADA).bouncedAt()).isNotNull();
        assertThat(of(BOB).complainedAt()).isNotNull();
    }

    @Test
    void shouldSendBackABounceOfWhatIsNoAddress() {
        assertThat(failed(bounce("Permanent", "nobody"))).containsExactly(0);
    }

    @Test
    void shouldTakeNoteOfTheGreetingThatSesSendsWhenItIsSetUp() {
        var greeting = new JsonObject()
                .put("Type", "Notification")
                .put("Message", "Successfully validated SNS topic for Amazon SES event publishing.");

        assertThat(failed(greeting.toString())).isEmpty();
    }

    @Test
    void shouldComeBackWhenTheTableIsBusy() {
        Faults.next("dynamodb", "UpdateItem", "unavailable", 100, "EMAIL#");
        assertThat(failed(bounce("Permanent", ADA))).containsExactly(0);
        Faults.clear();

        assertThat(failed(bounce("Permanent", ADA))).isEmpty();
        assertThat(of(ADA).bouncedAt()).isNotNull();
    }

    private MailState of(String address) {
        return mailroom.addresses.address(new EmailAddress(address).hash()).mail();
    }

    /** Which of these messages failed, by their places. */
    private List<Integer> failed(String... bodies) {
        var event = Events.sqs("MailFeedbackQueue");
        for (var body : bodies) {
            event.message(body);
        }
        var batch = event.build();
        var ids = batch.getRecords().stream()
                .map(SQSEvent.SQSMessage::getMessageId)
                .toList();
        return worker.handleRequest(batch, null).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .map(ids::indexOf)
                .toList();
    }

    private static String bounce(String type, String... addresses) {
        var event = new JsonObject().put("eventType", "Bounce");
        recipients(event.putObject("bounce").put("bounceType", type), "bouncedRecipients", addresses);
        return envelope(event);
    }

    private static String complaint(String type, String... addresses) {
        var event = new JsonObject().put("eventType", "Complaint");
        recipients(event.putObject("complaint").put("complaintFeedbackType", type), "complainedRecipients", addresses);
        return envelope(event);
    }

    private static void recipients(JsonObject feedback, String field, String... addresses) {
        var recipients = feedback.putArray(field);
        for (var address : addresses) {
            recipients.addObject().put("emailAddress", address);
        }
    }

    private static String envelope(JsonObject event) {
        return new JsonObject()
                .put("Type", "Notification")
                .put("Subject", "Amazon SES Email Event Notification")
                .put("Message", event + "\n")
                .toString();
    }
}
