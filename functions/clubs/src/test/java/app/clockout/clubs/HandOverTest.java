package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.EventList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What becomes of clubs whose hosts are suspended, and of the events of closed ones. */
class HandOverTest {
    private final Town town = new Town();
    private final Person maya = town.member("maya");
    private final Person ben = town.member("ben");
    private final Person eve = town.member("eve");

    @Test
    void shouldGoOnUnderTheOtherHosts() {
        var club = town.open(maya);
        town.join(club, eve, ben);
        town.makeHost(club, ben);

        suspended(maya);

        assertThat(town.hosts(club)).containsExactly("ben");
        assertThat(handedTo(club)).isEmpty();
        assertThat(town.state(club, maya)).isEqualTo(State.MEMBER);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldPassToTheLongestStandingMemberWhoIsThere() {
        var club = town.open(maya);
        var zoe = town.member("zoe");
        town.join(club, zoe, ben, eve);
        town.suspend(zoe);

        suspended(maya);

        assertThat(town.hosts(club)).containsExactly("ben");
        assertThat(handedTo(club)).isEqualTo("ben");
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldDoNothingMoreWhenItIsToldAgain() {
        var club = town.open(maya);
        town.join(club, ben, eve);
        suspended(maya);
        town.nameHosts.make(club.slug(), ben.id(), eve.id());

        town.handOver.clubsOf(maya.id(), Standing.SUSPENDED);

        assertThat(town.hosts(club)).containsExactly("ben", "eve");
    }

    @Test
    void shouldCloseAClubThatNobodyIsLeftToRun() {
        var club = town.byApproval(maya);
        town.join(club, ben);

        suspended(maya);

        assertThat(town.now(club).isOpen()).isFalse();
        assertThat(town.found(ClubListStore.Filter.NONE)).isEmpty();
        assertThat(town.rows("CLUBS#", "")).isZero();
        assertThat(town.figure(Count.CLUBS)).isZero();
    }

    @Test
    void shouldLeaveTheClubsOfSomebodyWhoIsRestoredMeanwhile() {
        var club = town.open(maya);
        town.join(club, ben);
        town.suspend(maya);
        town.restore(maya);

        town.handOver.clubsOf(maya.id(), Standing.SUSPENDED);

        assertThat(town.hosts(club)).containsExactly("maya");
    }

    @Test
    void shouldHandOverEachClubOfSomebody() {
        var one = town.open(maya);
        var two = town.byApproval(maya);
        var third = town.found(ben, Town.form("Bens"));
        town.join(one, ben);
        town.join(third, maya);

        suspended(maya);

        assertThat(town.hosts(one)).containsExactly("ben");
        assertThat(town.now(two).isOpen()).isFalse();
        assertThat(town.hosts(third)).containsExactly("ben");
    }

    @Test
    void shouldEndWithAHostWhenAllAreSuspendedAtOnce() {
        var club = town.open(maya);
        town.join(club, ben, eve);
        town.makeHost(club, ben);
        town.suspend(maya);
        town.suspend(ben);

        Concurrently.call(List.<Callable<Boolean>>of(() -> handOver(maya), () -> handOver(ben), () -> handOver(maya)));

        assertThat(town.hosts(club)).containsExactly("eve");
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldTellTheNextHeirToo() {
        var club = town.open(maya);
        town.join(club, ben, eve);
        suspended(maya);
        suspended(ben);
        assertThat(handedTo(club)).isEqualTo("eve");
        town.restore(ben);
        town.nameHosts.make(club.slug(), eve.id(), ben.id());

        // A hand-over that is history is no longer there, so that the next one to the same person is a change.
        assertThat(handedTo(club)).isEmpty();
    }

    @Test
    void shouldCancelWhatWasToComeOfAClosedClub() {
        var club = town.open(maya);
        var begun = town.announce(club, town.now().plus(Duration.ofHours(1)), Visibility.PUBLIC);
        var open = town.announce(club, town.now().plus(Duration.ofDays(3)), Visibility.PUBLIC);
        var own = town.announce(club, town.now().plus(Duration.ofDays(4)), Visibility.CLUB);
        town.stack.clock().advance(Duration.ofHours(2));

        town.cancelEvents.ofClosed(club.slug());
        assertThat(isCancelled(open)).isFalse();

        town.closeClub.close(club.slug(), maya.id());
        town.cancelEvents.ofClosed(club.slug());
        town.cancelEvents.ofClosed(club.slug());

        assertThat(isCancelled(begun)).isFalse();
        assertThat(isCancelled(open)).isTrue();
        assertThat(isCancelled(own)).isTrue();
        assertThat(town.figure(Count.EVENTS)).isEqualTo(1);
        assertThat(town.eventList
                        .publicOnes(new EventList.Filter(null, null), town.now(), null, 10)
                        .events())
                .isEmpty();
    }

    private void suspended(Person member) {
        town.suspend(member);
        handOver(member);
    }

    private boolean handOver(Person member) {
        town.handOver.clubsOf(member.id(), Standing.SUSPENDED);
        return true;
    }

    private boolean isCancelled(EventId event) {
        return town.events.find(event).orElseThrow().isCancelled();
    }

    private String handedTo(Club club) {
        return town.stack.items().stream()
                .filter(item -> item.containsKey("handedTo") && item.toString().contains("S=CLUB#" + club.slug() + ")"))
                .map(item -> item.get("handedTo").s())
                .findFirst()
                .orElse("");
    }
}
