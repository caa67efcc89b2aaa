package app.clockout.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.BusyException;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.local.testing.SqsEventBuilder;
import app.clockout.messages.Worker.NotNowException;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.Message;

class WorkerTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Environment ENVIRONMENT = STACK.environment("MailWorkerFunction");
    private static final String DATA = "maya@example.com";

    private final List<ChangeMessageVisibilityRequest> postponed = new ArrayList<>();
    private final SqsClient sqs = ENVIRONMENT.client(
            SqsClient.builder().overrideConfiguration(calls -> calls.addExecutionInterceptor(new Recorder())));
    private final Worker worker = new Worker(() -> sqs, STACK.queueUrl("MailQueue"), STACK.queueUrl("MailBulkQueue"));
    private final List<String> done = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @AfterEach
    void clean() {
        Faults.clear();
        STACK.purge("MailQueue");
        STACK.purge("MailBulkQueue");
    }

    @Test
    void shouldDoTheJobOfEachMessageInOrderAndAskForNoneAgain() {
        assertThat(work(tenMessages(), done::add).getBatchItemFailures()).isEmpty();

        assertThat(done).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(postponed).isEmpty();
    }

    @Test
    void shouldAskForTheOneBadMessageOfTenAgainAndForNoOther() {
        var event = tenMessages();

        var response = work(event, body -> {
            if (body.equals("m4")) {
                throw new IllegalStateException(DATA);
            }
            done.add(body);
        });

        assertThat(ids(response)).containsExactly(event.getRecords().get(4).getMessageId());
        assertThat(done).containsExactly("m0", "m1", "m2", "m3", "m5", "m6", "m7", "m8", "m9");
        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::receiptHandle)
                .containsExactly(event.getRecords().get(4).getReceiptHandle());
    }

    @Test
    void shouldNotBeStoppedByAnyKindOfFailure() {
        var failures = List.of(
                new NotNowException("Another worker is at it."),
                new BusyException(new IllegalStateException()),
                new UnreadableMessageException("Its type is unknown."),
                new NullPointerException(),
                new UncheckedIOException(new IOException()),
                new ClassCastException(),
                new WithoutATrace());
        var event = tenMessages();

        var response = work(event, body -> {
            int number = body.charAt(1) - '0';
            if (number < failures.size()) {
                throw failures.get(number);
            }
            done.add(body);
        });

        assertThat(ids(response))
                .containsExactlyElementsOf(event.getRecords().subList(0, 7).stream()
                        .map(SQSEvent.SQSMessage::getMessageId)
                        .toList());
        assertThat(done).containsExactly("m7", "m8", "m9");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5",
        "2, 10",
        "3, 20",
        "4, 40",
        "9, 1280",
        "10, 2560",
        "11, 3600",
        "12, 3600",
        "30, 3600",
        "1000, 3600",
    })
    void shouldPostponeAMessageTwiceAsLongEachTimeUpToAnHour(int received, int seconds) {
        work(messages("MailQueue").receivedTimes(received).message("x").build(), WorkerTest::fail);

        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
                .containsExactly(seconds);
    }

    @Test
    void shouldPostponeWhatIsNotToBeDoneNowAndWhatIsBusyAlike() {
        work(tenMessages(), body -> {
            switch (body) {
                case "m1" -> throw new NotNowException("Another worker is at it.");
                case "m2" -> throw new BusyException(new IllegalStateException());
                default -> {}
            }
        });

        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
                .containsExactly(5, 5);
    }

    @Test
    void shouldTakeAMessageThatDoesNotTellForOneThatWasReceivedOnce() {
        var event = messages("MailQueue").receivedTimes(7).message("x").build();
        event.getRecords().getFirst().setAttributes(Map.of());

        work(event, WorkerTest::fail);

        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
                .containsExactly(5);
    }

    @Test
    void shouldHurryAMessageThatNobodyCanReadToTheDeadLetterQueue() {
        work(messages("MailQueue").receivedTimes(20).message("x").build(), body -> Messages.read("{}"));

        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::visibilityTimeout)
                .containsExactly(1);
    }

    @Test
    void shouldPostponeAMessageOnTheQueueThatItCameFrom() {
        var event = messages("MailBulkQueue").message("x").build();
        event.setRecords(List.of(
                event.getRecords().getFirst(),
                messages("MailQueue").message("y").build().getRecords().getFirst()));

        work(event, WorkerTest::fail);

        assertThat(postponed)
                .extracting(ChangeMessageVisibilityRequest::queueUrl)
                .containsExactly(STACK.queueUrl("MailBulkQueue"), STACK.queueUrl("MailQueue"));
    }

    @Test
    void shouldLeaveTheTimeoutToAQueueThatItDoesNotKnow() {
        var event = LambdaEvents.sqs("Queue").message("x").build();

        assertThat(work(event, WorkerTest::fail).getBatchItemFailures()).hasSize(1);
        assertThat(postponed).isEmpty();
    }

    @Test
    void shouldMakeAMessageWaitOnTheRealQueue() {
        sqs.sendMessage(send -> send.queueUrl(STACK.queueUrl("MailQueue")).messageBody("waits"));
        sqs.sendMessage(send -> send.queueUrl(STACK.queueUrl("MailQueue")).messageBody("unreadable"));
        var received = receive(0);
        assertThat(received).hasSize(2);
        var event = messages("MailQueue");
        received.forEach(event::message);

        work(event.build(), body -> {
            if (body.equals("unreadable")) {
                throw new UnreadableMessageException("It is.");
            }
            throw new NotNowException("It waits.");
        });

        assertThat(receive(0)).as("neither comes back at once").isEmpty();
        assertThat(receive(3))
                .extracting(Message::body)
                .as("long before the queue's own timeout")
                .containsExactly("unreadable");
    }

    @Test
    void shouldAskForAMessageAgainEvenWhereItCannotBePostponed() {
        Faults.next("sqs", "ChangeMessageVisibility", "unavailable", 50, null);

        var response = work(tenMessages(), body -> {
            if (body.equals("m0")) {
                throw new IllegalStateException(DATA);
            }
            done.add(body);
        });

        assertThat(response.getBatchItemFailures()).hasSize(1);
        assertThat(done).hasSize(9);
    }

    @Test
    void shouldNoteAFailureByItsTypeAndPlaceWithoutAnyData() {
        work(messages("MailQueue").message("{\"email\":\"" + DATA + "\"}").build(), WorkerTest::fail);

        assertThat(log.toString(UTF_8))
                .contains("java.lang.IllegalStateException", "app.clockout.messages.WorkerTest.fail")
                .doesNotContain(DATA);
    }

    @Test
    void shouldNotNoteWhatIsOnlyToWait() {
        // From the real queue, so that postponing succeeds.
        for (var failure : List.of(new NotNowException(DATA), new BusyException(new IllegalStateException(DATA)))) {
            sqs.sendMessage(send -> send.queueUrl(STACK.queueUrl("MailQueue")).messageBody("x"));
            work(messages("MailQueue").message(receive(0).getFirst()).build(), body -> {
                throw failure;
            });
        }

        assertThat(postponed).hasSize(2);
        assertThat(log.toString(UTF_8)).isEmpty();
    }

    private SQSBatchResponse work(SQSEvent event, Consumer<String> job) {
        var before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            return worker.work(event, job);
        } finally {
            System.setErr(before);
        }
    }

    private static SQSEvent tenMessages() {
        var event = messages("MailQueue");
        for (int i = 0; i < 10; i++) {
            event.message("m" + i);
        }
        return event.build();
    }

    /** Messages that say they come from this queue of the stack. */
    private static SqsEventBuilder messages(String queue) {
        var url = STACK.queueUrl(queue);
        return LambdaEvents.sqs(url.substring(url.lastIndexOf('/') + 1));
    }

    private List<Message> receive(int seconds) {
        return sqs.receiveMessage(receive -> receive.queueUrl(STACK.queueUrl("MailQueue"))
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(seconds))
                .messages();
    }

    private static List<String> ids(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(BatchItemFailure::getItemIdentifier)
                .toList();
    }

    private static void fail(String body) {
        throw new IllegalStateException(DATA);
    }

    /** As the JIT makes of an exception that is thrown very often. */
    private static final class WithoutATrace extends RuntimeException {
        private static final long serialVersionUID = 1;

        WithoutATrace() {
            super(DATA, null, false, false);
        }
    }

    /** Notes what is postponed, and lets it through to the queue. */
    private final class Recorder implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (context.request() instanceof ChangeMessageVisibilityRequest change) {
                postponed.add(change);
            }
        }
    }
}
