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

    private final MailFixture fixture = new MailFixture();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldChangeNothingWhenTheTableFailsBeforeTheClaim() {
        var applied = fixture.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "unavailable", MORE_THAN_RETRIES, "MAIL#");
        fixture.deliverInVain(applied);
        Faults.clear();

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.links()).isZero();

        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(1);
    }

    @Test
    void shouldSendOneMailWhenTheAnswerToTheClaimIsLost() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, "MAIL#");

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.links()).isEqualTo(1);
    }

    @Test
    void shouldSendTheMailOnceTheClaimOfAWorkerThatLearntNoAnswerLapses() {
        var applied = fixture.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", MORE_THAN_RETRIES, "MAIL#");
        fixture.deliverInVain(applied);
        Faults.clear();
        fixture.deliverInVain(applied);
        fixture.stack.clock().advance(LONGER_THAN_A_CLAIM);

        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.signedUp()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAIL#", "EMAIL#", "LINK#", "STATS"})
    void shouldSendOneMailWhenOthersAreAtTheSameItems(String item) {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 2, item);

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.links()).isEqualTo(1);
    }

    @Test
    void shouldComeBackWhenOthersStayAtTheSameItems() {
        var applied = fixture.signsUp(ADA);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", MORE_THAN_RETRIES, "MAIL#");
        fixture.deliverInVain(applied);
        Faults.clear();

        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable"})
    void shouldSendOneMailInTheEndWhenSesRefusesForAWhile(String error) {
        fixture.person("member@example.test", Standing.APPROVED);
        fixture.person("waiting@example.test", Standing.WAITING);
        var messages = new Message[] {
            fixture.signsUp(ADA),
            fixture.asksToSignIn("member@example.test"),
            fixture.asksToSignIn("waiting@example.test"),
            new Message.Decided(
                    fixture.person("eve@example.test", Standing.APPROVED).id())
        };

        for (var message : messages) {
            Faults.next("ses", "SendRawEmail", error, 7, null);
            for (int i = 0; i < 7; i++) {
                fixture.deliverInVain(message);
            }
            fixture.deliver(message, message);
        }

        assertThat(fixture.kinds()).containsExactly("confirm-address", "sign-in", "on-the-waitlist", "approved");
        assertThat(fixture.mails().stream().filter(mail -> !mail.kind().equals("on-the-waitlist")))
                .allSatisfy(mail ->
                        assertThat(fixture.link(mail).worksAt(fixture.now())).isTrue());
    }

    @Test
    void shouldSpendTheAllowanceOnceHoweverOftenSesRefuses() {
        fixture.person(ADA, Standing.APPROVED);
        var asked = fixture.asksToSignIn(ADA);
        Faults.next("ses", "SendRawEmail", "throttle", 3, null);
        for (int i = 0; i < 3; i++) {
            fixture.deliverInVain(asked);
        }
        fixture.deliver(asked);

        for (int i = 0; i < 6; i++) {
            fixture.deliver(fixture.asksToSignIn(ADA));
        }

        assertThat(fixture.mails()).hasSize(5);
    }

    @Test
    void shouldDropAMailThatHasBecomeWrongWhileSesRefusedIt() {
        var ada = fixture.person(ADA, Standing.APPROVED);
        var asked = fixture.asksToSignIn(ADA);
        Faults.next("ses", "SendRawEmail", "throttle", 1, null);
        fixture.deliverInVain(asked);
        fixture.decides(ada, Standing.APPROVED, Standing.SUSPENDED);

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(asked)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldRatherSendAMailTwiceThanLoseItWhenTheAnswerOfSesIsLost() {
        var applied = fixture.signsUp(ADA);
        Faults.next("ses", "SendRawEmail", "timeout-after-commit", 1, null);
        fixture.deliverInVain(applied);
        fixture.deliverInVain(applied);

        assertThat(fixture.mails())
                .as("no retry of the client's own, none before the claim lapses")
                .hasSize(1);

        fixture.stack.clock().advance(LONGER_THAN_A_CLAIM);
        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(2);
        assertThat(fixture.mails().stream().map(MailTroubleTest::messageId).distinct())
                .as("and as one, by its own id")
                .hasSize(1);
        assertThat(fixture.onlyLedgerLine().outcome()).isEqualTo("sent");
    }

    @Test
    void shouldSendNothingMoreBeforeTheClaimLapsesWhenTheRecordFails() {
        var applied = fixture.signsUp(ADA);
        Faults.next("dynamodb", "UpdateItem", "unavailable", MORE_THAN_RETRIES, "MAIL#");
        fixture.deliverInVain(applied);
        Faults.clear();
        fixture.deliverInVain(applied);

        assertThat(fixture.mails()).hasSize(1);

        fixture.stack.clock().advance(LONGER_THAN_A_CLAIM);
        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).as("it may go twice, but no third time").hasSize(2);
    }

    @Test
    void shouldSendOneMailWhenTheAnswerToTheRecordIsLost() {
        var applied = fixture.signsUp(ADA);
        Faults.next("dynamodb", "UpdateItem", "timeout-after-commit", 1, "MAIL#");

        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.onlyLedgerLine().outcome()).isEqualTo("sent");
    }

    private static String messageId(CaughtMail mail) {
        return mail.headers().getOrDefault("Message-ID", "");
    }
}
