package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the reader of an address gets when somebody asks to sign in with it, and how often. */
class SignInMailTest {
    private static final String ADA = "ada@example.test";

    private final Mailroom mailroom = new Mailroom();

    @Test
    void shouldSendAMemberALinkThatLeadsOnToWhereTheyWanted() {
        var ada = mailroom.person(ADA, Standing.APPROVED);

        mailroom.deliver(mailroom.asksToSignIn(ADA, "/events/42"));

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("sign-in");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signin/confirm?token=");
        var link = mailroom.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.SIGN_IN);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.next()).isEqualTo("/events/42");
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofMinutes(15)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofMinutes(15)))).isFalse();
    }

    @Test
    void shouldTellSomebodyWhoWaitsTheirPlaceAgain() {
        mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(mailroom.asksToSignIn(ADA));

        assertThat(mailroom.kinds()).containsExactly("on-the-waitlist");
        assertThat(mailroom.links()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"DECLINED", "SUSPENDED"})
    void shouldSendNothingToSomebodyWhoIsNoMember(Standing standing) {
        mailroom.person(ADA, standing);
        var asked = mailroom.asksToSignIn(ADA);

        mailroom.deliver(asked);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(asked)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldSendNothingToAnUnknownAddress() {
        var asked = mailroom.asksToSignIn(ADA);

        mailroom.deliver(asked);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(asked)).isEqualTo("nobody's address");
        assertThat(mailroom.signedUp()).isZero();
    }

    @Test
    void shouldSendNothingToSomebodyWhoWithdrew() {
        var ada = mailroom.person(ADA, Standing.WAITING);
        mailroom.table.commit(mailroom.people.withdraw(ada, mailroom.now()));
        var asked = mailroom.asksToSignIn(ADA);

        mailroom.deliver(asked);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(asked)).isEqualTo("nobody's address");
    }

    @Test
    void shouldSendTheFounderALinkBeforeTheyArriveAndTheirOwnAfter() {
        mailroom.deliver(mailroom.asksToSignIn(Mailroom.FOUNDER, "/admin/stats"));
        var founder = mailroom.person(Mailroom.FOUNDER, Standing.APPROVED);
        mailroom.deliver(mailroom.asksToSignIn(Mailroom.FOUNDER, "/admin/audit"));

        assertThat(mailroom.mails()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.kind()).isEqualTo("sign-in");
            assertThat(mail.to()).isEqualTo(Mailroom.FOUNDER);
        });
        var before = mailroom.link(mailroom.mails().getFirst());
        assertThat(before.subject()).isEqualTo(Link.FOUNDER);
        assertThat(before.next()).isEqualTo("/admin/stats");
        var after = mailroom.link(mailroom.mails().getLast());
        assertThat(after.subject()).isEqualTo(founder.id().value());
        assertThat(after.next()).isEqualTo("/admin/audit");
    }

    @Test
    void shouldSendNothingWhenTheRequestIsGoneOrOlderThanADay() {
        mailroom.person(ADA, Standing.APPROVED);
        var gone = new Message.SignInAsked(new EmailAddress(ADA).hash(), "neverthere");
        var late = mailroom.asksToSignIn(ADA);
        var tooLate = mailroom.asksToSignIn(ADA);
        mailroom.stack.clock().advance(Duration.ofDays(1).minusSeconds(1));
        mailroom.deliver(gone, late);
        mailroom.stack.clock().advance(Duration.ofSeconds(1));
        mailroom.deliver(tooLate);

        assertThat(mailroom.kinds()).containsExactly("sign-in");
        assertThat(mailroom.dropped(gone)).isEqualTo("the request is gone");
        assertThat(mailroom.dropped(tooLate)).isEqualTo("the request is gone");
    }

    @Test
    void shouldSendFiveSignInMailsAtOnceThenOneEachTwelveMinutes() {
        mailroom.person(ADA, Standing.APPROVED);
        ask(7);
        assertThat(mailroom.mails()).hasSize(5);

        mailroom.stack.clock().advance(Duration.ofMinutes(12).minusMillis(1));
        ask(1);
        assertThat(mailroom.mails()).as("a moment too early").hasSize(5);

        mailroom.stack.clock().advance(Duration.ofMillis(1));
        ask(3);
        assertThat(mailroom.mails()).as("twelve minutes later").hasSize(6);

        mailroom.stack.clock().advance(Duration.ofMinutes(24));
        ask(3);
        assertThat(mailroom.mails()).as("twenty-four more").hasSize(8);

        mailroom.stack.clock().advance(Duration.ofHours(5));
        ask(7);
        assertThat(mailroom.mails()).as("much later, five and no more").hasSize(13);
    }

    @Test
    void shouldSayThatItWasEnoughForNow() {
        mailroom.person(ADA, Standing.APPROVED);
        ask(5);
        var sixth = mailroom.asksToSignIn(ADA);

        mailroom.deliver(sixth);

        assertThat(mailroom.dropped(sixth)).isEqualTo("enough for now");
        assertThat(mailroom.links()).as("no link without a mail").isEqualTo(5);
    }

    @Test
    void shouldCountEveryMailThatTypingAKnownAddressMakes() {
        mailroom.person(ADA, Standing.WAITING);
        for (int i = 0; i < 4; i++) {
            mailroom.deliver(mailroom.signsUp(ADA), mailroom.asksToSignIn(ADA));
        }

        assertThat(mailroom.mails()).hasSize(5);
    }

    @Test
    void shouldGiveEachAddressItsOwnAllowance() {
        mailroom.person(ADA, Standing.APPROVED);
        mailroom.person("bob@example.test", Standing.APPROVED);
        ask(6);

        mailroom.deliver(mailroom.asksToSignIn("bob@example.test"), mailroom.asksToSignIn(Mailroom.FOUNDER));

        assertThat(mailroom.stack.mails().mails("bob@example.test", null)).hasSize(1);
        assertThat(mailroom.stack.mails().mails(Mailroom.FOUNDER, null)).hasSize(1);
    }

    @Test
    void shouldKeepOlderSignInLinksValid() {
        mailroom.person(ADA, Standing.APPROVED);

        ask(2);

        assertThat(mailroom.mails()).hasSize(2).allSatisfy(mail -> assertThat(
                        mailroom.link(mail).worksAt(mailroom.now()))
                .isTrue());
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            mailroom.deliver(mailroom.asksToSignIn(ADA));
        }
    }
}
