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

    private final Venue venue = new Venue();
    private final SeatWorker worker = new SeatWorker(venue.stack.environment("SeatWorkerFunction"));
    private final SeatSweep sweep = new SeatSweep(venue.stack.environment("SeatSweepFunction"));

    SeatWorkerTest() {
        venue.member("ada");
        venue.member("ben");
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
        for (var message : venue.stack.peek("SeatsQueue")) {
            deliver(Messages.read(message.body()));
        }
        venue.stack.purge("SeatsQueue");
    }

    private Status status(EventId event, MemberId member) {
        return venue.rsvp(event, member).orElseThrow().status();
    }

    private EventId freed() {
        var event = venue.event(1);
        venue.reserve(event, ADA);
        venue.reserve(event, BEN);
        venue.cancelRsvp.cancel(ADA, event);
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
        venue.advance(Duration.ofHours(12).minusMillis(1));
        sweep();
        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);

        venue.advance(Duration.ofMillis(1));
        sweep();

        assertThat(status(event, BEN)).isEqualTo(Status.LAPSED);
        assertThat(venue.count(event).taken()).isZero();
    }

    @Test
    void shouldForgetQueuesThatCanMoveNoMore() {
        var event = venue.event(1);
        venue.reserve(event, ADA);
        venue.reserve(event, BEN);
        sweep();
        assertThat(venue.queue.withQueues()).hasSize(1);

        venue.cancelRsvp.cancel(BEN, event);
        sweep();
        assertThat(venue.queue.withQueues()).isEmpty();

        venue.reserve(event, BEN);
        assertThat(venue.queue.withQueues()).hasSize(1);
        venue.advance(Duration.ofDays(3));
        sweep();
        assertThat(venue.queue.withQueues()).isEmpty();
    }

    @Test
    void shouldForgetOffersOfACancelledEvent() {
        var event = freed();
        deliver(new Message.SeatFreed(event));
        cancel(event);

        deliver(new Message.EventCancelled(event));
        venue.advance(Duration.ofHours(12));

        assertThat(venue.queue.offersEnded(venue.now(), 10)).isEmpty();
    }

    private void cancel(EventId event) {
        venue.cancel(event);
        assertThat(venue.count(event).scheduled()).isFalse();
    }

    @Test
    void shouldTellEverybodyOfACancelledEventFiftyAMessage() {
        var event = venue.event(100);
        IntStream.range(0, 120).forEach(i -> venue.reserve(event, "m" + i));
        venue.cancelRsvp.cancel(new MemberId("m7"), event);
        cancel(event);

        deliver(new Message.EventCancelled(event));

        var told = new ArrayList<MemberId>();
        for (var message : venue.stack.peek("MailBulkQueue")) {
            var news = (Message.EventNews) Messages.read(message.body());
            assertThat(news.members()).hasSizeLessThanOrEqualTo(50);
            told.addAll(news.members());
        }
        assertThat(told).hasSize(119).doesNotHaveDuplicates().doesNotContain(new MemberId("m7"));
        venue.stack.purge("MailBulkQueue");
        deliver(new Message.EventMoved(event));
        assertThat(venue.stack.peek("MailBulkQueue")).isEmpty();
    }

    @Test
    void shouldComeBackWhenNotEverybodyCouldBeTold() {
        var event = venue.event(1);
        venue.reserve(event, ADA);
        cancel(event);
        Faults.next("sqs", "SendMessageBatch", "unavailable", 20, null);

        assertThat(deliver(new Message.EventCancelled(event)).getBatchItemFailures())
                .hasSize(1);

        Faults.clear();
        assertThat(deliver(new Message.EventCancelled(event)).getBatchItemFailures())
                .isEmpty();
        assertThat(venue.stack.peek("MailBulkQueue")).hasSize(1);
    }

    @Test
    void shouldShortenOffersWhenAnEventMovesCloser() {
        var event = freed();
        deliver(new Message.SeatFreed(event));
        var sooner = venue.now().plus(Duration.ofHours(6));
        move(event, sooner);
        assertThat(venue.acceptOffer.accept(BEN, event)).isInstanceOf(AcceptOffer.Outcome.Confirmed.class);

        var late = freed();
        deliver(new Message.SeatFreed(late));
        move(late, sooner);
        deliver(new Message.EventMoved(late));
        deliver(new Message.EventMoved(late));

        assertThat(venue.rsvp(late, BEN).orElseThrow().expiresAt()).isEqualTo(sooner.minus(Duration.ofHours(1)));
        venue.advance(Duration.ofHours(5));
        assertThat(venue.acceptOffer.accept(BEN, late)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
        sweep();
        assertThat(status(late, BEN)).isEqualTo(Status.LAPSED);
        assertThat(venue.queue.offersEnded(venue.now().plus(Duration.ofDays(9)), 10))
                .isEmpty();
    }

    /** The event and its seats as a host's change leaves them. */
    private void move(EventId id, Instant startsAt) {
        var before = venue.find(id);
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
        assertThat(venue.table
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
