package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.local.emulators.TestStack;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final MemberId MAYA = new MemberId("maya");
    private static final MemberId BOB = new MemberId("bob");

    private final Table table = new Table(STACK.environment("MailWorkerFunction"));
    private final Addresses addresses = new Addresses(table);
    private final EmailAddress email = new EmailAddress(UUID.randomUUID() + "@example.com");
    private final AddressHash hash = email.hash();

    @Test
    void shouldNotTakeAnotherAddressesSignUpForThisOnes() {
        applied("r1", "Malmö");

        assertThat(addresses.application(new EmailAddress("other@example.com").hash(), "r1"))
                .isEmpty();
    }

    @Test
    void shouldSettleASignUpAndLeaveTheOthers() {
        var application = applied("r1", "Malmö");
        applied("r2", "Lund");

        assertDone(true, addresses.settle(application));

        assertThat(addresses.application(hash, "r1")).isEmpty();
        assertThat(addresses.application(hash, "r2")).isPresent();
    }

    @Test
    void shouldPassFromItsOwnerOnly() {
        assertDone(false, addresses.pass(hash, MAYA, BOB));
        assertDone(true, addresses.take(hash, MAYA, NOW));

        assertDone(false, addresses.pass(hash, BOB, MAYA));
        assertDone(true, addresses.pass(hash, MAYA, BOB));
        assertDone(false, addresses.pass(hash, MAYA, BOB));
        assertThat(addresses.owner(hash)).contains(BOB);
    }

    private Application applied(String requestId, String city) {
        var application = application(email, requestId, city);
        assertDone(true, addresses.apply(application));
        return application;
    }

    private static Application application(EmailAddress email, String requestId, String city) {
        return new Application(requestId, email, Persons.details(Industry.DESIGN, city), NOW);
    }

    private void assertDone(boolean done, Write write) {
        assertThat(table.commit(write).done()).isEqualTo(done);
    }
}
