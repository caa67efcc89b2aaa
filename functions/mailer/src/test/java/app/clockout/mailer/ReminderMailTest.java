package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MailChoice;
import app.clockout.domain.Person;
import app.clockout.domain.Reminder;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Standing;
import app.clockout.domain.UnsubscribeTokens;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.mailer.delivery.Plan;
import app.clockout.messages.Message;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reminders and the question after: to whom they are right, as long as they are right, once. */
class ReminderMailTest {
    private static final Instant DAY_BEFORE = EventFixture.STARTS_AT.minus(Duration.ofHours(24));
    private static final Instant TWO_HOURS_BEFORE = EventFixture.STARTS_AT.minus(Duration.ofHours(2));
    /** 09:00 in New York on the day after. */
    private static final Instant MORNING_AFTER = Instant.parse("2027-01-15T14:00:00Z");

    private final MailFixture fixture = new MailFixture();
    private final EventFixture meetup = new EventFixture(fixture);
    private final Person ada = fixture.member("Ada", "Asia/Tokyo");

    @Test
    void shouldRemindADayAndTwoHoursBeforeAndAskAfterwards() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(DAY_BEFORE, Reminder.DAY_BEFORE);
        at(TWO_HOURS_BEFORE, Reminder.TWO_HOURS_BEFORE);
        at(MORNING_AFTER, Reminder.FOLLOW_UP);

