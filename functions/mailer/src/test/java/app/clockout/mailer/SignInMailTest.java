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

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldSendAMemberALinkThatLeadsOnToWhereTheyWanted() {
        var ada = fixture.person(ADA, Standing.APPROVED);

        fixture.deliver(fixture.asksToSignIn(ADA, "/events/42"));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("sign-in");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signin/confirm?token=");
        var link = fixture.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.SIGN_IN);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.next()).isEqualTo("/events/42");
        assertThat(link.worksAt(fixture.now().plus(Duration.ofMinutes(15)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(fixture.now().plus(Duration.ofMinutes(15)))).isFalse();
    }

    @Test
    void shouldTellSomebodyWhoWaitsTheirPlaceAgain() {
        fixture.person(ADA, Standing.WAITING);

        fixture.deliver(fixture.asksToSignIn(ADA));

        assertThat(fixture.kinds()).containsExactly("on-the-waitlist");
        assertThat(fixture.links()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"DECLINED", "SUSPENDED"})
    void shouldSendNothingToSomebodyWhoIsNoMember(Standing standing) {
        fixture.person(ADA, standing);
        var asked = fixture.asksToSignIn(ADA);

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(asked)).isEqualTo("nothing to tell");
    }

    @Test
    void shouldSendNothingToAnUnknownAddress() {
        var asked = fixture.asksToSignIn(ADA);

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(asked)).isEqualTo("nobody's address");
        assertThat(fixture.signedUp()).isZero();
    }

    @Test
    void shouldSendNothingToSomebodyWhoWithdrew() {
        var ada = fixture.person(ADA, Standing.WAITING);
        fixture.table.commit(fixture.people.withdraw(ada, fixture.now()));
        var asked = fixture.asksToSignIn(ADA);

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(asked)).isEqualTo("nobody's address");
    }

    @Test
    void shouldSendTheFounderALinkBeforeTheyArriveAndTheirOwnAfter() {
        fixture.deliver(fixture.asksToSignIn(MailFixture.FOUNDER, "/admin/stats"));
        var founder = fixture.person(MailFixture.FOUNDER, Standing.APPROVED);
        fixture.deliver(fixture.asksToSignIn(MailFixture.FOUNDER, "/admin/audit"));

        assertThat(fixture.mails()).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.kind()).isEqualTo("sign-in");
            assertThat(mail.to()).isEqualTo(MailFixture.FOUNDER);
        });
        var before = fixture.link(fixture.mails().getFirst());
        assertThat(before.subject()).isEqualTo(Link.FOUNDER);
        assertThat(before.next()).isEqualTo("/admin/stats");
        var after = fixture.link(fixture.mails().getLast());
        assertThat(after.subject()).isEqualTo(founder.id().value());
        assertThat(after.next()).isEqualTo("/admin/audit");
    }

    @Test
    void shouldSendNothingWhenTheRequestIsGoneOrOlderThanADay() {
        fixture.person(ADA, Standing.APPROVED);
        var gone = new Message.SignInAsked(new EmailAddress(ADA).hash(), "neverthere");
        var late = fixture.asksToSignIn(ADA);
        var tooLate = fixture.asksToSignIn(ADA);
        fixture.stack.clock().advance(Duration.ofDays(1).minusSeconds(1));
        fixture.deliver(gone, late);
        fixture.stack.clock().advance(Duration.ofSeconds(1));
        fixture.deliver(tooLate);

        assertThat(fixture.kinds()).containsExactly("sign-in");
        assertThat(fixture.dropped(gone)).isEqualTo("the request is gone");
        assertThat(fixture.dropped(tooLate)).isEqualTo("the request is gone");
    }

    @Test
    void shouldSendFiveSignInMailsAtOnceThenOneEachTwelveMinutes() {
        fixture.person(ADA, Standing.APPROVED);
        ask(7);
        assertThat(fixture.mails()).hasSize(5);

        fixture.stack.clock().advance(Duration.ofMinutes(12).minusMillis(1));
        ask(1);
        assertThat(fixture.mails()).as("a moment too early").hasSize(5);

        fixture.stack.clock().advance(Duration.ofMillis(1));
        ask(3);
        assertThat(fixture.mails()).as("twelve minutes later").hasSize(6);

        fixture.stack.clock().advance(Duration.ofMinutes(24));
        ask(3);
        assertThat(fixture.mails()).as("twenty-four more").hasSize(8);

        fixture.stack.clock().advance(Duration.ofHours(5));
        ask(7);
        assertThat(fixture.mails()).as("much later, five and no more").hasSize(13);
    }

    @Test
    void shouldSayThatItWasEnoughForNow() {
        fixture.person(ADA, Standing.APPROVED);
        ask(5);
        var sixth = fixture.asksToSignIn(ADA);

        fixture.deliver(sixth);

        assertThat(fixture.dropped(sixth)).isEqualTo("enough for now");
        assertThat(fixture.links()).as("no link without a mail").isEqualTo(5);
    }

    @Test
    void shouldCountEveryMailThatTypingAKnownAddressMakes() {
        fixture.person(ADA, Standing.WAITING);
        for (int i = 0; i < 4; i++) {
            fixture.deliver(fixture.signsUp(ADA), fixture.asksToSignIn(ADA));
        }

        assertThat(fixture.mails()).hasSize(5);
    }

    @Test
    void shouldGiveEachAddressItsOwnAllowance() {
        fixture.person(ADA, Standing.APPROVED);
        fixture.person("bob@example.test", Standing.APPROVED);
        ask(6);

        fixture.deliver(fixture.asksToSignIn("bob@example.test"), fixture.asksToSignIn(MailFixture.FOUNDER));

        assertThat(fixture.stack.mails().mails("bob@example.test", null)).hasSize(1);
        assertThat(fixture.stack.mails().mails(MailFixture.FOUNDER, null)).hasSize(1);
    }

    @Test
    void shouldKeepOlderSignInLinksValid() {
        fixture.person(ADA, Standing.APPROVED);

        ask(2);

        assertThat(fixture.mails()).hasSize(2).allSatisfy(mail -> assertThat(
                        fixture.link(mail).worksAt(fixture.now()))
                .isTrue());
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            fixture.deliver(fixture.asksToSignIn(ADA));
        }
    }
}
