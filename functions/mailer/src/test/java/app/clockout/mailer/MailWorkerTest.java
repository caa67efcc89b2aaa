package app.clockout.mailer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.clockout.domain.Application;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.local.testing.SqsEventBuilder;
import app.clockout.messages.Messages;
import app.clockout.table.Addresses.SignInRequest;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the queues bring to the mail worker, and what it sends back. */
class MailWorkerTest {
    private static final MemberId MAYA = new MemberId("4kqzt5x2mfvb7nwsr3hdcy6pge");
    private static final MemberId BEN = new MemberId("2hwcx7rmbt5qfz3nkvs6jdgy4e");
    private static final EmailAddress MAYAS = new EmailAddress("maya@example.com");

    private final MailFixture fixture = new MailFixture();
    private final MailWorker worker = new MailWorker(fixture.environment);

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldWorkOffTheSampleOfTheMailQueue() {
        fixture.table.commit(
                fixture.addresses.apply(new Application(
                        "5tmdh2ywq7zkfc3xvr6bgns4pe", MAYAS, MailFixture.details("Maya Lindqvist"), fixture.now())),
                fixture.addresses.askToSignIn(
                        MAYAS.hash(), new SignInRequest("7pxgk4tzbn2vwq5chm3rsfd6ya", "/"), fixture.now()));
        var sample = LambdaEvents.read("mailer-mail", SQSEvent.class);

        assertThat(failures(sample)).isEmpty();

        assertThat(fixture.kinds()).as("Maya is nobody yet").containsExactly("confirm-address");

        fixture.add(person(MAYA, MAYAS, Standing.WAITING));
        assertThat(failures(sample)).isEmpty();

        assertThat(fixture.kinds())
                .as("what was decided the first time stays so")
                .containsExactly("confirm-address");
    }

    @Test
    void shouldTellTheMayaOfTheSampleHerPlace() {
        fixture.add(person(MAYA, MAYAS, Standing.WAITING));

        assertThat(failures(LambdaEvents.read("mailer-mail", SQSEvent.class))).isEmpty();

        assertThat(fixture.onlyMail().kind()).isEqualTo("on-the-waitlist");
        assertThat(fixture.onlyMail().to()).isEqualTo(MAYAS.value());
    }

    @Test
    void shouldWorkOffTheSampleOfTheBulkQueue() {
        fixture.add(person(MAYA, MAYAS, Standing.APPROVED));
        fixture.add(person(BEN, new EmailAddress("ben@example.com"), Standing.DECLINED));

        assertThat(failures(LambdaEvents.read("mailer-mail-bulk", SQSEvent.class)))
                .isEmpty();

        assertThat(fixture.mails())
                .extracting(CaughtMail::to, CaughtMail::kind)
                .containsExactly(tuple("maya@example.com", "approved"), tuple("ben@example.com", "declined"));
    }

