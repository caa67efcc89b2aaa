package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.local.testing.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Freed seats: whom they go to, until when, and what happens when things meet. */
class PromoteFromQueueTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId BEN = new MemberId("ben");
    private static final MemberId CLEO = new MemberId("cleo");

    private final RsvpFixture fixture = new RsvpFixture();

    PromoteFromQueueTest() {
        fixture.member("ada");
        fixture.member("ben");
        fixture.member("cleo");
    }

    /** An event with one seat, which Ada has given back while Ben and Cleo wait. */
    private EventId freed(Duration startsIn) {
        var event = fixture.event(1, startsIn, Visibility.PUBLIC);
        fixture.reserve(event, ADA);
        fixture.reserve(event, BEN);
        fixture.reserve(event, CLEO);
        fixture.cancelRsvp.cancel(ADA, event);
        return event;
    }

    private Rsvp rsvp(EventId event, MemberId member) {
        return fixture.rsvp(event, member).orElseThrow();
    }

    private Status status(EventId event, MemberId member) {
        return rsvp(event, member).status();
    }

    @Test
    void shouldOfferAFreedSeatToWhoWaitsLongestForTwelveHours() {
        var event = freed(Duration.ofDays(3));

        fixture.promoteFromQueue.promote(event);
        fixture.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);
        assertThat(rsvp(event, BEN).expiresAt()).isEqualTo(fixture.now().plus(Duration.ofHours(12)));
        assertThat(status(event, CLEO)).isEqualTo(Status.WAITLISTED);
        assertThat(fixture.seats.position(event, rsvp(event, CLEO).turn())).isEqualTo(1);
    }

    @Test
    void shouldEndAnOfferAnHourBeforeTheStartAtTheLatest() {
        var event = freed(Duration.ofHours(3).plusMillis(1));

        fixture.promoteFromQueue.promote(event);

        assertThat(rsvp(event, BEN).expiresAt())
                .isEqualTo(fixture.find(event).startsAt().minus(Duration.ofHours(1)));
    }

    @Test
    void shouldConfirmAtOnceInsideTheLastThreeHours() {
        var event = freed(Duration.ofHours(3));

        fixture.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void shouldPromoteNobodyFromTheStartOn() {
        var event = freed(Duration.ofHours(1));
        fixture.advance(Duration.ofHours(1));

        fixture.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.WAITLISTED);
    }

    @Test
    void shouldTakeAnOfferUpToItsEndAndNotAtIt() {
        var taken = freed(Duration.ofDays(3));
        var late = freed(Duration.ofDays(3));
        fixture.promoteFromQueue.promote(taken);
        fixture.promoteFromQueue.promote(late);

        fixture.advance(Duration.ofHours(12).minusMillis(1));
        assertThat(fixture.acceptOffer.accept(BEN, taken)).isEqualTo(new AcceptOffer.Outcome.Confirmed());
        fixture.advance(Duration.ofMillis(1));
        assertThat(fixture.acceptOffer.accept(BEN, late)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
        assertThat(fixture.acceptOffer.accept(BEN, taken)).isEqualTo(new AcceptOffer.Outcome.Confirmed());
        assertThat(fixture.acceptOffer.accept(CLEO, taken)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
    }

    @Test
    void shouldPassOnWhatIsRefusedOrLapses() {
        var refused = freed(Duration.ofDays(3));
        fixture.promoteFromQueue.promote(refused);
        fixture.cancelRsvp.cancel(BEN, refused);
        fixture.promoteFromQueue.promote(refused);
        assertThat(status(refused, BEN)).isEqualTo(Status.REFUSED);
        assertThat(status(refused, CLEO)).isEqualTo(Status.OFFERED);

        var lapsed = freed(Duration.ofDays(3));
        fixture.promoteFromQueue.promote(lapsed);
        fixture.expireOffer.expire(lapsed, BEN);
        assertThat(status(lapsed, BEN)).as("before its end").isEqualTo(Status.OFFERED);
        fixture.advance(Duration.ofHours(12));
        fixture.expireOffer.expire(lapsed, BEN);
        fixture.expireOffer.expire(lapsed, BEN);
        fixture.promoteFromQueue.promote(lapsed);
        assertThat(status(lapsed, BEN)).isEqualTo(Status.LAPSED);
        assertThat(status(lapsed, CLEO)).isEqualTo(Status.OFFERED);
        assertThat(fixture.queue.offersEnded(fixture.now(), 10))
                .extracting(offer -> offer.event())
                .doesNotContain(lapsed);
    }

    @Test
    void shouldPassOnAsManySeatsAsAGreaterCapacityBringsInOrder() {
        var event = fixture.event(1);
        fixture.reserve(event, ADA);
        IntStream.range(0, 30).forEach(i -> fixture.reserve(event, fixture.member("w" + i)));

        assertThat(fixture.capacity(event, 26)).isTrue();
        fixture.promoteFromQueue.promote(event);

        IntStream.range(0, 25)
                .forEach(i -> assertThat(status(event, new MemberId("w" + i))).isEqualTo(Status.OFFERED));
        IntStream.range(25, 30)
                .forEach(i -> assertThat(status(event, new MemberId("w" + i))).isEqualTo(Status.WAITLISTED));
        assertThat(fixture.capacity(event, 25))
                .as("under confirmed and offered")
                .isFalse();
        assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldPassOverWhoIsSuspended() {
        var event = freed(Duration.ofDays(3));
        fixture.suspend(BEN);

        fixture.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.LEFT);
        assertThat(status(event, CLEO)).isEqualTo(Status.OFFERED);
    }

    @Test
    void shouldFreeWhatSomebodySuspendedHasAtEventsToComeAndKeepWhatHasBegun() {
        var begun = fixture.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var seat = fixture.event(1);
        var turn = fixture.event(1);
        fixture.reserve(begun, BEN);
        fixture.reserve(seat, BEN);
        fixture.reserve(turn, ADA);
        fixture.reserve(turn, BEN);
        fixture.advance(Duration.ofHours(2));

        fixture.releaseSeats.releaseOf(BEN);
        assertThat(status(seat, BEN)).as("not suspended").isEqualTo(Status.CONFIRMED);

        fixture.suspend(BEN);
        fixture.releaseSeats.releaseOf(BEN);
        fixture.releaseSeats.releaseOf(BEN);

        assertThat(status(begun, BEN)).isEqualTo(Status.CONFIRMED);
        assertThat(status(seat, BEN)).isEqualTo(Status.CANCELLED);
        assertThat(status(turn, BEN)).isEqualTo(Status.LEFT);
        assertThat(fixture.count(seat).taken()).isZero();
        assertThat(fixture.count(turn).waiting()).isZero();
    }

    @Test
    void shouldTakeOneSideOfAnOfferAcceptedAndLapsedAtTheSameMoment() {
        for (int i = 0; i < 10; i++) {
            var event = freed(Duration.ofDays(3));
            fixture.promoteFromQueue.promote(event);
            fixture.advance(Duration.ofHours(12).minusMillis(1));
            Concurrently.call(List.<Callable<Boolean>>of(
                    () -> fixture.acceptOffer.accept(BEN, event) != null,
                    () -> {
                        fixture.advance(Duration.ofMillis(1));
                        fixture.expireOffer.expire(event, BEN);
                        return true;
                    },
                    () -> fixture.cancelRsvp.cancel(BEN, event) != null,
                    () -> {
                        fixture.promoteFromQueue.promote(event);
                        return true;
                    }));
            fixture.promoteFromQueue.promote(event);

            assertThat(fixture.count(event).taken()).isEqualTo(1);
            assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
        }
    }

    @Test
    void shouldKeepCountsAndRowsTogetherWhenEverythingMeets() {
        var event = fixture.event(3);
        var people =
                IntStream.range(0, 12).mapToObj(i -> fixture.member("p" + i)).toList();
        var calls = new ArrayList<Callable<Boolean>>();
        for (var person : people) {
            calls.add(() -> {
                for (int i = 0; i < 4; i++) {
                    Concurrently.patiently(() -> fixture.reserve(event, person));
                    Concurrently.patiently(() -> fixture.acceptOffer.accept(person, event));
                    Concurrently.patiently(() -> fixture.cancelRsvp.cancel(person, event));
                }
                Concurrently.patiently(() -> fixture.reserve(event, person));
                return true;
            });
        }
        calls.add(() -> {
            for (int i = 0; i < 8; i++) {
                Concurrently.patiently(() -> {
                    fixture.promoteFromQueue.promote(event);
                    return true;
                });
                fixture.capacity(event, 2 + i % 4);
            }
            return true;
        });
        Concurrently.call(calls);
        fixture.promoteFromQueue.promote(event);

        var count = fixture.count(event);
        assertThat(count.taken()).isLessThanOrEqualTo(count.capacity());
        assertThat(count.waiting() == 0 || count.left() == 0)
                .as("no free seat while somebody waits")
                .isTrue();
        assertThat(fixture.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }
}
