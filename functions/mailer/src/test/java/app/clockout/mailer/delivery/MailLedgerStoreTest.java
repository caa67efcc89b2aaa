package app.clockout.mailer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.TestStack;
import app.clockout.mailer.delivery.MailLedgerStore.Before;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MailLedgerStoreTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final Table table = new Table(STACK.environment("MailWorkerFunction"));
    private final MailLedgerStore ledger = new MailLedgerStore(table);
    private final String key = "sign-in/maya/" + UUID.randomUUID() + "/1";

    @Test
    void shouldBeClaimedByOneWorkerUntilTheClaimLapses() {
        assertThat(claims(NOW)).isTrue();

        assertThat(claims(NOW)).isFalse();
        assertThat(claims(NOW.plus(LEASE).minusMillis(1))).isFalse();
        assertThat(claims(NOW.plus(LEASE))).isTrue();
        assertThat(claims(NOW.plus(LEASE))).as("claimed anew").isFalse();
        assertThat(claims(NOW.plus(LEASE.multipliedBy(2)))).isTrue();
    }

    @Test
    void shouldBeClaimedByOneOfManyAtOnce() throws Exception {
        var workers = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                workers.add(threads.submit(() -> claims(NOW)));
            }
        }
        int claimed = 0;
        for (var worker : workers) {
            claimed += worker.get() ? 1 : 0;
        }
        assertThat(claimed).isEqualTo(1);
    }

    @Test
    void shouldTellAMailThatAnotherWorkerIsAtFromOneThatIsDoneWith() {
        claims(NOW);
        assertThat(endedAt(NOW.plusSeconds(1))).isFalse();

        ledger.sent(key, "0100018", NOW.plusSeconds(1));
        assertThat(endedAt(NOW.plusSeconds(2))).isTrue();
    }

    @Test
    void shouldBeClaimedOrDroppedForTheFirstTimeOnce() {
        assertThat(table.commit(ledger.claim(key, NOW)).done()).isTrue();

        assertThat(table.commit(ledger.claim(key, NOW)).done()).isFalse();
        assertThat(table.commit(ledger.drop(key, "too late", NOW)).done()).isFalse();
        assertThat(claims(NOW)).as("while the first claim is in force").isFalse();
        ledger.giveBack(key);
        assertThat(table.commit(ledger.claim(key, NOW)).done())
                .as("claimed first, once given back")
                .isFalse();
        assertThat(claims(NOW)).isTrue();
    }

    @Test
    void shouldBeDoneWithWhenItIsDroppedForTheFirstTime() {
        assertThat(table.commit(ledger.drop(key, "too late", NOW)).done()).isTrue();

        assertThat(endedAt(NOW)).isTrue();
        var again = ledger.claim(key, NOW);
        assertThat(ledger.before(table.commit(again), again, NOW)).isEqualTo(Before.DONE);
    }

    @Test
    void shouldNeverBeClaimedAgainOnceItWasSent() {
        claims(NOW);
        ledger.sent(key, "0100018", NOW);

        assertNeverAgain();
    }

    @Test
    void shouldNeverBeClaimedAgainOnceItWasDropped() {
        assertThat(table.commit(ledger.dropAgain(key, "nobody's address", NOW)).done())
                .isTrue();

        assertNeverAgain();
        assertThat(table.commit(ledger.dropAgain(key, "nobody's address", NOW)).done())
                .isFalse();
    }

    private void assertNeverAgain() {
        assertThat(claims(NOW.plus(LEASE))).isFalse();
        assertThat(claims(NOW.plus(Duration.ofDays(29)))).isFalse();
        assertThat(endedAt(NOW.plus(Duration.ofDays(29)))).isTrue();
    }

    @Test
    void shouldNotBeSentAgainWhereSomebodyGivesTheClaimBackAfterItEnded() {
        claims(NOW);
        ledger.sent(key, "0100018", NOW);
        ledger.giveBack(key);

        assertThat(claims(NOW.plus(LEASE))).isFalse();
    }

    @Test
    void shouldBeFreeAtOnceAfterTheClaimIsGivenBack() {
        claims(NOW);
        assertThat(claims(NOW.plusMillis(4))).isFalse();

        ledger.giveBack(key);

        assertThat(claims(NOW.plusMillis(5))).isTrue();
    }

    @Test
    void shouldTellHowItStoodWithAMailThatWasClaimedBefore() {
        assertThat(table.commit(ledger.claim(key, NOW)).done()).isTrue();

        assertThat(before(NOW.plus(LEASE).minusMillis(1))).isEqualTo(Before.HELD);
        assertThat(before(NOW.plus(LEASE))).isEqualTo(Before.LAPSED);
        ledger.giveBack(key);
        assertThat(before(NOW)).isEqualTo(Before.GIVEN_BACK);
        ledger.sent(key, "0100018", NOW);
        assertThat(before(NOW)).isEqualTo(Before.DONE);
    }

    @Test
    void shouldTellWhichOfManyAreDoneWith() {
        claims(NOW);
        table.commit(ledger.claim(key + "sent", NOW));
        ledger.sent(key + "sent", "0100018", NOW);
        table.commit(ledger.drop(key + "dropped", "too late", NOW));

        assertThat(ledger.done(List.of(key, key + "sent", key + "dropped", key + "unknown")))
                .containsExactlyInAnyOrder(key + "sent", key + "dropped");
    }

    private Before before(Instant now) {
        var claim = ledger.claim(key, now);
        return ledger.before(table.commit(claim), claim, now);
    }

    @Test
    void shouldKeepEveryMailByItself() {
        claims(NOW);
        ledger.sent(key, "0100018", NOW);

        var other = ledger.claimAgain(key + "x", NOW);
        assertThat(table.commit(other).done()).isTrue();
    }

    @Test
    void shouldKeepALineForThirtyDaysAfterItEnded() {
        claims(NOW);
        assertThat(line().number(Item.EXPIRES))
                .isEqualTo(NOW.plus(Duration.ofDays(30)).getEpochSecond());

        ledger.sent(key, "0100018", NOW.plusSeconds(60));
        assertThat(line().number(Item.EXPIRES))
                .isEqualTo(NOW.plus(Duration.ofDays(30)).plusSeconds(60).getEpochSecond());
        assertThat(line().text("outcome")).isEqualTo("sent");
        assertThat(line().text("detail")).isEqualTo("0100018");
    }

    @Test
    void shouldClaimNothingWhereWhatIsCommittedWithItIsRefused() {
        var taken = Key.alone("X#" + key);
        table.commit(Write.put(Item.at(taken)));

        table.commit(ledger.claimAgain(key, NOW), Write.put(Item.at(taken)).onlyIfAbsent());

        assertThat(claims(NOW)).isTrue();
    }

    private boolean claims(Instant now) {
        return table.commit(ledger.claimAgain(key, now)).done();
    }

    private boolean endedAt(Instant now) {
        var claim = ledger.claimAgain(key, now);
        var commit = table.commit(claim);
        assertThat(commit.refused(claim)).isTrue();
        return ledger.before(commit, claim, now) == Before.DONE;
    }

    private Item line() {
        return table.get(Key.alone("MAIL#" + key)).orElseThrow();
    }
}
