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

    private final ReminderFixture fixture = new ReminderFixture();
    private final Event event = fixture.announced(Duration.ofDays(3));

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldWorkOffItsSampleEventOfAnEventThatIsNone() {
        var worker = new ReminderWorker(fixture.stack.environment("ReminderWorkerFunction"));

        var answer = worker.handleRequest(LambdaEvents.read("reminders-reminders", SQSEvent.class), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
        assertThat(fixture.reminded()).isEmpty();
    }

    @Test
    void shouldRemindWhoHasASeat() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.answered(event, "ben", Status.CONFIRMED);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.due(event, DAY_BEFORE);

        assertThat(fixture.reminders())
                .containsExactly(new Message.Remind(
                        event.id(), DAY_BEFORE, event.startsAt(), List.of(new MemberId("ben"), new MemberId("maya"))));
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "CONFIRMED")
    void shouldRemindNobodyElse(Status status) {
        fixture.answered(event, "maya", status);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.due(event, DAY_BEFORE);

        assertThat(fixture.reminded()).isEmpty();
    }

    @Test
    void shouldNotRemindWhoGaveTheSeatUp() {
        var seat = fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.answered(event, "ben", Status.CONFIRMED);
        fixture.givesUp(seat);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.due(event, DAY_BEFORE);

        assertThat(fixture.reminded()).containsExactly("reminder-24h of ben");
    }

    @Test
    void shouldSkipTheDayBeforeForWhoHasJustTakenASeat() {
        fixture.moveTo(DAY_BEFORE.due(event).minus(Duration.ofHours(2)));
        fixture.answered(event, "ben", Status.CONFIRMED);
        fixture.moveTo(fixture.now().plusMillis(1));
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.due(event, DAY_BEFORE);
        assertThat(fixture.reminded()).containsExactly("reminder-24h of ben");

        fixture.moveTo(TWO_HOURS_BEFORE.due(event));
        fixture.due(event, TWO_HOURS_BEFORE);
        assertThat(fixture.reminded()).containsExactly("reminder-2h of ben", "reminder-2h of maya");
    }

    @Test
    void shouldFollowUpWithThoseWhoWereThere() {
        var seat = fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.answered(event, "ben", Status.CONFIRMED);
        fixture.moveTo(event.startsAt());
        fixture.isIn(seat);
        fixture.moveTo(FOLLOW_UP.due(event));

        fixture.due(event, FOLLOW_UP);

        assertThat(fixture.reminded()).containsExactly("event-followup of maya");
    }

    @Test
    void shouldDoNothingBeforeItIsTimeAndWhenItIsTooLate() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.due(event, DAY_BEFORE);
        fixture.moveTo(TWO_HOURS_BEFORE.due(event));
        fixture.due(event, DAY_BEFORE);
        fixture.moveTo(event.startsAt());
        fixture.due(event, TWO_HOURS_BEFORE);
        fixture.moveTo(event.startsAt().plus(Duration.ofDays(13)));
        fixture.due(event, TWO_HOURS_BEFORE);
        fixture.due(event, FOLLOW_UP);

        assertThat(fixture.reminded()).isEmpty();
    }

    @Test
    void shouldDoNothingForTheTimeThatAnEventHasLeft() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        var after = fixture.moved(event, Duration.ofDays(2));
        fixture.moveTo(DAY_BEFORE.due(event));
        fixture.due(event, DAY_BEFORE);
        assertThat(fixture.reminded()).isEmpty();

        fixture.moveTo(DAY_BEFORE.due(after));
        fixture.due(event, DAY_BEFORE);

        assertThat(fixture.reminders()).extracting(Message.Remind::startsAt).containsExactly(after.startsAt());
    }

    @Test
    void shouldDoNothingForACancelledEvent() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.cancelled(event);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.due(event, DAY_BEFORE);

        assertThat(fixture.reminded()).isEmpty();
    }

    @Test
    void shouldComeBackWhereNotEverybodyCouldBeReminded() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.moveTo(DAY_BEFORE.due(event));
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);

        assertThat(fixture.due(event, DAY_BEFORE).getBatchItemFailures()).hasSize(1);
        assertThat(fixture.due(event, DAY_BEFORE).getBatchItemFailures()).isEmpty();

        assertThat(fixture.reminded()).containsExactly("reminder-24h of maya");
    }

    @Test
    void shouldRefuseWhatIsNoReminderAndDoTheRest() {
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.moveTo(DAY_BEFORE.due(event));

        var answer =
                fixture.deliver(new Message.SeatFreed(event.id()), new Message.ReminderDue(event.id(), DAY_BEFORE));

        assertThat(answer.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly("00000000-0000-0000-0000-000000000001");
        assertThat(fixture.reminded()).containsExactly("reminder-24h of maya");
    }

    /** Two pages of guests, and neither ends where a message does. */
    @Test
    void shouldFillMessagesAndCallsAcrossPages() {
        int guests = 2_500;
        fill(guests);
        fixture.moveTo(DAY_BEFORE.due(event));
        Meter.reset();

        Meter.during("fan-out", () -> fixture.due(event, DAY_BEFORE));

        var used = Objects.requireNonNull(Meter.read().get("fan-out")).operations();
        assertThat(used).isEqualTo(Map.of("GetItem", 1, "Query", 2, "SendMessageBatch", guests / 500));
        var reminders = fixture.reminders();
        assertThat(reminders).hasSize(guests / 50).allSatisfy(remind -> assertThat(remind.members())
                .hasSize(50));
        var members = new HashSet<MemberId>();
        reminders.forEach(remind -> members.addAll(remind.members()));
        assertThat(members).hasSize(guests);
    }

    /** Guests with names of the greatest length, in the shape that Seats writes. */
    private void fill(int guests) {
        var since = AttributeValue.fromN(Long.toString(fixture.now().toEpochMilli()));
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
            fixture.stack
                    .dynamoDb()
                    .batchWriteItem(batch -> batch.requestItems(Map.of(fixture.stack.tableName(), rows)));
        }
    }
}
