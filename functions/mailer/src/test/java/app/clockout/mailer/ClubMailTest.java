package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.clockout.domain.Membership.State;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.messages.Message;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hosts and those who want to join hear of a club. */
class ClubMailTest {
    private static final String NOT_THEIRS = "it is not theirs to run, or not news";
    private static final String CLUB = "http://localhost:8080/clubs/malmo-design";

    private final MailFixture fixture = new MailFixture();
    private final Person hal = fixture.member("Hal");
    private final Person hoa = fixture.member("Hoa");
    private final EventFixture meetup = new EventFixture(fixture, hal, hoa);
    private final Person ada = fixture.member("Ada");
    private final Message.ClubRequested requested = new Message.ClubRequested(EventFixture.SLUG, ada.id());
    private final Message.ClubRequestDecided decided = new Message.ClubRequestDecided(EventFixture.SLUG, ada.id());
    private final Message.ClubHanded handed = new Message.ClubHanded(EventFixture.SLUG, hal.id());

    @Test
    void shouldTellEachHostWhoAsksToJoin() {
        meetup.is(ada, State.REQUESTED);

        fixture.deliver(requested, requested);

        assertThat(fixture.mails())
                .extracting(CaughtMail::to, CaughtMail::kind, CaughtMail::subject)
                .containsExactly(
                        tuple("hal@example.test", "club-request", "A member asks to join Night Owls"),
                        tuple("hoa@example.test", "club-request", "A member asks to join Night Owls"));
        assertThat(fixture.mails().getFirst().text().replaceAll("\\s+", " "))
                .contains("Dear Hal")
                .contains("from Ada, Mathematician in Malmö.")
                .contains("> Notes on the Analytical Engine");
        assertThat(fixture.mails().getFirst().links()).containsExactly(CLUB + "/requests");
    }

