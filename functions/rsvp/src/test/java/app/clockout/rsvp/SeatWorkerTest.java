package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp.Status;
import app.clockout.local.emulators.Faults;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The worker of the queue {@code seats}, and the sweep that finds what a lost message would leave. */
class SeatWorkerTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId BEN = new MemberId("ben");

    private final RsvpFixture fixture = new RsvpFixture();
    private final SeatWorker worker = new SeatWorker(fixture.stack.environment("SeatWorkerFunction"));
    private final SeatSweep sweep = new SeatSweep(fixture.stack.environment("SeatSweepFunction"));

    SeatWorkerTest() {
        fixture.member("ada");
        fixture.member("ben");
    }

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    private SQSBatchResponse deliver(Message message) {
        return worker.handleRequest(
                app.clockout.local.testing.LambdaEvents.sqs("SeatsQueue")
                        .message(Messages.write(message))
                        .build(),
                null);
    }

    /** Lets a minute's sweep go by, and its messages arrive. */
    private void sweep() {
        sweep.handleRequest(Map.of(), null);
        for (var message : fixture.stack.peek("SeatsQueue")) {
            deliver(Messages.read(message.body()));
        }
        fixture.stack.purge("SeatsQueue");
    }

    private Status status(EventId event, MemberId member) {
        return fixture.rsvp(event, member).orElseThrow().status();
    }

    private EventId freed() {
        var event = fixture.event(1);
        fixture.reserve(event, ADA);
        fixture.reserve(event, BEN);
        fixture.cancelRsvp.cancel(ADA, event);
        return event;
    }

    @Test
    void shouldWorkOffItsSampleEvent() {
        var answer =
                worker.handleRequest(app.clockout.local.testing.LambdaEvents.read("rsvp-seats", SQSEvent.class), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
    }

    @Test
    void shouldPassOnWhenASeatIsFreed() {
        var event = freed();

        deliver(new Message.SeatFreed(event));
        deliver(new Message.SeatFreed(event));

        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);
    }

    @Test
    void shouldRefuseAMessageThatIsNotAboutSeats() {
        assertThat(deliver(new Message.Confirmed(ADA)).getBatchItemFailures()).hasSize(1);
    }

    @Test
    void shouldFindAFreeSeatWhoseMessageWasLost() {
        var event = freed();

        sweep();

        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);
    }

    @Test
    void shouldEndOffersWithinTheMinuteAndNotBefore() {
        var event = freed();
        deliver(new Message.SeatFreed(event));
        fixture.advance(Duration.ofHours(12).minusMillis(1));
        sweep();
        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);

        fixture.advance(Duration.ofMillis(1));
        sweep();

        assertThat(status(event, BEN)).isEqualTo(Status.LAPSED);
        assertThat(fixture.count(event).taken()).isZero();
    }

    @Test
    void shouldForgetQueuesThatCanMoveNoMore() {
        var event = fixture.event(1);
        fixture.reserve(event, ADA);
        fixture.reserve(event, BEN);
        sweep();
        assertThat(fixture.queue.withQueues()).hasSize(1);

        fixture.cancelRsvp.cancel(BEN, event);
        sweep();
        assertThat(fixture.queue.withQueues()).isEmpty();

        fixture.reserve(event, BEN);
        assertThat(fixture.queue.withQueues()).hasSize(1);
        fixture.advance(Duration.ofDays(3));
        sweep();
        assertThat(fixture.queue.withQueues()).isEmpty();
    }

    @Test
    void shouldForgetOffersOfACancelledEvent() {
        var event = freed();
        deliver(new Message.SeatFreed(event));
        cancel(event);

        deliver(new Message.EventCancelled(event));
        fixture.advance(Duration.ofHours(12));

        assertThat(fixture.queue.offersEnded(fixture.now(), 10)).isEmpty();
    }

    private void cancel(EventId event) {
        fixture.cancel(event);
        assertThat(fixture.count(event).scheduled()).isFalse();
    }

    @Test
    void shouldTellEverybodyOfACancelledEventFiftyAMessage() {
        var event = fixture.event(100);
        IntStream.range(0, 120).forEach(i -> fixture.reserve(event, "m" + i));
        fixture.cancelRsvp.cancel(new MemberId("m7"), event);
        cancel(event);

        deliver(new Message.EventCancelled(event));

        var told = new ArrayList<MemberId>();
        for (var message : fixture.stack.peek("MailBulkQueue")) {
            var news = (Message.EventNews) Messages.read(message.body());
            assertThat(news.members()).hasSizeLessThanOrEqualTo(50);
            told.addAll(news.members());
        }
        assertThat(told).hasSize(119).doesNotHaveDuplicates().doesNotContain(new MemberId("m7"));
        fixture.stack.purge("MailBulkQueue");
        deliver(new Message.EventMoved(event));
        assertThat(fixture.stack.peek("MailBulkQueue")).isEmpty();
    }

    @Test
    void shouldComeBackWhenNotEverybodyCouldBeTold() {
        var event = fixture.event(1);
        fixture.reserve(event, ADA);
        cancel(event);
        Faults.next("sqs", "SendMessageBatch", "unavailable", 20, null);

        assertThat(deliver(new Message.EventCancelled(event)).getBatchItemFailures())
                .hasSize(1);

        Faults.clear();
        assertThat(deliver(new Message.EventCancelled(event)).getBatchItemFailures())
                .isEmpty();
        assertThat(fixture.stack.peek("MailBulkQueue")).hasSize(1);
    }

    @Test
    void shouldShortenOffersWhenAnEventMovesCloser() {
        var event = freed();
        deliver(new Message.SeatFreed(event));
        var sooner = fixture.now().plus(Duration.ofHours(6));
        move(event, sooner);
        assertThat(fixture.acceptOffer.accept(BEN, event)).isInstanceOf(AcceptOffer.Outcome.Confirmed.class);

        var late = freed();
        deliver(new Message.SeatFreed(late));
        move(late, sooner);
        deliver(new Message.EventMoved(late));
        deliver(new Message.EventMoved(late));

        assertThat(fixture.rsvp(late, BEN).orElseThrow().expiresAt()).isEqualTo(sooner.minus(Duration.ofHours(1)));
        fixture.advance(Duration.ofHours(5));
        assertThat(fixture.acceptOffer.accept(BEN, late)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
        sweep();
        assertThat(status(late, BEN)).isEqualTo(Status.LAPSED);
        assertThat(fixture.queue.offersEnded(fixture.now().plus(Duration.ofDays(9)), 10))
                .isEmpty();
    }

    /** The event and its seats as a host's change leaves them. */
    private void move(EventId id, Instant startsAt) {
        var before = fixture.find(id);
        var after = new Event(
                id,
                before.title(),
                before.description(),
                LocalDateTime.ofInstant(startsAt, ZoneOffset.UTC),
                before.timezone(),
                startsAt,
                before.durationMinutes(),
                before.venue(),
                before.visibility(),
                before.sequence() + 1,
                before.version() + 1,
                before.createdAt(),
                null);
        assertThat(fixture.table
                        .commit(
                                Events.replace(before, after),
                                Seats.update(id, "startsAt = :startsAt, endsAt = :endsAt", "scheduled = :yes")
                                        .where(":startsAt", after.startsAt().toEpochMilli())
                                        .where(":endsAt", after.endsAt().toEpochMilli())
                                        .where(":yes", true))
                        .done())
                .isTrue();
    }
}
