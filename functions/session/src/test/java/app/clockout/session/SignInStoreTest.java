package app.clockout.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.table.Write;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInStoreTest {
    private final SessionFixture fixture = new SessionFixture();
    private final MemberId id = new MemberId("ada");

    @ParameterizedTest
    @CsvSource({"WAITING, false", "APPROVED, true", "DECLINED, false", "SUSPENDED, false"})
    void shouldSignInMembersOnly(Standing standing, boolean done) {
        arrive(standing);

        assertDone(done, SignInStore.signIn(id, false));
        assertDone(done, SignInStore.signIn(id, false));
        assertThat(fixture.people.person(id).orElseThrow().signedIn()).isEqualTo(done);
        assertDone(done, SignInStore.founderSignsIn(id));
    }

    @Test
    void shouldSignInByAnAdmissionLinkTheFirstTimeOnly() {
        arrive(Standing.APPROVED);

        assertDone(true, SignInStore.signIn(id, true));
        assertDone(false, SignInStore.signIn(id, true));
        assertDone(true, SignInStore.signIn(id, false));
    }

    @Test
    void shouldSignInNobodyWhoIsNotThere() {
        assertDone(false, SignInStore.signIn(id, false));
        assertDone(false, SignInStore.founderSignsIn(id));
        assertThat(fixture.people.find(id)).isEmpty();
    }

    @Test
    void shouldMakeTheFounderAnAdminForGood() {
        arrive(Standing.APPROVED);

        assertDone(true, SignInStore.founderSignsIn(id));

        var founder = fixture.people.person(id).orElseThrow();
        assertThat(List.of(founder.admin(), founder.founder(), founder.signedIn()))
                .containsOnly(true);
    }

    private void arrive(Standing standing) {
        fixture.arrive(id.value(), new EmailAddress("ada@example.com"), standing);
    }

    private void assertDone(boolean done, Write write) {
        assertThat(fixture.table.commit(write).done()).isEqualTo(done);
    }
}
