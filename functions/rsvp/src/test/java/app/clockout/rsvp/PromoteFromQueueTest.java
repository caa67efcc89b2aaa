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

    private final Venue venue = new Venue();

    PromoteFromQueueTest() {
        venue.member("ada");
        venue.member("ben");
        venue.member("cleo");
    }

    /** An event with one seat, which Ada has given back while Ben and Cleo wait. */
    private EventId freed(Duration startsIn) {
        var event = venue.event(1, startsIn, Visibility.PUBLIC);
        venue.reserve(event, ADA);
        venue.reserve(event, BEN);
        venue.reserve(event, CLEO);
        venue.cancelRsvp.cancel(ADA, event);
        return event;
    }

    private Rsvp rsvp(EventId event, MemberId member) {
        return venue.rsvp(event, member).orElseThrow();
    }

    private Status status(EventId event, MemberId member) {
        return rsvp(event, member).status();
    }

    @Test
    void shouldOfferAFreedSeatToWhoWaitsLongestForTwelveHours() {
        var event = freed(Duration.ofDays(3));

        venue.promoteFromQueue.promote(event);
        venue.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.OFFERED);
        assertThat(rsvp(event, BEN).expiresAt()).isEqualTo(venue.now().plus(Duration.ofHours(12)));
        assertThat(status(event, CLEO)).isEqualTo(Status.WAITLISTED);
        assertThat(venue.seats.position(event, rsvp(event, CLEO).turn())).isEqualTo(1);
    }

    @Test
    void shouldEndAnOfferAnHourBeforeTheStartAtTheLatest() {
        var event = freed(Duration.ofHours(3).plusMillis(1));

        venue.promoteFromQueue.promote(event);

        assertThat(rsvp(event, BEN).expiresAt())
                .isEqualTo(venue.find(event).startsAt().minus(Duration.ofHours(1)));
    }

    @Test
    void shouldConfirmAtOnceInsideTheLastThreeHours() {
        var event = freed(Duration.ofHours(3));

        venue.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void shouldPromoteNobodyFromTheStartOn() {
        var event = freed(Duration.ofHours(1));
        venue.advance(Duration.ofHours(1));

        venue.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.WAITLISTED);
    }

    @Test
    void shouldTakeAnOfferUpToItsEndAndNotAtIt() {
        var taken = freed(Duration.ofDays(3));
        var late = freed(Duration.ofDays(3));
        venue.promoteFromQueue.promote(taken);
        venue.promoteFromQueue.promote(late);

        venue.advance(Duration.ofHours(12).minusMillis(1));
        assertThat(venue.acceptOffer.accept(BEN, taken)).isEqualTo(new AcceptOffer.Outcome.Confirmed());
        venue.advance(Duration.ofMillis(1));
        assertThat(venue.acceptOffer.accept(BEN, late)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
        assertThat(venue.acceptOffer.accept(BEN, taken)).isEqualTo(new AcceptOffer.Outcome.Confirmed());
        assertThat(venue.acceptOffer.accept(CLEO, taken)).isEqualTo(new AcceptOffer.Outcome.NoOffer());
    }

    @Test
    void shouldPassOnWhatIsRefusedOrLapses() {
        var refused = freed(Duration.ofDays(3));
        venue.promoteFromQueue.promote(refused);
        venue.cancelRsvp.cancel(BEN, refused);
        venue.promoteFromQueue.promote(refused);
        assertThat(status(refused, BEN)).isEqualTo(Status.REFUSED);
        assertThat(status(refused, CLEO)).isEqualTo(Status.OFFERED);

        var lapsed = freed(Duration.ofDays(3));
        venue.promoteFromQueue.promote(lapsed);
        venue.expireOffer.expire(lapsed, BEN);
        assertThat(status(lapsed, BEN)).as("before its end").isEqualTo(Status.OFFERED);
        venue.advance(Duration.ofHours(12));
        venue.expireOffer.expire(lapsed, BEN);
        venue.expireOffer.expire(lapsed, BEN);
        venue.promoteFromQueue.promote(lapsed);
        assertThat(status(lapsed, BEN)).isEqualTo(Status.LAPSED);
        assertThat(status(lapsed, CLEO)).isEqualTo(Status.OFFERED);
        assertThat(venue.queue.offersEnded(venue.now(), 10))
                .extracting(offer -> offer.event())
                .doesNotContain(lapsed);
    }

    @Test
    void shouldPassOnAsManySeatsAsAGreaterCapacityBringsInOrder() {
        var event = venue.event(1);
        venue.reserve(event, ADA);
        IntStream.range(0, 30).forEach(i -> venue.reserve(event, venue.member("w" + i)));

        assertThat(venue.capacity(event, 26)).isTrue();
        venue.promoteFromQueue.promote(event);

        IntStream.range(0, 25)
                .forEach(i -> assertThat(status(event, new MemberId("w" + i))).isEqualTo(Status.OFFERED));
        IntStream.range(25, 30)
                .forEach(i -> assertThat(status(event, new MemberId("w" + i))).isEqualTo(Status.WAITLISTED));
        assertThat(venue.capacity(event, 25)).as("under confirmed and offered").isFalse();
        assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }

    @Test
    void shouldPassOverWhoIsSuspended() {
        var event = freed(Duration.ofDays(3));
        venue.suspend(BEN);

        venue.promoteFromQueue.promote(event);

        assertThat(status(event, BEN)).isEqualTo(Status.LEFT);
        assertThat(status(event, CLEO)).isEqualTo(Status.OFFERED);
    }

    @Test
    void shouldFreeWhatSomebodySuspendedHasAtEventsToComeAndKeepWhatHasBegun() {
        var begun = venue.event(1, Duration.ofHours(1), Visibility.PUBLIC);
        var seat = venue.event(1);
        var turn = venue.event(1);
        venue.reserve(begun, BEN);
        venue.reserve(seat, BEN);
        venue.reserve(turn, ADA);
        venue.reserve(turn, BEN);
        venue.advance(Duration.ofHours(2));

        venue.releaseSeats.releaseOf(BEN);
        assertThat(status(seat, BEN)).as("not suspended").isEqualTo(Status.CONFIRMED);

        venue.suspend(BEN);
        venue.releaseSeats.releaseOf(BEN);
        venue.releaseSeats.releaseOf(BEN);

        assertThat(status(begun, BEN)).isEqualTo(Status.CONFIRMED);
        assertThat(status(seat, BEN)).isEqualTo(Status.CANCELLED);
        assertThat(status(turn, BEN)).isEqualTo(Status.LEFT);
        assertThat(venue.count(seat).taken()).isZero();
        assertThat(venue.count(turn).waiting()).isZero();
    }

    @Test
    void shouldTakeOneSideOfAnOfferAcceptedAndLapsedAtTheSameMoment() {
        for (int i = 0; i < 10; i++) {
            var event = freed(Duration.ofDays(3));
            venue.promoteFromQueue.promote(event);
            venue.advance(Duration.ofHours(12).minusMillis(1));
            Concurrently.call(List.<Callable<Boolean>>of(
                    () -> venue.acceptOffer.accept(BEN, event) != null,
                    () -> {
                        venue.advance(Duration.ofMillis(1));
                        venue.expireOffer.expire(event, BEN);
                        return true;
                    },
                    () -> venue.cancelRsvp.cancel(BEN, event) != null,
                    () -> {
                        venue.promoteFromQueue.promote(event);
                        return true;
                    }));
            venue.promoteFromQueue.promote(event);

            assertThat(venue.count(event).taken()).isEqualTo(1);
            assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
        }
    }

    @Test
    void shouldKeepCountsAndRowsTogetherWhenEverythingMeets() {
        var event = venue.event(3);
        var people = IntStream.range(0, 12).mapToObj(i -> venue.member("p" + i)).toList();
        var calls = new ArrayList<Callable<Boolean>>();
        for (var person : people) {
            calls.add(() -> {
                for (int i = 0; i < 4; i++) {
                    Venue.patiently(() -> venue.reserve(event, person));
                    Venue.patiently(() -> venue.acceptOffer.accept(person, event));
                    Venue.patiently(() -> venue.cancelRsvp.cancel(person, event));
                }
                Venue.patiently(() -> venue.reserve(event, person));
                return true;
            });
        }
        calls.add(() -> {
            for (int i = 0; i < 8; i++) {
                Venue.patiently(() -> {
                    venue.promoteFromQueue.promote(event);
                    return true;
                });
                venue.capacity(event, 2 + i % 4);
            }
            return true;
        });
        Concurrently.call(calls);
        venue.promoteFromQueue.promote(event);

        var count = venue.count(event);
        assertThat(count.taken()).isLessThanOrEqualTo(count.capacity());
        assertThat(count.waiting() == 0 || count.left() == 0)
                .as("no free seat while somebody waits")
                .isTrue();
        assertThat(venue.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
    }
}
