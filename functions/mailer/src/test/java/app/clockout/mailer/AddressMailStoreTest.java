package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Suppression;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.mailer.AddressMailStore.Address;
import app.clockout.mailer.AddressMailStore.MailState;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Addresses.SignInRequest;
import app.clockout.table.Suppressions;
import app.clockout.table.Suppressions.Known;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressMailStoreTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final MemberId MAYA = new MemberId("maya");
    private static final MemberId BOB = new MemberId("bob");
    private static final MailState UNTOUCHED = new MailState(null, null, null, List.of(), false, 0);

    private final Table table = new Table(STACK.environment("MailWorkerFunction"));
    private final AddressMailStore mails = new AddressMailStore(table);
    private final Addresses addresses = new Addresses(table);
    private final Suppressions suppressions = new Suppressions(table);
    private final EmailAddress email = new EmailAddress(UUID.randomUUID() + "@example.com");
    private final AddressHash hash = email.hash();

    @Test
    void shouldKnowNothingOfAnAddressAtFirst() {
        assertThat(mails.address(hash)).isEqualTo(new Address(hash, null, null, UNTOUCHED));
        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(addresses.application(hash, "r1")).isEmpty();
        assertThat(mails.applied(hash, "r1", "its-mail", NOW).asked()).isNull();
        assertThat(mails.askedToSignIn(hash, "r1", "its-mail", NOW).asked()).isNull();
    }

    @Test
    void shouldKeepASignUpAsItWasTyped() {
        var application = applied("r1", "Malmö");
        applied("r2", "Lund");

        assertThat(addresses.application(hash, "r1")).contains(application);
        assertThat(mails.applied(hash, "r1", "its-mail", NOW).asked()).isEqualTo(application);
        assertThat(addresses.application(hash, "r2").orElseThrow().details().city())
                .isEqualTo("Lund");
        assertDone(false, addresses.apply(application));
    }

    @Test
    void shouldForgetASignUpByTheClock() {
        applied("r1", "Malmö");
        var end = NOW.plus(Application.KEPT);

        assertThat(mails.applied(hash, "r1", "its-mail", end.minusSeconds(1)).asked())
                .isNotNull();
        assertThat(mails.applied(hash, "r1", "its-mail", end).asked()).isNull();
    }

    @Test
    void shouldForgetAnAskedForSignInByTheClockAfterADay() {
        var request = new SignInRequest("r1", "/events/7");
        assertDone(true, addresses.askToSignIn(hash, request, NOW));
        var end = NOW.plus(Duration.ofDays(1));

        assertThat(mails.askedToSignIn(hash, "r1", "its-mail", end.minusSeconds(1))
                        .asked())
                .isEqualTo(request);
        assertThat(mails.askedToSignIn(hash, "r1", "its-mail", end).asked()).isNull();
        assertThat(mails.askedToSignIn(hash, "r2", "its-mail", NOW).asked()).isNull();
        assertDone(false, addresses.askToSignIn(hash, request, NOW));
    }

    @Test
    void shouldReadTheAddressAndWhatWasAskedByOneRequest() {
        applied("r1", "Malmö");
        assertDone(true, addresses.take(hash, MAYA, NOW));
        Meter.reset();

        var asked = mails.applied(hash, "r1", "its-mail", NOW);

        assertThat(asked.address().owner()).isEqualTo(MAYA);
        assertThat(Objects.requireNonNull(Meter.read().get("start")).operations())
                .isEqualTo(Map.of("BatchGetItem", 1));
    }

    @Test
    void shouldBelongToOnePersonAtATime() {
        assertDone(true, addresses.take(hash, MAYA, NOW));
        assertDone(false, addresses.take(hash, BOB, NOW));
        assertDone(false, addresses.take(hash, MAYA, NOW.plus(Duration.ofDays(9000))));

        assertThat(addresses.owner(hash)).contains(MAYA);
        assertThat(mails.address(hash).owner()).isEqualTo(MAYA);
    }

    @Test
    void shouldBeFreedByItsOwnerOnlyAndFreeForAnybodyAfter() {
        assertDone(true, addresses.take(hash, MAYA, NOW));

        assertDone(false, addresses.free(hash, BOB, null));
        assertDone(true, addresses.free(hash, MAYA, null));
        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(mails.address(hash).restUntil()).isNull();
        assertDone(true, addresses.take(hash, BOB, NOW));
    }

    @Test
    void shouldBeLeftAloneUntilItsRestIsOver() {
        var rested = NOW.plus(Duration.ofDays(90));
        assertDone(true, addresses.take(hash, MAYA, NOW));
        assertDone(true, addresses.free(hash, MAYA, rested));

        assertThat(addresses.owner(hash)).isEmpty();
        assertThat(mails.address(hash).owner()).isNull();
        assertThat(mails.address(hash).restUntil()).isEqualTo(rested);
        assertDone(false, addresses.take(hash, BOB, rested.minusSeconds(1)));
        assertDone(true, addresses.take(hash, BOB, rested));
        assertThat(mails.address(hash)).isEqualTo(new Address(hash, BOB, null, UNTOUCHED));
    }

    @Test
    void shouldKeepWhatMailItMayStillGet() {
        var full = NOW.plus(Duration.ofMinutes(12));
        var sent = List.of(NOW.minusMillis(1), NOW.minusNanos(1_000));
        assertDone(true, mails.keep(hash, UNTOUCHED, new MailState(null, null, full, sent, true, 0)));

        var first = mails.address(hash).mail();
        assertThat(first).isEqualTo(new MailState(null, null, full, sent, true, 1));

        assertDone(true, mails.keep(hash, first, new MailState(null, null, null, List.of(), false, 0)));
        assertThat(mails.address(hash).mail())
                .as("an allowance is not given back")
                .isEqualTo(new MailState(null, null, full, List.of(), false, 2));
    }

    @Test
    void shouldNotLetTwoSpendTheSameAllowance() {
        var spent = new MailState(null, null, NOW, List.of(NOW), false, 0);
        assertDone(true, mails.keep(hash, UNTOUCHED, spent));
        assertDone(false, mails.keep(hash, UNTOUCHED, spent));

        var read = mails.address(hash).mail();
        assertDone(true, mails.keep(hash, read, spent));
        assertDone(false, mails.keep(hash, read, spent));
        assertThat(mails.address(hash).mail().version()).isEqualTo(2);
    }

    @Test
    void shouldKeepAnAskedForChangeUntilItsLinkCannotWorkAnyMore() {
        var change = new AddressChange("c1", MAYA, email);
        assertDone(true, addresses.askToChange(change, NOW));
        assertDone(false, addresses.askToChange(change, NOW));
        var end = NOW.plus(Duration.ofHours(72));

        assertThat(addresses.change(hash, "c1")).contains(change);
        assertThat(mails.askedToChange(hash, "c1", "its-mail", end.minusSeconds(1))
                        .asked())
                .isEqualTo(change);
        assertThat(mails.askedToChange(hash, "c1", "its-mail", end).asked()).isNull();

        assertDone(true, addresses.settle(change));
        assertThat(addresses.change(hash, "c1")).isEmpty();
    }

    @Test
    void shouldKeepWhatIsKnownOfMailsToAnAddress() {
        var all = new Suppression(NOW, true, NOW.plusMillis(1), Map.of("a b", NOW, "c", NOW.plusNanos(1_000)), NOW);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(Suppression.NONE, 0));

        assertDone(true, Suppression.NONE, all);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(all, 1));
        assertThat(mails.address(hash).mail().bouncedAt()).isEqualTo(NOW);
        assertThat(mails.address(hash).mail().complainedAt()).isEqualTo(NOW.plusMillis(1));

        var little = new Suppression(null, false, null, Map.of(), NOW);
        assertDone(true, all, little);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(little, 2));
        assertThat(mails.address(hash).mail()).isEqualTo(UNTOUCHED);
    }

    @Test
    void shouldKeepABounceBesideTheAllowanceWhicheverComesFirst() {
        assertDone(true, Suppression.NONE, bounced());
        var read = mails.address(hash).mail();
        assertDone(true, mails.keep(hash, read, new MailState(null, null, NOW, List.of(NOW), true, 0)));
        assertDone(true, bounced(), new Suppression(NOW, false, NOW, Map.of(), null));

        assertThat(mails.address(hash).mail()).isEqualTo(new MailState(NOW, NOW, NOW, List.of(NOW), true, 1));
    }

    @Test
    void shouldEraseWhatWasAskedAndWhatWasNotAnsweredButNoBounce() {
        applied("r1", "Malmö");
        applied("r2", "Lund");
        table.commit(addresses.askToSignIn(hash, new SignInRequest("s1", "/"), NOW));
        table.commit(addresses.askToChange(new AddressChange("c1", MAYA, email), NOW));
        table.commit(mails.keep(hash, UNTOUCHED, new MailState(null, null, NOW, List.of(NOW), true, 0)));
        assertDone(true, Suppression.NONE, bounced());
        var before = mails.address(hash).mail();
        var others = new EmailAddress("x" + email.value());
        table.commit(addresses.apply(application(others, "r1", "Ystad")));

        addresses.erase(hash);

        assertThat(addresses.application(hash, "r1")).isEmpty();
        assertThat(addresses.application(hash, "r2")).isEmpty();
        assertThat(mails.askedToSignIn(hash, "s1", "its-mail", NOW).asked()).isNull();
        assertThat(addresses.change(hash, "c1")).isEmpty();
        assertThat(mails.address(hash).mail()).isEqualTo(new MailState(NOW, null, NOW, List.of(), false, 2));
        assertThat(listed()).isEmpty();
        assertDone(false, mails.keep(hash, before, before));
        assertThat(addresses.application(others.hash(), "r1"))
                .as("another member's")
                .isPresent();
        assertThat(STACK.items().toString()).doesNotContain("\"" + email.value(), "=" + email.value());
    }

    @Test
    void shouldEraseAnAddressThatIsNotKnown() {
        addresses.erase(hash);

        assertThat(mails.address(hash).mail().confirmations()).isEmpty();
        assertDone(true, addresses.take(hash, MAYA, NOW));
    }

    private Application applied(String requestId, String city) {
        var application = application(email, requestId, city);
        assertDone(true, addresses.apply(application));
        return application;
    }

    private static Application application(EmailAddress email, String requestId, String city) {
        return new Application(
                requestId,
                email,
                new Details(
                        "Maya",
                        Industry.DESIGN,
                        "Designer",
                        city,
                        ZoneId.of("Europe/Stockholm"),
                        "Chairs you can repair",
                        List.of("A mentor"),
                        List.of()),
                NOW);
    }

    private static Suppression bounced() {
        return new Suppression(NOW, false, null, Map.of(), null);
    }

    /** Why this address is listed, and since when. */
    private List<String> listed() {
        return suppressions.suppressed(null, 100).stream()
                .filter(one -> one.email().equals(email))
                .map(one -> one.reason() + " " + one.since())
                .toList();
    }

    private void assertDone(boolean done, Suppression before, Suppression after) {
        var known = new Known(before, suppressions.known(hash).changes());
        assertThat(table.commit(suppressions.keep(email, known, after)).done()).isEqualTo(done);
    }

    private void assertDone(boolean done, Write write) {
        assertThat(table.commit(write).done()).isEqualTo(done);
    }
}
