package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.Faults;
import app.clockout.messages.Message;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No mail is lost, and none is sent twice that need not be, when SES or the table fails while it is sent. */
class MailTroubleTest {
    private static final String ADA = "ada@example.test";
    private static final Duration LONGER_THAN_A_CLAIM = Duration.ofMinutes(1);
    private static final int MORE_THAN_RETRIES = 100;

    private final Mailroom mailroom = new Mailroom();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldChangeNothingWhenTheTableFailsBeforeTheClaim() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "unavailable", MORE_THAN_RETRIES, "MAIL#");
        mailroom.deliverInVain(applied);
        Faults.clear();

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.links()).isZero();

        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).hasSize(1);
    }

    @Test
    void shouldSendOneMailWhenTheAnswerToTheClaimIsLost() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, "MAIL#");

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.mails()).hasSize(1);
        assertThat(mailroom.links()).isEqualTo(1);
    }

    @Test
    void shouldSendTheMailOnceTheClaimOfAWorkerThatLearntNoAnswerLapses() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", MORE_THAN_RETRIES, "MAIL#");
        mailroom.deliverInVain(applied);
        Faults.clear();
        mailroom.deliverInVain(applied);
        mailroom.stack.clock().advance(LONGER_THAN_A_CLAIM);

        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).hasSize(1);
        assertThat(mailroom.signedUp()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL#", "EMAIL#", "LINK#", "STATS"})
    void shouldSendOneMailWhenOthersAreAtTheSameItems(String item) {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 2, item);

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.mails()).hasSize(1);
        assertThat(mailroom.links()).isEqualTo(1);
    }

    @Test
    void shouldComeBackWhenOthersStayAtTheSameItems() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", MORE_THAN_RETRIES, "MAIL#");
        mailroom.deliverInVain(applied);
        Faults.clear();

        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable"})
    void shouldSendOneMailInTheEndWhenSesRefusesForAWhile(String error) {
        mailroom.person("member@example.test", Standing.APPROVED);
        mailroom.person("waiting@example.test", Standing.WAITING);
        var messages = new Message[] {
            mailroom.signsUp(ADA),
            mailroom.asksToSignIn("member@example.test"),
            mailroom.asksToSignIn("waiting@example.test"),
            new Message.Decided(
                    mailroom.person("eve@example.test", Standing.APPROVED).id())
        };

        for (var message : messages) {
            Faults.next("ses", "SendRawEmail", error, 7, null);
            for (int i = 0; i < 7; i++) {
                mailroom.deliverInVain(message);
            }
            mailroom.deliver(message, message);
        }

        assertThat(mailroom.kinds()).containsExactly("confirm-address", "sign-in", "on-the-waitlist", "approved");
        assertThat(mailroom.mails().stream().filter(mail -> !mail.kind().equals("on-the-waitlist")))
                .allSatisfy(mail ->
                        assertThat(mailroom.link(mail).worksAt(mailroom.now())).isTrue());
    }

    @Test
    void shouldSpendTheAllowanceOnceHoweverOftenSesRefuses() {
        mailroom.person(ADA, Standing.APPROVED);
        var asked = mailroom.asksToSignIn(ADA);
        Faults.next("ses", "SendRawEmail", "throttle", 3, null);
        for (int i = 0; i < 3; i++) {
            mailroom.deliverInVain(asked);
        }
        mailroom.deliver(asked);

        for (int i = 0; i < 6; i++) {
            mailroom.deliver(mailroom.asksToSignIn(ADA));
        }

        assertThat(mailroom.mails()).hasSize(5);
    }

    @Test
    void shouldDropAMailThatHasBecomeWrongWhileSesRefusedIt() {
        var ada = mailroom.person(ADA, Standing.APPROVED);
        var asked = mailroom.asksToSignIn(ADA);
        Faults.next("ses", "SendRawEmail", "throttle", 1, null);
        mailroom.deliverInVain(asked);
        mailroom.decides(ada, Standing.APPROVED, Standing.SUSPENDED);

        mailroom.deliver(asked);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(asked)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldRatherSendAMailTwiceThanLoseItWhenTheAnswerOfSesIsLost() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("ses", "SendRawEmail", "timeout-after-commit", 1, null);
        mailroom.deliverInVain(applied);
        mailroom.deliverInVain(applied);

        assertThat(mailroom.mails())
                .as("no retry of the client's own, none before the claim lapses")
                .hasSize(1);

        mailroom.stack.clock().advance(LONGER_THAN_A_CLAIM);
        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).hasSize(2);
        assertThat(mailroom.mails().stream().map(MailTroubleTest::messageId).distinct())
                .as("and as one, by its own id")
                .hasSize(1);
        assertThat(mailroom.onlyLedgerLine().outcome()).isEqualTo("sent");
    }

    @Test
    void shouldSendNothingMoreBeforeTheClaimLapsesWhenTheRecordFails() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("dynamodb", "UpdateItem", "unavailable", MORE_THAN_RETRIES, "MAIL#");
        mailroom.deliverInVain(applied);
        Faults.clear();
        mailroom.deliverInVain(applied);

        assertThat(mailroom.mails()).hasSize(1);

        mailroom.stack.clock().advance(LONGER_THAN_A_CLAIM);
        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).as("it may go twice, but no third time").hasSize(2);
    }

    @Test
    void shouldSendOneMailWhenTheAnswerToTheRecordIsLost() {
        var applied = mailroom.signsUp(ADA);
        Faults.next("dynamodb", "UpdateItem", "timeout-after-commit", 1, "MAIL#");

        mailroom.deliver(applied, applied);

        assertThat(mailroom.mails()).hasSize(1);
        assertThat(mailroom.onlyLedgerLine().outcome()).isEqualTo("sent");
    }

    private static String messageId(CaughtMail mail) {
        return mail.headers().getOrDefault("Message-ID", "");
    }
}
