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

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldTellWhoConfirmedTheirPlaceAndWhereToSeeIt() {
        fixture.person("bob@example.test", Standing.WAITING);
        fixture.person("eve@example.test", Standing.WAITING);
        var ada = fixture.person(ADA, Standing.WAITING);

        fixture.deliver(new Message.Confirmed(ada.id()));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("on-the-waitlist");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.subject()).contains("number 3");
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/waitlist/status?token=" + ada.id());
        assertThat(Secrets.links(fixture.table, fixture.environment)
                        .holds(MailFixture.token(mail), Purpose.WAITLIST_STATUS, ada.linkVersion()))
                .isTrue();
        assertThat(fixture.links()).as("the link is derived, not kept").isZero();
    }

    @Test
    void shouldSayTheDayOfTheApplicationInTheReadersTimeZone() {
        fixture.stack.clock().set(Instant.parse("2027-01-11T23:30:00Z"));
        var inMalmo =
                fixture.person(ADA, Standing.WAITING, MailFixture.details("Ada Lovelace", "Europe/Stockholm"), false);
        var inChicago = fixture.person(
                "bob@example.test", Standing.WAITING, MailFixture.details("Bob", "America/Chicago"), false);

        fixture.deliver(new Message.Confirmed(inMalmo.id()), new Message.Confirmed(inChicago.id()));

        assertThat(fixture.mails().getFirst().text()).contains("12 January 2027");
        assertThat(fixture.mails().getLast().text()).contains("11 January 2027");
    }

    @Test
    void shouldTellWhoWaitsAgainOnce() {
        var ada = fixture.person(ADA, Standing.WAITING);
        var confirmed = new Message.Confirmed(ada.id());
        fixture.deliver(confirmed);
        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.DECLINED));
        fixture.stack.clock().advance(Duration.ofDays(1));
        fixture.decides(ada, Standing.DECLINED, Standing.WAITING);

        fixture.deliver(confirmed, confirmed);

        assertThat(fixture.kinds()).containsExactly("on-the-waitlist", "declined", "on-the-waitlist");
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"APPROVED", "DECLINED", "SUSPENDED"})
    void shouldNotTellAPlaceToSomebodyWhoWaitsNoMore(Standing standing) {
        var ada = fixture.person(ADA, standing);
        var confirmed = new Message.Confirmed(ada.id());

        fixture.deliver(confirmed);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(confirmed)).isEqualTo("they wait no more");
    }

    @Test
    void shouldNotTellAPlaceToSomebodyWhoWithdrew() {
        var ada = fixture.person(ADA, Standing.WAITING);
        fixture.table.commit(fixture.people.withdraw(ada, fixture.now()));
        var confirmed = new Message.Confirmed(ada.id());

        fixture.deliver(confirmed);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(confirmed)).isEqualTo("they wait no more");
    }

    @Test
    void shouldWelcomeWhoWasApprovedWithALinkThatSignsThemInForTheFirstTime() {
        var ada = fixture.person(ADA, Standing.WAITING);

        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.APPROVED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("approved");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.links().getFirst()).startsWith("http://localhost:8080/signin/confirm?token=");
        var link = fixture.link(mail);
        assertThat(link.purpose()).isEqualTo(Link.Purpose.ADMISSION);
        assertThat(link.subject()).isEqualTo(ada.id().value());
        assertThat(link.worksAt(fixture.now().plus(Duration.ofDays(14)).minusSeconds(1)))
                .isTrue();
        assertThat(link.worksAt(fixture.now().plus(Duration.ofDays(14)))).isFalse();
    }

    @Test
    void shouldNotWelcomeWhoHasSignedInAlready() {
        var founder = fixture.person(MailFixture.FOUNDER, Standing.APPROVED, MailFixture.details("Founder"), true);
        var arrived = new Message.Decided(founder.id());

        fixture.deliver(arrived);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(arrived)).isEqualTo("they have signed in already");
        assertThat(fixture.links()).isZero();
    }

    @Test
    void shouldNotWelcomeAgainWhoseSuspensionWasTakenBack() {
        var ada = fixture.person(ADA, Standing.APPROVED);
        var decided = new Message.Decided(ada.id());
        fixture.deliver(decided);
        var admission = fixture.onlyMail();
        fixture.stack.clock().advance(Duration.ofDays(1));
        fixture.table.commit(fixture.people.suspend(ada, fixture.now()));
        fixture.stack.clock().advance(Duration.ofDays(1));

        fixture.deliver(fixture.decides(ada, Standing.SUSPENDED, Standing.APPROVED));

        assertThat(fixture.onlyMail()).isEqualTo(admission);
        assertThat(fixture.dropped(decided)).isEqualTo("they have signed in already");
    }

    @Test
    void shouldTellWhoWasDeclinedAndHowToHaveTheirDataErased() {
        var ada = fixture.person(ADA, Standing.WAITING);

        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.DECLINED));

        var mail = fixture.onlyMail();
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
        var ada = fixture.person(ADA, Standing.WAITING);
        var decided = fixture.decides(ada, Standing.WAITING, Standing.APPROVED);
        fixture.decides(ada, Standing.APPROVED, standing);

        fixture.deliver(decided);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(decided)).isEqualTo("the decision was taken back");
    }

    @Test
    void shouldSendNothingAboutADecisionOnSomebodyWhoIsGone() {
        var ada = fixture.person(ADA, Standing.DECLINED);
        fixture.table.commit(fixture.people.withdraw(ada, fixture.now()));
        var withdrew = new Message.Decided(ada.id());
        var neverWas = new Message.Decided(new MemberId("nobody"));

        fixture.deliver(withdrew, neverWas);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(withdrew)).isEqualTo("the person is gone");
        assertThat(fixture.dropped(neverWas)).isEqualTo("the person is gone");
    }

    @Test
    void shouldTellOfASecondDecisionAsWell() {
        var ada = fixture.person(ADA, Standing.WAITING);
        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.DECLINED));
        fixture.stack.clock().advance(Duration.ofDays(1));
        fixture.decides(ada, Standing.DECLINED, Standing.WAITING);
        fixture.stack.clock().advance(Duration.ofDays(1));
        fixture.deliver(fixture.decides(ada, Standing.WAITING, Standing.APPROVED));

        assertThat(fixture.kinds()).containsExactly("declined", "approved");
    }
}
