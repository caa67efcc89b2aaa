package app.clockout.clubevents;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private final ClubEventsFixture fixture = new ClubEventsFixture();
    private final ClubStore clubs = new ClubStore(fixture.table);

    @Test
    void shouldHoldAsOpenOnlyAClubThatIsThereAndNotClosed() {
        assertThat(isOpen(new Slug("nowhere"))).isFalse();

        var club = new Clubs(fixture.table).find(ClubEventsFixture.LAW).orElseThrow();
        assertThat(isOpen(club.slug())).isTrue();

        assertThat(fixture.table.commit(clubs.close(club, fixture.now())).done())
                .isTrue();
        assertThat(isOpen(club.slug())).isFalse();
    }

    private boolean isOpen(Slug club) {
        return fixture.table.commit(EventStore.checkOpen(club)).done();
    }
}
