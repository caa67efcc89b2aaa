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
    private final ClubFixture fixture = new ClubFixture();
    private final Person maya = fixture.member("maya");
    private final Person ben = fixture.member("ben");
    private final Person eve = fixture.member("eve");

    @Test
    void shouldLetInWhoAsksAndDecideOnce() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);

        assertThat(fixture.decideRequest.approve(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(fixture.decideRequest.approve(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(fixture.decideRequest.decline(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DECIDED_OTHERWISE);

        assertThat(fixture.state(club, ben)).isEqualTo(State.MEMBER);
        assertThat(fixture.now(club).members()).isEqualTo(2);
        assertThat(fixture.memberships.countRequests(club.slug())).isZero();
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldDeclineWhoAsksAndDecideOnce() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);

        assertThat(fixture.decideRequest.decline(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(fixture.decideRequest.decline(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DONE);
        assertThat(fixture.decideRequest.approve(club.slug(), maya.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.DECIDED_OTHERWISE);

        assertThat(fixture.state(club, ben)).isEqualTo(State.REFUSED);
        assertThat(fixture.now(club).members()).isEqualTo(1);
        assertThat(fixture.memberships.countRequests(club.slug())).isZero();
    }

    @Test
    void shouldDecideOneWayWhenTwoHostsDecideAtOnce() {
        for (int round = 0; round < 3; round++) {
            var asking = fixture.member("asking" + round);
            var club = fixture.byApproval(fixture.member("host" + round));
            var host = club.hosts().getFirst().id();
            fixture.join(club, asking);

            var outcomes = Concurrently.call(List.<Callable<DecideRequest.Outcome>>of(
                    () -> fixture.decideRequest.approve(club.slug(), host, asking.id()),
                    () -> fixture.decideRequest.decline(club.slug(), host, asking.id())));

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(DecideRequest.Outcome.DONE, DecideRequest.Outcome.DECIDED_OTHERWISE);
            assertThat(fixture.state(club, asking))
                    .isEqualTo(outcomes.getFirst() == DecideRequest.Outcome.DONE ? State.MEMBER : State.REFUSED);
            assertThat(fixture.isConsistent(club)).isTrue();
        }
    }

    @Test
    void shouldTellNobodyElseWhoAsks() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);

        assertThat(fixture.decideRequest.approve(club.slug(), eve.id(), ben.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(fixture.decideRequest.approve(club.slug(), eve.id(), maya.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(fixture.decideRequest.approve(club.slug(), eve.id(), eve.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_HOST);
        assertThat(fixture.decideRequest.approve(club.slug(), eve.id(), new MemberId("nobody")))
                .isEqualTo(DecideRequest.Outcome.NOT_THERE);
        assertThat(fixture.decideRequest.approve(club.slug(), maya.id(), eve.id()))
                .isEqualTo(DecideRequest.Outcome.NOT_THERE);
    }

    @Test
    void shouldMakeAndUnmakeHosts() {
        var club = fixture.open(maya);
        fixture.join(club, ben);

        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(fixture.hosts(club)).containsExactly("maya", "ben");

        assertThat(fixture.nameHosts.unmake(club.slug(), ben.id(), maya.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(fixture.nameHosts.unmake(club.slug(), ben.id(), maya.id())).isEqualTo(NameHosts.Outcome.DONE);
        assertThat(fixture.hosts(club)).containsExactly("ben");
        assertThat(fixture.nameHosts.unmake(club.slug(), ben.id(), ben.id())).isEqualTo(NameHosts.Outcome.LAST_HOST);
        assertThat(fixture.nameHosts.unmake(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_HOST);
        assertThat(fixture.isConsistent(club)).isTrue();
    }

    @Test
    void shouldMakeOnlyMembersHosts() {
        var club = fixture.byApproval(maya);
        fixture.join(club, ben);

        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), eve.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), new MemberId("nobody")))
                .isEqualTo(NameHosts.Outcome.NOT_THERE);
        assertThat(fixture.nameHosts.make(club.slug(), eve.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_HOST);
        assertThat(fixture.nameHosts.unmake(club.slug(), maya.id(), eve.id())).isEqualTo(NameHosts.Outcome.NOT_THERE);

        fixture.decideRequest.approve(club.slug(), maya.id(), ben.id());
        fixture.suspend(ben);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.NOT_A_MEMBER);
        assertThat(fixture.hosts(club)).containsExactly("maya");
    }

    @Test
    void shouldKeepTheNumberOfHostsInBounds() {
        var club = fixture.open(maya);
        for (int i = 1; i < NameHosts.MOST; i++) {
            var member = fixture.member("p" + i);
            fixture.join(club, member);
            fixture.makeHost(club, member);
        }
        fixture.join(club, ben);

        assertThat(fixture.hosts(club)).hasSize(NameHosts.MOST);
        assertThat(fixture.nameHosts.make(club.slug(), maya.id(), ben.id())).isEqualTo(NameHosts.Outcome.TOO_MANY);
    }
}
