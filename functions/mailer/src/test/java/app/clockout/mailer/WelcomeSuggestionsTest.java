package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubListStore;
import app.clockout.clubs.ClubStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.Meter;
import app.clockout.table.Events;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What somebody of science in Malmö is shown when they are let in. */
class WelcomeSuggestionsTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldShowWhatIsClosestFirst() {
        club("any", Industry.LAW, "Oslo");
        club("any-other", Industry.LAW, "Oslo");
        event(club("of-the-city", Industry.LAW, " malmo "), 3, Visibility.PUBLIC);
        event(club("of-the-industry", Industry.SCIENCE, "Oslo"), 2, Visibility.PUBLIC);
        event(club("of-both", Industry.SCIENCE, "Malmö"), 9, Visibility.PUBLIC);

        assertThat(leadsTo(welcomed()))
                .containsExactly(
                        "http://localhost:8080/clubs/of-both",
                        "http://localhost:8080/clubs/of-the-industry",
                        "http://localhost:8080/clubs/of-the-city",
                        "http://localhost:8080/events/of-both_aaaaaaaaaaaaaaaa",
                        "http://localhost:8080/events/of-the-industry_aaaaaaaaaaaaaaaa",
                        "http://localhost:8080/events/of-the-city_aaaaaaaaaaaaaaaa");
    }

    @Test
    void shouldFillUpWithWhatIsFurtherAway() {
        club("a", Industry.LAW, "Oslo");
        club("b", Industry.LAW, "Malmö");
        club("c", Industry.SCIENCE, "Malmö");
        club("d", Industry.LAW, "Oslo");

        assertThat(leadsTo(welcomed()))
                .containsExactly(
                        "http://localhost:8080/clubs/c",
                        "http://localhost:8080/clubs/b",
                        "http://localhost:8080/clubs/a");
    }

    @Test
    void shouldShowNoEventThatIsOnlyForMembersOrHasBegun() {
        var club = club("of-both", Industry.SCIENCE, "Malmö");
        event(club, -1, Visibility.PUBLIC);
        event(club("other", Industry.SCIENCE, "Malmö"), 4, Visibility.CLUB);

        assertThat(leadsTo(welcomed()))
                .containsExactly("http://localhost:8080/clubs/of-both", "http://localhost:8080/clubs/other");
    }

    @Test
    void shouldWelcomeAsWarmlyWhereThereIsNothingYet() {
        assertThat(leadsTo(welcomed())).isEmpty();
    }

    @Test
    void shouldCostAFewRequests() {
        for (var letter : List.of("a", "b", "c")) {
            event(club(letter, Industry.SCIENCE, "Malmö"), 4, Visibility.PUBLIC);
        }
        var ada = fixture.person("ada@example.test", Standing.APPROVED);
        Meter.reset();

        Meter.during("closest", () -> new WelcomeSuggestions(new MailStores(fixture.table)).of(ada, fixture.now()));

        assertThat(Objects.requireNonNull(Meter.read().get("closest")).operations())
                .containsEntry("Query", 2)
                .containsEntry("BatchGetItem", 2)
                .hasSize(2);
    }

    private static List<String> leadsTo(CaughtMail mail) {
        return mail.links().stream().filter(link -> !link.contains("/signin")).toList();
    }

    private CaughtMail welcomed() {
        var ada = fixture.person("ada@example.test", Standing.WAITING);
        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.APPROVED));
        return fixture.onlyMail();
    }

    private Club club(String slug, Industry industry, String city) {
        var club = new Club(
                new Slug(slug),
                slug,
                industry,
                city,
                STOCKHOLM,
                "",
                Club.Joining.OPEN,
                List.of(),
                0,
                1,
                fixture.now(),
                null);
        var writes = new ArrayList<>(new ClubListStore(fixture.table).enter(club));
        writes.add(new ClubStore(fixture.table).found(club));
        commit(writes);
        return club;
    }

    private void event(Club club, int inDays, Visibility visibility) {
        var startsAt = fixture.now().plus(Duration.ofDays(inDays));
        var event = new Event(
                new EventId(club.slug() + "_aaaaaaaaaaaaaaaa"),
                "Lunch",
                "",
                startsAt.atZone(STOCKHOLM).toLocalDateTime(),
                STOCKHOLM,
                startsAt,
                60,
                new Event.Venue("Bar", "1 Main St", club.city()),
                visibility,
                0,
                1,
                Instant.EPOCH,
                null);
        commit(new Events(fixture.table).announce(event, 10, club, fixture.now()));
    }

    private void commit(List<Write> writes) {
        assertThat(fixture.table.commit(writes).done()).isTrue();
    }
}
