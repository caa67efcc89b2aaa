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
    private final Mailroom mailroom = new Mailroom();
    private final DailyCounters figures = new DailyCounters(mailroom.table);

    @ParameterizedTest
    @CsvSource({"999, 999, false", "1000, 30, false", "1000, 31, true", "40000, 1200, false", "40000, 1201, true"})
    void shouldBeAtRiskAboveThreeInAHundredOfAThousandMails(int sent, int bounced, boolean atRisk) {
        count(sent, bounced);

        assertThat(new Reputation(figures, mailroom.stack.clock()).isAtRisk()).isEqualTo(atRisk);
    }

    @Test
    void shouldLetConfirmationsWaitAndNothingElse() {
        count(1_000, 31);
        mailroom.person("member@example.test", Standing.APPROVED);
        var worker = new MailWorker(mailroom.environment); // one that has not looked yet
        var applied = mailroom.signsUp("ada@example.test");

        assertThat(Mailroom.failures(worker, applied)).hasSize(1);
        assertThat(Mailroom.failures(worker, mailroom.asksToSignIn("member@example.test")))
                .isEmpty();
        assertThat(mailroom.kinds()).containsExactly("sign-in");

        mailroom.stack.clock().advance(Duration.ofDays(2));
        assertThat(Mailroom.failures(worker, applied)).isEmpty();
        assertThat(mailroom.kinds()).containsExactly("sign-in", "confirm-address");
    }

    private void count(int sent, int bounced) {
        mailroom.table.commit(
                figures.add(mailroom.now(), Map.of(Count.MAILS_SENT, sent, Count.MAILS_BOUNCED, bounced)));
    }
}
