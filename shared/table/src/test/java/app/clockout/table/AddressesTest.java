package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Suppression;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Addresses.Address;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Addresses.Known;
import app.clockout.table.Addresses.MailState;
import app.clockout.table.Addresses.SignInRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final MemberId MAYA = new MemberId("maya");
    private static final MemberId BOB = new MemberId("bob");
    private static final MailState UNTOUCHED = new MailState(null, null, null, List.of(), false, 0);

    private final Table table = new Table(STACK.environment("MailWorkerFunction"));
    private final Addresses addresses = new Addresses(table);
    private final EmailAddress email = new EmailAddress(UUID.randomUUID() + "@example.com");
    private final AddressHash hash = email.hash();

    @Test
    void shouldKnowNothingOfAnAddressAtFirst() {
        assertThat(addresses.address(hash)).isEqualTo(new Address(hash, null, null, UNTOUCHED));
        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(addresses.application(hash, "r1")).isEmpty();
        assertThat(addresses.applied(hash, "r1", "its-mail", NOW).asked()).isNull();
        assertThat(addresses.askedToSignIn(hash, "r1", "its-mail", NOW).asked()).isNull();
    }

    @Test
    void shouldKeepASignUpAsItWasTyped() {
        var application = applied("r1", "Malmö");
        applied("r2", "Lund");

        assertThat(addresses.application(hash, "r1")).contains(application);
        assertThat(addresses.applied(hash, "r1", "its-mail", NOW).asked()).isEqualTo(application);
        assertThat(addresses.application(hash, "r2").orElseThrow().details().city())
                .isEqualTo("Lund");
        assertDone(false, addresses.apply(application));
    }

    @Test
    void shouldNotTakeAnotherAddressesSignUpForThisOnes() {
        applied("r1", "Malmö");

        assertThat(addresses.application(new EmailAddress("other@example.com").hash(), "r1"))
                .isEmpty();
    }

    @Test
    void shouldForgetASignUpByTheClock() {
        applied("r1", "Malmö");
        var end = NOW.plus(Application.KEPT);

        assertThat(addresses
                        .applied(hash, "r1", "its-mail", end.minusSeconds(1))
                        .asked())
                .isNotNull();
        assertThat(addresses.applied(hash, "r1", "its-mail", end).asked()).isNull();
    }

    @Test
    void shouldForgetAnAskedForSignInByTheClockAfterADay() {
        var request = new SignInRequest("r1", "/events/7");
        assertDone(true, addresses.askToSignIn(hash, request, NOW));
        var end = NOW.plus(Duration.ofDays(1));

        assertThat(addresses
                        .askedToSignIn(hash, "r1", "its-mail", end.minusSeconds(1))
                        .asked())
                .isEqualTo(request);
        assertThat(addresses.askedToSignIn(hash, "r1", "its-mail", end).asked()).isNull();
        assertThat(addresses.askedToSignIn(hash, "r2", "its-mail", NOW).asked()).isNull();
        assertDone(false, addresses.askToSignIn(hash, request, NOW));
    }

    @Test
    void shouldReadTheAddressAndWhatWasAskedByOneRequest() {
        applied("r1", "Malmö");
        assertDone(true, addresses.take(hash, MAYA, NOW));
        Meter.reset();

        var asked = addresses.applied(hash, "r1", "its-mail", NOW);

        assertThat(asked.address().owner()).isEqualTo(MAYA);
        assertThat(Used.operations()).isEqualTo(Map.of("BatchGetItem", 1));
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
    void shouldBelongToOnePersonAtATime() {
        assertDone(true, addresses.take(hash, MAYA, NOW));
        assertDone(false, addresses.take(hash, BOB, NOW));
        assertDone(false, addresses.take(hash, MAYA, NOW.plus(Duration.ofDays(9000))));

        assertThat(addresses.owner(hash)).contains(MAYA);
        assertThat(addresses.address(hash).owner()).isEqualTo(MAYA);
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

    @Test
    void shouldBeFreedByItsOwnerOnlyAndFreeForAnybodyAfter() {
        assertDone(true, addresses.take(hash, MAYA, NOW));

        assertDone(false, addresses.free(hash, BOB, null));
        assertDone(true, addresses.free(hash, MAYA, null));
        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(addresses.address(hash).restUntil()).isNull();
        assertDone(true, addresses.take(hash, BOB, NOW));
    }

    @Test
    void shouldBeLeftAloneUntilItsRestIsOver() {
        var rested = NOW.plus(Duration.ofDays(90));
        assertDone(true, addresses.take(hash, MAYA, NOW));
        assertDone(true, addresses.free(hash, MAYA, rested));

        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(addresses.address(hash).owner()).isNull();
        assertThat(addresses.address(hash).restUntil()).isEqualTo(rested);
        assertDone(false, addresses.take(hash, BOB, rested.minusSeconds(1)));
        assertDone(true, addresses.take(hash, BOB, rested));
        assertThat(addresses.address(hash)).isEqualTo(new Address(hash, BOB, null, UNTOUCHED));
    }

    @Test
    void shouldKeepWhatMailItMayStillGet() {
        var full = NOW.plus(Duration.ofMinutes(12));
        var sent = List.of(NOW.minusMillis(1), NOW.minusNanos(1_000));
        assertDone(true, addresses.keep(hash, UNTOUCHED, new MailState(null, null, full, sent, true, 0)));

        var first = addresses.address(hash).mail();
        assertThat(first).isEqualTo(new MailState(null, null, full, sent, true, 1));

        assertDone(true, addresses.keep(hash, first, new MailState(null, null, null, List.of(), false, 0)));
        assertThat(addresses.address(hash).mail())
                .as("an allowance is not given back")
                .isEqualTo(new MailState(null, null, full, List.of(), false, 2));
    }

    @Test
    void shouldNotLetTwoSpendTheSameAllowance() {
        var spent = new MailState(null, null, NOW, List.of(NOW), false, 0);
        assertDone(true, addresses.keep(hash, UNTOUCHED, spent));
        assertDone(false, addresses.keep(hash, UNTOUCHED, spent));

        var read = addresses.address(hash).mail();
        assertDone(true, addresses.keep(hash, read, spent));
        assertDone(false, addresses.keep(hash, read, spent));
        assertThat(addresses.address(hash).mail().version()).isEqualTo(2);
    }

    @Test
    void shouldKeepAnAskedForChangeUntilItsLinkCannotWorkAnyMore() {
        var change = new AddressChange("c1", MAYA, email);
        assertDone(true, addresses.askToChange(change, NOW));
        assertDone(false, addresses.askToChange(change, NOW));
        var end = NOW.plus(Duration.ofHours(72));

        assertThat(addresses.change(hash, "c1")).contains(change);
        assertThat(addresses
                        .askedToChange(hash, "c1", "its-mail", end.minusSeconds(1))
                        .asked())
                .isEqualTo(change);
        assertThat(addresses.askedToChange(hash, "c1", "its-mail", end).asked()).isNull();

        assertDone(true, addresses.settle(change));
        assertThat(addresses.change(hash, "c1")).isEmpty();
    }

    @Test
    void shouldKeepWhatIsKnownOfMailsToAnAddress() {
        var all = new Suppression(NOW, true, NOW.plusMillis(1), Map.of("a b", NOW, "c", NOW.plusNanos(1_000)), NOW);
        assertThat(addresses.known(hash)).isEqualTo(new Known(Suppression.NONE, 0));

        assertDone(true, Suppression.NONE, all);
        assertThat(addresses.known(hash)).isEqualTo(new Known(all, 1));
        assertThat(addresses.address(hash).mail().bouncedAt()).isEqualTo(NOW);
        assertThat(addresses.address(hash).mail().complainedAt()).isEqualTo(NOW.plusMillis(1));

        var little = new Suppression(null, false, null, Map.of(), NOW);
        assertDone(true, all, little);
        assertThat(addresses.known(hash)).isEqualTo(new Known(little, 2));
        assertThat(addresses.address(hash).mail()).isEqualTo(UNTOUCHED);
    }

    @Test
    void shouldNotLetTwoForgetWhatTheOtherCameToKnow() {
        var unknown = addresses.known(hash);
        assertThat(table.commit(addresses.keep(email, unknown, bounced())).done())
                .isTrue();
        assertThat(table.commit(addresses.keep(email, unknown, bounced())).done())
                .isFalse();
        var known = addresses.known(hash);
        assertThat(table.commit(addresses.keep(email, known, Suppression.NONE)).done())
                .isTrue();
        assertThat(table.commit(addresses.keep(email, known, Suppression.NONE)).done())
                .isFalse();
    }

    @Test
    void shouldListAnAddressWhileItIsSuppressedAndForWhatStopsMost() {
        var complained = new Suppression(null, false, NOW.minusSeconds(9), Map.of(), null);
        assertDone(true, Suppression.NONE, complained);
        assertThat(listed()).containsExactly("COMPLAINT " + NOW.minusSeconds(9));

        var both = new Suppression(NOW, false, NOW.minusSeconds(9), Map.of(), null);
        assertDone(true, complained, both);
        assertThat(listed()).containsExactly("BOUNCE " + NOW);

        var byTransients = new Suppression(NOW, true, NOW.minusSeconds(9), Map.of(), null);
        assertDone(true, both, byTransients);
        assertThat(listed()).containsExactly("TRANSIENT " + NOW);

        assertDone(true, byTransients, Suppression.NONE);
        assertThat(listed()).isEmpty();
    }

    @Test
    void shouldListTheLatestFirst() {
        var others = new EmailAddress("later." + email.value());
        assertDone(true, Suppression.NONE, bounced());
        table.commit(addresses.keep(
                others,
                new Known(Suppression.NONE, 0),
                new Suppression(NOW.plusSeconds(1), false, null, Map.of(), null)));

        var first = addresses.suppressed(null, 1).getFirst();

        assertThat(first.email()).isEqualTo(others);
        assertThat(addresses.suppressed(first.position(), 100))
                .extracting(Addresses.Suppressed::email)
                .contains(email)
                .doesNotContain(others);
    }

    @Test
    void shouldKeepABounceBesideTheAllowanceWhicheverComesFirst() {
        assertDone(true, Suppression.NONE, bounced());
        var read = addresses.address(hash).mail();
        assertDone(true, addresses.keep(hash, read, new MailState(null, null, NOW, List.of(NOW), true, 0)));
        assertDone(true, bounced(), new Suppression(NOW, false, NOW, Map.of(), null));

        assertThat(addresses.address(hash).mail()).isEqualTo(new MailState(NOW, NOW, NOW, List.of(NOW), true, 1));
    }

    @Test
    void shouldEraseWhatWasAskedAndWhatWasNotAnsweredButNoBounce() {
        applied("r1", "Malmö");
        applied("r2", "Lund");
        table.commit(addresses.askToSignIn(hash, new SignInRequest("s1", "/"), NOW));
        table.commit(addresses.askToChange(new AddressChange("c1", MAYA, email), NOW));
        table.commit(addresses.keep(hash, UNTOUCHED, new MailState(null, null, NOW, List.of(NOW), true, 0)));
        assertDone(true, Suppression.NONE, bounced());
        var before = addresses.address(hash).mail();
        var others = new EmailAddress("x" + email.value());
        table.commit(addresses.apply(application(others, "r1", "Ystad")));

        addresses.erase(hash);

        assertThat(addresses.application(hash, "r1")).isEmpty();
        assertThat(addresses.application(hash, "r2")).isEmpty();
        assertThat(addresses.askedToSignIn(hash, "s1", "its-mail", NOW).asked()).isNull();
        assertThat(addresses.change(hash, "c1")).isEmpty();
        assertThat(addresses.address(hash).mail()).isEqualTo(new MailState(NOW, null, NOW, List.of(), false, 2));
        assertThat(listed()).isEmpty();
        assertDone(false, addresses.keep(hash, before, before));
        assertThat(addresses.application(others.hash(), "r1"))
                .as("somebody else's")
                .isPresent();
        assertThat(STACK.items().toString()).doesNotContain("\"" + email.value(), "=" + email.value());
    }

    @Test
    void shouldEraseAnAddressThatIsNotKnown() {
        addresses.erase(hash);

        assertThat(addresses.address(hash).mail().confirmations()).isEmpty();
        assertDone(true, addresses.take(hash, MAYA, NOW));
    }

    private Application applied(String requestId, String city) {
        var application = application(email, requestId, city);
        assertDone(true, addresses.apply(application));
        return application;
    }

    private static Application application(EmailAddress email, String requestId, String city) {
        return new Application(requestId, email, Persons.details(Industry.DESIGN, city), NOW);
    }

    private static Suppression bounced() {
        return new Suppression(NOW, false, null, Map.of(), null);
    }

    /** Why this address is listed, and since when. */
    private List<String> listed() {
        return addresses.suppressed(null, 100).stream()
                .filter(one -> one.email().equals(email))
                .map(one -> one.reason() + " " + one.since())
                .toList();
    }

    private void assertDone(boolean done, Suppression before, Suppression after) {
        var known = new Known(before, addresses.known(hash).changes());
        assertThat(table.commit(addresses.keep(email, known, after)).done()).isEqualTo(done);
    }

    private void assertDone(boolean done, Write write) {
        assertThat(table.commit(write).done()).isEqualTo(done);
    }
}
