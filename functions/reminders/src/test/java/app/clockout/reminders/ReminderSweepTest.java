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
    private final ReminderFixture fixture = new ReminderFixture();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldTakeItsSampleEvent() {
        Map<String, Object> sample = LambdaEvents.read("reminders-schedule", Map.class);
        var sweep = new ReminderSweep(fixture.stack.environment("ReminderSweepFunction"));

        assertThat(sweep.handleRequest(sample, null)).isNull();
    }

    @Test
    void shouldPassOnWhatIsDueAndNothingBefore() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.moveTo(DAY_BEFORE.due(event).minusMillis(1));
        fixture.sweep();
        assertThat(fixture.passedOn()).isEmpty();

        fixture.moveTo(DAY_BEFORE.due(event));
        fixture.sweep();

        assertThat(fixture.passedOn()).containsExactly(due(event, DAY_BEFORE));
    }

    @Test
    void shouldPassOnOnceWhatItFindsTwice() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.sweep();
        fixture.sweep();

        assertThat(fixture.passedOn()).hasSize(1);
    }

    @Test
    void shouldKeepWhatCouldNotBeSentForTheNextMinute() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.moveTo(DAY_BEFORE.due(event));
        Faults.next("sqs", "SendMessageBatch", "unavailable", 1, null);
        fixture.sweep();
        assertThat(fixture.passedOn()).isEmpty();

        fixture.sweep();

        assertThat(fixture.passedOn()).containsExactly(due(event, DAY_BEFORE));
    }

    @Test
    void shouldKeepOnlyThoseThatCouldNotBeSent() {
        var events = new ArrayList<Event>();
        for (int i = 0; i < 12; i++) {
            events.add(fixture.announced(Duration.ofDays(3).plusMinutes(i)));
        }
        fixture.moveTo(DAY_BEFORE.due(events.getLast()));
        // The ten longest due are the first call's.
        Faults.next(
                "sqs",
                "SendMessageBatch",
                "unavailable",
                1,
                events.getFirst().id().value());

        fixture.sweep();
        assertThat(fixture.passedOn())
                .containsExactlyInAnyOrder(due(events.get(10), DAY_BEFORE), due(events.get(11), DAY_BEFORE));

        fixture.sweep();
        assertThat(fixture.passedOn()).hasSize(12).doesNotHaveDuplicates();
        fixture.sweep();
        assertThat(fixture.passedOn()).hasSize(12);
    }

    @Test
    void shouldRemindTwoHoursBeforeOnlyWhereTheDayBeforeWasMissedForLong() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.moveTo(TWO_HOURS_BEFORE.due(event));

        fixture.minute();

        assertThat(fixture.reminded()).containsExactly("reminder-2h of maya");
    }

    @Test
    void shouldRemindLateAndNeverAfterTheStart() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.moveTo(TWO_HOURS_BEFORE.due(event).minusMillis(1));
        fixture.minute();
        assertThat(fixture.reminded()).containsExactly("reminder-24h of maya");

        fixture.moveTo(event.startsAt());
        fixture.minute();

        assertThat(fixture.reminded()).isEmpty();
    }

    @Test
    void shouldRemindOfEachMomentOnce() {
        var event = fixture.announced(Duration.ofDays(3));
        var maya = fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.answered(event, "ben", Status.CONFIRMED);
        var sent = new ArrayList<String>();
        for (var minute = fixture.now();
                minute.isBefore(FOLLOW_UP.due(event).plus(Duration.ofHours(2)));
                minute = minute.plus(Duration.ofHours(2))) {
            fixture.moveTo(minute);
            if (minute.equals(event.startsAt())) {
                fixture.isIn(maya);
            }
            fixture.minute();
            sent.addAll(fixture.reminded());
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
        var before = fixture.announced(Duration.ofDays(3));
        fixture.answered(before, "maya", Status.CONFIRMED);
        fixture.moveTo(DAY_BEFORE.due(before));
        fixture.minute();
        assertThat(fixture.reminded()).hasSize(1);

        var after = fixture.moved(before, Duration.ofDays(2));
        fixture.moveTo(TWO_HOURS_BEFORE.due(before));
        fixture.minute();
        assertThat(fixture.reminded()).isEmpty();

        fixture.moveTo(DAY_BEFORE.due(after));
        fixture.minute();
        assertThat(fixture.reminders())
                .containsExactly(new Message.Remind(
                        after.id(), DAY_BEFORE, after.startsAt(), List.of(new app.clockout.domain.MemberId("maya"))));
    }

    @Test
    void shouldRemindOfNothingThatIsCancelled() {
        var event = fixture.announced(Duration.ofDays(3));
        fixture.answered(event, "maya", Status.CONFIRMED);
        fixture.cancelled(event);
        fixture.moveTo(DAY_BEFORE.due(event));

        fixture.minute();

        assertThat(fixture.reminded()).isEmpty();
        assertThat(fixture.list.due(FOLLOW_UP.due(event), 10)).isEmpty();
    }

    private static Message due(Event event, Reminder reminder) {
        return new Message.ReminderDue(event.id(), reminder);
    }
}
