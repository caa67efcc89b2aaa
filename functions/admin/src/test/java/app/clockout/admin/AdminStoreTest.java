package app.clockout.admin;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminStoreTest {
    private final AdminFixture fixture = new AdminFixture();
    private final MemberId id = new MemberId("ada");

    @Test
    void shouldGrantAndRevokeTheAdminRoleOnceEach() {
        arrive(Standing.APPROVED);

        assertDone(false, AdminStore.revokeAdmin(id));
        assertDone(true, AdminStore.grantAdmin(id));
        assertDone(false, AdminStore.grantAdmin(id));
        assertThat(fixture.people.person(id).orElseThrow().admin()).isTrue();
        assertDone(true, AdminStore.revokeAdmin(id));
        assertThat(fixture.people.person(id).orElseThrow().admin()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"APPROVED", "WITHDRAWN"})
    void shouldMakeNobodyAnAdminWhoIsNoMember(Standing standing) {
        arrive(standing);

        assertDone(false, AdminStore.grantAdmin(id));
    }

    @Test
    void shouldTakeNoFoundersRole() {
        assertDone(false, AdminStore.revokeAdmin(fixture.founder()));
    }

    private void arrive(Standing standing) {
        fixture.arrive(id.value(), standing, false, false);
    }

    private void assertDone(boolean done, Write write) {
        assertThat(fixture.table.commit(write).done()).isEqualTo(done);
    }
}
