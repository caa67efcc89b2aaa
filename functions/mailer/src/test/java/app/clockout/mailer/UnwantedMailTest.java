package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An address that bounced gets nothing; one that complained only what it asks for at that moment. */
class UnwantedMailTest {
    private final Mailroom mailroom = new Mailroom();

    @Test
    void shouldSendNothingToAnAddressThatBounced() {
        assertThat(everyMail(this::bounces)).isEmpty();

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.links()).as("no link without a mail").isZero();
    }

    @Test
    void shouldSendOnlyWhatIsAskedForToAnAddressThatComplained() {
        assertThat(everyMail(this::complains))
                .containsExactlyInAnyOrder("new confirm-address", "member sign-in", "founder sign-in");
    }

    @Test
    void shouldSendEverythingToAnAddressThatTakesMail() {
        assertThat(everyMail(_ -> {}))
                .as("what the other tests leave out")
                .containsExactlyInAnyOrder(
                        "new confirm-address",
                        "member sign-in",
                        "founder sign-in",
                        "waiting on-the-waitlist",
                        "confirmed on-the-waitlist",
                        "approved approved",
                        "declined declined");
    }

    @Test
    void shouldRecordWhyNothingWasSent() {
        bounces("member@example.test");
        mailroom.person("member@example.test", Standing.APPROVED);
        var toABounced = mailroom.asksToSignIn("member@example.test");
        bounces("new@example.test");
        var toABouncedNew = mailroom.signsUp("new@example.test");
        complains("declined@example.test");
        var declined = new Message.Decided(
                mailroom.person("declined@example.test", Standing.DECLINED).id());
        complains("waiting@example.test");
        mailroom.person("waiting@example.test", Standing.WAITING);
        var waiting = mailroom.asksToSignIn("waiting@example.test");

        mailroom.deliver(toABounced, toABouncedNew, declined, waiting);

        assertThat(mailroom.dropped(toABounced)).isEqualTo("the address bounced");
        assertThat(mailroom.dropped(toABouncedNew)).isEqualTo("the address bounced");
        assertThat(mailroom.dropped(declined)).isEqualTo("the address complained");
        assertThat(mailroom.dropped(waiting)).isEqualTo("the address complained");
    }

    @Test
    void shouldNotLetWhatIsSentForgetABounceOrAComplaint() {
        complains("ada@example.test");
        mailroom.person("ada@example.test", Standing.APPROVED);
        mailroom.deliver(mailroom.asksToSignIn("ada@example.test"));

        var mail = mailroom.addressMail
                .address(new EmailAddress("ada@example.test").hash())
                .mail();
        assertThat(mail.complainedAt()).isEqualTo(mailroom.now());
        assertThat(mail.fullAgainAt()).isNotNull();
    }

    private interface Spoiling {
        void spoil(String address);
    }

    /** Lets every kind of mail fall due, each to an address of its own; gives who got which. */
    private List<String> everyMail(Spoiling spoiling) {
        for (var who : new String[] {"new", "member", "waiting", "confirmed", "approved", "declined"}) {
            spoiling.spoil(address(who));
        }
        spoiling.spoil(Mailroom.FOUNDER);
        mailroom.person(address("member"), Standing.APPROVED);
        mailroom.person(address("waiting"), Standing.WAITING);
        mailroom.deliver(
                mailroom.signsUp(address("new")),
                mailroom.asksToSignIn(address("member")),
                mailroom.asksToSignIn(Mailroom.FOUNDER),
                mailroom.asksToSignIn(address("waiting")),
                new Message.Confirmed(
                        mailroom.person(address("confirmed"), Standing.WAITING).id()),
                new Message.Decided(
                        mailroom.person(address("approved"), Standing.APPROVED).id()),
                new Message.Decided(
                        mailroom.person(address("declined"), Standing.DECLINED).id()));
        return mailroom.mails().stream()
                .map(mail -> mail.to().substring(0, mail.to().indexOf('@')) + " " + mail.kind())
                .toList();
    }

    private static String address(String who) {
        return who + "@example.test";
    }

    private void bounces(String address) {
        mailroom.bounced(address);
    }

    private void complains(String address) {
        mailroom.complained(address);
    }
}
