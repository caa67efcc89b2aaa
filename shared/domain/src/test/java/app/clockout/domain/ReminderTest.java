package app.clockout.domain;

import static app.clockout.domain.Reminder.DAY_BEFORE;
import static app.clockout.domain.Reminder.FOLLOW_UP;
import static app.clockout.domain.Reminder.TWO_HOURS_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.Rsvp.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReminderTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Event DINNER = event("2027-01-14T18:30", NEW_YORK, 120);

    /** Whatever the clocks show in between: a day is 24 hours here. */
    @ParameterizedTest
    @CsvSource({
        "2027-01-14T18:30, America/New_York, 2027-01-13T23:30:00Z, 2027-01-14T21:30:00Z",
        "2027-03-14T18:30, America/New_York, 2027-03-13T22:30:00Z, 2027-03-14T20:30:00Z",
        "2027-03-14T03:30, America/New_York, 2027-03-13T07:30:00Z, 2027-03-14T05:30:00Z",
        "2027-11-07T18:30, America/New_York, 2027-11-06T23:30:00Z, 2027-11-07T21:30:00Z",
        "2027-11-07T01:30, America/New_York, 2027-11-06T05:30:00Z, 2027-11-07T03:30:00Z",
        "2027-03-28T18:30, Europe/London, 2027-03-27T17:30:00Z, 2027-03-28T15:30:00Z",
        "2027-10-31T18:30, Europe/London, 2027-10-30T18:30:00Z, 2027-10-31T16:30:00Z",
        "2027-07-14T18:30, Asia/Kathmandu, 2027-07-13T12:45:00Z, 2027-07-14T10:45:00Z",
    })
    void shouldBeDueADayAndTwoHoursBeforeTheStart(String local, ZoneId zone, Instant dayBefore, Instant twoHours) {
        var event = event(local, zone, 120);

        assertThat(DAY_BEFORE.due(event)).isEqualTo(dayBefore);
        assertThat(TWO_HOURS_BEFORE.due(event)).isEqualTo(twoHours);
    }

    @ParameterizedTest
    @CsvSource({
        // An evening, and a morning: the day after.
        "2027-01-14T18:30, America/New_York, 120, 2027-01-15T14:00:00Z",
        "2027-01-14T08:00, America/New_York, 60, 2027-01-15T14:00:00Z",
        // After midnight, with six hours to go: the same day, and with a minute less the next one.
        "2027-01-14T23:00, America/New_York, 240, 2027-01-15T14:00:00Z",
        "2027-01-14T23:00, America/New_York, 241, 2027-01-16T14:00:00Z",
        // Six hours are six hours while the clocks change, and nine is nine after it.
        "2027-03-13T18:30, America/New_York, 120, 2027-03-14T13:00:00Z",
        "2027-03-14T01:00, America/New_York, 60, 2027-03-14T13:00:00Z",
        "2027-03-14T01:00, America/New_York, 61, 2027-03-15T13:00:00Z",
        "2027-11-06T18:30, America/New_York, 120, 2027-11-07T14:00:00Z",
        "2027-11-07T02:00, America/New_York, 60, 2027-11-07T14:00:00Z",
        "2027-11-07T02:00, America/New_York, 61, 2027-11-08T14:00:00Z",
        "2027-03-27T20:00, Europe/London, 120, 2027-03-28T08:00:00Z",
        "2027-10-30T20:00, Europe/London, 120, 2027-10-31T09:00:00Z",
        // Where the clocks differ by halves and quarters of an hour.
        "2027-01-14T18:30, Asia/Kolkata, 120, 2027-01-15T03:30:00Z",
        "2027-01-14T01:00, Asia/Kathmandu, 120, 2027-01-14T03:15:00Z",
        "2027-01-14T01:00, Asia/Kathmandu, 121, 2027-01-15T03:15:00Z",
        "2027-10-02T20:00, Australia/Lord_Howe, 60, 2027-10-02T22:00:00Z",
        "2027-04-03T20:00, Australia/Lord_Howe, 60, 2027-04-03T22:30:00Z",
        // A weekend together.
        "2027-01-15T18:00, Europe/Berlin, 2760, 2027-01-18T08:00:00Z",
    })
    void shouldFollowUpAtTheFirstNineInTheMorningSixHoursAfterTheEnd(
            String local, ZoneId zone, int minutes, Instant due) {
        assertThat(FOLLOW_UP.due(event(local, zone, minutes))).isEqualTo(due);
    }

    @Test
    void shouldGoByTheClockAtTheVenueAlone() {
        var there = event("2027-01-14T18:30", ZoneId.of("Asia/Tokyo"), 120);

        assertThat(FOLLOW_UP.due(there)).isEqualTo("2027-01-15T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // The reminder of the day before gives way to the one of the hours before.
        "DAY_BEFORE, 2027-01-14T21:30:00Z",
        "TWO_HOURS_BEFORE, 2027-01-14T23:30:00Z",
        "FOLLOW_UP, 2027-01-18T14:00:00Z",
    })
    void shouldBeTimelyFromWhenItIsDueUntilItIsOfNoUse(Reminder reminder, Instant useless) {
        assertThat(reminder.uselessFrom(DINNER)).isEqualTo(useless);

        var due = reminder.due(DINNER);
        assertThat(reminder.isTimely(DINNER, due.minusMillis(1))).isFalse();
        assertThat(reminder.isTimely(DINNER, due)).isTrue();
        assertThat(reminder.isTimely(DINNER, useless.minusMillis(1))).isTrue();
        assertThat(reminder.isTimely(DINNER, useless)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Reminder.class)
    void shouldNeverBeTimelyOfACancelledEvent(Reminder reminder) {
        var cancelled = DINNER.cancelled(new Cancellation(DINNER.createdAt(), ""));

        assertThat(reminder.isTimely(cancelled, reminder.due(DINNER))).isFalse();
    }

    @Test
    void shouldSkipTheDayBeforeForASeatTakenLessThanTwoHoursBeforeItIsDue() {
        var last = DAY_BEFORE.due(DINNER).minus(Duration.ofHours(2));

        assertThat(DAY_BEFORE.isFor(seat(last, null), DINNER)).isTrue();
        assertThat(DAY_BEFORE.isFor(seat(last.plusMillis(1), null), DINNER)).isFalse();
        assertThat(TWO_HOURS_BEFORE.isFor(seat(last.plusMillis(1), null), DINNER))
                .isTrue();
    }

    @Test
    void shouldFollowUpWithThoseWhoWereThere() {
        var since = DINNER.createdAt();

        assertThat(FOLLOW_UP.isFor(seat(since, DINNER.startsAt()), DINNER)).isTrue();
        assertThat(FOLLOW_UP.isFor(seat(since, null), DINNER)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Status.class, mode = EnumSource.Mode.EXCLUDE, names = "CONFIRMED")
    void shouldBeForNobodyWithoutASeat(Status status) {
        for (var reminder : Reminder.values()) {
            assertThat(reminder.isFor(answer(status, DINNER.createdAt(), DINNER.startsAt()), DINNER))
                    .as(reminder.kind())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Reminder.class)
    void shouldBeFoundByItsKind(Reminder reminder) {
        assertThat(Reminder.of(reminder.kind())).contains(reminder);
        assertThat(Reminder.of("reminder-1h")).isEmpty();
    }

    private static Rsvp seat(Instant since, @Nullable Instant checkedInAt) {
        return answer(Status.CONFIRMED, since, checkedInAt);
    }

    private static Rsvp answer(Status status, Instant since, @Nullable Instant checkedInAt) {
        return new Rsvp(
                DINNER.id(), new MemberId("maya"), "Maya", status, DINNER.createdAt(), since, 0, null, checkedInAt);
    }

    private static Event event(String start, ZoneId zone, int minutes) {
        var local = LocalDateTime.parse(start);
        return new Event(
                new EventId("founders_aaaaaaaaaaaaaaaa"),
                "Dinner",
                "",
                local,
                zone,
                local.atZone(zone).toInstant(),
                minutes,
                new Event.Venue("The long table", "1 Main St", "New York"),
                Event.Visibility.PUBLIC,
                0,
                1,
                Instant.parse("2026-12-01T12:00:00Z"),
                null);
    }
}
