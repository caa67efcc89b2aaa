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

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldAskANewAddressToConfirmExactlyThisApplication() {
        var applied = fixture.signsUp(ADA);

        fixture.deliver(applied);

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("confirm-address");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signup/confirm?token=");
        var link = fixture.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.CONFIRM_ADDRESS);
        assertThat(link.subject()).isEqualTo(applied.address() + "/" + applied.request());
        assertThat(link.usedBy()).isNull();
        assertThat(link.worksAt(fixture.now().plus(Duration.ofDays(2)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(fixture.now().plus(Duration.ofDays(2)))).isFalse();
        assertThat(fixture.onlyLedgerLine().outcome()).isEqualTo("sent");
        assertThat(fixture.onlyLedgerLine().detail()).startsWith("confirm-address ");
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

        fixture.deliver(fixture.signsUp(ADA, typed));

        var mail = fixture.onlyMail();
        for (var form : List.of(mail.raw(), mail.subject(), mail.text(), mail.html())) {
            assertThat(form)
                    .doesNotContainIgnoringCase("pills", "hospitality", "evil", "free-city", "kiritimati")
                    .doesNotContainIgnoringCase("click-here", "your-money", "cheap-loans");
        }
    }

    @Test
    void shouldTellSomebodyWhoWaitsTheirPlaceAgain() {
        fixture.person("bob@example.test", Standing.WAITING);
        fixture.person(ADA, Standing.WAITING);

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.onlyMail().kind()).isEqualTo("on-the-waitlist");
        assertThat(fixture.onlyMail().to()).isEqualTo(ADA);
        assertThat(fixture.onlyMail().text()).contains("Your place is 2.");
        assertThat(fixture.links()).isZero();
    }

    @Test
    void shouldSendAMemberASignInLink() {
        var ada = fixture.person(ADA, Standing.APPROVED);

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.onlyMail().kind()).isEqualTo("sign-in");
        var link = fixture.link(fixture.onlyMail());
        assertThat(link.purpose()).isEqualTo(Link.Purpose.SIGN_IN);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.next()).isEqualTo("/");
    }

    @Test
    void shouldMailAKnownPersonAtTheStoredAddressOnly() {
        var ada = fixture.person("new@example.test", Standing.APPROVED);
        fixture.table.commit(fixture.addresses.take(new EmailAddress(ADA).hash(), ada.id(), fixture.now()));

        fixture.deliver(fixture.signsUp(ADA), fixture.asksToSignIn(ADA));

        assertThat(fixture.mails()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.to()).isEqualTo("new@example.test");
            assertThat(mail.raw()).doesNotContain(ADA);
        });
    }

    @Test
    void shouldSendASuspendedMemberNothing() {
        fixture.person(ADA, Standing.SUSPENDED);
        var applied = fixture.signsUp(ADA);

        fixture.deliver(applied);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(applied)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldSendNothingToSomebodyDeclinedLessThan90DaysAgo() {
        fixture.person(ADA, Standing.DECLINED);
        fixture.stack.clock().advance(Duration.ofDays(90).minusMillis(1));
        var applied = fixture.signsUp(ADA);

        fixture.deliver(applied);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(applied)).isEqualTo("nothing to tell");
        assertThat(fixture.signedUp()).isZero();
    }

    @Test
    void shouldLetSomebodyDeclined90DaysAgoConfirmAnew() {
        fixture.person(ADA, Standing.DECLINED);
        fixture.stack.clock().advance(Duration.ofDays(90));

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldLeaveAnAddressAloneUntilTheRestOfItsDeclinedAndWithdrawnPersonIsOver() {
        var ada = fixture.person(ADA, Standing.DECLINED);
        fixture.table.commit(fixture.addresses.free(
                ada.email().hash(), ada.id(), fixture.now().plus(Duration.ofDays(90))));
        fixture.stack.clock().advance(Duration.ofDays(90).minusMillis(1));
        var early = fixture.signsUp(ADA);

        fixture.deliver(early);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(early)).isEqualTo("declined not long ago");

        fixture.stack.clock().advance(Duration.ofMillis(1));
        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldAskSomebodyWhoWithdrewWhileWaitingToConfirmAnew() {
        var ada = fixture.person(ADA, Standing.WAITING);
        fixture.table.commit(
                fixture.people.withdraw(ada, fixture.now()),
                fixture.addresses.free(ada.email().hash(), ada.id(), null));

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.kinds()).containsExactly("confirm-address");
    }

    @Test
    void shouldSendTheFounderASignInLinkBeforeTheyArrive() {
        fixture.deliver(fixture.signsUp(MailFixture.FOUNDER));

        assertThat(fixture.onlyMail().kind()).isEqualTo("sign-in");
        assertThat(fixture.onlyMail().to()).isEqualTo(MailFixture.FOUNDER);
        assertThat(fixture.link(fixture.onlyMail()).subject()).isEqualTo(Link.FOUNDER);
        assertThat(fixture.signedUp()).as("the founder is outside the funnel").isZero();
    }

    @Test
    void shouldSendTheFounderTheirOwnSignInLinkOnceTheyAreHere() {
        var founder = fixture.person(MailFixture.FOUNDER, Standing.APPROVED);

        fixture.deliver(fixture.signsUp(MailFixture.FOUNDER));

        assertThat(fixture.kinds()).containsExactly("sign-in");
        assertThat(fixture.link(fixture.onlyMail()).subject())
                .isEqualTo(founder.id().value());
    }

    @Test
    void shouldSendNothingWhenTheApplicationIsGone() {
        var applied = new Message.Applied(new EmailAddress(ADA).hash(), "neverthere");

        fixture.deliver(applied);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(applied)).isEqualTo("the application is gone");
        assertThat(fixture.signedUp()).isZero();
    }

    @Test
    void shouldTakeAnApplicationForGoneAsSoonAsItExpires() {
        var late = fixture.signsUp(ADA);
        var tooLate = fixture.signsUp(ADA);
        fixture.stack.clock().advance(Duration.ofDays(3).minusSeconds(1));
        fixture.deliver(late);
        fixture.stack.clock().advance(Duration.ofSeconds(1));
        fixture.deliver(tooLate);

        assertThat(fixture.kinds()).containsExactly("confirm-address");
        assertThat(fixture.dropped(tooLate)).isEqualTo("the application is gone");
    }

    @Test
    void shouldSendNothingWhenTheAddressLeadsToNobody() {
        var gone = new MemberId("gone");
        fixture.table.commit(fixture.addresses.take(new EmailAddress(ADA).hash(), gone, fixture.now()));
        var applied = fixture.signsUp(ADA);

        fixture.deliver(applied);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(applied)).isEqualTo("the person is gone");
    }

    @Test
    void shouldCountASignedUpAddressOnce() {
        for (int i = 0; i < 4; i++) {
            fixture.deliver(fixture.signsUp(ADA));
        }
        fixture.deliver(fixture.signsUp("bob@example.test"));

        assertThat(fixture.signedUp()).isEqualTo(2);
    }

    @Test
    void shouldCountASignedUpAddressThatGetsNoMail() {
        fixture.bounced(ADA);

        fixture.deliver(fixture.signsUp(ADA), fixture.signsUp(ADA));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.signedUp()).isEqualTo(1);
    }

    @Test
    void shouldNotCountKnownPeopleAsSignedUp() {
        fixture.person(ADA, Standing.WAITING);

        fixture.deliver(fixture.signsUp(ADA));

        assertThat(fixture.signedUp()).isZero();
    }

    @Test
    void shouldSendThreeConfirmationsIn48HoursAndNoFourth() {
        var start = fixture.now();
        for (int hours : new int[] {0, 10, 20}) {
            fixture.stack.clock().set(start.plus(Duration.ofHours(hours)));
            fixture.deliver(fixture.signsUp(ADA));
        }
        fixture.stack.clock().set(start.plus(Duration.ofDays(2)).minusMillis(1));
        var fourth = fixture.signsUp(ADA);
        fixture.deliver(fourth);

        assertThat(fixture.mails()).hasSize(3);
        assertThat(fixture.dropped(fourth)).isEqualTo("enough are unanswered");

        fixture.stack.clock().set(start.plus(Duration.ofDays(2)));
        fixture.deliver(fixture.signsUp(ADA), fixture.signsUp(ADA));

        assertThat(fixture.mails())
                .as("one for the one that lies 48 hours back")
                .hasSize(4);
        fixture.deliver(fixture.signsUp("bob@example.test"));
        assertThat(fixture.mails()).as("others have their own allowance").hasSize(5);
    }

    @Test
    void shouldKeepOlderConfirmationLinksValid() {
        fixture.deliver(fixture.signsUp(ADA), fixture.signsUp(ADA), fixture.signsUp(ADA), fixture.signsUp(ADA));

        assertThat(fixture.mails())
                .hasSize(3)
                .allSatisfy(mail ->
                        assertThat(fixture.link(mail).worksAt(fixture.now())).isTrue())
                .extracting(mail -> fixture.link(mail).subject())
                .doesNotHaveDuplicates();
    }
}
