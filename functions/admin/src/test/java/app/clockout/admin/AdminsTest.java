package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdminsTest {
    private final AdminFixture fixture = new AdminFixture();
    private final Admins admins = fixture.admins;
    private final AuditStore audit = new AuditStore(fixture.table);
    private final MemberId founder = fixture.founder();

    @Test
    void shouldMakeAMemberAnAdminAndSayWhoDidIt() {
        var ada = fixture.member("ada");

        assertThat(admins.grant(founder, ada)).isEqualTo(new Admins.Outcome.Done());

        assertThat(fixture.isAdmin(ada)).isTrue();
        assertThat(audit.last(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(founder);
            assertThat(entry.action()).isEqualTo("admin.grant");
            assertThat(entry.subject()).isEqualTo("ada");
            assertThat(entry.at()).isEqualTo(fixture.stack.clock().instant());
        });
    }

    @Test
    void shouldDoAndAuditNothingTheSecondTime() {
        var ada = fixture.member("ada");
        admins.grant(founder, ada);

        assertThat(admins.grant(founder, ada)).isEqualTo(new Admins.Outcome.Done());
        fixture.stack.clock().advance(Duration.ofSeconds(1));
        assertThat(admins.revoke(founder, ada)).isEqualTo(new Admins.Outcome.Done());
        assertThat(admins.revoke(founder, ada)).isEqualTo(new Admins.Outcome.Done());

        assertThat(fixture.isAdmin(ada)).isFalse();
        assertThat(audit.last(null, 10))
                .extracting(AuditStore.Entry::action)
                .containsExactly("admin.revoke", "admin.grant");
    }

    @Test
    void shouldKeepTheFounder() {
        assertThat(admins.revoke(fixture.member("ada"), founder)).isEqualTo(new Admins.Outcome.IsFounder());

        assertThat(fixture.isAdmin(founder)).isTrue();
        assertThat(audit.last(null, 10)).isEmpty();
    }

    @Test
    void shouldMakeNobodyAnAdminWhoIsNoMember() {
        var waiting = fixture.arrive("walt", Standing.WAITING, false, false);

        assertThat(admins.grant(founder, waiting)).isEqualTo(new Admins.Outcome.NotAMember());
        assertThat(admins.grant(founder, new MemberId("nobody"))).isEqualTo(new Admins.Outcome.NoSuchMember());
        assertThat(admins.revoke(founder, new MemberId("nobody"))).isEqualTo(new Admins.Outcome.NoSuchMember());

        assertThat(fixture.isAdmin(waiting)).isFalse();
        assertThat(audit.last(null, 10)).isEmpty();
    }
}
