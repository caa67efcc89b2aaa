package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Places, positions and buckets. Bucket 0 has the places to 255, bucket 1 those from 256 to 511, and so on. */
class WaitlistTest {
    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("WaitlistFunction"));
    private final Waitlist waitlist = new Waitlist(table);

    @Test
    void shouldGiveRisingPlacesFromOneOn() {
        assertThat(waitlist.nextPlace()).isEqualTo(new Place(1));
        assertThat(waitlist.nextPlace()).isEqualTo(new Place(2));
        assertThat(waitlist.nextPlace()).isEqualTo(new Place(3));
    }

    @Test
    void shouldNeverGiveTheSamePlaceTwiceToManyAtOnce() {
        var places = ConcurrentHashMap.<Place>newKeySet();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                threads.execute(() -> places.add(waitlist.nextPlace()));
            }
        }
        assertThat(places).hasSize(40);
    }

    @Test
    void shouldLeaveAGapRatherThanGiveAPlaceTwiceWhereAnAnswerGetsLost() {
        Faults.next("dynamodb", "UpdateItem", "timeout-after-commit", 1, null);
        try {
            var first = waitlist.nextPlace();
            assertThat(waitlist.nextPlace()).isGreaterThan(first);
        } finally {
            Faults.clear();
        }
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(waitlist.length()).isZero();
        assertThat(waitlist.position(new Place(1))).isZero();
        assertThat(waitlist.position(new Place(1_000_000))).isZero();
    }

    @Test
    void shouldCountEverybodyAtAPlaceOrBeforeItAcrossBucketsAndGaps() {
        // Gaps at the start, in the middle of a bucket, of whole buckets, and around the edges of buckets.
        long[] places = {3, 254, 255, 256, 300, 511, 2048, 2304, 2305, 1_000_000};
        for (long place : places) {
            enter(Persons.waiting("p" + place, place));
        }

        for (int i = 0; i < places.length; i++) {
            assertThat(waitlist.position(new Place(places[i])))
                    .as("place %d", places[i])
                    .isEqualTo(i + 1);
        }
        assertThat(waitlist.position(new Place(1))).isZero();
        assertThat(waitlist.position(new Place(257))).as("of nobody").isEqualTo(4);
        assertThat(waitlist.position(new Place(5_000_000_000L))).isEqualTo(places.length);
        assertThat(waitlist.length()).isEqualTo(places.length);
    }

    @Test
    void shouldMoveEverybodyBehindUpWhenOneLeaves() {
        for (long place : new long[] {1, 2, 256, 257}) {
            enter(Persons.waiting("p" + place, place));
        }

        leave(Persons.waiting("p2", 2));

        assertThat(waitlist.position(new Place(1))).isEqualTo(1);
        assertThat(waitlist.position(new Place(256))).isEqualTo(2);
        assertThat(waitlist.position(new Place(257))).isEqualTo(3);
        assertThat(waitlist.length()).isEqualTo(3);
    }

    @Test
    void shouldNotEnterTwice() {
        var person = Persons.waiting("a", 1);
        enter(person);

        assertThat(table.commit(waitlist.enter(person), waitlist.count(0, 1)).done())
                .isFalse();
        assertThat(waitlist.length()).isEqualTo(1);
    }

    @Test
    void shouldTellAPositionByTwoRequestsAtAnyLength() {
        for (int bucket = 0; bucket < 40; bucket++) {
            enter(Persons.waiting("p" + bucket, bucket * 256L + 1));
        }
        Meter.reset();

        assertThat(waitlist.position(new Place(39 * 256L + 1))).isEqualTo(40);
        assertThat(Used.operations()).isEqualTo(Map.of("Query", 2));
    }

    private void enter(Person person) {
        assertThat(table.commit(
                                waitlist.enter(person),
                                waitlist.count(person.place().bucket(), 1))
                        .done())
                .isTrue();
    }

    private void leave(Person person) {
        assertThat(table.commit(
                                waitlist.leave(person.place(), person.id()),
                                waitlist.count(person.place().bucket(), -1))
                        .done())
                .isTrue();
    }
}
