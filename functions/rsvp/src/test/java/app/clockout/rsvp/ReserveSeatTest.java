package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.BusyException;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.Concurrently;
import app.clockout.rsvp.ReserveSeat.Outcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReserveSeatTest {
    private final Venue venue = new Venue();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldGiveAFreeSeat() {
        var event = venue.event(2);

        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        assertThat(venue.count(event).taken()).isEqualTo(1);
        var rsvp = venue.rsvp(event, new MemberId("ada")).orElseThrow();
        assertThat(rsvp.status()).isEqualTo(Rsvp.Status.CONFIRMED);
        assertThat(rsvp.name()).isEqualTo("ada");
        assertThat(rsvp.askedAt()).isEqualTo(venue.now());
    }

    @Test
    void shouldKeepTheSeatOfAMemberWhoAsksAgainAfterTheEventSoldOut() {
        var event = venue.event(1);
        venue.reserve(event, "ada");
        venue.reserve(event, "ben");

        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        assertThat(venue.count(event).taken()).isEqualTo(1);
        assertThat(venue.count(event).waiting()).isEqualTo(1);
    }

    @Test
    void shouldQueueWhoComesWhenItIsFullInTheOrderOfComing() {
        var event = venue.event(1);
        venue.reserve(event, "ada");

        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(1));
        assertThat(venue.reserve(event, "cleo")).isEqualTo(new Outcome.Waiting(2));
        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(1));

        assertThat(venue.queue.first(event, 10).stream().map(QueueStore.Waiting::member))
                .containsExactly(new MemberId("ben"), new MemberId("cleo"));
    }

    @Test
    void shouldLetNobodyOvertakeWhoWaitsThoughASeatIsFree() {
        var event = venue.event(1);
        venue.reserve(event, "ada");
        venue.reserve(event, "ben");
        venue.cancelRsvp.cancel(new MemberId("ada"), event);

        assertThat(venue.reserve(event, "cleo")).isEqualTo(new Outcome.Waiting(2));
        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Waiting(3));
    }

    @Test
    void shouldGiveASeatAgainToWhoGaveItBack() {
        var event = venue.event(1);
        venue.reserve(event, "ada");
        venue.cancelRsvp.cancel(new MemberId("ada"), event);

        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());
        assertThat(venue.count(event).taken()).isEqualTo(1);
    }

    @Test
    void shouldKeepAClubsOwnEventToItsMembers() {
        var event = venue.event(1, Duration.ofDays(1), Visibility.CLUB);
        var ada = venue.member("ada");
        venue.joins(ada);

        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.NoSuchEvent());
        assertThat(venue.reserve(event, ada)).isEqualTo(new Outcome.Confirmed());
        assertThat(venue.reserve(event, ada)).isEqualTo(new Outcome.Confirmed());
        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.NoSuchEvent());
        assertThat(venue.reserve(event, Venue.HOST)).isEqualTo(new Outcome.Waiting(1));

        assertThat(venue.count(event).taken()).isEqualTo(1);
        assertThat(venue.rsvp(event, new MemberId("ben"))).isEmpty();
    }

    @Test
    void shouldGiveNoSeatAtAnEventThatIsOverCancelledOrNone() {
        var over = venue.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var cancelled = venue.event(1);
        venue.reserve(cancelled, "ada");
        venue.cancel(cancelled);
        venue.advance(Duration.ofHours(3));

        assertThat(venue.reserve(over, "ada")).isEqualTo(new Outcome.Over());
        assertThat(venue.reserve(cancelled, "ada")).isEqualTo(new Outcome.Cancelled());
        assertThat(venue.reserve(cancelled, "ben")).isEqualTo(new Outcome.Cancelled());
        assertThat(venue.reserve(EventId.random(Venue.CLUB, venue.environment.random()), "ada"))
                .isEqualTo(new Outcome.NoSuchEvent());
    }

    @Test
    void shouldGiveSeatsUntilTheVeryEnd() {
        var event = venue.event(2, Duration.ofHours(1), Visibility.PUBLIC);
        venue.advance(Duration.ofHours(3).minusMillis(1));
        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        venue.advance(Duration.ofMillis(1));
        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.Over());
        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Over());
    }

    @Test
    void shouldShowAnOpenOfferAndQueueWhoLetItLapse() {
        var event = venue.event(1);
        venue.reserve(event, "ada");
        venue.member("ben");
        venue.reserve(event, "ben");
        venue.cancelRsvp.cancel(new MemberId("ada"), event);
        venue.promoteFromQueue.promote(event);

        assertThat(venue.reserve(event, "ben"))
                .isEqualTo(new Outcome.Offered(venue.now().plus(Duration.ofHours(12))));

        venue.reserve(event, "cleo");
        venue.advance(Duration.ofHours(12));
        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(2));
        assertThat(venue.count(event).taken()).isZero();
    }

    @Test
    void shouldCostOneRequestWithoutAReadForAPublicEvent() {
        var event = venue.event(1);
        assertCost(1, 0, () -> venue.reserve(event, "ada"));
        assertCost(1, 0, () -> venue.reserve(event, "ada"));
        assertCost(2, 0, () -> venue.reserve(event, "ben"));
        var own = venue.event(1, Duration.ofDays(1), Visibility.CLUB);
        assertCost(2, 0, () -> venue.reserve(own, Venue.HOST));
    }

    private static void assertCost(int requests, double reads, Callable<?> call) {
        Meter.reset();
        var usage = Meter.during("reserve", () -> {
            try {
                call.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return Meter.read().get("reserve");
        });
        assertThat(usage.requests()).isEqualTo(requests);
        assertThat(usage.rcu()).isEqualTo(reads);
    }

    @Test
    void shouldGiveFiveSeatsToFortyWhoAskAtOnceAndATurnToEachOther() {
        var event = venue.event(5);
        var calls = IntStream.range(0, 40)
                .mapToObj(i -> (Callable<Outcome>) () -> Venue.patiently(() -> venue.reserve(event, "m" + i)))
                .toList();

        var outcomes = Concurrently.call(calls);

        assertThat(outcomes.stream().filter(new Outcome.Confirmed()::equals)).hasSize(5);
        assertThat(outcomes.stream()
                        .filter(Outcome.Waiting.class::isInstance)
                        .map(outcome -> ((Outcome.Waiting) outcome).position()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 35).boxed().toList());
        assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldSurviveConflictsAndLostAnswersAndGiveUpWhenThereAreTooMany() {
        var event = venue.event(3);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 3, event.value());
        assertThat(venue.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, event.value());
        assertThat(venue.reserve(event, "ben")).isEqualTo(new Outcome.Confirmed());
        assertThat(venue.count(event).taken()).isEqualTo(2);

        Faults.next("dynamodb", "TransactWriteItems", "conflict", 6, event.value());
        assertThatThrownBy(() -> venue.reserve(event, "cleo")).isInstanceOf(BusyException.class);
        assertThat(venue.count(event).taken()).isEqualTo(2);
    }
}