        assertThat(fixture.kinds()).containsExactly("reminder-24h", "reminder-2h", "event-followup");
        assertThat(fixture.mails())
                .allSatisfy(mail -> assertThat(mail.to()).isEqualTo(ada.email().value()));
        assertThat(fixture.counted(Count.MAILS_SENT)).isEqualTo(3);
        meetup.assertAnswers(fixture.mails().getFirst(), ada);
    }

    @Test
    void shouldSayTheTimeAtTheVenueAndTheReadersOwn() {
        meetup.answers(ada, Status.CONFIRMED);

        at(DAY_BEFORE, Reminder.DAY_BEFORE);

        assertThat(fixture.onlyMail().text().replaceAll("\\s+", " "))
                .contains(
                        "Thursday, 14 January 2027, 18:30 in New York, or Friday, 15 January 2027, 08:30 your time (Tokyo)");
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryALinkThatStopsMailsOfItsKind(Reminder reminder) {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(due(reminder), reminder);

        var link = fixture.onlyMail().links().stream()
                .filter(url -> url.startsWith("http://localhost:8080/u/"))
                .findFirst()
                .orElseThrow();
        var token = link.substring("http://localhost:8080/u/".length());
        assertThat(UnsubscribeTokens.claimed(token)).contains(new UnsubscribeTokens.Claim(ada.id(), reminder.choice()));
        assertThat(new UnsubscribeTokens(Secrets.links(fixture.table, fixture.environment))
                        .holds(token, ada.linkVersion()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeSentOnceHoweverOftenItsMessageComes(Reminder reminder) {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(due(reminder), reminder);
        fixture.deliver(message(reminder), message(reminder));

        assertThat(fixture.mails()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeSentLateAsLongAsItIsOfUse(Reminder reminder) {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(reminder.uselessFrom(EventFixture.event()).minusMillis(1), reminder);

        assertThat(fixture.kinds()).containsExactly(reminder.kind());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeSentOnceItIsOfNoUse(Reminder reminder) {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(reminder.uselessFrom(EventFixture.event()), reminder);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(key(reminder))).isEqualTo("it is of no use now");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeSentThirteenDaysLater(Reminder reminder) {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);

        at(due(reminder).plus(Duration.ofDays(13)), reminder);

        assertThat(fixture.mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CONFIRMED"})
    void shouldRemindNobodyWithoutASeat(Status status) {
        meetup.answers(ada, status);

        at(DAY_BEFORE, Reminder.DAY_BEFORE);
        at(TWO_HOURS_BEFORE, Reminder.TWO_HOURS_BEFORE);

        assertThat(fixture.mails()).isEmpty();
    }

    @Test
    void shouldNotAskWhoWasNotThere() {
        meetup.answers(ada, Status.CONFIRMED);

        at(MORNING_AFTER, Reminder.FOLLOW_UP);

        assertThat(fixture.mails()).isEmpty();
    }

    @Test
    void shouldNotRemindADayBeforeWhoTookTheSeatLessThanTwoHoursBeforeThat() {
        var ben = fixture.member("Ben");
        fixture.stack.clock().set(DAY_BEFORE.minus(Duration.ofHours(2)));
        meetup.answers(ada, Status.CONFIRMED);
        fixture.stack.clock().advance(Duration.ofMillis(1));
        meetup.answers(ben, Status.CONFIRMED);

        at(DAY_BEFORE, Reminder.DAY_BEFORE, ada, ben);
        assertThat(fixture.onlyMail().to()).isEqualTo(ada.email().value());

        at(TWO_HOURS_BEFORE, Reminder.TWO_HOURS_BEFORE, ada, ben);
        assertThat(fixture.mails()).hasSize(3);
    }

    @Test
    void shouldDropTheFiringOfAnEventThatWasMovedAndSendTheNewOne() {
        meetup.answers(ada, Status.CONFIRMED);
        var later = EventFixture.event("Late lunch", LocalDateTime.parse("2027-01-15T18:30"), 1, null);
        meetup.changeTo(later);

        at(DAY_BEFORE, Reminder.DAY_BEFORE);
        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(key(Reminder.DAY_BEFORE))).isEqualTo("the event was moved");

        fixture.stack.clock().advance(Duration.ofHours(24));
        fixture.deliver(
                new Message.Remind(EventFixture.EVENT, Reminder.DAY_BEFORE, later.startsAt(), List.of(ada.id())));
        assertThat(fixture.kinds()).containsExactly("reminder-24h");
    }

    @Test
    void shouldNotUseUpTheQuestionAfterAnEventThatLastsLonger() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);
        meetup.changeTo(EventFixture.lasting(Duration.ofHours(24)));

        at(MORNING_AFTER, Reminder.FOLLOW_UP);
        assertThat(fixture.mails()).isEmpty();

        fixture.stack.clock().advance(Duration.ofHours(24));
        fixture.deliver(message(Reminder.FOLLOW_UP));
        assertThat(fixture.kinds()).containsExactly("event-followup");
    }

    @Test
    void shouldRemindNobodyOfACancelledEvent() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.cancel("The kitchen is flooded.");

        at(DAY_BEFORE, Reminder.DAY_BEFORE);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(key(Reminder.DAY_BEFORE))).isEqualTo("the event is cancelled");
    }

    @Test
    void shouldRemindNobodyWhoIsSuspended() {
        meetup.answers(ada, Status.CONFIRMED);
        fixture.decides(ada, Standing.APPROVED, Standing.SUSPENDED);

        at(DAY_BEFORE, Reminder.DAY_BEFORE);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(key(Reminder.DAY_BEFORE))).isEqualTo("they are no member");
    }

    @Test
    void shouldSendNothingThatSomebodyDoesWithout() {
        meetup.answers(ada, Status.CONFIRMED);
        meetup.letIn(ada);
        fixture.table.commit(fixture.people.prefer(ada.id(), Set.of(MailChoice.REMINDERS)));

        at(DAY_BEFORE, Reminder.DAY_BEFORE);
        at(TWO_HOURS_BEFORE, Reminder.TWO_HOURS_BEFORE);
        at(MORNING_AFTER, Reminder.FOLLOW_UP);

        assertThat(fixture.kinds()).containsExactly("event-followup");
        assertThat(fixture.dropped(key(Reminder.DAY_BEFORE))).isEqualTo("they do without such mails");
    }

    @Test
    void shouldSendNothingToAnAddressThatBouncedAndCountThat() {
        meetup.answers(ada, Status.CONFIRMED);
        fixture.bounced(ada.email().value());

        at(DAY_BEFORE, Reminder.DAY_BEFORE);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.counted(Count.MAILS_SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void shouldLookFiftyPeopleUpInFourRequestsAndInTwoOnceTheirMailsAreSent() {
        var people =
                IntStream.range(0, 50).mapToObj(i -> fixture.member("Ada" + i)).toArray(Person[]::new);
        Arrays.stream(people).forEach(person -> meetup.answers(person, Status.CONFIRMED));
        fixture.stack.clock().set(DAY_BEFORE);

        Meter.reset();
        Meter.during("first", () -> fixture.failures(message(Reminder.DAY_BEFORE, people)));
        Meter.during("again", () -> fixture.failures(message(Reminder.DAY_BEFORE, people)));

        assertThat(fixture.mails()).hasSize(50);
        assertThat(Objects.requireNonNull(Meter.read().get("first")).operations())
                .containsEntry("BatchGetItem", 4)
                .containsEntry("TransactWriteItems", 51)
                .containsEntry("UpdateItem", 50)
                .containsEntry("SendRawEmail", 50)
                .doesNotContainKey("GetItem");
        assertThat(Objects.requireNonNull(Meter.read().get("again")).operations())
                .containsOnlyKeys("BatchGetItem");
        assertThat(Objects.requireNonNull(Meter.read().get("again")).requests()).isEqualTo(2);
    }

    @Test
    void shouldTryOnlyThatOneAgainWhichSesRefused() {
        var ben = fixture.member("Ben");
        var cleo = fixture.member("Cleo");
        for (var person : List.of(ada, ben, cleo)) {
            meetup.answers(person, Status.CONFIRMED);
        }
        fixture.stack.clock().set(DAY_BEFORE);
        Faults.next("ses", "SendRawEmail", "throttle", 1, ben.email().value());

        fixture.deliverInVain(message(Reminder.DAY_BEFORE, ada, ben, cleo));
        assertThat(fixture.mails()).hasSize(2);
        fixture.deliver(message(Reminder.DAY_BEFORE, ada, ben, cleo));

        assertThat(fixture.mails()).hasSize(3);
    }

    @Test
    void shouldSeeWhatChangedWhileItWasBusyWithOthers() {
        var ben = fixture.member("Ben");
        meetup.answers(ada, Status.CONFIRMED);
        meetup.answers(ben, Status.CONFIRMED);
        fixture.stack.clock().set(DAY_BEFORE);
        var mails = new ReminderMails(
                new MailStores(fixture.table), Secrets.links(fixture.table, fixture.environment), fixture.environment);

        var plans = mails.plans(message(Reminder.DAY_BEFORE, ada, ben));
        assertThat(plans.getFirst().get()).isInstanceOf(Plan.Send.class);
        meetup.answers(ben, Status.CANCELLED);
        fixture.stack.clock().advance(Duration.ofSeconds(21));

        assertThat(plans.getLast().get()).isInstanceOf(Plan.Drop.class);
    }

    private void at(Instant now, Reminder reminder, Person... people) {
        fixture.stack.clock().set(now);
        fixture.deliver(message(reminder, people));
    }

    private Message.Remind message(Reminder reminder, Person... people) {
        return new Message.Remind(
                EventFixture.EVENT,
                reminder,
                EventFixture.STARTS_AT,
                people.length == 0
                        ? List.of(ada.id())
                        : Arrays.stream(people).map(Person::id).toList());
    }

    private static Instant due(Reminder reminder) {
        return reminder.due(EventFixture.event());
    }

    private String key(Reminder reminder) {
        return "%s/%s/%s/%d"
                .formatted(reminder.kind(), EventFixture.EVENT, ada.id(), EventFixture.STARTS_AT.toEpochMilli());
    }
}
