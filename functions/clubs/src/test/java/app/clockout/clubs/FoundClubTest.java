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
    private final ClubFixture fixture = new ClubFixture();

    @Test
    void shouldMakeItsFounderTheOneMemberAndHost() {
        var maya = fixture.member("maya");

        var club = fixture.found(maya, ClubFixture.form("Malmö Design"));

        assertThat(club.slug()).isEqualTo(new Slug("malmo-design"));
        assertThat(fixture.clubs.find(club.slug())).contains(club);
        assertThat(fixture.hosts(club)).containsExactly("maya");
        assertThat(fixture.state(club, maya)).isEqualTo(Membership.State.MEMBER);
        assertThat(fixture.isConsistent(club)).isTrue();
        assertThat(fixture.found(ClubListStore.Filter.NONE)).containsExactly("Malmö Design");
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(1);
    }

    @Test
    void shouldReadNothingWhereTheSlugIsNobodys() {
        var maya = fixture.member("maya");

        Meter.during("founding", () -> fixture.found(maya, ClubFixture.form("Malmö Design")));

        assertThat(Objects.requireNonNull(Meter.read().get("founding")).operations())
                .containsOnlyKeys("TransactWriteItems")
                .containsEntry("TransactWriteItems", 1);
    }

    @Test
    void shouldNumberASlugThatIsTaken() {
        var slugs = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> fixture.found(fixture.member("p" + i), ClubFixture.form("Book club")))
                .map(club -> club.slug().value())
                .toList();

        assertThat(slugs).startsWith("book-club", "book-club-2", "book-club-3").endsWith("book-club-12");
    }

    @Test
    void shouldNotGiveTheSlugOfAClosedClub() {
        var maya = fixture.member("maya");
        var club = fixture.found(maya, ClubFixture.form("Book club"));
        fixture.closeClub.close(club.slug(), maya.id());

        assertThat(fixture.found(maya, ClubFixture.form("Book club")).slug().value())
                .isEqualTo("book-club-2");
    }

    @Test
    void shouldGiveFoundersOfTheSameNameAtOnceAClubEach() {
        var founders =
                IntStream.range(0, 4).mapToObj(i -> fixture.member("p" + i)).toList();

        var clubs = Concurrently.call(founders.stream()
                .map(founder ->
                        (Callable<Outcome>) () -> fixture.foundClub.found(founder, ClubFixture.form("Book club"), null))
                .toList());

        assertThat(clubs)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Founded.class))
                .extracting(outcome -> ((Outcome.Founded) outcome).club().slug())
                .doesNotHaveDuplicates()
                .contains(new Slug("book-club"));
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(4);
    }

    @Test
    void shouldAllowThreeInThirtyDaysAndSayWhenTheNext() {
        var maya = fixture.member("maya");
        fixture.found(maya, ClubFixture.form("One"));
        fixture.stack.clock().advance(Duration.ofDays(10));
        fixture.found(maya, ClubFixture.form("Two"));
        fixture.found(maya, ClubFixture.form("Three"));

        assertThat(fixture.foundClub.found(maya, ClubFixture.form("Four"), null))
                .isEqualTo(new Outcome.TooMany(Duration.ofDays(20)));
        assertThat(fixture.clubs.find(new Slug("four"))).isEmpty();
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(3);

        fixture.stack.clock().advance(Duration.ofDays(20));
        fixture.found(maya, ClubFixture.form("Four"));
        assertThat(fixture.foundClub.found(maya, ClubFixture.form("Five"), null))
                .isEqualTo(new Outcome.TooMany(Duration.ofDays(10)));
    }

    @Test
    void shouldAllowThreeOfManyAtOnce() {
        var maya = fixture.member("maya");

        var outcomes = Concurrently.call(IntStream.range(0, 5)
                .mapToObj(i ->
                        (Callable<Outcome>) () -> fixture.foundClub.found(maya, ClubFixture.form("Club " + i), null))
                .toList());

        assertThat(outcomes).filteredOn(Outcome.Founded.class::isInstance).hasSize(3);
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(3);
    }

    @Test
    void shouldGiveARepeatedRequestTheClubOfTheFirst() {
        var maya = fixture.member("maya");
        var form = ClubFixture.form("Malmö Design");
        var once = fixture.foundClub.found(maya, form, new Repeatable("key", "hash"));
        var again = fixture.foundClub.found(maya, form, new Repeatable("key", "hash"));
        var another = fixture.foundClub.found(maya, form, new Repeatable("key", "another hash"));

        assertThat(again).isEqualTo(once);
        assertThat(another)
                .isEqualTo(new Outcome.KeyTaken(((Outcome.Founded) once).club().slug()));
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(1);
        assertThat(fixture.foundClub.found(fixture.member("ben"), form, new Repeatable("key", "hash")))
                .isNotEqualTo(once);
    }

    @Test
    void shouldGiveARepeatedRequestItsClubThoughNoMoreAreAllowed() {
        var maya = fixture.member("maya");
        var form = ClubFixture.form("One");
        var once = fixture.foundClub.found(maya, form, new Repeatable("key", "hash"));
        fixture.found(maya, ClubFixture.form("Two"));
        fixture.found(maya, ClubFixture.form("Three"));

        assertThat(fixture.foundClub.found(maya, form, new Repeatable("key", "hash")))
                .isEqualTo(once);
    }

    @Test
    void shouldMakeOneClubOfTheSameRequestTwiceAtOnce() {
        var maya = fixture.member("maya");

        var outcomes = Concurrently.call(
                4,
                () -> fixture.foundClub.found(maya, ClubFixture.form("Malmö Design"), new Repeatable("key", "hash")));

        assertThat(outcomes).containsOnly(outcomes.getFirst());
        assertThat(fixture.figure(Count.CLUBS)).isEqualTo(1);
    }

    @Test
    void shouldTakeNamesThatFoldToMuchAndHaveManyWords() {
        var maya = fixture.member("maya");
        // Each of these characters folds to eighteen.
        var wide = "\uFDFA".repeat(80);

        var club = fixture.found(maya, ClubFixture.form(wide, Industry.DESIGN, wide, Joining.OPEN));
        fixture.found(maya, ClubFixture.form("a b c d e f g h i j k l m n o p q r s t u v w x y z"));

        assertThat(club.slug()).isEqualTo(new Slug("club"));
        assertThat(fixture.found(ClubListStore.Filter.NONE)).hasSize(2).contains(wide);
    }
}
