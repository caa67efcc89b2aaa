package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.table.EventList.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EventListTest {
    private static final Slug LAW = new Slug("law");
    private static final Instant NOW = TestStack.START;
    private static final Filter ALL = new Filter(null, null);

    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("ClubEventsFunction"));
    private final Events events = new Events(table);
    private final EventList lists = new EventList(table);
    private final Club club = ClubBuilder.club(LAW, NOW)
            .name("Law")
            .industry(Industry.LAW)
            .city("Lima")
            .timezone(ZoneId.of("UTC"))
            .hosts(new MemberId("hanna"))
            .build();

    @Test
    void shouldGoOnAtMostEightTimesForAPageOfThoseThatSomebodySees() {
        for (int hour = 0; hour < 20; hour++) {
            announce(event(hour, hour == 18 ? Visibility.PUBLIC : Visibility.CLUB, "Lima"));
        }

        var first = lists.ofClub(LAW, false, NOW, null, 1);
        assertThat(first.events()).isEmpty();
        assertThat(first.next()).isNotNull();
        var second = lists.ofClub(LAW, false, NOW, first.next(), 1);
        assertThat(second.events()).containsExactly(id(18));
        assertThat(second.next()).isNull();
        assertThat(lists.ofClub(LAW, true, NOW, null, 30).events()).hasSize(20);
    }

    @Test
    void shouldCancelAnEventInOneTransactionOnce() {
        var event = event(1, Visibility.PUBLIC, "Lima");
        announce(event);
        var why = new Cancellation(NOW, "Rain.");

        assertThat(table.commit(events.cancel(event, club, why)).done()).isTrue();

        assertThat(events.find(event.id())).contains(event.cancelled(why));
        assertThat(table.get(EventKeys.seats(event.id())).orElseThrow().flag("scheduled"))
                .isFalse();
        assertThat(lists.publicOnes(ALL, NOW, null, 10).events()).isEmpty();
        assertThat(lists.ofClub(LAW, false, NOW, null, 10).events()).containsExactly(event.id());
        var again = events.cancel(event, club, why);
        assertThat(table.commit(again).refused(again.getFirst())).isTrue();
        var later = events.cancel(event.cancelled(why), club, why);
        assertThat(table.commit(later).refused(later.getFirst())).isTrue();
    }

    @Test
    void shouldTakeACityThatFoldsToMoreThanAKeyCanHold() {
        var event = event(1, Visibility.PUBLIC, "\uFDFA".repeat(80));
        announce(event);

        var filter = new Filter(null, FoldedText.of(event.venue().city()));
        assertThat(lists.publicOnes(filter, NOW, null, 10).events()).containsExactly(event.id());
    }

    private void announce(Event event) {
        assertThat(table.commit(events.announce(event, 10, club, NOW)).done()).isTrue();
    }

    private static EventId id(int hour) {
        return new EventId("law_" + "aaaaaaaaaaaaaa" + (char) ('a' + hour / 5) + (char) ('a' + hour % 5));
    }

    private static Event event(int hour, Visibility visibility, String city) {
        var local = LocalDateTime.ofInstant(NOW, ZoneOffset.UTC).plusHours(hour + 1L);
        return EventBuilder.event(id(hour), local.toInstant(ZoneOffset.UTC), NOW)
                .title("Talk")
                .length(Duration.ofMinutes(60))
                .venue("Bar", "1 Main St", city)
                .visibility(visibility)
                .build();
    }
}
