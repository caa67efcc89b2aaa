package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.LeaveClub.Outcome;
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

    private final ClubFixture fixture = new ClubFixture();
    private final Person maya = fixture.member("maya");
    private final Person ben = fixture.member("ben");

    @Test
    void shouldLetAnybodyIntoAnOpenClubOnce() {
        var club = fixture.open(maya);

        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);

        assertThat(fixture.now(club).members()).isEqualTo(2);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountOnceWhoJoinsTwiceAtOnce() {
        var club = fixture.open(maya);

        assertThat(Concurrently.call(6, () -> fixture.joinClub.join(club.slug(), ben.id())))
                .containsOnly(MEMBER);

        assertThat(fixture.now(club).members()).isEqualTo(2);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountEachOfManyWhoComeAndGoAtOnce() {
        var club = fixture.open(maya);
        var people =
                IntStream.range(0, 12).mapToObj(i -> fixture.member("p" + i)).toList();

        Concurrently.call(people.stream()
                .map(person -> (Callable<Outcome>) () -> {
                    fixture.joinClub.join(club.slug(), person.id());
                    return fixture.leaveClub.leave(club.slug(), person.id());
                })
                .toList());
        assertThat(fixture.now(club).members()).isEqualTo(1);
        Concurrently.call(people.stream()
                .map(person -> (Callable<JoinClub.Outcome>) () -> fixture.joinClub.join(club.slug(), person.id()))
                .toList());

        assertThat(fixture.now(club).members()).isEqualTo(13);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldCountEachWhereTransactionsConflictAsTheyDoOnAws() {
        var club = fixture.open(maya);
        var people =
                IntStream.range(0, 6).mapToObj(i -> fixture.member("p" + i)).toList();

        try (var contention = TestStack.contend(Duration.ofMillis(5))) {
            Concurrently.call(people.stream()
                    .map(person -> (Callable<JoinClub.Outcome>) () -> fixture.joinClub.join(club.slug(), person.id()))
                    .toList());
            assertThat(contention.conflicts()).isPositive();
        }

        assertThat(fixture.now(club).members()).isEqualTo(7);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldLetOneAskWhereAHostApproves() {
        var club = fixture.byApproval(maya);

        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(fixture.now(club).members()).isEqualTo(1);
        assertThat(fixture.memberships.countRequests(club.slug())).isEqualTo(1);

        assertThat(fixture.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.TAKEN_BACK);
        assertThat(fixture.state(club, ben)).isEqualTo(State.NONE);
        assertThat(fixture.memberships.countRequests(club.slug())).isZero();
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldLetInWhoAskedOnceTheClubIsOpen() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);
        var form = ClubFixture.form("Closed studio");
        fixture.editClub.edit(fixture.now(club), maya.id(), form, (version, changes) -> {});

        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(fixture.memberships.countRequests(club.slug())).isZero();
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldLetARefusalRestForThirtyDays() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);
        var refused = fixture.now();
        fixture.decideRequest.decline(club.slug(), maya.id(), ben.id());

        assertThat(fixture.joinClub.join(club.slug(), ben.id()))
                .isEqualTo(new JoinClub.Outcome.Resting(refused.plus(Duration.ofDays(30))));
        // Leaving does not shorten it.
        assertThat(fixture.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        fixture.stack.clock().advance(Duration.ofDays(30).minusMillis(1));
        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isInstanceOf(JoinClub.Outcome.Resting.class);
        fixture.stack.clock().advance(Duration.ofMillis(1));
        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(REQUESTED);
        assertThat(fixture.memberships.countRequests(club.slug())).isEqualTo(1);
    }

    @Test
    void shouldLetAMemberLeaveAndComeBack() {
        var club = fixture.open(maya);
        fixture.join(club, ben);

        assertThat(fixture.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        assertThat(fixture.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.GONE);
        assertThat(fixture.now(club).members()).isEqualTo(1);
        assertThat(fixture.joinClub.join(club.slug(), ben.id())).isEqualTo(MEMBER);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldNotLetTheLastHostGo() {
        var club = fixture.open(maya);
        fixture.join(club, ben);

        assertThat(fixture.leaveClub.leave(club.slug(), maya.id())).isEqualTo(Outcome.LAST_HOST);
        fixture.makeHost(club, ben);
        assertThat(fixture.leaveClub.leave(club.slug(), maya.id())).isEqualTo(Outcome.GONE);

        assertThat(fixture.hosts(club)).containsExactly("ben");
        assertThat(fixture.state(club, maya)).isEqualTo(State.NONE);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldKeepOneOfTwoLastHostsWhoLeaveAtOnce() {
        for (int round = 0; round < 5; round++) {
            var club = clubOfTwo();

            var outcomes = Concurrently.call(List.<Callable<Outcome>>of(
                    () -> fixture.leaveClub.leave(club.slug(), maya.id()),
                    () -> fixture.leaveClub.leave(club.slug(), ben.id())));

            assertThat(outcomes).containsExactlyInAnyOrder(Outcome.GONE, Outcome.LAST_HOST);
            assertThat(fixture.now(club).members()).isEqualTo(1);
            assertThat(fixture.isConsistent(club)).isTrue();
            fixture.stack.clock().advance(Duration.ofDays(30));
        }
    }

    @Test
    void shouldKeepOneOfTwoHostsWhoGiveUpAtOnce() {
        var club = clubOfTwo();

        var outcomes = Concurrently.call(List.<Callable<NameHosts.Outcome>>of(
                () -> fixture.nameHosts.unmake(club.slug(), maya.id(), maya.id()),
                () -> fixture.nameHosts.unmake(club.slug(), ben.id(), ben.id())));

        assertThat(outcomes).containsExactlyInAnyOrder(NameHosts.Outcome.DONE, NameHosts.Outcome.LAST_HOST);
        assertThat(fixture.hosts(club)).hasSize(1);
    }

    @Test
    void shouldNotMakeAHostOfSomebodyWhoLeavesAtOnce() {
        for (int round = 0; round < 5; round++) {
            var club = fixture.open(maya);
            fixture.join(club, ben);

            Concurrently.call(List.<Callable<Object>>of(
                    () -> fixture.nameHosts.make(club.slug(), maya.id(), ben.id()),
                    () -> fixture.leaveClub.leave(club.slug(), ben.id())));

            assertThat(fixture.isConsistent(club)).isTrue();
            fixture.stack.clock().advance(Duration.ofDays(30));
        }
    }

    @Test
    void shouldLetAHostRemoveAMemberWhoIsNone() {
        var club = fixture.open(maya);
        var eve = fixture.member("eve");
        fixture.join(club, ben, eve);

        assertThat(fixture.leaveClub.remove(club.slug(), ben.id(), eve.id())).isEqualTo(Outcome.NOT_HOST);
        assertThat(fixture.leaveClub.remove(club.slug(), maya.id(), maya.id())).isEqualTo(Outcome.IS_HOST);
        assertThat(fixture.leaveClub.remove(club.slug(), maya.id(), eve.id())).isEqualTo(Outcome.GONE);
        assertThat(fixture.leaveClub.remove(club.slug(), maya.id(), eve.id())).isEqualTo(Outcome.NOT_THERE);
        assertThat(fixture.leaveClub.remove(new Slug("nowhere"), maya.id(), ben.id()))
                .isEqualTo(Outcome.NOT_THERE);

        assertThat(fixture.now(club).members()).isEqualTo(2);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldBeThereForNobodyOnceItIsClosed() {
        var club = fixture.open(maya);
        fixture.join(club, ben);
        fixture.closeClub.close(club.slug(), maya.id());

        assertThat(fixture.joinClub.join(club.slug(), fixture.member("eve").id()))
                .isEqualTo(new JoinClub.Outcome.NotThere());
        assertThat(fixture.leaveClub.leave(club.slug(), ben.id())).isEqualTo(Outcome.NOT_THERE);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_THERE);
        assertThat(fixture.closeClub.close(club.slug(), maya.id())).isEqualTo(CloseClub.Outcome.NOT_THERE);
    }

    private Club clubOfTwo() {
        var club = fixture.open(maya);
        fixture.join(club, ben);
        fixture.makeHost(club, ben);
        assertThat(fixture.hosts(club)).containsExactly("maya", "ben");
        return club;
    }
}
