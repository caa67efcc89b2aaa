package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatTokens;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.mailer.delivery.MailLedgerStore;
import app.clockout.messages.Message;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Secrets;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody gets when their answer to an event changes. */
class SeatMailTest {
    private final MailFixture fixture = new MailFixture();
    private final EventFixture meetup = new EventFixture(fixture);
    private final Person ada = fixture.member("Ada");

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldTellWhoHasASeatWhenAndWhereAndHowToGiveItBack() {
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("seat-confirmed");
        assertThat(mail.to()).isEqualTo("ada@example.test");
        assertThat(mail.subject()).isEqualTo("You have a seat: Late lunch");
        assertThat(unbroken(mail.text()))
                .contains("Thursday, 14 January 2027, 18:30 in New York, or Friday, 15 January 2027, 00:30 your time"
                        + " (Stockholm)")
                .contains("The Canteen, 12 Water Street, New York");
        assertThat(mail.links()).contains(EventFixture.PAGE, EventFixture.PAGE + "/ticket");
        meetup.assertAnswers(mail, ada);
    }

    @Test
    void shouldShowATicketThatScans() throws Exception {
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));

        var mail = fixture.onlyMail();
        var picture = mail.attachments().stream()
                .filter(part -> part.type().equals("image/png"))
                .findFirst()
                .orElseThrow();
        assertThat(mail.html()).contains("<img src=\"cid:ticket@clockout\"");
        assertThat(mail.raw()).contains("Content-ID: <ticket@clockout>");
        var png = ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(picture.content())));
        var said = Pictures.scan(png);
        assertThat(said).startsWith(EventFixture.PAGE + "/checkins?ticket=");
        var ticket = said.substring(said.indexOf('=') + 1);
        assertThat(SeatTokens.claimed(ticket)).contains(new SeatTokens.Claim(EventFixture.EVENT, ada.id()));
        assertThat(SeatTokens.tickets(Secrets.links(fixture.table, fixture.environment))
                        .holds(ticket, ada.linkVersion()))
                .isTrue();
    }

    @Test
    void shouldPutTheEventIntoTheCalendarAndTakeItOutAgainHoweverOftenSomebodyChangesTheirMind() {
        for (var status : List.of(Status.CONFIRMED, Status.CANCELLED, Status.CONFIRMED, Status.CANCELLED)) {
            fixture.deliver(meetup.answers(ada, status));
            fixture.stack.clock().advance(Duration.ofSeconds(1));
        }

        var calendars = fixture.mails().stream().map(EventFixture::calendar).toList();
        assertThat(calendars)
                .extracting(calendar -> calendar.getMethod().getValue())
                .containsExactly("REQUEST", "CANCEL", "REQUEST", "CANCEL");
        assertThat(calendars)
                .extracting(calendar ->
                        calendar.getEvents().getFirst().getSequence().getValue())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(calendars)
                .extracting(calendar -> calendar.getEvents().getFirst().getUid().getValue())
                .containsOnly(EventFixture.EVENT + "@clockout");
        assertThat(calendars).allSatisfy(calendar -> {
            var event = calendar.getEvents().getFirst();
            assertThat(event.getOrganizer().getCommonName()).isEqualTo("Night Owls");
            assertThat(event.getAttendees().getFirst().getEmail())
                    .isEqualTo(ada.email().value());
        });
        assertThat(calendars.getFirst().getEvents().getFirst().getLocation().getValue())
                .isEqualTo("The Canteen, 12 Water Street, New York");
        assertThat(calendars.getLast().getEvents().getFirst().getLocation().getValue())
                .isEqualTo("The Canteen, New York");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"WAITLISTED", "OFFERED", "LAPSED"})
    void shouldCarryNothingForWhoHasNoSeat(Status status) {
        fixture.deliver(meetup.answers(ada, status));

        assertThat(fixture.onlyMail().attachments()).isEmpty();
        assertThat(fixture.onlyMail().html()).doesNotContain("<img");
    }

    @Test
    void shouldTellWhoWaitsTheirPlaceInLineAndNoStreet() {
        meetup.answers(fixture.member("Bob"), Status.WAITLISTED);
        fixture.deliver(meetup.answers(ada, Status.WAITLISTED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("seat-waitlisted");
        assertThat(mail.subject()).isEqualTo("You are number 2 in line: Late lunch");
        assertThat(unbroken(mail.text()))
                .contains("Your place in line is 2.")
                .contains("The Canteen, New York")
                .doesNotContain("Water Street");
        meetup.assertAnswers(mail, ada);
    }

    @Test
    void shouldTellWhoIsOfferedASeatUntilWhenByBothClocks() {
        fixture.deliver(meetup.answers(ada, Status.OFFERED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("seat-offered");
        assertThat(unbroken(mail.text()))
                .contains("until Monday, 11 January 2027, 16:00 in New York, 22:00 your time (Stockholm).")
                .doesNotContain("Water Street");
        meetup.assertAnswers(mail, ada);
    }

    @Test
    void shouldTellWhoLetAnOfferLapseHowToAskAgain() {
        fixture.deliver(meetup.answers(ada, Status.LAPSED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("seat-offer-lapsed");
        assertThat(unbroken(mail.text())).contains("at the end of the line").doesNotContain("Water Street");
        meetup.assertAnswers(mail, ada);
    }

    @Test
    void shouldConfirmThatASeatWasGivenUp() {
        fixture.deliver(meetup.answers(ada, Status.CANCELLED));

        var mail = fixture.onlyMail();
        assertThat(mail.kind()).isEqualTo("seat-cancelled");
        assertThat(mail.links()).containsExactly(EventFixture.PAGE);
        assertThat(mail.text()).doesNotContain("Water Street");
    }

    @Test
    void shouldNotLeadWhoLeftTheClubToAnEventThatIsItsOwn() {
        var event = EventFixture.event();
        meetup.changeTo(new Event(
                event.id(),
                event.title(),
                event.description(),
                event.localStart(),
                event.timezone(),
                event.startsAt(),
                event.durationMinutes(),
                event.venue(),
                Event.Visibility.CLUB,
                0,
                2,
                event.createdAt(),
                null));
        fixture.deliver(meetup.answers(ada, Status.CANCELLED));

        assertThat(fixture.onlyMail().links()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"LEFT", "REFUSED"})
    void shouldNotTellAnybodyWhatTheyJustSaidThemselves(Status status) {
        fixture.deliver(meetup.answers(ada, status));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("they said so themselves");
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldLeaveWhatIsCancelledToItsOwnMail(Status status) {
        var answered = meetup.answers(ada, status);
        meetup.cancel("");

        fixture.deliver(answered);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("the event is cancelled");
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void shouldSendNothingAboutAnEventThatIsOver(Status status) {
        var answered = meetup.answers(ada, status);
        fixture.stack.clock().set(EventFixture.STARTS_AT.plus(Duration.ofMinutes(90)));

        fixture.deliver(answered);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("the event is over");
    }

    @Test
    void shouldTellOfASeatUntilTheVeryEnd() {
        fixture.stack
                .clock()
                .set(EventFixture.STARTS_AT.plus(Duration.ofMinutes(90)).minusMillis(1));

        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));

        assertThat(fixture.kinds()).containsExactly("seat-confirmed");
    }

    @Test
    void shouldSendNothingAboutASeatGivenUpOnceTheEventHasBegun() {
        var answered = meetup.answers(ada, Status.CANCELLED);
        fixture.stack.clock().set(EventFixture.STARTS_AT);

        fixture.deliver(answered);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("the event has begun");
    }

    @ParameterizedTest
    @CsvSource({"-1, seat-offered", "0, ", "1, "})
    void shouldOfferNothingThatHasLapsedByNow(int millis, String kind) {
        var answered = meetup.answers(ada, Status.OFFERED);
        fixture.stack.clock().advance(Duration.ofHours(12).plusMillis(millis));

        fixture.deliver(answered);

        if (kind == null) {
            assertThat(fixture.mails()).isEmpty();
            assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("the offer has lapsed");
        } else {
            assertThat(fixture.kinds()).containsExactly(kind);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CONFIRMED", "WAITLISTED", "OFFERED", "LAPSED", "CANCELLED"})
    void shouldWriteToNobodyWhoIsNoMemberOrWhoseAddressTakesNoMail(Status status) {
        var suspended = fixture.member("Sue");
        var bounced = fixture.member("Ben");
        var complained = fixture.member("Cleo");
        fixture.decides(suspended, Standing.APPROVED, Standing.SUSPENDED);
        fixture.bounced(bounced.email().value());
        fixture.complained(complained.email().value());

        fixture.deliver(
                meetup.answers(suspended, status), meetup.answers(bounced, status), meetup.answers(complained, status));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(suspended))).isEqualTo("they are no member");
        assertThat(fixture.dropped(meetup.seatKey(bounced))).isEqualTo("the address bounced");
        assertThat(fixture.dropped(meetup.seatKey(complained))).isEqualTo("the address complained");
    }

    @Test
    void shouldSendNothingWhereThereIsNoAnswer() {
        var never = new Message.Answered(EventFixture.EVENT, ada.id());
        var nowhere = new Message.Answered(new EventId("nowhere_4kqzt5x2mfvb7nws"), ada.id());

        fixture.deliver(never, nowhere);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("seat/" + EventFixture.EVENT + "/" + ada.id()))
                .isEqualTo("there is no answer");
        assertThat(fixture.dropped("seat/nowhere_4kqzt5x2mfvb7nws/" + ada.id())).isEqualTo("there is no answer");
    }

    @Test
    void shouldSendNothingToWhoIsGone() {
        var gone = new Person(
                new MemberId("nobody"),
                new EmailAddress("nobody@example.test"),
                ada.details(),
                ada.standing(),
                false,
                false,
                ada.appliedAt(),
                ada.place(),
                1,
                ada.decidedAt(),
                true);

        fixture.deliver(meetup.answers(gone, Status.CONFIRMED));

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(gone))).isEqualTo("the person is gone");
    }

    @Test
    void shouldTellWhatIsSoNowHoweverManyChangesLieInBetween() {
        var waits = meetup.answers(ada, Status.WAITLISTED);
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        var offered = meetup.answers(ada, Status.OFFERED);
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        var confirmed = meetup.answers(ada, Status.CONFIRMED);

        fixture.deliver(confirmed, offered, waits);

        assertThat(fixture.kinds()).containsExactly("seat-confirmed");
    }

    @Test
    void shouldTellEachChangeOnceWhenItsMessagesComeTwice() {
        for (var status : new Status[] {
            Status.WAITLISTED, Status.OFFERED, Status.LAPSED, Status.WAITLISTED, Status.CONFIRMED, Status.CANCELLED
        }) {
            var answered = meetup.answers(ada, status);
            fixture.deliver(answered, answered);
            fixture.stack.clock().advance(Duration.ofMinutes(1));
        }

        assertThat(fixture.kinds())
                .containsExactly(
                        "seat-waitlisted",
                        "seat-offered",
                        "seat-offer-lapsed",
                        "seat-waitlisted",
                        "seat-confirmed",
                        "seat-cancelled");
    }

    @Test
    void shouldSayTheTimeByTheClockOfEachReader() {
        fixture.deliver(
                meetup.answers(fixture.member("Lon", "Europe/London"), Status.CONFIRMED),
                meetup.answers(fixture.member("Nya", "America/New_York"), Status.CONFIRMED),
                meetup.answers(fixture.member("Ute", "UTC"), Status.CONFIRMED));

        assertThat(fixture.mails())
                .extracting(mail -> unbroken(mail.text()))
                .satisfiesExactly(
                        london -> assertThat(london)
                                .contains("Thursday, 14 January 2027, 18:30 in New York, 23:30 your time (London)"),
                        newYork -> assertThat(newYork)
                                .contains("Thursday, 14 January 2027, 18:30 in New York ")
                                .doesNotContain("your time"),
                        utc -> assertThat(utc).contains("18:30 in New York, 23:30 your time (UTC)"));
    }

    @Test
    void shouldKeepWordsReadFromRightToLeftInTheirPlace() {
        meetup.changeTo(EventFixture.event("غداء متأخر", LocalDateTime.parse("2027-01-14T18:30"), 0, null));
        var sara = fixture.person("sara@example.test", Standing.APPROVED, MailFixture.details("سارة"), true);

        fixture.deliver(meetup.answers(sara, Status.CONFIRMED));

        assertThat(fixture.onlyMail().subject()).isEqualTo("You have a seat: \u2068غداء متأخر\u2069");
        assertThat(unbroken(fixture.onlyMail().text()))
                .contains("You have a seat, \u2068سارة\u2069.")
                .contains("“\u2068غداء متأخر\u2069” by Night Owls");
    }

    @Test
    void shouldCountASeatOnceHoweverOftenItsMessageComes() {
        var confirmed = meetup.answers(ada, Status.CONFIRMED);
        fixture.deliver(confirmed, confirmed, confirmed);

        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"CONFIRMED"},
            mode = EnumSource.Mode.EXCLUDE)
    void shouldCountNoAnswerThatIsNoSeat(Status status) {
        fixture.deliver(meetup.answers(ada, status));

        assertThat(fixture.counted(Count.RSVPS)).isZero();
    }

    @Test
    void shouldCountASecondSeatOfTheSamePersonAsOneMore() {
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        fixture.deliver(meetup.answers(ada, Status.CANCELLED));
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));

        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(2);
    }

    @Test
    void shouldCountASeatWhoseMailIsNotSent() {
        fixture.bounced(ada.email().value());
        var toABounced = meetup.answers(ada, Status.CONFIRMED);
        fixture.deliver(toABounced, toABounced);
        var bob = fixture.member("Bob");
        var ofACancelled = meetup.answers(bob, Status.CONFIRMED);
        meetup.cancel("");
        fixture.deliver(ofACancelled, ofACancelled);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(2);
    }

    @Test
    void shouldCountASeatOnceWhenSesRefusesItsMailAtFirst() {
        var confirmed = meetup.answers(ada, Status.CONFIRMED);
        Faults.next("ses", "SendRawEmail", "throttle", 2, null);
        fixture.deliverInVain(confirmed);
        fixture.deliverInVain(confirmed);

        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);

        fixture.deliver(confirmed);

        assertThat(fixture.kinds()).containsExactly("seat-confirmed");
        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);
    }

    @Test
    void shouldCountASeatOnceWhenItsMailIsDroppedAfterSesRefusedIt() {
        var confirmed = meetup.answers(ada, Status.CONFIRMED);
        Faults.next("ses", "SendRawEmail", "throttle", 1, null);
        fixture.deliverInVain(confirmed);
        meetup.cancel("");

        fixture.deliver(confirmed);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(meetup.seatKey(ada))).isEqualTo("the event is cancelled");
        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);
    }

    @Test
    void shouldLeaveASeatMailToWhoeverClaimedItUntilTheClaimLapses() {
        var confirmed = meetup.answers(ada, Status.CONFIRMED);
        assertThat(fixture.table
                        .commit(new MailLedgerStore(fixture.table).claim(meetup.seatKey(ada), fixture.now()))
                        .done())
                .isTrue();

        fixture.deliverInVain(confirmed);
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        fixture.deliver(confirmed);

        assertThat(fixture.kinds()).containsExactly("seat-confirmed");
        assertThat(fixture.counted(Count.RSVPS))
                .as("whoever claimed it first counted it")
                .isZero();
    }

    @Test
    void shouldCountASeatOnceWhenTwoWorkersAreAtItsMessageAtOnce() throws Exception {
        var second = new MailWorker(fixture.environment);
        for (int round = 1; round <= 10; round++) {
            var confirmed = meetup.answers(fixture.member("Ada" + round), Status.CONFIRMED);
            var start = new CountDownLatch(1);
            var other = Thread.ofVirtual().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                MailFixture.failures(second, confirmed);
            });
            start.countDown();
            fixture.failures(confirmed);
            other.join();
            fixture.deliver(confirmed);

            assertThat(fixture.mails()).hasSize(round);
            assertThat(fixture.counted(Count.RSVPS)).isEqualTo(round);
        }
    }

    @Test
    void shouldCountASeatOnceWhenTheAnswerToItsClaimIsLost() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, "MAIL#");

        fixture.deliver(meetup.answers(ada, Status.CONFIRMED));

        assertThat(fixture.kinds()).containsExactly("seat-confirmed");
        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);
    }

    @Test
    void shouldLookAtEventAnswerAndClubInOneRequest() {
        var confirmed = meetup.answers(ada, Status.CONFIRMED);
        Meter.reset();

        Meter.during("worker", () -> fixture.failures(confirmed));

        assertThat(Objects.requireNonNull(Meter.read().get("worker")).operations())
                .as(
                        "of these, one for the event with all of it, one for what mail the address may get; of the writes one for the figures")
                .isEqualTo(Map.of(
                        "BatchGetItem", 2, "GetItem", 1, "TransactWriteItems", 2, "SendRawEmail", 1, "UpdateItem", 1));
    }

    private static String unbroken(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
