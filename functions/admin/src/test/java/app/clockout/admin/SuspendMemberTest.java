package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.local.testing.Concurrently;
import app.clockout.table.Secrets;
import app.clockout.table.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuspendMemberTest {
    private final AdminFixture fixture = new AdminFixture();
    private final SuspendMember suspendMember = fixture.suspendMember;
    private final RestoreMember restoreMember = fixture.restoreMember;
    private final AuditStore audit = new AuditStore(fixture.table);
    private final MemberId founder = fixture.founder();

    @Test
    void shouldSuspendAMemberAndSayWhoDidItAndWhy() {
        var ada = fixture.member("ada");
        fixture.stack.clock().advance(Duration.ofHours(1));

        assertThat(suspendMember.suspend(founder, ada, "Spam\nagain")).isEqualTo(new SuspendMember.Outcome.Suspended());

        assertThat(fixture.standing(ada)).isEqualTo(Standing.SUSPENDED);
        assertThat(fixture.person(ada).decidedAt())
                .isEqualTo(fixture.stack.clock().instant());
        assertThat(audit.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("member.suspend");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.note()).isEqualTo("Spam\nagain");
        });
    }

    @Test
    void shouldEndSessionsAndDerivedLinksForGood() {
        var ada = fixture.member("ada");
        var session = fixture.session(ada);
        var links = Secrets.links(fixture.table, fixture.environment);
        var token =
                links.token(Purpose.WAITLIST_STATUS, "ada", fixture.person(ada).linkVersion());
        var sessions = new Sessions(fixture.table, fixture.environment.clock());
        fixture.stack.clock().advance(Duration.ofHours(1));

        suspendMember.suspend(founder, ada, "Spam");
        assertThat(sessions.memberOf(session)).isEmpty();
        assertThat(links.holds(
                        token, Purpose.WAITLIST_STATUS, fixture.person(ada).linkVersion()))
                .isFalse();

        fixture.stack.clock().advance(Duration.ofHours(1));
        restoreMember.restore(founder, ada, null);
        assertThat(sessions.memberOf(session)).as("the old session").isEmpty();
        assertThat(links.holds(
                        token, Purpose.WAITLIST_STATUS, fixture.person(ada).linkVersion()))
                .isFalse();
        assertThat(sessions.memberOf(fixture.session(ada))).as("a new session").isPresent();
    }

    @Test
    void shouldTakeTheRoleOfAnAdminForGood() {
        var eve = fixture.arrive("eve", Standing.APPROVED, true, false);

        suspendMember.suspend(founder, eve, "Spam");
        restoreMember.restore(founder, eve, null);

        assertThat(fixture.isAdmin(eve)).isFalse();
        assertThat(fixture.audited()).containsExactlyInAnyOrder("member.suspend", "admin.revoke", "member.restore");
    }

    @Test
    void shouldDoAndAuditNothingTheSecondTime() {
        var ada = fixture.member("ada");
        suspendMember.suspend(founder, ada, "Spam");
        var before = fixture.person(ada);
        fixture.stack.clock().advance(Duration.ofHours(1));

        assertThat(suspendMember.suspend(founder, ada, "More spam")).isEqualTo(new SuspendMember.Outcome.Suspended());

        assertThat(fixture.person(ada)).isEqualTo(before);
        assertThat(fixture.audited()).containsExactly("member.suspend");
    }

    @Test
    void shouldKeepTheFounder() {
        var eve = fixture.arrive("eve", Standing.APPROVED, true, false);

        assertThat(suspendMember.suspend(eve, founder, "Coup")).isEqualTo(new SuspendMember.Outcome.IsFounder());

        assertThat(fixture.standing(founder)).isEqualTo(Standing.APPROVED);
        assertThat(fixture.audited()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WAITING", "DECLINED"})
    void shouldSuspendNobodyWhoIsNoMember(Standing standing) {
        var walt = fixture.arrive("walt", standing, false, false);

        assertThat(suspendMember.suspend(founder, walt, "Spam")).isEqualTo(new SuspendMember.Outcome.NotAMember());
        assertThat(suspendMember.suspend(founder, new MemberId("nobody"), "Spam"))
                .isEqualTo(new SuspendMember.Outcome.NoSuchMember());

        assertThat(fixture.standing(walt)).isEqualTo(standing);
        assertThat(fixture.audited()).isEmpty();
    }

    @Test
    void shouldSuspendAnAdminWhoIsMadeOneAtThatMoment() {
        for (int round = 0; round < 10; round++) {
            var name = "admin-" + round;
            var eve = fixture.member(name);
            var admins = fixture.admins;

            Concurrently.call(List.<Callable<Object>>of(
                    () -> admins.grant(founder, eve), () -> suspendMember.suspend(founder, eve, "Spam")));

            assertThat(fixture.standing(eve)).isEqualTo(Standing.SUSPENDED);
            assertThat(fixture.isAdmin(eve)).isFalse();
            var entries = audit.last(null, 100).stream()
                    .filter(entry -> entry.subject().equals(name))
                    .map(AuditStore.Entry::action)
                    .toList();
            // Who was made an admin first had the role taken; who was suspended first never got it.
            assertThat(entries.contains("admin.revoke")).isEqualTo(entries.contains("admin.grant"));
        }
    }

    @Test
    void shouldGoByTurnsWhenSuspendedAndRestoredAtOnce() {
        var ada = fixture.member("ada");
        var calls = IntStream.range(0, 12)
                .<Callable<Object>>mapToObj(i -> i % 2 == 0
                        ? () -> suspendMember.suspend(founder, ada, "Spam")
                        : () -> restoreMember.restore(founder, ada, null))
                .toList();

        Concurrently.call(calls);

        long suspended =
                fixture.audited().stream().filter("member.suspend"::equals).count();
        long restored =
                fixture.audited().stream().filter("member.restore"::equals).count();
        assertThat(suspended - restored).isEqualTo(fixture.standing(ada) == Standing.SUSPENDED ? 1 : 0);
        assertThat(fixture.person(ada).linkVersion())
                .as("once for each suspension")
                .isEqualTo((int) (1 + suspended));
    }
}
