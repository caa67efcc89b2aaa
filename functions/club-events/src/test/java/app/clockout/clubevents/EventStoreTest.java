package app.clockout.clubevents;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.domain.Slug;
import app.clockout.table.Clubs;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private final Stage stage = new Stage();
    private final ClubStore clubs = new ClubStore(stage.table);

    @Test
    void shouldHoldAsOpenOnlyAClubThatIsThereAndNotClosed() {
        assertThat(isOpen(new Slug("nowhere"))).isFalse();

        var club = new Clubs(stage.table).find(Stage.LAW).orElseThrow();
        assertThat(isOpen(club.slug())).isTrue();

        assertThat(stage.table.commit(clubs.close(club, stage.now())).done()).isTrue();
        assertThat(isOpen(club.slug())).isFalse();
    }

    private boolean isOpen(Slug club) {
        return stage.table.commit(EventStore.checkOpen(club)).done();
    }
}
