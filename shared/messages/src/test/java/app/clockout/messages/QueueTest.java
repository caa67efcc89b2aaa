package app.clockout.messages;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sending over the real protocol, to ElasticMQ. */
class QueueTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Environment ENVIRONMENT = STACK.environment("OutboxFunction");
    private static final int MORE_THAN_RETRIES = 50;
    /** SQS takes no such character; it tells so of the one message and takes the others. */
    private static final String REFUSED = "refused \u0001";

    private final Loss loss = new Loss();
    private final SqsClient sqs =
            ENVIRONMENT.client(SqsClient.builder().overrideConfiguration(calls -> calls.addExecutionInterceptor(loss)));
    private final Queue queue = new Queue(sqs, STACK.queueUrl("MailQueue"));

    @BeforeEach
    @AfterEach
    void clean() {
        Faults.clear();
        STACK.purge("MailQueue");
        Meter.reset();
    }

    @Test
    void shouldSendEverythingTenAtATime() {
        var bodies = bodies(25);

        assertThat(queue.send(bodies)).isEmpty();

        assertThat(calls()).isEqualTo(3);
        assertThat(onTheQueue()).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void shouldCallNobodyWithNothingToSend() {
        assertThat(queue.send(List.of())).isEmpty();
        assertThat(Meter.read()).isEmpty();
    }

    @Test
    void shouldSendWhatABatchLostOnceMoreAndNothingElse() {
        loss.of(Set.of("m2", "m13", "m14"), 1);

        assertThat(queue.send(bodies(15))).isEmpty();

        assertThat(onTheQueue()).containsExactlyInAnyOrderElementsOf(bodies(15));
        assertThat(loss.asked())
                .containsExactly(
                        bodies(15).subList(0, 10), List.of("m2"), bodies(15).subList(10, 15), List.of("m13", "m14"));
    }

    @Test
    void shouldTellWhatStaysLostAfterThreeTries() {
        loss.of(Set.of("m4", "m11"), MORE_THAN_RETRIES);

        assertThat(queue.send(bodies(12))).containsExactly(4, 11);

        assertThat(loss.asked()).filteredOn(asked -> asked.contains("m4")).hasSize(3);
        assertThat(onTheQueue())
                .containsExactlyInAnyOrderElementsOf(bodies(12).stream()
                        .filter(body -> !Set.of("m4", "m11").contains(body))
                        .toList());
    }

    @Test
    void shouldTellOnlyWhatIsStillUnsentWhereTheSecondTryFailsAltogether() {
        loss.of(Set.of("m3"), 1);
        loss.thenUnavailable();

        assertThat(queue.send(bodies(5))).containsExactly(3);
        Faults.clear();
        assertThat(onTheQueue()).containsExactlyInAnyOrder("m0", "m1", "m2", "m4");
    }

    @Test
    void shouldSendTheOthersOfABatchWhereTheQueueRefusesOne() {
        var bodies = new ArrayList<>(bodies(4));
        bodies.add(1, REFUSED);

        assertThat(queue.send(bodies)).containsExactly(1);
        assertThat(onTheQueue()).containsExactlyInAnyOrderElementsOf(bodies(4));
    }

    @Test
    void shouldGoOnWithTheOtherBatchesWhereOneCannotBeSentAtAll() {
        Faults.next("sqs", "SendMessageBatch", "unavailable", MORE_THAN_RETRIES, "m15");

        assertThat(queue.send(bodies(25)))
                .containsExactlyElementsOf(IntStream.range(10, 20).boxed().toList());

        Faults.clear();
        assertThat(onTheQueue()).hasSize(15).contains("m0", "m24").doesNotContain("m15");
    }

    @Test
    void shouldNotNoticeTroubleThatIsOverAtOnce() {
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);

        assertThat(queue.send(bodies(3))).isEmpty();
        assertThat(onTheQueue()).hasSize(3);
    }

    @Test
    void shouldRatherSendTwiceThanLoseWhereAnAnswerGetsLost() {
        Faults.next("sqs", "SendMessageBatch", "timeout-after-commit", 1, null);

        assertThat(queue.send(bodies(3))).isEmpty();
        assertThat(new HashSet<>(onTheQueue())).isEqualTo(Set.of("m0", "m1", "m2"));
    }

    private static List<String> bodies(int number) {
        return IntStream.range(0, number).mapToObj(i -> "m" + i).toList();
    }

    private static List<String> onTheQueue() {
        return STACK.peek("MailQueue").stream().map(Message::body).toList();
    }

    private static int calls() {
        return Objects.requireNonNull(Meter.read().get("start")).operations().getOrDefault("SendMessageBatch", 0);
    }

    /** Loses messages of a batch as SQS can: the call succeeds, and tells which ones did not make it. */
    private static final class Loss implements ExecutionInterceptor {
        private static final ExecutionAttribute<List<SendMessageBatchRequestEntry>> LOST =
                new ExecutionAttribute<>("ClockoutLostEntries");

        private final List<List<String>> asked = new ArrayList<>();
        private Set<String> bodies = Set.of();
        private int times;
        private boolean thenUnavailable;

        /** Loses the messages of these bodies, each as many times. */
        void of(Set<String> bodies, int times) {
            this.bodies = bodies;
            this.times = times;
        }

        /** No batch can be sent after the first one. */
        void thenUnavailable() {
            thenUnavailable = true;
        }

        List<List<String>> asked() {
            return asked;
        }

        @Override
        public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof SendMessageBatchRequest batch)) {
                return context.request();
            }
            asked.add(batch.entries().stream().map(entry -> entry.messageBody()).toList());
            var lost = batch.entries().stream()
                    .filter(entry -> bodies.contains(entry.messageBody()))
                    .filter(entry -> asked.stream()
                                    .filter(one -> one.contains(entry.messageBody()))
                                    .count()
                            <= times)
                    .toList();
            attributes.putAttribute(LOST, lost);
            var left = batch.entries().stream()
                    .filter(entry -> !lost.contains(entry))
                    .toList();
            // A batch cannot be empty; the one that stands in for it goes elsewhere.
            return left.isEmpty()
                    ? batch.toBuilder()
                            .queueUrl(STACK.queueUrl("MailBulkQueue"))
                            .build()
                    : batch.toBuilder().entries(left).build();
        }

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            var lost = attributes.getAttribute(LOST);
            if (lost == null || !(context.response() instanceof SendMessageBatchResponse response)) {
                return context.response();
            }
            if (thenUnavailable) {
                Faults.next("sqs", "SendMessageBatch", "unavailable", MORE_THAN_RETRIES, null);
            }
            var failed = new ArrayList<>(response.failed());
            lost.forEach(entry -> failed.add(BatchResultErrorEntry.builder()
                    .id(entry.id())
                    .code("InternalError")
                    .senderFault(false)
                    .build()));
            return response.toBuilder().failed(failed).build();
        }
    }
}
