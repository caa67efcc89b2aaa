package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.table.EventList.Filter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventListStoreTest {
    private static final FoldedText MALMO = FoldedText.of("MALMÖ");

    private final ClubFixture fixture = new ClubFixture();
    private final Club club = fixture.open(fixture.member("maya"));
    private final Event event = announced(Event.Visibility.PUBLIC);

    @Test
    void shouldFollowItsClubToAnotherIndustry() {
        var moved = EventListStore.move(event, Industry.DESIGN, Industry.ENERGY);
        assertThat(fixture.table.commit(moved).done()).isTrue();

        assertThat(listed(new Filter(Industry.DESIGN, null))).isEmpty();
        assertThat(listed(new Filter(Industry.DESIGN, MALMO))).isEmpty();
        for (var filter : List.of(
                Filter.NONE,
                new Filter(Industry.ENERGY, null),
                new Filter(Industry.ENERGY, MALMO),
                new Filter(null, MALMO))) {
            assertThat(listed(filter)).containsExactly(event.id());
        }
    }

    @Test
    void shouldMoveNothingOfAnEventForMembersAndOfTheSameIndustry() {
        var own = announced(Event.Visibility.CLUB);

        assertThat(EventListStore.move(own, Industry.DESIGN, Industry.ENERGY)).isEmpty();
        assertThat(EventListStore.move(event, Industry.DESIGN, Industry.DESIGN)).isEmpty();
    }

    @Test
    void shouldMoveOnlyTheVersionThatWasSeen() {
        fixture.table.commit(fixture.events.cancel(event, club, new Event.Cancellation(fixture.now(), "")));

        var moved = EventListStore.move(event, Industry.DESIGN, Industry.ENERGY);

        assertThat(fixture.table.commit(moved).done()).isFalse();
        assertThat(listed(Filter.NONE)).isEmpty();
    }

    private Event announced(Event.Visibility visibility) {
        var id = fixture.announce(club, fixture.now().plus(Duration.ofDays(1)), visibility);
        return fixture.events.find(id).orElseThrow();
    }

    private List<EventId> listed(Filter filter) {
        return fixture.eventList.publicOnes(filter, fixture.now(), null, 10).events();
    }
}
