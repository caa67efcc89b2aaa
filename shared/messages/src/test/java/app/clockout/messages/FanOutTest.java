package app.clockout.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsClient;

class FanOutTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final EventId EVENT = new EventId("founders_aaaaaaaaaaaaaaaa");
    private static final Queue QUEUE = new Queue(
            STACK.environmentWithoutRetries("SeatWorkerFunction").client(SqsClient.builder()),
            STACK.queueUrl("MailBulkQueue"));

    @AfterEach
    void clean() {
        Faults.clear();
        STACK.purge("MailBulkQueue");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "50, 1, 1", "51, 2, 1", "500, 10, 1", "501, 11, 2", "1000, 20, 2"})
    void shouldTellFiftyPeopleAMessageAndTenMessagesACall(int people, int messages, int calls) {
        Meter.reset();

        Meter.during("fan-out", () -> {
            tell(people);
            return true;
        });

        assertThat(Objects.requireNonNull(Meter.read().get("fan-out")).requests())
                .isEqualTo(calls);
        assertThat(told()).hasSize(messages).allSatisfy(some -> assertThat(some).hasSizeBetween(1, 50));
        assertThat(told().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(members(people));
    }

    @Test
    void shouldStopWhereACallFails() {
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);

        assertThatThrownBy(() -> tell(501)).isInstanceOf(Worker.NotNowException.class);
        assertThat(told()).isEmpty();

        tell(501);
        assertThat(told()).hasSize(11);
    }

    @Test
    void shouldComeBackWhereTheLastCallFails() {
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, "m00500");

        assertThatThrownBy(() -> tell(501)).isInstanceOf(Worker.NotNowException.class);
        assertThat(told()).hasSize(10);
    }

    private static void tell(int people) {
        var fanOut = new FanOut(QUEUE, some -> new Message.EventNews(EVENT, some));
        members(people).forEach(fanOut::add);
        fanOut.finish();
    }

    private static List<MemberId> members(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> new MemberId("m%05d".formatted(i)))
                .toList();
    }

    private static List<List<MemberId>> told() {
        return STACK.peek("MailBulkQueue").stream()
                .map(message -> ((Message.EventNews) Messages.read(message.body())).members())
                .toList();
    }
}
