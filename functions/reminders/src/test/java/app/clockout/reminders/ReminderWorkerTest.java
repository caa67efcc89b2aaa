package app.clockout.reminders;

import static app.clockout.domain.Reminder.DAY_BEFORE;
import static app.clockout.domain.Reminder.FOLLOW_UP;
import static app.clockout.domain.Reminder.TWO_HOURS_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp.Status;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Who is reminded when a sweep found that it is time. */
class ReminderWorkerTest {
    private static final int AT_ONCE = 25;

    private final Evening evening = new Evening();
    private final Event event = evening.announced(Duration.ofDays(3));

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldWorkOffItsSampleEventOfAnEventThatIsNone() {
        var worker = new ReminderWorker(evening.stack.environment("ReminderWorkerFunction"));

        var answer = worker.handleRequest(LambdaEvents.read("reminders-reminders", SQSEvent.class), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
        assertThat(evening.reminded()).isEmpty();
    }

    @Test
    void shouldRemindWhoHasASeat() {
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.answered(event, "ben", Status.CONFIRMED);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.due(event, DAY_BEFORE);

        assertThat(evening.reminders())
                .containsExactly(new Message.Remind(
                        event.id(), DAY_BEFORE, event.startsAt(), List.of(new MemberId("ben"), new MemberId("maya"))));
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "CONFIRMED")
    void shouldRemindNobodyElse(Status status) {
        evening.answered(event, "maya", status);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.due(event, DAY_BEFORE);

        assertThat(evening.reminded()).isEmpty();
    }

    @Test
    void shouldNotRemindWhoGaveTheSeatUp() {
        var seat = evening.answered(event, "maya", Status.CONFIRMED);
        evening.answered(event, "ben", Status.CONFIRMED);
        evening.givesUp(seat);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.due(event, DAY_BEFORE);

        assertThat(evening.reminded()).containsExactly("reminder-24h of ben");
    }

    @Test
    void shouldSkipTheDayBeforeForWhoHasJustTakenASeat() {
        evening.moveTo(DAY_BEFORE.due(event).minus(Duration.ofHours(2)));
        evening.answered(event, "ben", Status.CONFIRMED);
        evening.moveTo(evening.now().plusMillis(1));
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.due(event, DAY_BEFORE);
        assertThat(evening.reminded()).containsExactly("reminder-24h of ben");

        evening.moveTo(TWO_HOURS_BEFORE.due(event));
        evening.due(event, TWO_HOURS_BEFORE);
        assertThat(evening.reminded()).containsExactly("reminder-2h of ben", "reminder-2h of maya");
    }

    @Test
    void shouldFollowUpWithThoseWhoWereThere() {
        var seat = evening.answered(event, "maya", Status.CONFIRMED);
        evening.answered(event, "ben", Status.CONFIRMED);
        evening.moveTo(event.startsAt());
        evening.isIn(seat);
        evening.moveTo(FOLLOW_UP.due(event));

        evening.due(event, FOLLOW_UP);

        assertThat(evening.reminded()).containsExactly("event-followup of maya");
    }

    @Test
    void shouldDoNothingBeforeItIsTimeAndWhenItIsTooLate() {
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.due(event, DAY_BEFORE);
        evening.moveTo(TWO_HOURS_BEFORE.due(event));
        evening.due(event, DAY_BEFORE);
        evening.moveTo(event.startsAt());
        evening.due(event, TWO_HOURS_BEFORE);
        evening.moveTo(event.startsAt().plus(Duration.ofDays(13)));
        evening.due(event, TWO_HOURS_BEFORE);
        evening.due(event, FOLLOW_UP);

        assertThat(evening.reminded()).isEmpty();
    }

    @Test
    void shouldDoNothingForTheTimeThatAnEventHasLeft() {
        evening.answered(event, "maya", Status.CONFIRMED);
        var after = evening.moved(event, Duration.ofDays(2));
        evening.moveTo(DAY_BEFORE.due(event));
        evening.due(event, DAY_BEFORE);
        assertThat(evening.reminded()).isEmpty();

        evening.moveTo(DAY_BEFORE.due(after));
        evening.due(event, DAY_BEFORE);

        assertThat(evening.reminders()).extracting(Message.Remind::startsAt).containsExactly(after.startsAt());
    }

    @Test
    void shouldDoNothingForACancelledEvent() {
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.cancelled(event);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.due(event, DAY_BEFORE);

        assertThat(evening.reminded()).isEmpty();
    }

    @Test
    void shouldComeBackWhereNotEverybodyCouldBeReminded() {
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.moveTo(DAY_BEFORE.due(event));
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);

        assertThat(evening.due(event, DAY_BEFORE).getBatchItemFailures()).hasSize(1);
        assertThat(evening.due(event, DAY_BEFORE).getBatchItemFailures()).isEmpty();

        assertThat(evening.reminded()).containsExactly("reminder-24h of maya");
    }

    @Test
    void shouldRefuseWhatIsNoReminderAndDoTheRest() {
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.moveTo(DAY_BEFORE.due(event));

        var answer =
                evening.deliver(new Message.SeatFreed(event.id()), new Message.ReminderDue(event.id(), DAY_BEFORE));

        assertThat(answer.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("00000000-0000-0000-0000-000000000001");
        assertThat(evening.reminded()).containsExactly("reminder-24h of maya");
    }

    /** Two pages of guests, and neither ends where a message does. */
    @Test
    void shouldFillMessagesAndCallsAcrossPages() {
        int guests = 2_500;
        fill(guests);
        evening.moveTo(DAY_BEFORE.due(event));
        Meter.reset();

        Meter.during("fan-out", () -> evening.due(event, DAY_BEFORE));

        var used = Objects.requireNonNull(Meter.read().get("fan-out")).operations();
        assertThat(used).isEqualTo(Map.of("GetItem", 1, "Query", 2, "SendMessageBatch", guests / 500));
        var reminders = evening.reminders();
        assertThat(reminders).hasSize(guests / 50).allSatisfy(remind -> assertThat(remind.members())
                .hasSize(50));
        var members = new HashSet<MemberId>();
        reminders.forEach(remind -> members.addAll(remind.members()));
        assertThat(members).hasSize(guests);
    }

    /** Guests with names of the greatest length, in the shape that Seats writes. */
    private void fill(int guests) {
        var since = AttributeValue.fromN(Long.toString(evening.now().toEpochMilli()));
        for (int start = 0; start < guests; start += AT_ONCE) {
            var rows = IntStream.range(start, start + AT_ONCE)
                    .mapToObj(i -> Map.of(
                            "PK", AttributeValue.fromS("EVENT#" + event.id()),
                            "SK", AttributeValue.fromS("RSVP#m%025d".formatted(i)),
                            "name", AttributeValue.fromS("\uD83D\uDE00".repeat(80)),
                            "standing", AttributeValue.fromS("confirmed"),
                            "askedAt", since,
                            "since", since,
                            "turn", AttributeValue.fromN("0")))
                    .map(row -> WriteRequest.builder()
                            .putRequest(put -> put.item(row))
                            .build())
                    .toList();
            evening.stack
                    .dynamoDb()
                    .batchWriteItem(batch -> batch.requestItems(Map.of(evening.stack.tableName(), rows)));
        }
    }
}
