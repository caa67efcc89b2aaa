package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Suppression;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Suppressions.Known;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;

    private final Table table = new Table(STACK.environment("MailWorkerFunction"));
    private final Suppressions suppressions = new Suppressions(table);
    private final EmailAddress email = new EmailAddress(UUID.randomUUID() + "@example.com");
    private final AddressHash hash = email.hash();

    @Test
    void shouldKeepWhatIsKnownOfMailsToAnAddress() {
        var all = new Suppression(NOW, true, NOW.plusMillis(1), Map.of("a b", NOW, "c", NOW.plusNanos(1_000)), NOW);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(Suppression.NONE, 0));

        assertDone(true, Suppression.NONE, all);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(all, 1));

        var little = new Suppression(null, false, null, Map.of(), NOW);
        assertDone(true, all, little);
        assertThat(suppressions.known(hash)).isEqualTo(new Known(little, 2));
    }

    @Test
    void shouldNotLetTwoForgetWhatTheOtherCameToKnow() {
        var unknown = suppressions.known(hash);
        assertThat(table.commit(suppressions.keep(email, unknown, bounced())).done())
                .isTrue();
        assertThat(table.commit(suppressions.keep(email, unknown, bounced())).done())
                .isFalse();
        var known = suppressions.known(hash);
        assertThat(table.commit(suppressions.keep(email, known, Suppression.NONE))
                        .done())
                .isTrue();
        assertThat(table.commit(suppressions.keep(email, known, Suppression.NONE))
                        .done())
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
        table.commit(suppressions.keep(
                others,
                new Known(Suppression.NONE, 0),
                new Suppression(NOW.plusSeconds(1), false, null, Map.of(), null)));

        var first = suppressions.suppressed(null, 1).getFirst();

        assertThat(first.email()).isEqualTo(others);
        assertThat(suppressions.suppressed(first.position(), 100))
                .extracting(Suppressions.Suppressed::email)
                .contains(email)
                .doesNotContain(others);
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
}
