package app.clockout.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubevents.EventStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Reminder;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Write;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Events with guests in a table of their own, the minute's sweep over them, and the worker of what it finds. */
final class ReminderFixture {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Slug CLUB = new Slug("founders");

    final TestStack stack = TestStack.fresh();
    final Table table = new Table(stack.environment("ClubEventsFunction"));
    final Events events = new Events(table);
    final SeatStore seats = new SeatStore(table, new Seats(table), new QueueStore(table));
    final DueReminderStore list = new DueReminderStore(table);
    private final ReminderSweep sweep = new ReminderSweep(stack.environmentWithoutRetries("ReminderSweepFunction"));
    private final ReminderWorker worker = new ReminderWorker(stack.environmentWithoutRetries("ReminderWorkerFunction"));

    Instant now() {
        return stack.clock().instant();
    }

    void moveTo(Instant instant) {
        stack.clock().set(instant);
    }

    /** An event that is announced now, with all that goes with it. */
    Event announced(Duration ahead) {
        var event = event(EventId.random(CLUB, new java.util.Random(ahead.toNanos())), now().plus(ahead), 1);
        commit(events.announce(event, 100_000, club(), now()));
        return event;
    }

    /** The same event at another time, as its host's change leaves it. */
    Event moved(Event before, Duration later) {
        var after = event(before.id(), before.startsAt().plus(later), before.version() + 1);
        commit(EventStore.change(before, after, 100_000, club(), now()));
        return after;
    }

    Event cancelled(Event event) {
        commit(events.cancel(event, club(), new Event.Cancellation(now(), "")));
        return events.find(event.id()).orElseThrow();
    }

    private Event event(EventId id, Instant start, long version) {
        return EventBuilder.event(id, start, now())
                .title("Dinner")
                .timezone(ZONE)
                .venue("The long table", "1 Main St", "New York")
                .version(version)
                .build();
    }

    private Club club() {
        return ClubBuilder.club(CLUB, now())
                .timezone(ZONE)
                .hosts(new MemberId("hanna"))
                .build();
    }

    /** Somebody has answered so, now. */
    Rsvp answered(Event event, String member, Status status) {
        var rsvp = new Rsvp(event.id(), new MemberId(member), member, status, now(), now(), 0, null, null);
        commit(List.of(seats.answer(rsvp)));
        return rsvp;
    }

    void givesUp(Rsvp seat) {
        var left = new Rsvp(
                seat.event(),
                seat.member(),
                seat.name(),
                Status.CANCELLED,
                seat.askedAt(),
                now(),
                seat.turn(),
                null,
                null);
        commit(List.of(seats.answer(seat, left)));
    }

    void isIn(Rsvp seat) {
        commit(List.of(seats.checkIn(seat, now())));
    }

    private void commit(List<Write> writes) {
        assertThat(table.commit(writes).done()).isTrue();
    }

    /** A minute's sweep; what it finds waits on the queue. */
    void sweep() {
        sweep.handleRequest(Map.of(), null);
    }

    /** What the sweep has passed on so far, and nobody has worked off. */
    List<Message> passedOn() {
        return read("RemindersQueue");
    }

    SQSBatchResponse deliver(Message... messages) {
        var batch = app.clockout.local.testing.LambdaEvents.sqs("RemindersQueue");
        for (var message : messages) {
            batch.message(Messages.write(message));
        }
        return worker.handleRequest(batch.build(), null);
    }

    SQSBatchResponse due(Event event, Reminder reminder) {
        return deliver(new Message.ReminderDue(event.id(), reminder));
    }

    /** Lets a minute's sweep go by, and its messages arrive. */
    void minute() {
        sweep();
        var messages = passedOn();
        stack.purge("RemindersQueue");
        assertThat(deliver(messages.toArray(Message[]::new)).getBatchItemFailures())
                .isEmpty();
    }

    /** Who is to get which mail since this was last asked: {@code reminder-24h of maya}, as often as it was sent. */
    List<String> reminded() {
        var reminded = reminders().stream()
                .flatMap(remind -> remind.members().stream()
                        .map(member -> remind.reminder().kind() + " of " + member))
                .sorted()
                .toList();
        stack.purge("MailBulkQueue");
        return reminded;
    }

    List<Message.Remind> reminders() {
        return read("MailBulkQueue").stream()
                .map(message -> (Message.Remind) message)
                .toList();
    }

    private List<Message> read(String queue) {
        return stack.peek(queue).stream()
                .map(message -> Messages.read(message.body()))
                .toList();
    }
}
