package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.FoundClub.Outcome;
import app.clockout.domain.Club.Joining;
import app.clockout.domain.Industry;
import app.clockout.domain.Membership;
import app.clockout.domain.Repeatable;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.Concurrently;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundClubTest {
    private final Town town = new Town();

    @Test
    void shouldMakeItsFounderTheOneMemberAndHost() {
        var maya = town.member("maya");

        var club = town.found(maya, Town.form("Malmö Design"));

        assertThat(club.slug()).isEqualTo(new Slug("malmo-design"));
        assertThat(town.clubs.find(club.slug())).contains(club);
        assertThat(town.hosts(club)).containsExactly("maya");
        assertThat(town.state(club, maya)).isEqualTo(Membership.State.MEMBER);
        assertThat(town.isConsistent(club)).isTrue();
        assertThat(town.found(ClubListStore.Filter.NONE)).containsExactly("Malmö Design");
        assertThat(town.figure(Count.CLUBS)).isEqualTo(1);
    }

    @Test
    void shouldReadNothingWhereTheSlugIsNobodys() {
        var maya = town.member("maya");

        Meter.during("founding", () -> town.found(maya, Town.form("Malmö Design")));

        assertThat(Objects.requireNonNull(Meter.read().get("founding")).operations())
                .containsOnlyKeys("TransactWriteItems")
                .containsEntry("TransactWriteItems", 1);
    }

    @Test
    void shouldNumberASlugThatIsTaken() {
        var slugs = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> town.found(town.member("p" + i), Town.form("Book club")))
                .map(club -> club.slug().value())
                .toList();

        assertThat(slugs).startsWith("book-club", "book-club-2", "book-club-3").endsWith("book-club-12");
    }

    @Test
    void shouldNotGiveTheSlugOfAClosedClub() {
        var maya = town.member("maya");
        var club = town.found(maya, Town.form("Book club"));
        town.closeClub.close(club.slug(), maya.id());

        assertThat(town.found(maya, Town.form("Book club")).slug().value()).isEqualTo("book-club-2");
    }

    @Test
    void shouldGiveFoundersOfTheSameNameAtOnceAClubEach() {
        var founders = IntStream.range(0, 4).mapToObj(i -> town.member("p" + i)).toList();

        var clubs = Concurrently.call(founders.stream()
                .map(founder -> (Callable<Outcome>) () -> town.foundClub.found(founder, Town.form("Book club"), null))
                .toList());

        assertThat(clubs)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Founded.class))
                .extracting(outcome -> ((Outcome.Founded) outcome).club().slug())
                .doesNotHaveDuplicates()
                .contains(new Slug("book-club"));
        assertThat(town.figure(Count.CLUBS)).isEqualTo(4);
    }

    @Test
    void shouldAllowThreeInThirtyDaysAndSayWhenTheNext() {
        var maya = town.member("maya");
        town.found(maya, Town.form("One"));
        town.stack.clock().advance(Duration.ofDays(10));
        town.found(maya, Town.form("Two"));
        town.found(maya, Town.form("Three"));

        assertThat(town.foundClub.found(maya, Town.form("Four"), null))
                .isEqualTo(new Outcome.TooMany(Duration.ofDays(20)));
        assertThat(town.clubs.find(new Slug("four"))).isEmpty();
        assertThat(town.figure(Count.CLUBS)).isEqualTo(3);

        town.stack.clock().advance(Duration.ofDays(20));
        town.found(maya, Town.form("Four"));
        assertThat(town.foundClub.found(maya, Town.form("Five"), null))
                .isEqualTo(new Outcome.TooMany(Duration.ofDays(10)));
    }

    @Test
    void shouldAllowThreeOfManyAtOnce() {
        var maya = town.member("maya");

        var outcomes = Concurrently.call(IntStream.range(0, 5)
                .mapToObj(i -> (Callable<Outcome>) () -> town.foundClub.found(maya, Town.form("Club " + i), null))
                .toList());

        assertThat(outcomes).filteredOn(Outcome.Founded.class::isInstance).hasSize(3);
        assertThat(town.figure(Count.CLUBS)).isEqualTo(3);
    }

    @Test
    void shouldGiveARepeatedRequestTheClubOfTheFirst() {
        var maya = town.member("maya");
        var form = Town.form("Malmö Design");
        var once = town.foundClub.found(maya, form, new Repeatable("key", "hash"));
        var again = town.foundClub.found(maya, form, new Repeatable("key", "hash"));
        var another = town.foundClub.found(maya, form, new Repeatable("key", "another hash"));

        assertThat(again).isEqualTo(once);
        assertThat(another).isEqualTo(new Outcome.KeyTaken());
        assertThat(town.figure(Count.CLUBS)).isEqualTo(1);
        assertThat(town.foundClub.found(town.member("ben"), form, new Repeatable("key", "hash")))
                .isNotEqualTo(once);
    }

    @Test
    void shouldGiveARepeatedRequestItsClubThoughNoMoreAreAllowed() {
        var maya = town.member("maya");
        var form = Town.form("One");
        var once = town.foundClub.found(maya, form, new Repeatable("key", "hash"));
        town.found(maya, Town.form("Two"));
        town.found(maya, Town.form("Three"));

        assertThat(town.foundClub.found(maya, form, new Repeatable("key", "hash")))
                .isEqualTo(once);
    }

    @Test
    void shouldMakeOneClubOfTheSameRequestTwiceAtOnce() {
        var maya = town.member("maya");

        var outcomes = Concurrently.call(
                4, () -> town.foundClub.found(maya, Town.form("Malmö Design"), new Repeatable("key", "hash")));

        assertThat(outcomes).containsOnly(outcomes.getFirst());
        assertThat(town.figure(Count.CLUBS)).isEqualTo(1);
    }

    @Test
    void shouldTakeNamesThatFoldToMuchAndHaveManyWords() {
        var maya = town.member("maya");
        // Each of these characters folds to eighteen.
        var wide = "\uFDFA".repeat(80);

        var club = town.found(maya, Town.form(wide, Industry.DESIGN, wide, Joining.OPEN));
        town.found(maya, Town.form("a b c d e f g h i j k l m n o p q r s t u v w x y z"));

        assertThat(club.slug()).isEqualTo(new Slug("club"));
        assertThat(town.found(ClubListStore.Filter.NONE)).hasSize(2).contains(wide);
    }
}
