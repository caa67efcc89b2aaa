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
    private final RsvpFixture fixture = new RsvpFixture();

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldGiveAFreeSeat() {
        var event = fixture.event(2);

        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        assertThat(fixture.count(event).taken()).isEqualTo(1);
        var rsvp = fixture.rsvp(event, new MemberId("ada")).orElseThrow();
        assertThat(rsvp.status()).isEqualTo(Rsvp.Status.CONFIRMED);
        assertThat(rsvp.name()).isEqualTo("ada");
        assertThat(rsvp.askedAt()).isEqualTo(fixture.now());
    }

    @Test
    void shouldKeepTheSeatOfAMemberWhoAsksAgainAfterTheEventSoldOut() {
        var event = fixture.event(1);
        fixture.reserve(event, "ada");
        fixture.reserve(event, "ben");

        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        assertThat(fixture.count(event).taken()).isEqualTo(1);
        assertThat(fixture.count(event).waiting()).isEqualTo(1);
    }

    @Test
    void shouldQueueWhoComesWhenItIsFullInTheOrderOfComing() {
        var event = fixture.event(1);
        fixture.reserve(event, "ada");

        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(1));
        assertThat(fixture.reserve(event, "cleo")).isEqualTo(new Outcome.Waiting(2));
        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(1));

        assertThat(fixture.queue.first(event, 10).stream().map(QueueStore.Waiting::member))
                .containsExactly(new MemberId("ben"), new MemberId("cleo"));
    }

    @Test
    void shouldLetNobodyOvertakeWhoWaitsThoughASeatIsFree() {
        var event = fixture.event(1);
        fixture.reserve(event, "ada");
        fixture.reserve(event, "ben");
        fixture.cancelRsvp.cancel(new MemberId("ada"), event);

        assertThat(fixture.reserve(event, "cleo")).isEqualTo(new Outcome.Waiting(2));
        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Waiting(3));
    }

    @Test
    void shouldGiveASeatAgainToWhoGaveItBack() {
        var event = fixture.event(1);
        fixture.reserve(event, "ada");
        fixture.cancelRsvp.cancel(new MemberId("ada"), event);

        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());
        assertThat(fixture.count(event).taken()).isEqualTo(1);
    }

    @Test
    void shouldKeepAClubsOwnEventToItsMembers() {
        var event = fixture.event(1, Duration.ofDays(1), Visibility.CLUB);
        var ada = fixture.member("ada");
        fixture.joins(ada);

        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.NoSuchEvent());
        assertThat(fixture.reserve(event, ada)).isEqualTo(new Outcome.Confirmed());
        assertThat(fixture.reserve(event, ada)).isEqualTo(new Outcome.Confirmed());
        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.NoSuchEvent());
        assertThat(fixture.reserve(event, RsvpFixture.HOST)).isEqualTo(new Outcome.Waiting(1));

        assertThat(fixture.count(event).taken()).isEqualTo(1);
        assertThat(fixture.rsvp(event, new MemberId("ben"))).isEmpty();
    }

    @Test
    void shouldGiveNoSeatAtAnEventThatIsOverCancelledOrNone() {
        var over = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var cancelled = fixture.event(1);
        fixture.reserve(cancelled, "ada");
        fixture.cancel(cancelled);
        fixture.advance(Duration.ofHours(3));

        assertThat(fixture.reserve(over, "ada")).isEqualTo(new Outcome.Over());
        assertThat(fixture.reserve(cancelled, "ada")).isEqualTo(new Outcome.Cancelled());
        assertThat(fixture.reserve(cancelled, "ben")).isEqualTo(new Outcome.Cancelled());
        assertThat(fixture.reserve(EventId.random(RsvpFixture.CLUB, fixture.environment.random()), "ada"))
                .isEqualTo(new Outcome.NoSuchEvent());
    }

    @Test
    void shouldGiveSeatsUntilTheVeryEnd() {
        var event = fixture.event(2, Duration.ofHours(1), Visibility.PUBLIC);
        fixture.advance(Duration.ofHours(3).minusMillis(1));
        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        fixture.advance(Duration.ofMillis(1));
        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.Over());
        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Over());
    }

    @Test
    void shouldShowAnOpenOfferAndQueueWhoLetItLapse() {
        var event = fixture.event(1);
        fixture.reserve(event, "ada");
        fixture.member("ben");
        fixture.reserve(event, "ben");
        fixture.cancelRsvp.cancel(new MemberId("ada"), event);
        fixture.promoteFromQueue.promote(event);

        assertThat(fixture.reserve(event, "ben"))
                .isEqualTo(new Outcome.Offered(fixture.now().plus(Duration.ofHours(12))));

        fixture.reserve(event, "cleo");
        fixture.advance(Duration.ofHours(12));
        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.Waiting(2));
        assertThat(fixture.count(event).taken()).isZero();
    }

    @Test
    void shouldCostOneRequestWithoutAReadForAPublicEvent() {
        var event = fixture.event(1);
        assertCost(1, 0, () -> fixture.reserve(event, "ada"));
        assertCost(1, 0, () -> fixture.reserve(event, "ada"));
        assertCost(2, 0, () -> fixture.reserve(event, "ben"));
        var own = fixture.event(1, Duration.ofDays(1), Visibility.CLUB);
        assertCost(2, 0, () -> fixture.reserve(own, RsvpFixture.HOST));
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
        var event = fixture.event(5);
        var calls = IntStream.range(0, 40)
                .mapToObj(i -> (Callable<Outcome>) () -> fixture.reserve(event, "m" + i))
                .toList();

        var outcomes = Concurrently.call(calls);

        assertThat(outcomes.stream().filter(new Outcome.Confirmed()::equals)).hasSize(5);
        assertThat(outcomes.stream()
                        .filter(Outcome.Waiting.class::isInstance)
                        .map(outcome -> ((Outcome.Waiting) outcome).position()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 35).boxed().toList());
        assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldSurviveConflictsAndLostAnswersAndGiveUpWhenThereAreTooMany() {
        var event = fixture.event(3);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 3, event.value());
        assertThat(fixture.reserve(event, "ada")).isEqualTo(new Outcome.Confirmed());

        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, event.value());
        assertThat(fixture.reserve(event, "ben")).isEqualTo(new Outcome.Confirmed());
        assertThat(fixture.count(event).taken()).isEqualTo(2);

        Faults.next("dynamodb", "TransactWriteItems", "conflict", 6, event.value());
        assertThatThrownBy(() -> fixture.reserve(event, "cleo")).isInstanceOf(BusyException.class);
        assertThat(fixture.count(event).taken()).isEqualTo(2);
    }
}
