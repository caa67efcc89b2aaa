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
    private final Members members = new Members();
    private final SuspendMember suspendMember = members.suspendMember;
    private final RestoreMember restoreMember = members.restoreMember;
    private final AuditStore audit = new AuditStore(members.table);
    private final MemberId founder = members.founder();

    @Test
    void shouldSuspendAMemberAndSayWhoDidItAndWhy() {
        var ada = members.member("ada");
        members.stack.clock().advance(Duration.ofHours(1));

        assertThat(suspendMember.suspend(founder, ada, "Spam\nagain")).isEqualTo(new SuspendMember.Outcome.Suspended());

        assertThat(members.standing(ada)).isEqualTo(Standing.SUSPENDED);
        assertThat(members.person(ada).decidedAt())
                .isEqualTo(members.stack.clock().instant());
        assertThat(audit.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("member.suspend");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.note()).isEqualTo("Spam\nagain");
        });
    }

    @Test
    void shouldEndSessionsAndDerivedLinksForGood() {
        var ada = members.member("ada");
        var session = members.session(ada);
        var links = Secrets.links(members.table, members.environment);
        var token =
                links.token(Purpose.WAITLIST_STATUS, "ada", members.person(ada).linkVersion());
        var sessions = new Sessions(members.table, members.environment.clock());
        members.stack.clock().advance(Duration.ofHours(1));

        suspendMember.suspend(founder, ada, "Spam");
        assertThat(sessions.memberOf(session)).isEmpty();
        assertThat(links.holds(
                        token, Purpose.WAITLIST_STATUS, members.person(ada).linkVersion()))
                .isFalse();

        members.stack.clock().advance(Duration.ofHours(1));
        restoreMember.restore(founder, ada, null);
        assertThat(sessions.memberOf(session)).as("the old session").isEmpty();
        assertThat(links.holds(
                        token, Purpose.WAITLIST_STATUS, members.person(ada).linkVersion()))
                .isFalse();
        assertThat(sessions.memberOf(members.session(ada))).as("a new session").isPresent();
    }

    @Test
    void shouldTakeTheRoleOfAnAdminForGood() {
        var eve = members.arrive("eve", Standing.APPROVED, true, false);

        suspendMember.suspend(founder, eve, "Spam");
        restoreMember.restore(founder, eve, null);

        assertThat(members.isAdmin(eve)).isFalse();
        assertThat(members.audited()).containsExactlyInAnyOrder("member.suspend", "admin.revoke", "member.restore");
    }

    @Test
    void shouldDoAndAuditNothingTheSecondTime() {
        var ada = members.member("ada");
        suspendMember.suspend(founder, ada, "Spam");
        var before = members.person(ada);
        members.stack.clock().advance(Duration.ofHours(1));

        assertThat(suspendMember.suspend(founder, ada, "More spam")).isEqualTo(new SuspendMember.Outcome.Suspended());

        assertThat(members.person(ada)).isEqualTo(before);
        assertThat(members.audited()).containsExactly("member.suspend");
    }

    @Test
    void shouldKeepTheFounder() {
        var eve = members.arrive("eve", Standing.APPROVED, true, false);

        assertThat(suspendMember.suspend(eve, founder, "Coup")).isEqualTo(new SuspendMember.Outcome.IsFounder());

        assertThat(members.standing(founder)).isEqualTo(Standing.APPROVED);
        assertThat(members.audited()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WAITING", "DECLINED"})
    void shouldSuspendNobodyWhoIsNoMember(Standing standing) {
        var walt = members.arrive("walt", standing, false, false);

        assertThat(suspendMember.suspend(founder, walt, "Spam")).isEqualTo(new SuspendMember.Outcome.NotAMember());
        assertThat(suspendMember.suspend(founder, new MemberId("nobody"), "Spam"))
                .isEqualTo(new SuspendMember.Outcome.NoSuchMember());

        assertThat(members.standing(walt)).isEqualTo(standing);
        assertThat(members.audited()).isEmpty();
    }

    @Test
    void shouldSuspendAnAdminWhoIsMadeOneAtThatMoment() {
        for (int round = 0; round < 10; round++) {
            var name = "admin-" + round;
            var eve = members.member(name);
            var admins = members.admins;

            Concurrently.call(List.<Callable<Object>>of(
                    () -> admins.grant(founder, eve), () -> suspendMember.suspend(founder, eve, "Spam")));

            assertThat(members.standing(eve)).isEqualTo(Standing.SUSPENDED);
            assertThat(members.isAdmin(eve)).isFalse();
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
        var ada = members.member("ada");
        var calls = IntStream.range(0, 12)
                .<Callable<Object>>mapToObj(i -> i % 2 == 0
                        ? () -> suspendMember.suspend(founder, ada, "Spam")
                        : () -> restoreMember.restore(founder, ada, null))
                .toList();

        Concurrently.call(calls);

        long suspended =
                members.audited().stream().filter("member.suspend"::equals).count();
        long restored =
                members.audited().stream().filter("member.restore"::equals).count();
        assertThat(suspended - restored).isEqualTo(members.standing(ada) == Standing.SUSPENDED ? 1 : 0);
        assertThat(members.person(ada).linkVersion())
                .as("once for each suspension")
                .isEqualTo((int) (1 + suspended));
    }
}
