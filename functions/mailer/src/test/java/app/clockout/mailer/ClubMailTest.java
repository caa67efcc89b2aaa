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

    private final Mailroom mailroom = new Mailroom();
    private final Person hal = mailroom.member("Hal");
    private final Person hoa = mailroom.member("Hoa");
    private final EventFixture meetup = new EventFixture(mailroom, hal, hoa);
    private final Person ada = mailroom.member("Ada");
    private final Message.ClubRequested requested = new Message.ClubRequested(EventFixture.SLUG, ada.id());
    private final Message.ClubRequestDecided decided = new Message.ClubRequestDecided(EventFixture.SLUG, ada.id());
    private final Message.ClubHanded handed = new Message.ClubHanded(EventFixture.SLUG, hal.id());

    @Test
    void shouldTellEachHostWhoAsksToJoin() {
        meetup.is(ada, State.REQUESTED);

        mailroom.deliver(requested, requested);

        assertThat(mailroom.mails())
                .extracting(CaughtMail::to, CaughtMail::kind, CaughtMail::subject)
                .containsExactly(
                        tuple("hal@example.test", "club-request", "Somebody asks to join Night Owls"),
                        tuple("hoa@example.test", "club-request", "Somebody asks to join Night Owls"));
        assertThat(mailroom.mails().getFirst().text().replaceAll("\\s+", " "))
                .contains("Dear Hal")
                .contains("from Ada, Mathematician in Malmö.")
                .contains("> Notes on the Analytical Engine");
        assertThat(mailroom.mails().getFirst().links()).containsExactly(CLUB + "/requests");
    }

    @Test
    void shouldTellTheHostsAgainWhenSomebodyAsksAgain() {
        meetup.is(ada, State.REQUESTED);
        mailroom.deliver(requested);
        mailroom.stack.clock().advance(Duration.ofDays(31));
        meetup.is(ada, State.REQUESTED);
        mailroom.deliver(requested);

        assertThat(mailroom.mails()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"NONE", "MEMBER", "REFUSED"})
    void shouldNotTellTheHostsOfARequestThatIsNoMore(State state) {
        meetup.is(ada, state);

        mailroom.deliver(requested);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped("club-request/malmo-design/" + ada.id())).isEqualTo("they ask no more");
    }

    @Test
    void shouldNotTellTheHostsOfSomebodyWhoIsNoMember() {
        meetup.is(ada, State.REQUESTED);
        mailroom.decides(ada, Standing.APPROVED, Standing.SUSPENDED);

        mailroom.deliver(requested);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped("club-request/malmo-design/" + ada.id())).isEqualTo("who asks is no member");
    }

    @Test
    void shouldTellTheOtherHostsWhereOneTakesNoMail() {
        var hue = mailroom.member("Hue");
        var hia = mailroom.member("Hia");
        meetup.changeTo(meetup.club(hal, hoa, hue, hia));
        meetup.is(ada, State.REQUESTED);
        mailroom.decides(hal, Standing.APPROVED, Standing.SUSPENDED);
        mailroom.bounced(hoa.email().value());
        mailroom.complained(hue.email().value());

        mailroom.deliver(requested);

        assertThat(mailroom.onlyMail().to()).isEqualTo("hia@example.test");
        assertThat(mailroom.dropped(requestKey(hal))).isEqualTo("they are no member");
        assertThat(mailroom.dropped(requestKey(hoa))).isEqualTo("the address bounced");
        assertThat(mailroom.dropped(requestKey(hue))).isEqualTo("the address complained");
    }

    @Test
    void shouldNotLetOneHostWhoCannotBeReadHoldUpTheOthers() {
        meetup.is(ada, State.REQUESTED);
        meetup.spoil(hal);

        mailroom.deliverInVain(requested);
        assertThat(mailroom.onlyMail().to()).isEqualTo("hoa@example.test");

        meetup.mend(hal);
        mailroom.deliver(requested);
        assertThat(mailroom.mails()).extracting(CaughtMail::to).containsExactly("hoa@example.test", "hal@example.test");
    }

    @Test
    void shouldWelcomeWhoWasLetIn() {
        meetup.is(ada, State.MEMBER);

        mailroom.deliver(decided, decided);

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-request-decided");
        assertThat(mail.to()).isEqualTo("ada@example.test");
        assertThat(mail.subject()).isEqualTo("Welcome to Night Owls");
        assertThat(mail.links()).containsExactly(CLUB);
    }

    @Test
    void shouldTellWhoWasNotLetInWhenTheyMayAskAgain() {
        mailroom.stack.clock().set(Instant.parse("2027-01-11T23:30:00Z"));
        meetup.is(ada, State.REFUSED);

        mailroom.deliver(decided, decided);

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-request-decided");
        assertThat(mail.subject()).isEqualTo("Your request to join Night Owls");
        assertThat(mail.text().replaceAll("\\s+", " "))
                .contains("ask again once 30 days have passed, after 11 February 2027.")
                .doesNotContain("declined", "refused");
    }

    @Test
    void shouldTellOfASecondDecisionAsWell() {
        meetup.is(ada, State.REFUSED);
        mailroom.deliver(decided);
        mailroom.stack.clock().advance(Duration.ofDays(31));
        meetup.is(ada, State.MEMBER);
        mailroom.deliver(decided);

        assertThat(mailroom.mails())
                .extracting(CaughtMail::subject)
                .containsExactly("Your request to join Night Owls", "Welcome to Night Owls");
    }

    @Test
    void shouldSendNothingAboutADecisionThatIsNoMore() {
        mailroom.deliver(decided);
        meetup.is(ada, State.REQUESTED);
        mailroom.deliver(decided);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped("club-request-decided/malmo-design/" + ada.id()))
                .isEqualTo("they left again");
        assertThat(mailroom.dropped(decidedKey())).isEqualTo("it is not decided any more");
    }

    @Test
    void shouldTellNoDecisionToSomebodyWhoIsNoMemberOrWhoseAddressTakesNoMail() {
        meetup.is(ada, State.MEMBER);
        mailroom.decides(ada, Standing.APPROVED, Standing.SUSPENDED);
        mailroom.deliver(decided);
        assertThat(mailroom.dropped(decidedKey())).isEqualTo("they are no member");

        mailroom.decides(ada, Standing.SUSPENDED, Standing.APPROVED);
        mailroom.stack.clock().advance(Duration.ofDays(1));
        meetup.is(ada, State.REFUSED);
        mailroom.bounced(ada.email().value());
        mailroom.deliver(decided);
        assertThat(mailroom.dropped(decidedKey())).isEqualTo("the address bounced");

        assertThat(mailroom.mails()).isEmpty();
    }

    @Test
    void shouldTellWhoRunsTheClubNow() {
        meetup.handTo(hal);

        mailroom.deliver(handed, handed);

        var mail = mailroom.onlyMail();
        assertThat(mail.kind()).isEqualTo("club-handed");
        assertThat(mail.to()).isEqualTo("hal@example.test");
        assertThat(mail.subject()).isEqualTo("You run Night Owls now");
        assertThat(mail.links()).containsExactly(CLUB, CLUB + "/events/new", CLUB + "/members");
    }

    @Test
    void shouldTellItAgainWhenTheClubComesBackToTheSameHands() {
        meetup.handTo(hal);
        mailroom.deliver(handed);
        meetup.isRunBy(hoa);
        mailroom.stack.clock().advance(Duration.ofDays(1));
        meetup.handTo(hal);
        mailroom.deliver(handed);

        assertThat(mailroom.kinds()).containsExactly("club-handed", "club-handed");
    }

    @Test
    void shouldNotTellItToSomebodyWhoRunsItNoMoreOrByThemselves() {
        meetup.handTo(ada);
        meetup.isRunBy(hal);
        var noHost = new Message.ClubHanded(EventFixture.SLUG, ada.id());

        mailroom.deliver(noHost, handed);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped("club-handed/malmo-design/" + ada.id())).isEqualTo(NOT_THEIRS);
        assertThat(mailroom.dropped("club-handed/malmo-design/" + hal.id())).isEqualTo(NOT_THEIRS);
    }

    @Test
    void shouldNotTellItToSomebodyWhoIsNoMember() {
        meetup.handTo(hal);
        mailroom.decides(hal, Standing.APPROVED, Standing.SUSPENDED);

        mailroom.deliver(handed);

        assertThat(mailroom.mails()).isEmpty();
        assertThat(mailroom.dropped("club-handed/malmo-design/%s/%d"
                        .formatted(hal.id(), mailroom.now().toEpochMilli())))
                .isEqualTo("they are no member");
    }

    @Test
    void shouldSendNothingAboutAClubThatIsClosedOrNeverWas() {
        meetup.is(ada, State.REQUESTED);
        meetup.handTo(hal);
        meetup.close(hal);
        var nowhere = new Slug("nowhere");

        mailroom.deliver(
                requested,
                decided,
                handed,
                new Message.ClubRequested(nowhere, ada.id()),
                new Message.ClubRequestDecided(nowhere, ada.id()),
                new Message.ClubHanded(nowhere, hal.id()));

        assertThat(mailroom.mails()).isEmpty();
        for (var club : new String[] {"malmo-design/", "nowhere/"}) {
            assertThat(mailroom.dropped("club-request/" + club + ada.id())).isEqualTo("there is no such club");
            assertThat(mailroom.dropped("club-request-decided/" + club + ada.id()))
                    .isEqualTo("there is no such club");
            assertThat(mailroom.dropped("club-handed/" + club + hal.id())).isEqualTo(NOT_THEIRS);
        }
    }

    private String requestKey(Person host) {
        return "club-request/malmo-design/%s/%d/%s"
                .formatted(ada.id(), mailroom.now().toEpochMilli(), host.id());
    }

    private String decidedKey() {
        return "club-request-decided/malmo-design/%s/%d"
                .formatted(ada.id(), mailroom.now().toEpochMilli());
    }
}
