package app.clockout.reminders;

import static app.clockout.domain.Reminder.DAY_BEFORE;
import static app.clockout.domain.Reminder.FOLLOW_UP;
import static app.clockout.domain.Reminder.TWO_HOURS_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event;
import app.clockout.domain.Reminder;
import app.clockout.domain.Rsvp.Status;
import app.clockout.local.emulators.Faults;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweep of each minute; and what comes of it where it runs twice, late or not at all. */
class ReminderSweepTest {
    private final Evening evening = new Evening();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldTakeItsSampleEvent() {
        Map<String, Object> sample = LambdaEvents.read("reminders-schedule", Map.class);
        var sweep = new ReminderSweep(evening.stack.environment("ReminderSweepFunction"));

        assertThat(sweep.handleRequest(sample, null)).isNull();
    }

    @Test
    void shouldPassOnWhatIsDueAndNothingBefore() {
        var event = evening.announced(Duration.ofDays(3));
        evening.moveTo(DAY_BEFORE.due(event).minusMillis(1));
        evening.sweep();
        assertThat(evening.passedOn()).isEmpty();

        evening.moveTo(DAY_BEFORE.due(event));
        evening.sweep();

        assertThat(evening.passedOn()).containsExactly(due(event, DAY_BEFORE));
    }

    @Test
    void shouldPassOnOnceWhatItFindsTwice() {
        var event = evening.announced(Duration.ofDays(3));
        evening.moveTo(DAY_BEFORE.due(event));

        evening.sweep();
        evening.sweep();

        assertThat(evening.passedOn()).hasSize(1);
    }

    @Test
    void shouldKeepWhatCouldNotBeSentForTheNextMinute() {
        var event = evening.announced(Duration.ofDays(3));
        evening.moveTo(DAY_BEFORE.due(event));
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);
        evening.sweep();
        assertThat(evening.passedOn()).isEmpty();

        evening.sweep();

        assertThat(evening.passedOn()).containsExactly(due(event, DAY_BEFORE));
    }

    @Test
    void shouldKeepOnlyThoseThatCouldNotBeSent() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < 12; i++) {
            events.add(evening.announced(Duration.ofDays(3).plusMinutes(i)));
        }
        evening.moveTo(DAY_BEFORE.due(events.getLast()));
        // The ten longest due are the first call's.
        Faults.next(
                "sqs",
                "SendMessageBatch",
                "unavailable",
                1,
                events.getFirst().id().value());

        evening.sweep();
        assertThat(evening.passedOn())
                .containsExactlyInAnyOrder(due(events.get(10), DAY_BEFORE), due(events.get(11), DAY_BEFORE));

        evening.sweep();
        assertThat(evening.passedOn()).hasSize(12).doesNotHaveDuplicates();
        evening.sweep();
        assertThat(evening.passedOn()).hasSize(12);
    }

    @Test
    void shouldRemindTwoHoursBeforeOnlyWhereTheDayBeforeWasMissedForLong() {
        var event = evening.announced(Duration.ofDays(3));
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.moveTo(TWO_HOURS_BEFORE.due(event));

        evening.minute();

        assertThat(evening.reminded()).containsExactly("reminder-2h of maya");
    }

    @Test
    void shouldRemindLateAndNeverAfterTheStart() {
        var event = evening.announced(Duration.ofDays(3));
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.moveTo(TWO_HOURS_BEFORE.due(event).minusMillis(1));
        evening.minute();
        assertThat(evening.reminded()).containsExactly("reminder-24h of maya");

        evening.moveTo(event.startsAt());
        evening.minute();

        assertThat(evening.reminded()).isEmpty();
    }

    @Test
    void shouldRemindOfEachMomentOnce() {
        var event = evening.announced(Duration.ofDays(3));
        var maya = evening.answered(event, "maya", Status.CONFIRMED);
        evening.answered(event, "ben", Status.CONFIRMED);
        var sent = new ArrayList<String>();
        for (var minute = evening.now();
                minute.isBefore(FOLLOW_UP.due(event).plus(Duration.ofHours(2)));
                minute = minute.plus(Duration.ofHours(2))) {
            evening.moveTo(minute);
            if (minute.equals(event.startsAt())) {
                evening.isIn(maya);
            }
            evening.minute();
            sent.addAll(evening.reminded());
        }

        assertThat(sent)
                .containsExactly(
                        "reminder-24h of ben",
                        "reminder-24h of maya",
                        "reminder-2h of ben",
                        "reminder-2h of maya",
                        "event-followup of maya");
    }

    @Test
    void shouldRemindOfTheNewTimeWhereAnEventMovesAway() {
        var before = evening.announced(Duration.ofDays(3));
        evening.answered(before, "maya", Status.CONFIRMED);
        evening.moveTo(DAY_BEFORE.due(before));
        evening.minute();
        assertThat(evening.reminded()).hasSize(1);

        var after = evening.moved(before, Duration.ofDays(2));
        evening.moveTo(TWO_HOURS_BEFORE.due(before));
        evening.minute();
        assertThat(evening.reminded()).isEmpty();

        evening.moveTo(DAY_BEFORE.due(after));
        evening.minute();
        assertThat(evening.reminders())
                .containsExactly(new Message.Remind(
                        after.id(), DAY_BEFORE, after.startsAt(), List.of(new app.clockout.domain.MemberId("maya"))));
    }

    @Test
    void shouldRemindOfNothingThatIsCancelled() {
        var event = evening.announced(Duration.ofDays(3));
        evening.answered(event, "maya", Status.CONFIRMED);
        evening.cancelled(event);
        evening.moveTo(DAY_BEFORE.due(event));

        evening.minute();

        assertThat(evening.reminded()).isEmpty();
        assertThat(evening.list.due(FOLLOW_UP.due(event), 10)).isEmpty();
    }

    private static Message due(Event event, Reminder reminder) {
        return new Message.ReminderDue(event.id(), reminder);
    }
}
