package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reader of an address gets when somebody signs up with it. */
class SignUpMailTest {
    private static final String ADA = "ada@example.test";

    private final Mailroom mailroom = new Mailroom();

    @Test
    void shouldAskANewAddressToConfirmExactlyThisApplication() {
        var applied = mailroom.signsUp(ADA);

        mailroom.deliver(applied);

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("confirm-address");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signup/confirm?token=");
        var link = mailroom.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.CONFIRM_ADDRESS);
        assertThat(link.subject()).isEqualTo(applied.address() + "/" + applied.request());
        assertThat(link.usedBy()).isNull();
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofDays(2)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofDays(2)))).isFalse();
        assertThat(mailroom.onlyLedgerLine().outcome()).isEqualTo("sent");
        assertThat(mailroom.onlyLedgerLine().detail()).startsWith("confirm-address ");
    }

    @Test
    void shouldRepeatNothingOfWhatWasTypedToWhoeverReadsTheAddress() {
        var typed = new Details(
                "Buy-pills-now",
                Industry.HOSPITALITY,
                "https://evil.example",
                "Free-city",
                ZoneId.of("Pacific/Kiritimati"),
                "Click-here",
                List.of("Your-money"),
                List.of("Cheap-loans"));

        mailroom.deliver(mailroom.signsUp(ADA, typed));

        var mail = mailroom.onlyMail();
        for (var form : List.of(mail.raw(), mail.subject(), mail.text(), mail.html())) {
            assertThat(form)
                    .doesNotContainIgnoringCase("pills", "hospitality", "evil", "free-city", "kiritimati")
                    .doesNotContainIgnoringCase("click-here", "your-money", "cheap-loans");
        }
    }

    @Test
    void shouldTellSomebodyWhoWaitsTheirPlaceAgain() {
        mailroom.person("bob@example.test", Standing.WAITING);
        mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.onlyMail().kind()).isEqualTo("on-the-waitlist");
        assertThat(mailroom.onlyMail().to()).isEqualTo(ADA);
        assertThat(mailroom.onlyMail().text()).contains("Your place is 2.");
        assertThat(mailroom.links()).isZero();
    }

    @Test
    void shouldSendAMemberASignInLink() {
        var ada = mailroom.person(ADA, Standing.APPROVED);

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.onlyMail().kind()).isEqualTo("sign-in");
        var link = mailroom.link(mailroom.onlyMail());
        assertThat(link.purpose()).isEqualTo(Link.Purpose.SIGN_IN);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.next()).isEqualTo("/");
    }

    @Test
    void shouldMailAKnownPersonAtTheStoredAddressOnly() {
        var ada = mailroom.person("new@example.test", Standing.APPROVED);
        mailroom.table.commit(mailroom.addresses.take(new EmailAddress(ADA).hash(), ada.id(), mailroom.now()));

        mailroom.deliver(mailroom.signsUp(ADA), mailroom.asksToSignIn(ADA));

        assertThat(mailroom.mails()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.to()).isEqualTo("new@example.test");
            assertThat(mail.raw()).doesNotContain(ADA);
        });
    }

    @Test
    void shouldSendASuspendedMemberNothing() {
        mailroom.person(ADA, Standing.SUSPENDED);
        var applied = mailroom.signsUp(ADA);

        mailroom.deliver(applied);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(applied)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldSendNothingToSomebodyDeclinedLessThan90DaysAgo() {
        mailroom.person(ADA, Standing.DECLINED);
        mailroom.stack.clock().advance(Duration.ofDays(90).minusMillis(1));
        var applied = mailroom.signsUp(ADA);

        mailroom.deliver(applied);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(applied)).isEqualTo("nothing to tell");
        assertThat(mailroom.signedUp()).isZero();
    }

    @Test
    void shouldLetSomebodyDeclined90DaysAgoConfirmAnew() {
        mailroom.person(ADA, Standing.DECLINED);
        mailroom.stack.clock().advance(Duration.ofDays(90));

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldLeaveAnAddressAloneUntilTheRestOfItsDeclinedAndWithdrawnPersonIsOver() {
        var ada = mailroom.person(ADA, Standing.DECLINED);
        mailroom.table.commit(mailroom.addresses.free(
                ada.email().hash(), ada.id(), mailroom.now().plus(Duration.ofDays(90))));
        mailroom.stack.clock().advance(Duration.ofDays(90).minusMillis(1));
        var early = mailroom.signsUp(ADA);

        mailroom.deliver(early);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(early)).isEqualTo("declined not long ago");

        mailroom.stack.clock().advance(Duration.ofMillis(1));
        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldAskSomebodyWhoWithdrewWhileWaitingToConfirmAnew() {
        var ada = mailroom.person(ADA, Standing.WAITING);
        mailroom.table.commit(
                mailroom.people.withdraw(ada, mailroom.now()),
                mailroom.addresses.free(ada.email().hash(), ada.id(), null));

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldSendTheFounderASignInLinkBeforeTheyArrive() {
        mailroom.deliver(mailroom.signsUp(Mailroom.FOUNDER));

        assertThat(mailroom.onlyMail().kind()).isEqualTo("sign-in");
        assertThat(mailroom.onlyMail().to()).isEqualTo(Mailroom.FOUNDER);
        assertThat(mailroom.link(mailroom.onlyMail()).subject()).isEqualTo(Link.FOUNDER);
        assertThat(mailroom.signedUp()).as("the founder is outside the funnel").isZero();
    }

    @Test
    void shouldSendTheFounderTheirOwnSignInLinkOnceTheyAreHere() {
        var founder = mailroom.person(Mailroom.FOUNDER, Standing.APPROVED);

        mailroom.deliver(mailroom.signsUp(Mailroom.FOUNDER));

        assertThat(mailroom.kinds()).containsExactly("sign-in");
        assertThat(mailroom.link(mailroom.onlyMail()).subject())
                .isEqualTo(founder.id().value());
    }

    @Test
    void shouldSendNothingWhenTheApplicationIsGone() {
        var applied = new Message.Applied(new EmailAddress(ADA).hash(), "neverthere");

        mailroom.deliver(applied);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(applied)).isEqualTo("the application is gone");
        assertThat(mailroom.signedUp()).isZero();
    }

    @Test
    void shouldTakeAnApplicationForGoneAsSoonAsItExpires() {
        var late = mailroom.signsUp(ADA);
        var tooLate = mailroom.signsUp(ADA);
        mailroom.stack.clock().advance(Duration.ofDays(3).minusSeconds(1));
        mailroom.deliver(late);
        mailroom.stack.clock().advance(Duration.ofSeconds(1));
        mailroom.deliver(tooLate);

        assertThat(mailroom.kinds()).containsExactly("confirm-address");
        assertThat(mailroom.dropped(tooLate)).isEqualTo("the application is gone");
    }

    @Test
    void shouldSendNothingWhenTheAddressLeadsToNobody() {
        var gone = new MemberId("gone");
        mailroom.table.commit(mailroom.addresses.take(new EmailAddress(ADA).hash(), gone, mailroom.now()));
        var applied = mailroom.signsUp(ADA);

        mailroom.deliver(applied);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(applied)).isEqualTo("the person is gone");
    }

    @Test
    void shouldCountASignedUpAddressOnce() {
        for (int i = 0; i < 4; i++) {
            mailroom.deliver(mailroom.signsUp(ADA));
        }
        mailroom.deliver(mailroom.signsUp("bob@example.test"));

        assertThat(mailroom.signedUp()).isEqualTo(2);
    }

    @Test
    void shouldCountASignedUpAddressThatGetsNoMail() {
        mailroom.bounced(ADA);

        mailroom.deliver(mailroom.signsUp(ADA), mailroom.signsUp(ADA));

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.signedUp()).isEqualTo(1);
    }

    @Test
    void shouldNotCountKnownPeopleAsSignedUp() {
        mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(mailroom.signsUp(ADA));

        assertThat(mailroom.signedUp()).isZero();
    }

    @Test
    void shouldSendThreeConfirmationsIn48HoursAndNoFourth() {
        var start = mailroom.now();
        for (int hours : new int[] {0, 10, 20}) {
            mailroom.stack.clock().set(start.plus(Duration.ofHours(hours)));
            mailroom.deliver(mailroom.signsUp(ADA));
        }
        mailroom.stack.clock().set(start.plus(Duration.ofDays(2)).minusMillis(1));
        var fourth = mailroom.signsUp(ADA);
        mailroom.deliver(fourth);

        assertThat(mailroom.mails()).hasSize(3);
        assertThat(mailroom.dropped(fourth)).isEqualTo("enough are unanswered");

        mailroom.stack.clock().set(start.plus(Duration.ofDays(2)));
        mailroom.deliver(mailroom.signsUp(ADA), mailroom.signsUp(ADA));

        assertThat(mailroom.mails())
                .as("one for the one that lies 48 hours back")
                .hasSize(4);
        mailroom.deliver(mailroom.signsUp("bob@example.test"));
        assertThat(mailroom.mails()).as("others have their own allowance").hasSize(5);
    }

    @Test
    void shouldKeepOlderConfirmationLinksValid() {
        mailroom.deliver(mailroom.signsUp(ADA), mailroom.signsUp(ADA), mailroom.signsUp(ADA), mailroom.signsUp(ADA));

        assertThat(mailroom.mails())
                .hasSize(3)
                .allSatisfy(mail ->
                        assertThat(mailroom.link(mail).worksAt(mailroom.now())).isTrue())
                .extracting(mail -> mailroom.link(mail).subject())
                .doesNotHaveDuplicates();
    }
}