    @Test
    void shouldTellThePeopleOfTheSamplesOfTheirEvent() {
        var maya = person(MAYA, MAYAS, Standing.APPROVED);
        var ben = person(BEN, new EmailAddress("ben@example.com"), Standing.APPROVED);
        fixture.add(maya);
        fixture.add(ben);
        var meetup = new EventFixture(fixture);
        meetup.answers(maya, Rsvp.Status.CONFIRMED);
        meetup.answers(ben, Rsvp.Status.WAITLISTED);

        assertThat(failures(LambdaEvents.read("mailer-mail", SQSEvent.class))).isEmpty();
        assertThat(failures(LambdaEvents.read("mailer-mail-bulk", SQSEvent.class)))
                .isEmpty();

        assertThat(fixture.mails())
                .extracting(CaughtMail::to, CaughtMail::kind)
                .contains(
                        tuple("maya@example.com", "seat-confirmed"),
                        tuple("maya@example.com", "event-changed"),
                        tuple("ben@example.com", "event-changed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "",
                "[]",
                "{}",
                "{\"version\":2,\"type\":\"confirmed\",\"member\":\"m\"}",
                "{\"version\":\"1\",\"type\":\"confirmed\",\"member\":\"m\"}",
                "{\"type\":\"confirmed\",\"member\":\"m\"}",
                "{\"version\":1,\"type\":\"promoted\",\"member\":\"m\"}",
                "{\"version\":1,\"type\":\"confirmed\"}",
                "{\"version\":1,\"type\":\"confirmed\",\"member\":\" \"}",
                "{\"version\":1,\"type\":\"applied\",\"address\":\"a\"}",
                "{\"version\":1,\"type\":\"decide\",\"decision\":\"d\",\"chunk\":0}"
            })
    void shouldSendBackThePoisonInABatchOfTenAndDoTheRest(String poison) {
        var event = LambdaEvents.sqs("MailQueue");
        for (int i = 0; i < 9; i++) {
            if (i == 4) {
                event.message(poison);
            }
            event.message(Messages.write(fixture.signsUp("ada" + i + "@example.test")));
        }
        var batch = event.build();

        assertThat(failures(batch)).containsExactly(batch.getRecords().get(4).getMessageId());

        assertThat(fixture.mails()).hasSize(9).extracting(CaughtMail::to).doesNotHaveDuplicates();
    }

    @Test
    void shouldSendBackExactlyWhatSesRefusedOfABatch() {
        Faults.next("ses", "SendRawEmail", "throttle", 1, "ada3@example.test");
        var event = LambdaEvents.sqs("MailQueue");
        for (int i = 0; i < 10; i++) {
            event.message(Messages.write(fixture.signsUp("ada" + i + "@example.test")));
        }
        var batch = event.build();

        assertThat(failures(batch)).containsExactly(batch.getRecords().get(3).getMessageId());

        assertThat(fixture.mails()).hasSize(9);
        assertThat(failures(batch)).isEmpty();
        assertThat(fixture.mails()).hasSize(10);
    }

    @Test
    void shouldGiveAMessageOfAnUnknownVersionUpToTheDeadLetterQueue() {
        send("{\"version\":2,\"type\":\"confirmed\",\"member\":\"m\"}");

        int deliveries = 0;
        for (var message = receive(); message != null; message = receive()) {
            deliveries++;
            assertThat(failures(mailQueue().message(message).build())).containsExactly(message.messageId());
            back(message);
        }

        assertThat(deliveries).isEqualTo(30);
        assertThat(fixture.stack.peek("MailQueue")).isEmpty();
        assertThat(fixture.stack.peek("MailDeadLetterQueue"))
                .extracting(Message::body)
                .containsExactly("{\"version\":2,\"type\":\"confirmed\",\"member\":\"m\"}");
        assertThat(fixture.mails()).isEmpty();
        fixture.stack.purge("MailDeadLetterQueue");
    }

    @Test
    void shouldPutAMessageOffOnItsOwnQueueRatherThanSendItAnew() {
        Faults.next("ses", "SendRawEmail", "throttle", 1, null);
        send(Messages.write(fixture.signsUp("ada@example.test")));
        var message = Objects.requireNonNull(receive());
        Meter.reset();

        var failed = Meter.during(
                "worker", () -> failures(mailQueue().message(message).build()));

        assertThat(failed).containsExactly(message.messageId());
        assertThat(used())
                .containsEntry("ChangeMessageVisibility", 1)
                .doesNotContainKeys("SendMessage", "SendMessageBatch");
        assertThat(messagesInFlight())
                .as("not to be had before its pause is over")
                .isEqualTo("1");
        assertThat(receive()).isNull();
    }

    @Test
    void shouldLogNothingOfWhatMessagesAndServicesSay() {
        Faults.next("ses", "SendRawEmail", "throttle", 1, null);
        var log = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            failures(LambdaEvents.sqs("MailQueue")
                    .message(Messages.write(fixture.signsUp("ada@example.test")))
                    .message("{\"version\":1,\"type\":\"bob@example.test\"}")
                    .build());
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(UTF_8)).contains("UnreadableMessageException").doesNotContain("@", "token", "bob");
    }

    @Test
    void shouldCallNothingButTheTableAndSesForAMailThatGoesWell() {
        var applied = fixture.signsUp("ada@example.test");
        var _ = fixture.failures(
                fixture.signsUp("bob@example.test")); // quota and reputation are known for a while then
        Meter.reset();

        Meter.during("worker", () -> fixture.failures(applied));

        assertThat(used())
                .isEqualTo(Map.of("BatchGetItem", 1, "TransactWriteItems", 2, "SendRawEmail", 1, "UpdateItem", 1));
    }

    @Test
    void shouldReadOnlyOnceAndWriteOnlyOnceForAMailThatIsNotSent() {
        var asked = fixture.asksToSignIn("ada@example.test");
        Meter.reset();

        Meter.during("worker", () -> fixture.failures(asked));

        assertThat(used()).isEqualTo(Map.of("BatchGetItem", 1, "TransactWriteItems", 1));
    }

    private static Map<String, Integer> used() {
        return Objects.requireNonNull(Meter.read().get("worker")).operations();
    }

    private List<String> failures(SQSEvent event) {
        return worker.handleRequest(event, null).getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private Person person(MemberId id, EmailAddress email, Standing standing) {
        return new Person(
                id,
                email,
                MailFixture.details("Maya Lindqvist"),
                standing,
                false,
                false,
                fixture.now(),
                new Place(1),
                1,
                fixture.now(),
                false);
    }

    private SqsEventBuilder mailQueue() {
        return LambdaEvents.sqs(fixture.stack.tableName() + "-MailQueue");
    }

    private void send(String body) {
        fixture.stack.sqs().sendMessage(send -> send.queueUrl(fixture.stack.queueUrl("MailQueue"))
                .messageBody(body));
    }

    private @Nullable Message receive() {
        return fixture
                .stack
                .sqs()
                .receiveMessage(receive -> receive.queueUrl(fixture.stack.queueUrl("MailQueue"))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .stream()
                .findFirst()
                .orElse(null);
    }

    private void back(Message message) {
        fixture.stack.sqs().changeMessageVisibility(back -> back.queueUrl(fixture.stack.queueUrl("MailQueue"))
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout(0));
    }

    private String messagesInFlight() {
        return String.valueOf(fixture.stack
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(fixture.stack.queueUrl("MailQueue"))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }
}
