package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An address that bounced gets nothing; one that complained only what it asks for at that moment. */
class UnwantedMailTest {
    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldSendNothingToAnAddressThatBounced() {
        assertThat(everyMail(this::bounces)).isEmpty();

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.links()).as("no link without a mail").isZero();
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
        fixture.person("member@example.test", Standing.APPROVED);
        var toABounced = fixture.asksToSignIn("member@example.test");
        bounces("new@example.test");
        var toABouncedNew = fixture.signsUp("new@example.test");
        complains("declined@example.test");
        var declined = new Message.Decided(
                fixture.person("declined@example.test", Standing.DECLINED).id());
        complains("waiting@example.test");
        fixture.person("waiting@example.test", Standing.WAITING);
        var waiting = fixture.asksToSignIn("waiting@example.test");

        fixture.deliver(toABounced, toABouncedNew, declined, waiting);

        assertThat(fixture.dropped(toABounced)).isEqualTo("the address bounced");
        assertThat(fixture.dropped(toABouncedNew)).isEqualTo("the address bounced");
        assertThat(fixture.dropped(declined)).isEqualTo("the address complained");
        assertThat(fixture.dropped(waiting)).isEqualTo("the address complained");
    }

    @Test
    void shouldNotLetWhatIsSentForgetABounceOrAComplaint() {
        complains("ada@example.test");
        fixture.person("ada@example.test", Standing.APPROVED);
        fixture.deliver(fixture.asksToSignIn("ada@example.test"));

        var mail = fixture.addressMail
                .address(new EmailAddress("ada@example.test").hash())
                .mail();
        assertThat(mail.complainedAt()).isEqualTo(fixture.now());
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
        spoiling.spoil(MailFixture.FOUNDER);
        fixture.person(address("member"), Standing.APPROVED);
        fixture.person(address("waiting"), Standing.WAITING);
        fixture.deliver(
                fixture.signsUp(address("new")),
                fixture.asksToSignIn(address("member")),
                fixture.asksToSignIn(MailFixture.FOUNDER),
                fixture.asksToSignIn(address("waiting")),
                new Message.Confirmed(
                        fixture.person(address("confirmed"), Standing.WAITING).id()),
                new Message.Decided(
                        fixture.person(address("approved"), Standing.APPROVED).id()),
                new Message.Decided(
                        fixture.person(address("declined"), Standing.DECLINED).id()));
        return fixture.mails().stream()
                .map(mail -> mail.to().substring(0, mail.to().indexOf('@')) + " " + mail.kind())
                .toList();
    }

    private static String address(String who) {
        return who + "@example.test";
    }

    private void bounces(String address) {
        fixture.bounced(address);
    }

    private void complains(String address) {
        fixture.complained(address);
    }
}
