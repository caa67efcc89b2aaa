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

    private final MailFixture fixture = new MailFixture();
    private final Person ada = fixture.member("Ada");

    @Test
    void shouldSendALinkToTheNewAddressAndAWordToTheOldOne() {
        fixture.deliver(asks(ada, NEW));

        assertThat(fixture.kinds()).containsExactly("confirm-address", "address-change-asked");
        var link = mail("confirm-address");
        assertThat(link.to()).isEqualTo(NEW);
        assertThat(link.links().getFirst()).startsWith("http://localhost:8080/me/email/confirm?token=");
        assertThat(link.text())
                .as("to whoever reads it")
                .doesNotContain("Ada", ada.email().value());
        assertThat(fixture.link(link).purpose()).isEqualTo(Link.Purpose.CHANGE_ADDRESS);
        assertThat(fixture.link(link).endsAt()).isEqualTo(fixture.now().plus(Duration.ofHours(48)));
        var word = mail("address-change-asked");
        assertThat(word.to()).isEqualTo(ada.email().value());
        assertThat(word.text()).contains("Ada", NEW);
        assertThat(word.links()).noneMatch(url -> url.contains("token"));
    }

    @Test
    void shouldSendTheSameWordWhosesoeverTheNewAddressIs() {
        var bob = fixture.member("Bob");
        fixture.bounced("gone@example.test");

        fixture.deliver(asks(ada, bob.email().value()), asks(ada, "gone@example.test"), asks(ada, MailFixture.FOUNDER));

        assertThat(fixture.kinds())
                .containsExactly("address-change-asked", "address-change-asked", "address-change-asked");
        assertThat(fixture.links()).isZero();
        assertThat(fixture.mails())
                .allSatisfy(mail -> assertThat(mail.to()).isEqualTo(ada.email().value()));
    }

    @Test
    void shouldSendNothingToAnAddressThatRests() {
        var declined = fixture.person("declined@example.test", Standing.DECLINED);
        fixture.table.commit(fixture.addresses.free(
                declined.email().hash(), declined.id(), fixture.now().plus(Duration.ofDays(3))));

        fixture.deliver(asks(ada, "declined@example.test"));

        assertThat(fixture.kinds()).containsExactly("address-change-asked");
    }

    @Test
    void shouldSendALinkToTheAddressTheyHaveThoughItComplained() {
        fixture.complained(ada.email().value());

        fixture.deliver(asks(ada, ada.email().value()));

        assertThat(fixture.kinds()).containsExactly("confirm-address");
        assertThat(fixture.onlyMail().to()).isEqualTo(ada.email().value());
    }

    @Test
    void shouldSendNothingForSomebodyWhoIsNoMemberAnyMore() {
        var asked = asks(ada, NEW);
        fixture.table.commit(fixture.people.suspend(ada, fixture.now()));

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
    }

    @Test
    void shouldSendNothingWhenTheRequestIsGone() {
        var asked = asks(ada, NEW);
        fixture.stack.clock().advance(Duration.ofHours(72));

        fixture.deliver(asked, new Message.AddressChangeAsked(new EmailAddress(NEW).hash(), "neverthere"));

        assertThat(fixture.mails()).isEmpty();
    }

    @Test
    void shouldSendEachOnceHoweverOftenItIsDelivered() {
        var asked = asks(ada, NEW);

        fixture.deliver(asked, asked, asked);

        assertThat(fixture.mails()).hasSize(2);
        assertThat(fixture.links()).isEqualTo(1);
    }

    @Test
    void shouldSpendTheSameAllowanceAsSignIns() {
        for (int i = 0; i < 7; i++) {
            fixture.deliver(asks(ada, ada.email().value()));
        }
        assertThat(fixture.mails()).hasSize(5);

        fixture.deliver(fixture.asksToSignIn(ada.email().value()));
        assertThat(fixture.mails()).hasSize(5);
    }

    private Message.AddressChangeAsked asks(Person member, String email) {
        var change = new AddressChange(Ids.id(fixture.environment.random()), member.id(), new EmailAddress(email));
        fixture.table.commit(fixture.addresses.askToChange(change, fixture.now()));
        return new Message.AddressChangeAsked(change.email().hash(), change.requestId());
    }

    private CaughtMail mail(String kind) {
        return fixture.mails().stream()
                .filter(mail -> mail.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
