package app.clockout.reminders;

import static app.clockout.domain.Reminder.DAY_BEFORE;
import static app.clockout.domain.Reminder.FOLLOW_UP;
import static app.clockout.domain.Reminder.TWO_HOURS_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubevents.EventStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.reminders.DueReminderStore.Due;
import app.clockout.table.Events;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueReminderStoreTest {
    private static final Instant NOW = TestStack.START;
    private static final Instant LONG_AFTER = NOW.plus(Duration.ofDays(365));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Table table = new Table(TestStack.fresh().environment("ClubEventsFunction"));
    private final DueReminderStore list = new DueReminderStore(table);
    private final Events events = new Events(table);
    private final Club club = ClubBuilder.club(new Slug("law"), NOW)
            .name("Law")
            .industry(Industry.LAW)
            .city("Lima")
            .timezone(BERLIN)
            .hosts(new MemberId("hanna"))
            .build();

    @Test
    void shouldListAnEventsRemindersByWhenTheyAreDue() {
        var event = announced("a", Duration.ofDays(3));

        assertThat(all()).containsExactly(due(event, DAY_BEFORE), due(event, TWO_HOURS_BEFORE), due(event, FOLLOW_UP));
    }

    @Test
    void shouldListWhatIsStillToComeOnly() {
        var dayAhead = announced("a", Duration.ofDays(1));
        var littleMore = announced("b", Duration.ofDays(1).plusMillis(1));
        var hourAhead = announced("c", Duration.ofHours(1));

        assertThat(all())
                .containsExactlyInAnyOrder(
                        due(dayAhead, TWO_HOURS_BEFORE),
                        due(dayAhead, FOLLOW_UP),
                        due(littleMore, DAY_BEFORE),
                        due(littleMore, TWO_HOURS_BEFORE),
                        due(littleMore, FOLLOW_UP),
                        due(hourAhead, FOLLOW_UP));
    }

    @Test
    void shouldFindWhatIsDueHoweverLongItHasBeen() {
        var event = announced("a", Duration.ofDays(3));
        var due = due(event, DAY_BEFORE);

        assertThat(list.due(due.at().minusMillis(1), 10)).isEmpty();
        assertThat(list.due(due.at(), 10)).containsExactly(due);
        assertThat(list.due(due.at().plusMillis(1), 10)).containsExactly(due);
        assertThat(list.due(LONG_AFTER, 10)).first().isEqualTo(due);
    }

    @Test
    void shouldFindTheLongestDueFirstAndTheRestLater() {
        var later = announced("a", Duration.ofDays(4));
        var sooner = announced("b", Duration.ofDays(3));

        assertThat(list.due(LONG_AFTER, 2)).containsExactly(due(sooner, DAY_BEFORE), due(sooner, TWO_HOURS_BEFORE));

        list.due(LONG_AFTER, 2).forEach(list::forget);
        list.forget(due(sooner, DAY_BEFORE));
        assertThat(all())
                .containsExactlyInAnyOrder(
                        due(sooner, FOLLOW_UP),
                        due(later, DAY_BEFORE),
                        due(later, TWO_HOURS_BEFORE),
                        due(later, FOLLOW_UP));
    }

    @Test
    void shouldMoveWithItsEvent() {
        var before = announced("a", Duration.ofDays(3));
        var after = moved(before, Duration.ofDays(5), 60, BERLIN);

        change(before, after, NOW);

        assertThat(all()).containsExactly(due(after, DAY_BEFORE), due(after, TWO_HOURS_BEFORE), due(after, FOLLOW_UP));
    }

    @Test
    void shouldListAReminderAgainThatWasSentForAnEarlierStart() {
        var before = announced("a", Duration.ofDays(3));
        list.forget(due(before, DAY_BEFORE));
        var after = moved(before, Duration.ofDays(5), 60, BERLIN);

        change(before, after, DAY_BEFORE.due(before).plusSeconds(90));

        assertThat(all()).containsExactly(due(after, DAY_BEFORE), due(after, TWO_HOURS_BEFORE), due(after, FOLLOW_UP));
    }

    @Test
    void shouldLeaveOutWhatTheMailOfAMoveTells() {
        var before = announced("a", Duration.ofDays(3));
        var after = moved(before, Duration.ofHours(20), 60, BERLIN);

        change(before, after, NOW);

        assertThat(all()).containsExactly(due(after, TWO_HOURS_BEFORE), due(after, FOLLOW_UP));
    }

    @Test
    void shouldMoveTheFollowUpAloneWithAnEventThatOnlyTakesLonger() {
        var before = announced("a", Duration.ofDays(3));
        var after = moved(before, Duration.ofDays(3), 26 * 60, BERLIN);

        assertThat(EventStore.change(before, after, 10, club, NOW))
                .as("event, seats, a row less and one more")
                .hasSize(4);
        change(before, after, NOW);

        assertThat(all())
                .containsExactly(due(before, DAY_BEFORE), due(before, TWO_HOURS_BEFORE), due(after, FOLLOW_UP))
                .doesNotContain(due(before, FOLLOW_UP));
    }

    @Test
    void shouldMoveTheFollowUpAloneWithAnEventOfAnotherZone() {
        var before = announced("a", Duration.ofDays(3));
        var after = moved(before, Duration.ofDays(3), 60, ZoneId.of("Asia/Kolkata"));

        change(before, after, NOW);

        assertThat(all())
                .containsExactly(due(before, DAY_BEFORE), due(before, TWO_HOURS_BEFORE), due(after, FOLLOW_UP));
        assertThat(after.startsAt()).isEqualTo(before.startsAt());
    }

    @Test
    void shouldWriteNothingWhereTheTimeStays() {
        var event = announced("a", Duration.ofDays(3));

        assertThat(EventStore.change(event, event, 10, club, LONG_AFTER))
                .as("event and seats")
                .hasSize(2);
    }

    @Test
    void shouldForgetACancelledEvent() {
        var event = announced("a", Duration.ofDays(3));
        var other = announced("b", Duration.ofDays(3));

        assertThat(table.commit(events.cancel(event, club, new Cancellation(NOW, "")))
                        .done())
                .isTrue();

        assertThat(all()).containsExactly(due(other, DAY_BEFORE), due(other, TWO_HOURS_BEFORE), due(other, FOLLOW_UP));
    }

    @Test
    void shouldStayWhereAChangeIsRefused() {
        var event = announced("a", Duration.ofDays(3));
        var another = moved(event, Duration.ofDays(4), 60, BERLIN);
        change(event, another, NOW);

        var tooLate = EventStore.change(event, moved(event, Duration.ofDays(5), 60, BERLIN), 10, club, NOW);

        assertThat(table.commit(tooLate).done()).isFalse();
        assertThat(all())
                .containsExactly(due(another, DAY_BEFORE), due(another, TWO_HOURS_BEFORE), due(another, FOLLOW_UP));
    }

    @Test
    void shouldLeaveAKindOfAnotherVersionWhereItIs() {
        var event = announced("a", Duration.ofDays(3));
        var key = new Key("DUE", "%013d#%s#reminder-1h".formatted(NOW.toEpochMilli(), event.id()));
        table.write(Write.put(Item.at(key)));

        assertThat(all()).hasSize(3);
        assertThat(table.get(key)).isPresent();
    }

    private List<Due> all() {
        return list.due(LONG_AFTER, 100);
    }

    private static Due due(Event event, Reminder reminder) {
        return new Due(event.id(), reminder, reminder.due(event));
    }

    private void change(Event before, Event after, Instant now) {
        assertThat(table.commit(EventStore.change(before, after, 10, club, now)).done())
                .isTrue();
    }

    private Event announced(String letter, Duration ahead) {
        var event = event(new EventId("law_" + letter.repeat(16)), ahead, 60, BERLIN, 1);
        assertThat(table.commit(events.announce(event, 10, club, NOW)).done()).isTrue();
        return event;
    }

    private static Event moved(Event before, Duration ahead, int minutes, ZoneId zone) {
        return event(before.id(), ahead, minutes, zone, before.version() + 1);
    }

    private static Event event(EventId id, Duration ahead, int minutes, ZoneId zone, long version) {
        var start = NOW.plus(ahead);
        return EventBuilder.event(id, start, NOW)
                .title("Talk")
                .timezone(zone)
                .length(Duration.ofMinutes(minutes))
                .venue("Bar", "1 Main St", "Lima")
                .version(version)
                .build();
    }
}
