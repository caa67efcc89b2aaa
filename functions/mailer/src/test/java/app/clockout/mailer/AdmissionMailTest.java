package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.messages.Message;
import app.clockout.table.Secrets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody gets once their address is confirmed, and when they are decided about. */
class AdmissionMailTest {
    private static final String ADA = "ada@example.test";

    private final Mailroom mailroom = new Mailroom();

    @Test
    void shouldTellWhoConfirmedTheirPlaceAndWhereToSeeIt() {
        mailroom.person("bob@example.test", Standing.WAITING);
        mailroom.person("eve@example.test", Standing.WAITING);
        var ada = mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(new Message.Confirmed(ada.id()));

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("on-the-waitlist");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.subject()).contains("number 3");
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/waitlist/status?token=" + ada.id());
        assertThat(Secrets.links(mailroom.table, mailroom.environment)
                        .holds(Mailroom.token(mail), Purpose.WAITLIST_STATUS, ada.linkVersion()))
                .isTrue();
        assertThat(mailroom.links()).as("the link is derived, not kept").isZero();
    }

    @Test
    void shouldSayTheDayOfTheApplicationInTheReadersTimeZone() {
        mailroom.stack.clock().set(Instant.parse("2027-01-11T23:30:00Z"));
        var inMalmo =
                mailroom.person(ADA, Standing.WAITING, Mailroom.details("Ada Lovelace", "Europe/Stockholm"), false);
        var inChicago = mailroom.person(
                "bob@example.test", Standing.WAITING, Mailroom.details("Bob", "America/Chicago"), false);

        mailroom.deliver(new Message.Confirmed(inMalmo.id()), new Message.Confirmed(inChicago.id()));

        assertThat(mailroom.mails().getFirst().text()).contains("12 January 2027");
        assertThat(mailroom.mails().getLast().text()).contains("11 January 2027");
    }

    @Test
    void shouldTellWhoWaitsAgainOnce() {
        var ada = mailroom.person(ADA, Standing.WAITING);
        var confirmed = new Message.Confirmed(ada.id());
        mailroom.deliver(confirmed);
        mailroom.deliver(mailroom.decides(ada, Standing.WAITING, Standing.DECLINED));
        mailroom.stack.clock().advance(Duration.ofDays(1));
        mailroom.decides(ada, Standing.DECLINED, Standing.WAITING);

        mailroom.deliver(confirmed, confirmed);

        assertThat(mailroom.kinds()).containsExactly("on-the-waitlist", "declined", "on-the-waitlist");
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"APPROVED", "DECLINED", "SUSPENDED"})
    void shouldNotTellAPlaceToSomebodyWhoWaitsNoMore(Standing standing) {
        var ada = mailroom.person(ADA, standing);
        var confirmed = new Message.Confirmed(ada.id());

        mailroom.deliver(confirmed);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(confirmed)).isEqualTo("they wait no more");
    }

    @Test
    void shouldNotTellAPlaceToSomebodyWhoWithdrew() {
        var ada = mailroom.person(ADA, Standing.WAITING);
        mailroom.table.commit(mailroom.people.withdraw(ada, mailroom.now()));
        var confirmed = new Message.Confirmed(ada.id());

        mailroom.deliver(confirmed);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(confirmed)).isEqualTo("they wait no more");
    }

    @Test
    void shouldWelcomeWhoWasApprovedWithALinkThatSignsThemInForTheFirstTime() {
        var ada = mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(mailroom.decides(ada, Standing.WAITING, Standing.APPROVED));

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("approved");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signin/confirm?token=");
        var link = mailroom.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.ADMISSION);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofDays(14)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(mailroom.now().plus(Duration.ofDays(14)))).isFalse();
    }

    @Test
    void shouldNotWelcomeWhoHasSignedInAlready() {
        var founder = mailroom.person(Mailroom.FOUNDER, Standing.APPROVED, Mailroom.details("Founder"), true);
        var arrived = new Message.Decided(founder.id());

        mailroom.deliver(arrived);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(arrived)).isEqualTo("they have signed in already");
        assertThat(mailroom.links()).isZero();
    }

    @Test
    void shouldNotWelcomeAgainWhoseSuspensionWasTakenBack() {
        var ada = mailroom.person(ADA, Standing.APPROVED);
        var decided = new Message.Decided(ada.id());
        mailroom.deliver(decided);
        var admission = mailroom.onlyMail();
        mailroom.stack.clock().advance(Duration.ofDays(1));
        mailroom.table.commit(mailroom.people.suspend(ada, mailroom.now()));
        mailroom.stack.clock().advance(Duration.ofDays(1));

        mailroom.deliver(mailroom.decides(ada, Standing.SUSPENDED, Standing.APPROVED));

        assertThat(mailroom.onlyMail()).isEqualTo(admission);
        assertThat(mailroom.dropped(decided)).isEqualTo("they have signed in already");
    }

    @Test
    void shouldTellWhoWasDeclinedAndHowToHaveTheirDataErased() {
        var ada = mailroom.person(ADA, Standing.WAITING);

        mailroom.deliver(mailroom.decides(ada, Standing.WAITING, Standing.DECLINED));

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("declined");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links()).hasSize(1);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/waitlist/status?token=" + ada.id());
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"WAITING", "SUSPENDED"})
    void shouldSendNothingAboutADecisionThatWasTakenBack(Standing standing) {
        var ada = mailroom.person(ADA, Standing.WAITING);
        var decided = mailroom.decides(ada, Standing.WAITING, Standing.APPROVED);
        mailroom.decides(ada, Standing.APPROVED, standing);

        mailroom.deliver(decided);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(decided)).isEqualTo("the decision was taken back");
    }

    @Test
    void shouldSendNothingAboutADecisionOnSomebodyWhoIsGone() {
        var ada = mailroom.person(ADA, Standing.DECLINED);
        mailroom.table.commit(mailroom.people.withdraw(ada, mailroom.now()));
        var withdrew = new Message.Decided(ada.id());
        var neverWas = new Message.Decided(new MemberId("nobody"));

        mailroom.deliver(withdrew, neverWas);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped(withdrew)).isEqualTo("the person is gone");
        assertThat(mailroom.dropped(neverWas)).isEqualTo("the person is gone");
    }

    @Test
    void shouldTellOfASecondDecisionAsWell() {
        var ada = mailroom.person(ADA, Standing.WAITING);
        mailroom.deliver(mailroom.decides(ada, Standing.WAITING, Standing.DECLINED));
        mailroom.stack.clock().advance(Duration.ofDays(1));
        mailroom.decides(ada, Standing.DECLINED, Standing.WAITING);
        mailroom.stack.clock().advance(Duration.ofDays(1));
        mailroom.deliver(mailroom.decides(ada, Standing.WAITING, Standing.APPROVED));

        assertThat(mailroom.kinds()).containsExactly("declined", "approved");
    }
}
