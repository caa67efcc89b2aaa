package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Suppression.Reason;
import app.clockout.json.JsonObject;
import app.clockout.local.emulators.Faults;
import app.clockout.local.testing.Concurrently;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.mailer.AddressMailStore.MailState;
import app.clockout.mailer.feedback.FeedbackWorker;
import app.clockout.table.DailyCounters.Count;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SES says of mails that went out, in the envelope that SNS puts it in. */
class FeedbackWorkerTest {
    private static final String ADA = "ada@example.test";
    private static final String BOB = "bob@example.test";

    private final MailFixture fixture = new MailFixture();
    private final FeedbackWorker worker = new FeedbackWorker(fixture.stack.environment("MailFeedbackFunction"));

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldRememberTheBounceOfTheSample() {
        var sample = LambdaEvents.read("mailer-mail-feedback", SQSEvent.class);

        assertThat(worker.handleRequest(sample, null).getBatchItemFailures()).isEmpty();

        assertThat(of("maya@example.com").bouncedAt()).isEqualTo("2026-11-23T18:30:04.911Z");
        assertThat(of("maya@example.com").complainedAt()).isNull();
        assertThat(listed()).containsExactly("maya@example.com bounce 2026-11-23T18:30:04.911Z");
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(1);
    }

    @Test
    void shouldRememberEveryRecipientOfABounceWhateverTheCaseAndTheName() {
        assertThat(failed(bounce("Permanent", ADA, "BOB@Example.TEST", "\"Eve, <x@y>\" <eve@example.test>")))
                .isEmpty();

        for (var address : new String[] {ADA, BOB, "eve@example.test"}) {
            assertThat(of(address).bouncedAt()).isEqualTo(fixture.now());
        }
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transient", "Undetermined"})
    void shouldGoOnWritingToAnAddressUntilTheFifthMailCameBack(String type) {
        for (int i = 0; i < 4; i++) {
            assertThat(failed(bounce(type, ADA))).isEmpty();
            fixture.stack.clock().advance(Duration.ofDays(7));
        }
        assertThat(of(ADA).bouncedAt()).isNull();
        assertThat(listed()).isEmpty();

        assertThat(failed(bounce(type, ADA))).isEmpty();

        assertThat(of(ADA).bouncedAt()).isEqualTo(fixture.now());
        assertThat(listed()).containsExactly(ADA + " transient " + fixture.now());
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(1);
    }

    @Test
    void shouldCountTheSameTransientBounceOnce() {
        var one = bounce("Transient", ADA);

        assertThat(failed(one, one, one, one, one, one)).isEmpty();

        assertThat(of(ADA).bouncedAt()).isNull();
    }

    @Test
    void shouldRememberAComplaint() {
        assertThat(failed(complaint("abuse", ADA))).isEmpty();

        assertThat(of(ADA).complainedAt()).isEqualTo(fixture.now());
        assertThat(of(ADA).bouncedAt()).isNull();
        assertThat(listed()).containsExactly(ADA + " complaint " + fixture.now());
        assertThat(fixture.counted(Count.MAILS_COMPLAINED)).isEqualTo(1);
    }

    @Test
    void shouldRememberAComplaintThatSaysNotWhy() {
        assertThat(failed(complaint(null, ADA))).isEmpty();

        assertThat(of(ADA).complainedAt()).isNotNull();
    }

    @Test
    void shouldRememberThatSesKnewOfAComplaintBefore() {
        var event = event("Complaint", fixture.now());
        recipients(
                feedback(event.putObject("complaint"), fixture.now())
                        .put("complaintSubType", "OnAccountSuppressionList"),
                "complainedRecipients",
                ADA);

        assertThat(failed(envelope(event))).isEmpty();

        assertThat(of(ADA).complainedAt()).isNotNull();
    }

    @Test
    void shouldTakeNoSpamForNoComplaint() {
        assertThat(failed(complaint("not-spam", ADA))).isEmpty();

        assertThat(of(ADA).complainedAt()).isNull();
    }

    @Test
    void shouldComeToTheSameWhenToldTwiceAndInAnyOrder() {
        var told = fixture.now();
        var bounce = bounce("Permanent", ADA);
        var complaint = complaint("abuse", ADA);
        assertThat(failed(bounce, complaint, bounce)).isEmpty();
        fixture.stack.clock().advance(Duration.ofDays(1));

        assertThat(failed(complaint, bounce("Permanent", ADA), bounce("Transient", ADA), bounce))
                .isEmpty();

        assertThat(of(ADA).bouncedAt()).isEqualTo(told);
        assertThat(of(ADA).complainedAt()).isEqualTo(told);
        assertThat(listed()).containsExactly(ADA + " bounce " + told);
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(1);
        assertThat(fixture.counted(Count.MAILS_COMPLAINED)).isEqualTo(1);
    }

    @Test
    void shouldNotMindWhatBecomesOfMailsFromBeforeItWasLifted() {
        var sent = fixture.now();
        assertThat(failed(bounce("Permanent", ADA))).isEmpty();
        fixture.stack.clock().advance(Duration.ofHours(1));
        var email = new EmailAddress(ADA);
        var known = fixture.suppressions.known(email.hash());
        fixture.table.commit(
                fixture.suppressions.keep(email, known, known.suppression().lifted(fixture.now())));
        fixture.stack.clock().advance(Duration.ofHours(1));

        assertThat(failed(bounce("Permanent", sent, ADA))).isEmpty();
        assertThat(of(ADA).bouncedAt()).isNull();

        assertThat(failed(bounce("Permanent", fixture.now(), ADA))).isEmpty();
        assertThat(of(ADA).bouncedAt()).isNotNull();
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(2);
    }

    @Test
    void shouldNotForgetOneOfManyThatAreToldAtOnce() {
        failed(bounce("Transient", ADA), bounce("Transient", ADA));
        assertThat(Concurrently.call(3, () -> failed(bounce("Transient", ADA))))
                .allSatisfy(failures -> assertThat(failures).isEmpty());

        assertThat(fixture.suppressions
                        .known(new EmailAddress(ADA).hash())
                        .suppression()
                        .reason())
                .contains(Reason.TRANSIENT);
    }

    @Test
    void shouldLeaveTheAllowanceOfAnAddressAlone() {
        fixture.deliver(fixture.signsUp(ADA));
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
    void shouldSendBackWhatIsOfAnUnknownTypeOrWithoutItsTimes() {
        var untold = event("Bounce", fixture.now());
        recipients(
                feedback(untold.putObject("bounce"), fixture.now())
                        .put("bounceType", "Permanent")
                        .put("timestamp", "yesterday"),
                "bouncedRecipients",
                ADA);

        assertThat(failed(bounce("Elastic", ADA), envelope(untold), bounce("Permanent", BOB)))
                .containsExactly(0, 1);

        assertThat(of(ADA).bouncedAt()).isNull();
        assertThat(of(BOB).bouncedAt()).isNotNull();
    }

    @Test
    void shouldSendBackABounceOfWhatIsNoAddressAndNoteTheOthers() {
        assertThat(failed(bounce("Permanent", "nobody", ADA))).containsExactly(0);

        assertThat(of(ADA).bouncedAt()).isNotNull();
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
        var bounce = bounce("Permanent", ADA);
        Faults.next("dynamodb", "TransactWriteItems", "unavailable", 100, "EMAIL#");
        assertThat(failed(bounce)).containsExactly(0);
        Faults.clear();

        assertThat(failed(bounce)).isEmpty();
        assertThat(of(ADA).bouncedAt()).isNotNull();
        assertThat(fixture.counted(Count.MAILS_BOUNCED)).isEqualTo(1);
    }

    private MailState of(String address) {
        return fixture.addressMail.address(new EmailAddress(address).hash()).mail();
    }

    private List<String> listed() {
        return fixture.suppressions.suppressed(null, 100).stream()
                .map(one -> one.email() + " " + one.reason().id() + " " + one.since())
                .toList();
    }

    /** Which of these messages failed, by their places. */
    private List<Integer> failed(String... bodies) {
        var event = LambdaEvents.sqs("MailFeedbackQueue");
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

    private String bounce(String type, String... addresses) {
        return bounce(type, fixture.now(), addresses);
    }

    private String bounce(String type, Instant sentAt, String... addresses) {
        var event = event("Bounce", sentAt);
        recipients(
                feedback(event.putObject("bounce"), fixture.now()).put("bounceType", type),
                "bouncedRecipients",
                addresses);
        return envelope(event);
    }

    private String complaint(@Nullable String type, String... addresses) {
        var event = event("Complaint", fixture.now());
        var complaint = feedback(event.putObject("complaint"), fixture.now());
        if (type != null) {
            complaint.put("complaintFeedbackType", type);
        }
        recipients(complaint, "complainedRecipients", addresses);
        return envelope(event);
    }

    private static JsonObject event(String type, Instant sentAt) {
        var event = new JsonObject().put("eventType", type);
        event.putObject("mail")
                .put("timestamp", sentAt.toString())
                .put("messageId", UUID.randomUUID().toString());
        return event;
    }

    private static JsonObject feedback(JsonObject feedback, Instant at) {
        return feedback.put("feedbackId", UUID.randomUUID().toString()).put("timestamp", at.toString());
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
