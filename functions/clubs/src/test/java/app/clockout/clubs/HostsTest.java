package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.local.testing.Concurrently;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What hosts decide: who gets in, and who runs the club with them. */
class HostsTest {
    private final Town town = new Town();
    private final Person maya = town.member("maya");
    private final Person ben = town.member("ben");
    private final Person eve = town.member("eve");

    @Test
    void shouldLetInWhoAsksAndDecideOnce() {
        var club = town.byApproval(maya);
        town.join(club, ben);

        assertThat(town.decideRequest.approve(club.slug(), maya.id(), ben.id())).isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(town.decideRequest.approve(club.slug(), maya.id(), ben.id())).isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(town.decideRequest.decline(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DECIDED_OTHERWISE);

        assertThat(town.state(club, ben)).isEqualTo(State.MEMBER);
        assertThat(town.now(club).members()).isEqualTo(2);
        assertThat(town.memberships.countRequests(club.slug())).isZero();
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldDeclineWhoAsksAndDecideOnce() {
        var club = town.byApproval(maya);
        town.join(club, ben);

        assertThat(town.decideRequest.decline(club.slug(), maya.id(), ben.id())).isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(town.decideRequest.decline(club.slug(), maya.id(), ben.id())).isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(town.decideRequest.approve(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DECIDED_OTHERWISE);

        assertThat(town.state(club, ben)).isEqualTo(State.REFUSED);
        assertThat(town.now(club).members()).isEqualTo(1);
        assertThat(town.memberships.countRequests(club.slug())).isZero();
    }

    @Test
    void shouldDecideOneWayWhenTwoHostsDecideAtOnce() {
        for (int round = 0; round < 3; round++) {
            var asking = town.member("asking" + round);
            var club = town.byApproval(town.member("host" + round));
            var host = club.hosts().getFirst().id();
            town.join(club, asking);

            var outcomes = Concurrently.call(List.<Callable<DecideRequest.Outcome>>of(
                    () -> town.decideRequest.approve(club.slug(), host, asking.id()),
                    () -> town.decideRequest.decline(club.slug(), host, asking.id())));

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(DecideRequest.Outcome.DONE, DecideRequest.Outcome.DECIDED_OTHERWISE);
            assertThat(town.state(club, asking))
                    .isEqualTo(outcomes.getFirst() == DecideRequest.Outcome.DONE ? State.MEMBER : State.REFUSED);
            assertThat(town.isConsistent(club)).isTrue();
        }
    }

    @Test
    void shouldTellNobodyElseWhoAsks() {
        var club = town.byApproval(maya);
        town.join(club, ben);

        assertThat(town.decideRequest.approve(club.slug(), eve.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(town.decideRequest.approve(club.slug(), eve.id(), maya.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(town.decideRequest.approve(club.slug(), eve.id(), eve.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(town.decideRequest.approve(club.slug(), eve.id(), new MemberId("nobody")))
                .isEqualTo(DecideRequest.Outcome.NOT_THERE);
        assertThat(town.decideRequest.approve(club.slug(), maya.id(), eve.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_THERE);
    }

    @Test
    void shouldMakeAndUnmakeHosts() {
        var club = town.open(maya);
        town.join(club, ben);

        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(town.hosts(club)).containsExactly("maya", "ben");

        assertThat(town.nameHosts.unmake(club.slug(), ben.id(), maya.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(town.nameHosts.unmake(club.slug(), ben.id(), maya.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(town.hosts(club)).containsExactly("ben");
        assertThat(town.nameHosts.unmake(club.slug(), ben.id(), ben.id())).isEqualTo(NameHosts.Outcome.LAST_HOST);
        assertThat(town.nameHosts.unmake(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_HOST);
        assertThat(town.isConsistent(club)).isTrue();
    }

    @Test
    void shouldMakeOnlyMembersHosts() {
        var club = town.byApproval(maya);
        town.join(club, ben);

        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), eve.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), new MemberId("nobody")))
                .isEqualTo(NameHosts.Outcome.NOT_THERE);
        assertThat(town.nameHosts.make(club.slug(), eve.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_HOST);
        assertThat(town.nameHosts.unmake(club.slug(), maya.id(), eve.id())).isEqualTo(NameHosts.Outcome.NOT_THERE);

        town.decideRequest.approve(club.slug(), maya.id(), ben.id());
        town.suspend(ben);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(town.hosts(club)).containsExactly("maya");
    }

    @Test
    void shouldKeepTheNumberOfHostsInBounds() {
        var club = town.open(maya);
        for (int i = 1; i < NameHosts.MOST; i++) {
            var member = town.member("p" + i);
            town.join(club, member);
            town.makeHost(club, member);
        }
        town.join(club, ben);

        assertThat(town.hosts(club)).hasSize(NameHosts.MOST);
        assertThat(town.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.TOO_MANY);
    }
}
