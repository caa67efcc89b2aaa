package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdminsTest {
    private final Members members = new Members();
    private final Admins admins = members.admins;
    private final AuditStore audit = new AuditStore(members.table);
    private final MemberId founder = members.founder();

    @Test
    void shouldMakeAMemberAnAdminAndSayWhoDidIt() {
        var ada = members.member("ada");

        assertThat(admins.grant(founder, ada)).isEqualTo(new Admins.Outcome.Done());

        assertThat(members.isAdmin(ada)).isTrue();
        assertThat(audit.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("admin.grant");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.at()).isEqualTo(members.stack.clock().instant());
        });
    }

    @Test
    void shouldDoAndAuditNothingTheSecondTime() {
        var ada = members.member("ada");
        admins.grant(founder, ada);

        assertThat(admins.grant(founder, ada)).isEqualTo(new Admins.Outcome.Done());
        members.stack.clock().advance(Duration.ofSeconds(1));
        assertThat(admins.revoke(founder, ada)).isEqualTo(new Admins.Outcome.Done());
        assertThat(admins.revoke(founder, ada)).isEqualTo(new Admins.Outcome.Done());

        assertThat(members.isAdmin(ada)).isFalse();
        assertThat(audit.last(null, 10))
                .extracting(AuditStore.Entry::action)
                .containsExactly("admin.revoke", "admin.grant");
    }

    @Test
    void shouldKeepTheFounder() {
        assertThat(admins.revoke(members.member("ada"), founder)).isEqualTo(new Admins.Outcome.IsFounder());

        assertThat(members.isAdmin(founder)).isTrue();
        assertThat(audit.last(null, 10)).isEmpty();
    }

    @Test
    void shouldMakeNobodyAnAdminWhoIsNoMember() {
        var waiting = members.arrive("walt", Standing.WAITING, false, false);

        assertThat(admins.grant(founder, waiting)).isEqualTo(new Admins.Outcome.NotAMember());
        assertThat(admins.grant(founder, new MemberId("nobody"))).isEqualTo(new Admins.Outcome.NoSuchMember());
        assertThat(admins.revoke(founder, new MemberId("nobody"))).isEqualTo(new Admins.Outcome.NoSuchMember());

        assertThat(members.isAdmin(waiting)).isFalse();
        assertThat(audit.last(null, 10)).isEmpty();
    }
}