    @Test
    void shouldTellTheHostsAgainWhenSomebodyAsksAgain() {
        meetup.is(ada, State.REQUESTED);
        fixture.deliver(requested);
        fixture.stack.clock().advance(Duration.ofDays(31));
        meetup.is(ada, State.REQUESTED);
        fixture.deliver(requested);

        assertThat(fixture.mails()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"NONE", "MEMBER", "REFUSED"})
    void shouldNotTellTheHostsOfARequestThatIsNoMore(State state) {
        meetup.is(ada, state);

        fixture.deliver(requested);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("club-request/malmo-design/" + ada.id())).isEqualTo("they ask no more");
    }

    @Test
    void shouldNotTellTheHostsOfSomebodyWhoIsNoMember() {
        meetup.is(ada, State.REQUESTED);
        fixture.decides(ada, Standing.APPROVED, Standing.SUSPENDED);

        fixture.deliver(requested);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("club-request/malmo-design/" + ada.id())).isEqualTo("who asks is no member");
    }

    @Test
    void shouldTellTheOtherHostsWhereOneTakesNoMail() {
        var hue = fixture.member("Hue");
        var hia = fixture.member("Hia");
        meetup.changeTo(meetup.club(hal, hoa, hue, hia));
        meetup.is(ada, State.REQUESTED);
        fixture.decides(hal, Standing.APPROVED, Standing.SUSPENDED);
        fixture.bounced(hoa.email().value());
        fixture.complained(hue.email().value());

        fixture.deliver(requested);

        assertThat(fixture.onlyMail().to()).isEqualTo("hia@example.test");
        assertThat(fixture.dropped(requestKey(hal))).isEqualTo("they are no member");
        assertThat(fixture.dropped(requestKey(hoa))).isEqualTo("the address bounced");
        assertThat(fixture.dropped(requestKey(hue))).isEqualTo("the address complained");
    }

    @Test
    void shouldNotLetOneHostWhoCannotBeReadHoldUpTheOthers() {
        meetup.is(ada, State.REQUESTED);
        meetup.spoil(hal);

        fixture.deliverInVain(requested);
        assertThat(fixture.onlyMail().to()).isEqualTo("hoa@example.test");

        meetup.mend(hal);
        fixture.deliver(requested);
        assertThat(fixture.mails()).extracting(CaughtMail::to).containsExactly("hoa@example.test", "hal@example.test");
    }

    @Test
    void shouldWelcomeWhoWasLetIn() {
        meetup.is(ada, State.MEMBER);

        fixture.deliver(decided, decided);

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-request-decided");
        assertThat(mail.to()).isEqualTo("ada@example.test");
        assertThat(mail.subject()).isEqualTo("Welcome to Night Owls");
        assertThat(mail.links()).containsExactly(CLUB);
    }

    @Test
    void shouldTellWhoWasNotLetInWhenTheyMayAskAgain() {
        fixture.stack.clock().set(Instant.parse("2027-01-11T23:30:00Z"));
        meetup.is(ada, State.REFUSED);

        fixture.deliver(decided, decided);

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-request-decided");
        assertThat(mail.subject()).isEqualTo("Your request to join Night Owls");
        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains("ask again once 30 days have passed, after 11 February 2027.")
                .doesNotContain("declined", "refused");
    }

    @Test
    void shouldTellOfASecondDecisionAsWell() {
        meetup.is(ada, State.REFUSED);
        fixture.deliver(decided);
        fixture.stack.clock().advance(Duration.ofDays(31));
        meetup.is(ada, State.MEMBER);
        fixture.deliver(decided);

        assertThat(fixture.mails())
                .extracting(CaughtMail::subject)
                .containsExactly("Your request to join Night Owls", "Welcome to Night Owls");
    }

    @Test
    void shouldSendNothingAboutADecisionThatIsNoMore() {
        fixture.deliver(decided);
        meetup.is(ada, State.REQUESTED);
        fixture.deliver(decided);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("club-request-decided/malmo-design/" + ada.id()))
                .isEqualTo("they left again");
        assertThat(fixture.dropped(decidedKey())).isEqualTo("it is not decided any more");
    }

    @Test
    void shouldTellNoDecisionToSomebodyWhoIsNoMemberOrWhoseAddressTakesNoMail() {
        meetup.is(ada, State.MEMBER);
        fixture.decides(ada, Standing.APPROVED, Standing.SUSPENDED);
        fixture.deliver(decided);
        assertThat(fixture.dropped(decidedKey())).isEqualTo("they are no member");

        fixture.decides(ada, Standing.SUSPENDED, Standing.APPROVED);
        fixture.stack.clock().advance(Duration.ofDays(1));
        meetup.is(ada, State.REFUSED);
        fixture.bounced(ada.email().value());
        fixture.deliver(decided);
        assertThat(fixture.dropped(decidedKey())).isEqualTo("the address bounced");

        assertThat(fixture.mails()).isEmpty();
    }

    @Test
    void shouldTellWhoRunsTheClubNow() {
        meetup.handTo(hal);

        fixture.deliver(handed, handed);

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-handed");
        assertThat(mail.to()).isEqualTo("hal@example.test");
        assertThat(mail.subject()).isEqualTo("You run Night Owls now");
        assertThat(mail.links()).containsExactly(CLUB, CLUB + "/events/new", CLUB + "/members");
    }

    @Test
    void shouldTellItAgainWhenTheClubComesBackToTheSameHands() {
        meetup.handTo(hal);
        fixture.deliver(handed);
        meetup.isRunBy(hoa);
        fixture.stack.clock().advance(Duration.ofDays(1));
        meetup.handTo(hal);
        fixture.deliver(handed);

        assertThat(fixture.kinds()).containsExactly("club-handed", "club-handed");
    }

    @Test
    void shouldNotTellItToSomebodyWhoRunsItNoMoreOrByThemselves() {
        meetup.handTo(ada);
        meetup.isRunBy(hal);
        var noHost = new Message.ClubHanded(EventFixture.SLUG, ada.id());

        fixture.deliver(noHost, handed);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("club-handed/malmo-design/" + ada.id())).isEqualTo(NOT_THEIRS);
        assertThat(fixture.dropped("club-handed/malmo-design/" + hal.id())).isEqualTo(NOT_THEIRS);
    }

    @Test
    void shouldNotTellItToSomebodyWhoIsNoMember() {
        meetup.handTo(hal);
        fixture.decides(hal, Standing.APPROVED, Standing.SUSPENDED);

        fixture.deliver(handed);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("club-handed/malmo-design/%s/%d"
                        .formatted(hal.id(), fixture.now().toEpochMilli())))
                .isEqualTo("they are no member");
    }

    @Test
    void shouldSendNothingAboutAClubThatIsClosedOrNeverWas() {
        meetup.is(ada, State.REQUESTED);
        meetup.handTo(hal);
        meetup.close(hal);
        var nowhere = new Slug("nowhere");

        fixture.deliver(
                requested,
                decided,
                handed,
                new Message.ClubRequested(nowhere, ada.id()),
                new Message.ClubRequestDecided(nowhere, ada.id()),
                new Message.ClubHanded(nowhere, hal.id()));

        assertThat(fixture.mails()).isEmpty();
        for (var club : new String[] {"malmo-design/", "nowhere/"}) {
            assertThat(fixture.dropped("club-request/" + club + ada.id())).isEqualTo("there is no such club");
            assertThat(fixture.dropped("club-request-decided/" + club + ada.id()))
                    .isEqualTo("there is no such club");
            assertThat(fixture.dropped("club-handed/" + club + hal.id())).isEqualTo(NOT_THEIRS);
        }
    }

    private String requestKey(Person host) {
        return "club-request/malmo-design/%s/%d/%s"
                .formatted(ada.id(), fixture.now().toEpochMilli(), host.id());
    }

    private String decidedKey() {
        return "club-request-decided/malmo-design/%s/%d"
                .formatted(ada.id(), fixture.now().toEpochMilli());
    }
}
