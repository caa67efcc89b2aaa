package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Link;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.messages.Message;
import app.clockout.table.Addresses.AddressChange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What goes to the address that an account is to move to, and to the one it has. */
class AddressMailTest {
    private static final String NEW = "new@example.test";

    private final Mailroom mailroom = new Mailroom();
    private final Person ada = mailroom.member("Ada");

    @Test
    void shouldSendALinkToTheNewAddressAndAWordToTheOldOne() {
        mailroom.deliver(asks(ada, NEW));

        assertThat(mailroom.kinds()).containsExactly("confirm-address", "address-change-asked");
        var link = mail("confirm-address");
        assertThat(link.to()).isEqualTo(NEW);
        assertThat(link.links().getFirst()).startsWith("http://localhost:8080/me/email/confirm?token=");
        assertThat(link.text())
                .as("to whoever reads it")
                .doesNotContain("Ada", ada.email().value());
        assertThat(mailroom.link(link).purpose()).isEqualTo(Link.Purpose.CHANGE_ADDRESS);
        assertThat(mailroom.link(link).endsAt()).isEqualTo(mailroom.now().plus(Duration.ofHours(48)));
        var word = mail("address-change-asked");
        assertThat(word.to()).isEqualTo(ada.email().value());
        assertThat(word.text()).contains("Ada", NEW);
        assertThat(word.links()).noneMatch(url -> url.contains("token"));
    }

    @Test
    void shouldSendTheSameWordWhosesoeverTheNewAddressIs() {
        var bob = mailroom.member("Bob");
        mailroom.bounced("gone@example.test");

        mailroom.deliver(asks(ada, bob.email().value()), asks(ada, "gone@example.test"), asks(ada, Mailroom.FOUNDER));

        assertThat(mailroom.kinds())
                .containsExactly("address-change-asked", "address-change-asked", "address-change-asked");
        assertThat(mailroom.links()).isZero();
        assertThat(mailroom.mails())
                .allSatisfy(mail -> assertThat(mail.to()).isEqualTo(ada.email().value()));
    }

    @Test
    void shouldSendNothingToAnAddressThatRests() {
        var declined = mailroom.person("declined@example.test", Standing.DECLINED);
        mailroom.table.commit(mailroom.addresses.free(
                declined.email().hash(), declined.id(), mailroom.now().plus(Duration.ofDays(3))));

        mailroom.deliver(asks(ada, "declined@example.test"));

        assertThat(mailroom.kinds()).containsExactly("address-change-asked");
    }

    @Test
    void shouldSendALinkToTheAddressTheyHaveThoughItComplained() {
        mailroom.complained(ada.email().value());

        mailroom.deliver(asks(ada, ada.email().value()));

        assertThat(mailroom.kinds()).containsExactly("confirm-address");
        assertThat(mailroom.onlyMail().to()).isEqualTo(ada.email().value());
    }

    @Test
    void shouldSendNothingForSomebodyWhoIsNoMemberAnyMore() {
        var asked = asks(ada, NEW);
        mailroom.table.commit(mailroom.people.suspend(ada, mailroom.now()));

        mailroom.deliver(asked);

        assertThat(mailroom.mails()).isEmpty();
    }

    @Test
    void shouldSendNothingWhenTheRequestIsGone() {
        var asked = asks(ada, NEW);
        mailroom.stack.clock().advance(Duration.ofHours(72));

        mailroom.deliver(asked, new Message.AddressChangeAsked(new EmailAddress(NEW).hash(), "neverthere"));

        assertThat(mailroom.mails()).isEmpty();
    }

    @Test
    void shouldSendEachOnceHoweverOftenItIsDelivered() {
        var asked = asks(ada, NEW);

        mailroom.deliver(asked, asked, asked);

        assertThat(mailroom.mails()).hasSize(2);
        assertThat(mailroom.links()).isEqualTo(1);
    }

    @Test
    void shouldSpendTheSameAllowanceAsSignIns() {
        for (int i = 0; i < 7; i++) {
            mailroom.deliver(asks(ada, ada.email().value()));
        }
        assertThat(mailroom.mails()).hasSize(5);

        mailroom.deliver(mailroom.asksToSignIn(ada.email().value()));
        assertThat(mailroom.mails()).hasSize(5);
    }

    private Message.AddressChangeAsked asks(Person member, String email) {
        var change = new AddressChange(Ids.id(mailroom.environment.random()), member.id(), new EmailAddress(email));
        mailroom.table.commit(mailroom.addresses.askToChange(change, mailroom.now()));
        return new Message.AddressChangeAsked(change.email().hash(), change.requestId());
    }

    private CaughtMail mail(String kind) {
        return mailroom.mails().stream()
                .filter(mail -> mail.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
