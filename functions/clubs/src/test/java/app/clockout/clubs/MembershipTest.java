package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.LeaveClub.Outcome;
import app.clockout.domain.BusyException;
import app.clockout.domain.Club;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Joining and leaving. */
class MembershipTest {
    private static final JoinClub.Outcome MEMBER = new JoinClub.Outcome.Is(State.MEMBER);
    private static final JoinClub.Outcome REQUESTED = new JoinClub.Outcome.Is(State.REQUESTED);

    private final Town town = new Town();
    private final Person maya = town.member("maya");
    private final Person ben = town.member("ben");

    @Test
    void shouldLetAnybodyIntoAnOpenClubOnce() {
        var club = town.open(maya);

        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);

        assertThat(town.now(club).members()).isEqualTo(2);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountOnceWhoJoinsTwiceAtOnce() {
        var club = town.open(maya);

        assertThat(Concurrently.call(6, () -> town.joinClub.join(club.slug(), ben.id())))
                .containsOnly(MEMBER);

        assertThat(town.now(club).members()).isEqualTo(2);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountEachOfManyWhoComeAndGoAtOnce() {
        var club = town.open(maya);
        var people = IntStream.range(0, 12).mapToObj(i -> town.member("p" + i)).toList();

        Concurrently.call(people.stream()
                .map(person -> (Callable<Outcome>) () -> {
                    town.joinClub.join(club.slug(), person.id());
                    return town.leaveClub.leave(club.slug(), person.id());
                })
                .toList());
        assertThat(town.now(club).members()).isEqualTo(1);
        Concurrently.call(people.stream()
                .map(person -> (Callable<JoinClub.Outcome>) () -> town.joinClub.join(club.slug(), person.id()))
                .toList());

        assertThat(town.now(club).members()).isEqualTo(13);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountEachWhereTransactionsConflictAsTheyDoOnAws() {
        var club = town.open(maya);
        var people = IntStream.range(0, 6).mapToObj(i -> town.member("p" + i)).toList();

        try (var contention = TestStack.contend(Duration.ofMillis(5))) {
            Concurrently.call(people.stream()
                    .map(person -> (Callable<JoinClub.Outcome>) () -> joinPatiently(club, person))
                    .toList());
            assertThat(contention.conflicts()).isPositive();
        }

        assertThat(town.now(club).members()).isEqualTo(7);
        assertThat(town.isConsistent(club)).isTrue();
    }

    /** Asks again where it is too busy, as an answer with {@code Retry-After} says. */
    private JoinClub.Outcome joinPatiently(Club club, Person person) throws InterruptedException {
        while (true) {
            try {
                return town.joinClub.join(club.slug(), person.id());
            } catch (BusyException e) {
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    @Test
    void shouldLetOneAskWhereAHostApproves() {
        var club = town.byApproval(maya);

        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(town.now(club).members()).isEqualTo(1);
        assertThat(town.memberships.countRequests(club.slug())).isEqualTo(1);

        assertThat(town.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        assertThat(town.state(club, ben)).isEqualTo(State.NONE);
        assertThat(town.memberships.countRequests(club.slug())).isZero();
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldLetInWhoAskedOnceTheClubIsOpen() {
        var club = town.byApproval(maya);
        town.join(club, ben);
        var form = Town.form("Closed studio");
        town.editClub.edit(town.now(club), maya.id(), form, version -> {});

        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(town.memberships.countRequests(club.slug())).isZero();
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldLetARefusalRestForThirtyDays() {
        var club = town.byApproval(maya);
        town.join(club, ben);
        var refused = town.now();
        town.decideRequest.decline(club.slug(), maya.id(), ben.id());

        assertThat(town.joinClub.join(club.slug(), ben.id()))
                .isEqualTo(new JoinClub.Outcome.Resting(refused.plus(Duration.ofDays(30))));
        // Leaving does not shorten it.
        assertThat(town.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        town.stack.clock().advance(Duration.ofDays(30).minusMillis(1));
        assertThat(town.joinClub.join(club.slug(), ben.id())).isInstanceOf(JoinClub.Outcome.Resting.class);
        town.stack.clock().advance(Duration.ofMillis(1));
        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(town.memberships.countRequests(club.slug())).isEqualTo(1);
    }

    @Test
    void shouldLetAMemberLeaveAndComeBack() {
        var club = town.open(maya);
        town.join(club, ben);

        assertThat(town.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        assertThat(town.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        assertThat(town.now(club).members()).isEqualTo(1);
        assertThat(town.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldNotLetTheLastHostGo() {
        var club = town.open(maya);
        town.join(club, ben);

        assertThat(town.leaveClub.leave(club.slug(), maya.id())).isEqualTo(Outcome.LAST_HOST);
        town.makeHost(club, ben);
        assertThat(town.leaveClub.leave(club.slug(), maya.id())).isEqualTo(Outcome.GONE);

        assertThat(town.hosts(club)).containsExactly("ben");
        assertThat(town.state(club, maya)).isEqualTo(State.NONE);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldKeepOneOfTwoLastHostsWhoLeaveAtOnce() {
        for (int round = 0; round < 5; round++) {
            var club = clubOfTwo();

            var outcomes = Concurrently.call(List.<Callable<Outcome>>of(
                    () -> town.leaveClub.leave(club.slug(), maya.id()),
                    () -> town.leaveClub.leave(club.slug(), ben.id())));

            assertThat(outcomes).containsExactlyInAnyOrder(Outcome.GONE, Outcome.LAST_HOST);
            assertThat(town.now(club).members()).isEqualTo(1);
            assertThat(town.isConsistent(club)).isTrue();
            town.stack.clock().advance(Duration.ofDays(30));
        }
    }

    @Test
    void shouldKeepOneOfTwoHostsWhoGiveUpAtOnce() {
        var club = clubOfTwo();

        var outcomes = Concurrently.call(List.<Callable<NameHosts.Outcome>>of(
                () -> town.nameHosts.unmake(club.slug(), maya.id(), maya.id()),
                () -> town.nameHosts.unmake(club.slug(), ben.id(), ben.id())));

        assertThat(outcomes).containsExactlyInAnyOrder(NameHosts.Outcome.DONE, NameHosts.Outcome.LAST_HOST);
        assertThat(town.hosts(club)).hasSize(1);
    }

    @Test
    void shouldNotMakeAHostOfSomebodyWhoLeavesAtOnce() {
        for (int round = 0; round < 5; round++) {
            var club = town.open(maya);
            town.join(club, ben);

            Concurrently.call(List.<Callable<Object>>of(
                    () -> town.nameHosts.make(club.slug(), maya.id(), ben.id()),
                    () -> town.leaveClub.leave(club.slug(), ben.id())));

            assertThat(town.isConsistent(club)).isTrue();
            town.stack.clock().advance(Duration.ofDays(30));
        }
    }

    @Test
    void shouldLetAHostRemoveAMemberWhoIsNone() {
        var club = town.open(maya);
        var eve = town.member("eve");
        town.join(club, ben, eve);

        assertThat(town.leaveClub.remove(club.slug(), ben.id(), eve.id())).isEqualTo(Outcome.NOT_HOST);
        assertThat(town.leaveClub.remove(club.slug(), maya.id(), maya.id())).isEqualTo(Outcome.IS_HOST);
        assertThat(town.leaveClub.remove(club.slug(), maya.id(), eve.id())).isEqualTo(Outcome.GONE);
        assertThat(town.leaveClub.remove(club.slug(), maya.id(), eve.id())).isEqualTo(Outcome.NOT_THERE);
        assertThat(town.leaveClub.remove(new Slug("nowhere"), maya.id(), ben.id()))
                .isEqualTo(Outcome.NOT_THERE);

        assertThat(town.now(club).members()).isEqualTo(2);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldBeThereForNobodyOnceItIsClosed() {
        var club = town.open(maya);
        town.join(club, ben);
        town.closeClub.close(club.slug(), maya.id());

        assertThat(town.joinClub.join(club.slug(), town.member("eve").id())).isEqualTo(new JoinClub.Outcome.NotThere());
        assertThat(town.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.NOT_THERE);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_THERE);
        assertThat(town.closeClub.close(club.slug(), maya.id())).isEqualTo(CloseClub.Outcome.NOT_THERE);
    }

    private Club clubOfTwo() {
        var club = town.open(maya);
        town.join(club, ben);
        town.makeHost(club, ben);
        assertThat(town.hosts(club)).containsExactly("maya", "ben");
        return club;
    }
}
