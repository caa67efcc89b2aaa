package app.clockout.session;

import static app.clockout.session.SessionFixture.FOUNDER;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.admin.AuditStore;
import app.clockout.domain.Industry;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.session.SignIn.Outcome.BadLink;
import app.clockout.session.SignIn.Outcome.SignedIn;
import app.clockout.table.DailyCounters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The first admin, who never waited. */
class FounderTest {
    private final SessionFixture fixture = new SessionFixture();
    private final SignIn signIn = fixture.signIn;
    private final AuditStore audit = new AuditStore(fixture.table);

    @Test
    void shouldArriveWithTheFirstSignInAsAnAdminCalledFounder() {
        var link = fixture.founderLink();
        assertThat(signIn.works(link)).isTrue();

        var signedIn = signedIn(signIn.signIn(link));

        var founder = fixture.person(signedIn.member().id());
        assertThat(founder).isEqualTo(signedIn.member());
        assertThat(founder.email()).isEqualTo(FOUNDER);
        assertThat(founder.details().name()).isEqualTo("Founder");
        assertThat(founder.details().industry()).isEqualTo(Industry.FOUNDERS);
        assertThat(founder.standing()).isEqualTo(Standing.APPROVED);
        assertThat(founder.admin()).isTrue();
        assertThat(founder.founder()).isTrue();
        assertThat(fixture.addresses.owner(FOUNDER.hash())).contains(founder.id());
        assertThat(signedIn.next()).isEqualTo("/admin/waitlist");
        assertThat(fixture.sessions.memberOf(signedIn.token())).contains(founder);
        assertThat(audit.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("founder.arrived");
            assertThat(entry.actor()).isEqualTo(founder.id());
            assertThat(entry.subject()).isEqualTo(founder.id().value());
        });
    }

    @Test
    void shouldStayOutsideOfTheFigures() {
        signIn.signIn(fixture.founderLink());

        assertThat(new DailyCounters(fixture.table).byDay()).isEmpty();
    }

    @Test
    void shouldBeTheSamePersonEveryTime() {
        var first = signedIn(signIn.signIn(fixture.founderLink())).member();
        fixture.pass(Duration.ofDays(400));

        var byRole = signedIn(signIn.signIn(fixture.founderLink())).member();
        var byName = signedIn(signIn.signIn(fixture.signInLink(first))).member();

        assertThat(byRole.id()).isEqualTo(first.id());
        assertThat(byName.id()).isEqualTo(first.id());
        assertThat(fixture.rows("MEMBER")).as("a profile and three sessions").isEqualTo(4);
        assertThat(audit.last(null, 10)).hasSize(1);
    }

    @Test
    void shouldArriveOnceWhereOneLinkIsUsedManyTimesAtOnce() {
        var link = fixture.founderLink();

        var outcomes = Concurrently.call(8, () -> signIn.signIn(link));

        assertThat(outcomes).filteredOn(SignedIn.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new BadLink()::equals).hasSize(7);
        assertThat(fixture.rows("MEMBER")).as("a profile and a session").isEqualTo(2);
    }

    @Test
    void shouldArriveOnceWhereTwoLinksAreUsedAtOnceAndBothSignIn() {
        for (int round = 0; round < 5; round++) {
            var fresh = new SessionFixture();
            var links = List.of(fresh.founderLink(), fresh.founderLink());

            var outcomes = Concurrently.call(links.stream()
                    .map(link -> (Callable<SignIn.Outcome>) () -> fresh.signIn.signIn(link))
                    .toList());

            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SignedIn.class));
            assertThat(outcomes.stream()
                            .map(outcome -> signedIn(outcome).member().id()))
                    .containsOnly(fresh.addresses.owner(FOUNDER.hash()).orElseThrow());
            assertThat(fresh.rows("MEMBER")).as("a profile and two sessions").isEqualTo(3);
        }
    }

    @Test
    void shouldWorkOnceAndForFifteenMinutesLikeAnyLink() {
        var used = fixture.founderLink();
        var late = fixture.founderLink();
        signedIn(signIn.signIn(used));
        assertThat(signIn.works(used)).isFalse();
        assertThat(signIn.signIn(used)).isEqualTo(new BadLink());
        fixture.pass(Duration.ofMinutes(15));
        assertThat(signIn.works(late)).isFalse();
        assertThat(signIn.signIn(late)).isEqualTo(new BadLink());
    }

    @Test
    void shouldMakeAMemberTheFounderWhoseAddressTheStackNamesLater() {
        var ada = fixture.arrive("ada", FOUNDER, Standing.APPROVED);

        var signedIn = signedIn(signIn.signIn(fixture.link(Purpose.ADMISSION, ada)));

        assertThat(signedIn.member().admin()).isTrue();
        var founder = fixture.person(ada.id());
        assertThat(founder.admin()).isTrue();
        assertThat(founder.founder()).isTrue();
    }

    @Test
    void shouldMakeNoAdminOfAnybodyElse() {
        var ada = fixture.member("ada");

        signedIn(signIn.signIn(fixture.signInLink(ada)));

        assertThat(fixture.person(new MemberId("ada")).admin()).isFalse();
        assertThat(fixture.person(new MemberId("ada")).founder()).isFalse();
    }

    private static SignedIn signedIn(SignIn.Outcome outcome) {
        assertThat(outcome).isInstanceOf(SignedIn.class);
        return (SignedIn) outcome;
    }
}
