package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.clockout.domain.EventId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.local.emulators.Faults;
import app.clockout.messages.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who come, or would like to, get when their event is changed or cancelled. */
class EventMailTest {
    private static final LocalDateTime LATER = LocalDateTime.parse("2027-01-15T20:00");

    private final MailFixture fixture = new MailFixture();
    private final EventFixture meetup = new EventFixture(fixture);
    private final Person ada = fixture.member("Ada");
    private final Person bob = fixture.member("Bob");
    private final Person eve = fixture.member("Eve");

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldTellWhoeverComesOrWaitsWhenAndWhereItIsNow() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.OFFERED);
        meetup.answers(eve, Status.WAITLISTED);
        move(1);

        fixture.deliver(EventFixture.news(ada, bob, eve));

        assertThat(fixture.mails())
                .extracting(CaughtMail::to, CaughtMail::kind, CaughtMail::subject)
                .containsExactly(
                        tuple("ada@example.test", "event-changed", "Changed: Late lunch"),
                        tuple("bob@example.test", "event-changed", "Changed: Late lunch"),
                        tuple("eve@example.test", "event-changed", "Changed: Late lunch"));
        assertThat(fixture.mails()).allSatisfy(mail -> assertThat(unbroken(mail.text()))
                .contains("Friday, 15 January 2027, 20:00 in New York")
                .contains("1 hour 30 minutes"));
        var people = List.of(ada, bob, eve);
        for (int i = 0; i < 3; i++) {
            meetup.assertAnswers(fixture.mails().get(i), people.get(i));
        }
    }

    @Test
    void shouldTellEachWhatTheyHaveAndTheStreetOnlyToWhoHasASeat() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.OFFERED);
        meetup.answers(eve, Status.WAITLISTED);
        move(1);

        fixture.deliver(EventFixture.news(ada, bob, eve));

        assertThat(fixture.mails())
                .extracting(mail -> unbroken(mail.text()))
                .satisfiesExactly(
                        seated -> assertThat(seated)
                                .contains(
                                        "Your seat is still yours, and your ticket stays the same.", "12 Water Street"),
                        offered -> assertThat(offered)
                                .contains("yours to take until Monday, 11 January 2027, 16:00 in New York, 22:00 your"
                                        + " time (Stockholm).")
                                .doesNotContain("Water Street"),
                        waiting -> assertThat(waiting)
                                .contains("You keep your place in line.")
                                .doesNotContain("Water Street"));
    }

    @Test
    void shouldMoveTheEventInTheCalendarOfWhoHasASeat() {
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));
        meetup.answers(bob, Status.OFFERED);
        meetup.answers(eve, Status.WAITLISTED);
        move(1);

        fixture.deliver(EventFixture.news(ada, bob, eve));

        var calendars =
                fixture.mails().stream().limit(2).map(EventFixture::calendar).toList();
        assertThat(calendars)
                .extracting(calendar -> calendar.getMethod().getValue())
                .containsOnly("REQUEST");
        var before = calendars.getFirst().getEvents().getFirst();
        var after = calendars.getLast().getEvents().getFirst();
        assertThat(before.getDateStart().getValue().toInstant()).isEqualTo(EventFixture.STARTS_AT);
        assertThat(after.getDateStart().getValue().toInstant()).isEqualTo(Instant.parse("2027-01-16T01:00:00Z"));
        assertThat(after.getUid()).isEqualTo(before.getUid());
        assertThat(after.getOrganizer().getEmail())
                .isEqualTo(before.getOrganizer().getEmail());
        assertThat(after.getSequence().getValue())
                .isGreaterThan(before.getSequence().getValue());
        assertThat(fixture.mails().stream().skip(2)).hasSize(2).allSatisfy(mail -> assertThat(mail.attachments())
                .isEmpty());
    }

    @Test
    void shouldTakeACancelledEventOutOfTheCalendarOfWhoHasASeat() {
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));
        meetup.answers(eve, Status.WAITLISTED);
        meetup.cancel("The kitchen is flooded.");

        fixture.deliver(EventFixture.news(ada, eve));

        var seat = EventFixture.calendar(fixture.mails().getFirst()).getEvents().getFirst();
        var gone = EventFixture.calendar(fixture.mails().get(1));
        assertThat(gone.getMethod().getValue()).isEqualTo("CANCEL");
        assertThat(gone.getEvents().getFirst().getUid()).isEqualTo(seat.getUid());
        assertThat(gone.getEvents().getFirst().getSequence().getValue())
                .isGreaterThan(seat.getSequence().getValue());
        assertThat(fixture.mails().getLast().attachments()).isEmpty();
    }

    @Test
    void shouldHoldOutNoOfferThatHasLapsedByNow() {
        meetup.answers(ada, Status.OFFERED);
        move(1);
        fixture.stack.clock().advance(Duration.ofHours(12));

        fixture.deliver(EventFixture.news(ada));

        assertThat(unbroken(fixture.onlyMail().text()))
                .contains("The time to take the seat that was held for you is over.")
                .doesNotContain("yours to take");
    }

    @Test
    void shouldSayTheTimeByTheClockOfEachReader() {
        var london = fixture.member("Lon", "Europe/London");
        var newYork = fixture.member("Nya", "America/New_York");
        meetup.answers(london, Status.CONFIRMED);
        meetup.answers(newYork, Status.CONFIRMED);
        move(1);

        fixture.deliver(EventFixture.news(london, newYork));

        assertThat(unbroken(fixture.mails().getFirst().text()))
                .contains("Friday, 15 January 2027, 20:00 in New York, or Saturday, 16 January 2027, 01:00 your time"
                        + " (London)");
        assertThat(fixture.mails().getLast().text()).doesNotContain("your time");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CANCELLED", "LEFT", "REFUSED", "LAPSED"})
    void shouldSendNothingToWhoDoesNotComeAnyway(Status status) {
        meetup.answers(ada, status);
        move(1);
        fixture.deliver(EventFixture.news(ada, bob));
        meetup.cancel("The kitchen is flooded.");
        fixture.deliver(EventFixture.news(ada, bob));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(changed(ada, 1))).isEqualTo("they do not come anyway");
        assertThat(fixture.dropped(changed(bob, 1))).isEqualTo("they do not come anyway");
        assertThat(fixture.dropped(cancelled(ada))).isEqualTo("they do not come anyway");
    }

    @Test
    void shouldTellEachChangeOnceWhenItsMessagesComeTwice() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.WAITLISTED);
        move(1);
        fixture.deliver(EventFixture.news(ada, bob), EventFixture.news(ada, bob));
        move(2);
        fixture.deliver(EventFixture.news(ada, bob), EventFixture.news(bob, ada));
        meetup.cancel("");
        fixture.deliver(EventFixture.news(ada), EventFixture.news(ada, bob));

        assertThat(fixture.mails())
                .extracting(CaughtMail::to, CaughtMail::kind)
                .containsExactly(
                        tuple("ada@example.test", "event-changed"),
                        tuple("bob@example.test", "event-changed"),
                        tuple("ada@example.test", "event-changed"),
                        tuple("bob@example.test", "event-changed"),
                        tuple("ada@example.test", "event-cancelled"),
                        tuple("bob@example.test", "event-cancelled"));
    }

    @Test
    void shouldTellOnlyTheLatestWhenMessagesWereHeldUp() {
        meetup.answers(ada, Status.CONFIRMED);
        move(1);
        var first = EventFixture.news(ada);
        move(2);
        var second = EventFixture.news(ada);

        fixture.deliver(first, second);

        assertThat(fixture.kinds()).containsExactly("event-changed");
    }

    @Test
    void shouldTellWhyAnEventIsCancelledInTheWordsOfItsHost() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.OFFERED);
        meetup.answers(eve, Status.WAITLISTED);
        meetup.cancel("The kitchen is <flooded>.\n\nAnother time!");

        fixture.deliver(EventFixture.news(ada, bob, eve));

        assertThat(fixture.kinds()).containsExactly("event-cancelled", "event-cancelled", "event-cancelled");
        var mail = fixture.mails().getFirst();
        assertThat(mail.subject()).isEqualTo("Cancelled: Late lunch");
        assertThat(mail.text().lines().collect(Collectors.joining("\n")))
                .contains("\n> The kitchen is <flooded>.\n>\n> Another time!\n");
        assertThat(mail.html()).contains("The kitchen is &lt;flooded");
        assertThat(mail.links()).containsExactly("http://localhost:8080/clubs/malmo-design");
    }

    @Test
    void shouldLeadToOtherEventsWhenTheClubIsGoneAsWell() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.cancel("");
        meetup.close();

        fixture.deliver(EventFixture.news(ada));

        assertThat(fixture.onlyMail().links()).containsExactly("http://localhost:8080/events");
        assertThat(fixture.onlyMail().text()).doesNotContain("reason");
    }

    @Test
    void shouldTellOfTheCancellationWhenTheNewsOfAChangeWasHeldUp() {
        meetup.answers(ada, Status.CONFIRMED);
        move(1);
        var moved = EventFixture.news(ada);
        meetup.cancel("");

        fixture.deliver(moved);

        assertThat(fixture.kinds()).containsExactly("event-cancelled");
    }

    @Test
    void shouldSendNothingAboutAnEventThatIsOver() {
        meetup.answers(ada, Status.CONFIRMED);
        fixture.stack.clock().set(EventFixture.STARTS_AT.plus(Duration.ofMinutes(90)));
        fixture.deliver(EventFixture.news(ada));
        meetup.cancel("");
        fixture.deliver(EventFixture.news(ada));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(changed(ada, 0))).isEqualTo("the event is over");
        assertThat(fixture.dropped(cancelled(ada))).isEqualTo("the event is over");
    }

    @Test
    void shouldSendNothingAboutAnEventThatIsNot() {
        var nowhere = new EventId("nowhere_4kqzt5x2mfvb7nws");

        fixture.deliver(new Message.EventNews(nowhere, List.of(ada.id())));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("event-changed/" + nowhere + "/" + ada.id())).isEqualTo("there is no such event");
    }

    @Test
    void shouldWriteToNobodyWhoIsNoMemberOrWhoseAddressTakesNoMail() {
        var fay = fixture.member("Fay");
        for (var person : List.of(ada, bob, eve, fay)) {
            meetup.answers(person, Status.CONFIRMED);
        }
        fixture.decides(ada, Standing.APPROVED, Standing.SUSPENDED);
        fixture.bounced(bob.email().value());
        fixture.complained(eve.email().value());
        move(1);

        fixture.deliver(EventFixture.news(ada, bob, eve, fay));

        assertThat(fixture.onlyMail().to()).isEqualTo("fay@example.test");
        assertThat(fixture.dropped(changed(ada, 1))).isEqualTo("they are no member");
        assertThat(fixture.dropped(changed(bob, 1))).isEqualTo("the address bounced");
        assertThat(fixture.dropped(changed(eve, 1))).isEqualTo("the address complained");
    }

    @Test
    void shouldNotLetOneWhoCannotBeReadHoldUpTheOthers() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.CONFIRMED);
        meetup.answers(eve, Status.CONFIRMED);
        move(1);
        meetup.spoil(bob);

        fixture.deliverInVain(EventFixture.news(ada, bob, eve));

        assertThat(fixture.mails()).extracting(CaughtMail::to).containsExactly("ada@example.test", "eve@example.test");

        meetup.mend(bob);
        fixture.deliver(EventFixture.news(ada, bob, eve));

        assertThat(fixture.mails())
                .extracting(CaughtMail::to)
                .containsExactly("ada@example.test", "eve@example.test", "bob@example.test");
    }

    @Test
    void shouldSendAgainOnlyWhatSesRefused() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(bob, Status.CONFIRMED);
        meetup.answers(eve, Status.CONFIRMED);
        meetup.cancel("");
        Faults.next("ses", "SendRawEmail", "throttle", 1, "ada@example.test");

        fixture.deliverInVain(EventFixture.news(ada, bob, eve));
        fixture.deliver(EventFixture.news(ada, bob, eve));

        assertThat(fixture.mails())
                .extracting(CaughtMail::to)
                .containsExactly("bob@example.test", "eve@example.test", "ada@example.test");
    }

    private void move(int sequence) {
        meetup.changeTo(EventFixture.event("Late lunch", LATER, sequence, null));
    }

    private static String changed(Person person, int sequence) {
        return "event-changed/%s/%s/%d".formatted(EventFixture.EVENT, person.id(), sequence);
    }

    private static String cancelled(Person person) {
        return "event-cancelled/%s/%s".formatted(EventFixture.EVENT, person.id());
    }

    private static String unbroken(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
