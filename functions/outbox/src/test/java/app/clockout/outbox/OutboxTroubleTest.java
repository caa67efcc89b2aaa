package app.clockout.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Faults;
import app.clockout.messages.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However SQS fails, in whole or in part, no change stays without what follows from it, and the stream goes on. */
class OutboxTroubleTest {
    private static final int MORE_THAN_RETRIES = 100;

    private final Relay relay = new Relay();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "11, 2", "100, 10"})
    void shouldSendTheMessagesOfOneKindInBatchesOfTen(int changes, int calls) {
        assertThat(relay.failed(signUps(changes).build())).isEmpty();

        assertThat(relay.calls()).isEqualTo(Map.of("SendMessageBatch", calls));
        assertThat(relay.mail()).containsExactlyInAnyOrderElementsOf(applied(0, changes));
    }

    @Test
    void shouldSendTheMessagesOfEachKindToItsQueue() {
        var records = new Records();
        for (int i = 0; i < 10; i++) {
            records.signUp("r" + i)
                    .profile("m" + i, "waiting", "approved")
                    .inserted("DECISION#d", "CHUNK#00" + i, Map.of());
        }

        assertThat(relay.failed(records.build())).isEmpty();

        assertThat(relay.calls()).isEqualTo(Map.of("SendMessageBatch", 3));
        assertThat(relay.mail()).hasSize(10);
        assertThat(relay.bulk()).hasSize(10);
        assertThat(relay.decisions()).hasSize(10);
    }

    @Test
    void shouldGoOnFromTheFirstChangeWhoseMessageWasRefused() {
        var some = new SomeRefused(Set.of("r7", "r3", "r11"), Integer.MAX_VALUE);
        var records = signUps(12);

        assertThat(Relay.failed(outbox(some), records.build())).containsExactly(3);

        assertThat(relay.mail())
                .as("the others of the batch are sent")
                .containsExactlyInAnyOrderElementsOf(applied(12, Set.of(3, 7, 11)));

        assertThat(relay.failed(records.from(3))).isEmpty();

        assertThat(new HashSet<>(relay.mail())).isEqualTo(Set.copyOf(applied(0, 12)));
    }

    @Test
    void shouldSendAgainWhatWasRefusedOnceAndNothingElse() {
        var once = new SomeRefused(Set.of("r3", "r7"), 1);

        assertThat(Relay.failed(outbox(once), signUps(10).build())).isEmpty();

        assertThat(relay.mail()).containsExactlyInAnyOrderElementsOf(applied(0, 10));
        assertThat(relay.calls()).isEqualTo(Map.of("SendMessageBatch", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "throttle"})
    void shouldGoOnFromTheFirstChangeWithAConsequenceWhileSqsIsDown(String error) {
        var records = new Records().profile("eve", "waiting", "waiting").profile("bob", "waiting", "withdrawn");
        IntStream.range(0, 12).forEach(i -> records.signUp("r" + i));
        Faults.next("sqs", "SendMessageBatch", error, MORE_THAN_RETRIES, null);

        assertThat(relay.failed(records.build())).containsExactly(2);
        assertThat(relay.mail()).isEmpty();

        Faults.clear();
        assertThat(relay.failed(records.from(2))).isEmpty();

        assertThat(relay.mail()).containsExactlyInAnyOrderElementsOf(applied(0, 12));
    }

    @Test
    void shouldGoOnFromTheFirstChangeWhoseQueueIsDownThoughTheOthersTakeTheirs() {
        var records = new Records()
                .signUp("r0")
                .signUp("r1")
                .profile("ada", "waiting", "approved")
                .signUp("r2")
                .profile("bob", "waiting", "approved");
        Faults.next("sqs", "SendMessageBatch", "unavailable", MORE_THAN_RETRIES, "MailBulkQueue");

        assertThat(relay.failed(records.build())).containsExactly(2);
        assertThat(relay.mail()).hasSize(3);

        Faults.clear();
        assertThat(relay.failed(records.from(2))).isEmpty();

        assertThat(relay.bulk())
                .containsExactlyInAnyOrder(
                        new Message.Decided(new MemberId("ada")), new Message.Decided(new MemberId("bob")));
    }

    @Test
    void shouldGoOnFromAChangeNobodyCanReadWhenItsNoteIsRefused() {
        var records = new Records().signUp("r0").profile("ada", null, null).signUp("r1");
        Faults.next("sqs", "SendMessageBatch", "unavailable", MORE_THAN_RETRIES, "UnreadableChangesQueue");

        assertThat(relay.failed(records.build())).containsExactly(1);

        Faults.clear();
        assertThat(relay.failed(records.from(1))).isEmpty();
        assertThat(relay.notes()).hasSize(1);
    }

    @Test
    void shouldRatherSendTwiceThanLoseWhatSqsDoesNotAnswerTo() {
        Faults.next("sqs", "SendMessageBatch", "timeout-after-commit", 1, null);

        assertThat(relay.failed(signUps(3).build())).isEmpty();

        assertThat(Set.copyOf(relay.mail())).isEqualTo(Set.copyOf(applied(0, 3)));
    }

    private static Records signUps(int count) {
        var records = new Records();
        IntStream.range(0, count).forEach(i -> records.signUp("r" + i));
        return records;
    }

    private static List<Message> applied(int from, int to) {
        return IntStream.range(from, to)
                .<Message>mapToObj(i -> new Message.Applied(new AddressHash("a1b2c3"), "r" + i))
                .toList();
    }

    private static List<Message> applied(int count, Set<Integer> without) {
        return IntStream.range(0, count)
                .filter(i -> !without.contains(i))
                .<Message>mapToObj(i -> new Message.Applied(new AddressHash("a1b2c3"), "r" + i))
                .toList();
    }

    private OutboxHandler outbox(SomeRefused refusing) {
        var here = relay.environment;
        return new OutboxHandler(new Environment(here.variables(), here.clock(), here.random(), builder -> {
            here.connect().accept(builder);
            builder.overrideConfiguration(client -> client.addExecutionInterceptor(refusing));
        }));
    }
}
