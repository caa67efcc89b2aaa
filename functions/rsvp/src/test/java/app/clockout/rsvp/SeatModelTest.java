package app.clockout.rsvp;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.BusyException;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.local.emulators.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;

/**
 * Whatever people, hosts, admins, the clock and the network do to an event, and in whatever order its messages come: the
 * seats are those of {@link SeatModel}. A failure prints the seed and the shortest steps that show it; {@code @Property(seed
 * = "…")} replays it.
 */
class SeatModelTest {
    private static final RsvpFixture FIXTURE = new RsvpFixture();
    private static final List<MemberId> PEOPLE = new ArrayList<>();
    private static int arrived;

    /** One thing that happens; a person is named by their number. */
    sealed interface Step {
        record Reserve(int person) implements Step {}

        record GiveBack(int person) implements Step {}

        record Accept(int person) implements Step {}

        /** The message that a seat may be free comes, or comes once more. */
        record PassOn() implements Step {}

        /** The message that somebody's offer ends comes, whether it does or not. */
        record OfferEnded(int person) implements Step {}

        record Resize(int capacity) implements Step {}

        record CancelEvent() implements Step {}

        record Suspend(int person) implements Step {}

        /** The message that somebody is suspended comes, whether they are or not. */
        record Release(int person) implements Step {}

        record Advance(Duration by) implements Step {}

        /** The clock comes to the very instant at which the next offer ends. */
        record AdvanceToEndOfOffer() implements Step {}

        record Recount() implements Step {}

        /** The writes of a step meet others in flight on the same rows; six times is more than is tried. */
        record Conflicts(int times, Step step) implements Step {}

        /** The first write of a step takes effect, but its answer is lost. */
        record LostAnswer(Step step) implements Step {}
    }

    @Property(tries = 150)
    void shouldGiveSeatsAsTheModelDoes(
            @ForAll @IntRange(min = 1, max = 4) int capacity, @ForAll("upTo40") List<Step> steps) {
        compare(capacity, steps);
    }

    @Property(tries = 2000)
    @Tag("long")
    void shouldGiveSeatsAsTheModelDoesForLonger(
            @ForAll @IntRange(min = 1, max = 4) int capacity, @ForAll("upTo60") List<Step> steps) {
        compare(capacity, steps);
    }

    @Provide
    Arbitrary<List<Step>> upTo40() {
        return step().list().ofMinSize(10).ofMaxSize(40);
    }

    @Provide
    Arbitrary<List<Step>> upTo60() {
        return step().list().ofMinSize(20).ofMaxSize(60);
    }

    private static Arbitrary<Step> step() {
        var calm = calmStep();
        return Arbitraries.frequencyOf(
                Tuple.of(95, calm),
                Tuple.of(
                        3,
                        Combinators.combine(Arbitraries.of(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 6), calm)
                                .as(Step.Conflicts::new)),
                Tuple.of(2, calm.map(Step.LostAnswer::new)));
    }

    private static Arbitrary<Step> calmStep() {
        var person = Arbitraries.integers().between(0, 6);
        var minutes = Arbitraries.of(1, 30, 59, 60, 120, 180, 300, 719, 720, 721, 1440);
        return Arbitraries.frequencyOf(
                Tuple.of(30, person.map(Step.Reserve::new)),
                Tuple.of(14, person.map(Step.GiveBack::new)),
                Tuple.of(10, person.map(Step.Accept::new)),
                Tuple.of(16, Arbitraries.just(new Step.PassOn())),
                Tuple.of(8, person.map(Step.OfferEnded::new)),
                Tuple.of(5, Arbitraries.integers().between(1, 6).map(Step.Resize::new)),
                Tuple.of(1, Arbitraries.just(new Step.CancelEvent())),
                Tuple.of(2, person.map(Step.Suspend::new)),
                Tuple.of(4, person.map(Step.Release::new)),
                Tuple.of(5, minutes.map(m -> new Step.Advance(Duration.ofMinutes(m)))),
                Tuple.of(4, Arbitraries.just(new Step.AdvanceToEndOfOffer())),
                Tuple.of(2, Arbitraries.just(new Step.Recount())));
    }

    @AfterTry
    void disarm() {
        Faults.clear();
    }

    private static void compare(int capacity, List<Step> steps) {
        var event = FIXTURE.event(capacity, Duration.ofHours(40), Visibility.PUBLIC);
        var announced = FIXTURE.find(event);
        var model = new SeatModel(capacity, announced.startsAt(), announced.endsAt());
        var people = people();
        for (var step : steps) {
            take(step, event, model, people);
            Faults.clear();
            if (!(step instanceof Step.Advance)) {
                assertThat(SeatModel.read(FIXTURE, event)).as("after %s", step).isEqualTo(model.state());
            }
        }
    }

    private static void take(Step step, EventId event, SeatModel model, List<MemberId> people) {
        var now = FIXTURE.now();
        switch (step) {
            case Step.Reserve(int person) -> {
                var member = people.get(person);
                if (!model.isSuspended(member.value())) { // who is suspended has no session to ask with
                    assertThat(FIXTURE.reserve(event, member)).isEqualTo(model.reserve(member.value(), now));
                }
            }
            case Step.GiveBack(int person) ->
                assertThat(FIXTURE.cancelRsvp.cancel(people.get(person), event))
                        .isEqualTo(model.cancel(people.get(person).value(), now));
            case Step.Accept(int person) ->
                assertThat(FIXTURE.acceptOffer.accept(people.get(person), event))
                        .isEqualTo(model.accept(people.get(person).value(), now));
            case Step.PassOn() -> {
                FIXTURE.promoteFromQueue.promote(event);
                model.passOn(now);
            }
            case Step.OfferEnded(int person) -> {
                FIXTURE.expireOffer.expire(event, people.get(person));
                model.lapse(people.get(person).value(), now);
            }
            case Step.Resize(int to) -> assertThat(FIXTURE.capacity(event, to)).isEqualTo(model.resize(to));
            case Step.CancelEvent() -> {
                FIXTURE.cancel(event);
                model.cancelEvent(now);
            }
            case Step.Suspend(int person) -> {
                FIXTURE.suspend(people.get(person));
                model.suspend(people.get(person).value());
            }
            case Step.Release(int person) -> {
                FIXTURE.releaseSeats.releaseOf(people.get(person));
                model.release(people.get(person).value(), now);
            }
            case Step.Advance(var by) -> FIXTURE.advance(by);
            case Step.AdvanceToEndOfOffer() ->
                model.nextEndOfOffer(now).ifPresent(end -> FIXTURE.advance(Duration.between(now, end)));
            case Step.Recount() ->
                assertThat(FIXTURE.reconcile.reconcile(event)).isEqualTo(new Reconcile.Outcome.Right());
            case Step.Conflicts(int times, var inner) -> {
                Faults.next("dynamodb", "TransactWriteItems", "conflict", times, event.value());
                try {
                    take(inner, event, model, people);
                } catch (BusyException e) {
                    assertThat(times).as("conflicts before giving up").isEqualTo(6); // and nothing has changed
                }
            }
            case Step.LostAnswer(var inner) -> {
                Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, event.value());
                take(inner, event, model, people);
            }
        }
    }

    /** Seven members; who was suspended in an earlier try is none any more, and somebody new comes in their place. */
    private static List<MemberId> people() {
        PEOPLE.removeIf(member -> !FIXTURE.people.person(member).orElseThrow().isMember());
        while (PEOPLE.size() < 7) {
            PEOPLE.add(FIXTURE.member("p" + arrived++));
        }
        return List.copyOf(PEOPLE);
    }
}
