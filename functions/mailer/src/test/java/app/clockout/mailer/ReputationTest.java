package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Standing;
import app.clockout.mailer.delivery.Reputation;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail to addresses that nobody confirmed pauses while too much comes back. */
class ReputationTest {
    private final MailFixture fixture = new MailFixture();
    private final DailyCounters figures = new DailyCounters(fixture.table);

    @ParameterizedTest
    @CsvSource({"999, 999, false", "1000, 30, false", "1000, 31, true", "40000, 1200, false", "40000, 1201, true"})
    void shouldBeAtRiskAboveThreeInAHundredOfAThousandMails(int sent, int bounced, boolean atRisk) {
        count(sent, bounced);

        assertThat(new Reputation(figures, fixture.stack.clock()).isAtRisk()).isEqualTo(atRisk);
    }

    @Test
    void shouldLetConfirmationsWaitAndNothingElse() {
        count(1_000, 31);
        fixture.person("member@example.test", Standing.APPROVED);
        var worker = new MailWorker(fixture.environment); // one that has not looked yet
        var applied = fixture.signsUp("ada@example.test");

        assertThat(MailFixture.failures(worker, applied)).hasSize(1);
        assertThat(MailFixture.failures(worker, fixture.asksToSignIn("member@example.test")))
                .isEmpty();
        assertThat(fixture.kinds()).containsExactly("sign-in");

        fixture.stack.clock().advance(Duration.ofDays(2));
        assertThat(MailFixture.failures(worker, applied)).isEmpty();
        assertThat(fixture.kinds()).containsExactly("sign-in", "confirm-address");
    }

    private void count(int sent, int bounced) {
        fixture.table.commit(figures.add(fixture.now(), Map.of(Count.MAILS_SENT, sent, Count.MAILS_BOUNCED, bounced)));
    }
}
