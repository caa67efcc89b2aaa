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
    private final ClubFixture fixture = new ClubFixture();
    private final Person maya = fixture.member("maya");
    private final Person ben = fixture.member("ben");
    private final Person eve = fixture.member("eve");

    @Test
    void shouldGoOnUnderTheOtherHosts() {
        var club = fixture.open(maya);
        fixture.join(club, eve, ben);
        fixture.makeHost(club, ben);

        suspended(maya);

        assertThat(fixture.hosts(club)).containsExactly("ben");
        assertThat(handedTo(club)).isEmpty();
        assertThat(fixture.state(club, maya)).isEqualTo(State.MEMBER);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldPassToTheLongestStandingMemberWhoIsThere() {
        var club = fixture.open(maya);
        var zoe = fixture.member("zoe");
        fixture.join(club, zoe, ben, eve);
        fixture.suspend(zoe);

        suspended(maya);

        assertThat(fixture.hosts(club)).containsExactly("ben");
        assertThat(handedTo(club)).isEqualTo("ben");
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldDoNothingMoreWhenItIsToldAgain() {
        var club = fixture.open(maya);
        fixture.join(club, ben, eve);
        suspended(maya);
        fixture.nameHosts.make(club.slug(), ben.id(), eve.id());

        fixture.handOver.clubsOf(maya.id(), Standing.SUSPENDED);

        assertThat(fixture.hosts(club)).containsExactly("ben", "eve");
    }

    @Test
    void shouldCloseAClubThatNobodyIsLeftToRun() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);

        suspended(maya);

        assertThat(fixture.now(club).isOpen()).isFalse();
        assertThat(fixture.found(ClubListStore.Filter.NONE)).isEmpty();
        assertThat(fixture.rows("CLUBS#", "")).isZero();
        assertThat(fixture.figure(Count.CLUBS)).isZero();
    }

    @Test
    void shouldLeaveTheClubsOfSomebodyWhoIsRestoredMeanwhile() {
        var club = fixture.open(maya);
        fixture.join(club, ben);
        fixture.suspend(maya);
        fixture.restore(maya);

        fixture.handOver.clubsOf(maya.id(), Standing.SUSPENDED);

        assertThat(fixture.hosts(club)).containsExactly("maya");
    }

    @Test
    void shouldHandOverEachClubOfSomebody() {
        var one = fixture.open(maya);
        var two = fixture.byApproval(maya);
        var third = fixture.found(ben, ClubFixture.form("Bens"));
        fixture.join(one, ben);
        fixture.join(third, maya);

        suspended(maya);

        assertThat(fixture.hosts(one)).containsExactly("ben");
        assertThat(fixture.now(two).isOpen()).isFalse();
        assertThat(fixture.hosts(third)).containsExactly("ben");
    }

    @Test
    void shouldEndWithAHostWhenAllAreSuspendedAtOnce() {
        var club = fixture.open(maya);
        fixture.join(club, ben, eve);
        fixture.makeHost(club, ben);
        fixture.suspend(maya);
        fixture.suspend(ben);

        Concurrently.call(List.<Callable<Boolean>>of(() -> handOver(maya), () -> handOver(ben), () -> handOver(maya)));

        assertThat(fixture.hosts(club)).containsExactly("eve");
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldTellTheNextHeirToo() {
        var club = fixture.open(maya);
        fixture.join(club, ben, eve);
        suspended(maya);
        suspended(ben);
        assertThat(handedTo(club)).isEqualTo("eve");
        fixture.restore(ben);
        fixture.nameHosts.make(club.slug(), eve.id(), ben.id());

        // A hand-over that is history is no longer there, so that the next one to the same person is a change.
        assertThat(handedTo(club)).isEmpty();
    }

    @Test
    void shouldCancelWhatWasToComeOfAClosedClub() {
        var club = fixture.open(maya);
        var begun = fixture.announce(club, fixture.now().plus(Duration.ofHours(1)), Visibility.PUBLIC);
        var open = fixture.announce(club, fixture.now().plus(Duration.ofDays(3)), Visibility.PUBLIC);
        var own = fixture.announce(club, fixture.now().plus(Duration.ofDays(4)), Visibility.CLUB);
        fixture.stack.clock().advance(Duration.ofHours(2));

        fixture.cancelEvents.ofClosed(club.slug());
        assertThat(isCancelled(open)).isFalse();

        fixture.closeClub.close(club.slug(), maya.id());
        fixture.cancelEvents.ofClosed(club.slug());
        fixture.cancelEvents.ofClosed(club.slug());

        assertThat(isCancelled(begun)).isFalse();
        assertThat(isCancelled(open)).isTrue();
        assertThat(isCancelled(own)).isTrue();
        assertThat(fixture.figure(Count.EVENTS)).isEqualTo(1);
        assertThat(fixture.eventList
                        .publicOnes(new EventList.Filter(null, null), fixture.now(), null, 10)
                        .events())
                .isEmpty();
    }

    private void suspended(Person member) {
        fixture.suspend(member);
        handOver(member);
    }

    private boolean handOver(Person member) {
        fixture.handOver.clubsOf(member.id(), Standing.SUSPENDED);
        return true;
    }

    private boolean isCancelled(EventId event) {
        return fixture.events.find(event).orElseThrow().isCancelled();
    }

    private String handedTo(Club club) {
        return fixture.stack.items().stream()
                .filter(item -> item.containsKey("handedTo") && item.toString().contains("S=CLUB#" + club.slug() + ")"))
                .map(item -> item.get("handedTo").s())
                .findFirst()
                .orElse("");
    }
}
