package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Waitlist.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.assertj.core.groups.Tuple;
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
        assertThat(waitlist.first(Filter.NONE, null, 10)).isEmpty();
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
        assertThat(waitlist.first(Filter.NONE, null, 100))
                .extracting(Waitlist.Waiting::place, Waitlist.Waiting::position, Waitlist.Waiting::member)
                .startsWith(tuple(3, 1), tuple(254, 2), tuple(255, 3), tuple(256, 4))
                .endsWith(tuple(1_000_000, 10))
                .hasSize(places.length);
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
    void shouldDropTheCountOfABucketThatEmptiedAndOfNoOther() {
        enter(Persons.waiting("a", 1));
        enter(Persons.waiting("b", 256));
        leave(Persons.waiting("a", 1));
        assertThat(table.beginningWith("WAITLIST", "BUCKET#")).hasSize(2);

        waitlist.dropIfEmpty(0);
        waitlist.dropIfEmpty(1);
        waitlist.dropIfEmpty(7);

        assertThat(table.beginningWith("WAITLIST", "BUCKET#")).hasSize(1);
        assertThat(waitlist.position(new Place(256))).isEqualTo(1);
        assertThat(waitlist.length()).isEqualTo(1);
    }

    @Test
    void shouldCountAnewInABucketThatWasDropped() {
        var first = Persons.waiting("a", 1);
        enter(first);
        leave(first);
        waitlist.dropIfEmpty(0);

        enter(Persons.waiting("c", 300));
        enter(first);

        assertThat(waitlist.position(new Place(1))).isEqualTo(1);
        assertThat(waitlist.position(new Place(300))).isEqualTo(2);
        assertThat(waitlist.first(Filter.NONE, null, 9)).hasSize(2);
    }

    @Test
    void shouldPassOverABucketThatEmptiedAndWasNotDroppedYet() {
        enter(Persons.waiting("a", 1));
        enter(Persons.waiting("b", 256));
        leave(Persons.waiting("a", 1));
        Meter.reset();

        assertThat(waitlist.first(Filter.NONE, null, 9))
                .extracting(Waitlist.Waiting::member)
                .containsExactly(id("b"));
        assertThat(Used.operations())
                .as("counts, and the one bucket with people")
                .isEqualTo(Map.of("Query", 2));
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

    @Test
    void shouldFillAWholeBucket() {
        for (long place = 0; place < 256; place += 32) {
            var writes = new ArrayList<Write>();
            for (long one = place; one < place + 32; one++) {
                writes.add(waitlist.enter(Persons.waiting("p" + one, one)));
            }
            writes.add(waitlist.count(0, 32));
            assertThat(table.commit(writes).done()).isTrue();
        }
        enter(Persons.waiting("next", 256));

        assertThat(waitlist.position(new Place(255))).isEqualTo(256);
        assertThat(waitlist.position(new Place(256))).isEqualTo(257);
        var all = waitlist.first(Filter.NONE, null, 1000);
        assertThat(all).hasSize(257);
        assertThat(new HashSet<>(all)).hasSize(257);
        assertThat(waitlist.first(Filter.NONE, null, 256).getLast().place()).isEqualTo(new Place(255));
    }

    @Test
    void shouldAgreeWithASimpleListWhateverHappens() {
        var random = new Random(11);
        var model = new TreeMap<Long, Person>();
        for (int i = 0; i < 100; i++) {
            long place = random.nextInt(6 * 256);
            var person = model.get(place);
            if (person == null) {
                person = Persons.waiting("p" + place, place);
                enter(person);
                model.put(place, person);
            } else {
                leave(person);
                model.remove(place);
                waitlist.dropIfEmpty(person.place().bucket());
            }
            if (i % 10 == 0 && !model.isEmpty()) {
                long asked = random.nextInt(6 * 256);
                assertThat(waitlist.position(new Place(asked)))
                        .as("after %d steps at %d", i, asked)
                        .isEqualTo(model.headMap(asked, true).size());
                int most = random.nextInt(1, 30);
                assertThat(waitlist.first(Filter.NONE, new Place(asked), most).stream()
                                .map(Waitlist.Waiting::member))
                        .containsExactlyElementsOf(model.tailMap(asked, false).values().stream()
                                .limit(most)
                                .map(Person::id)
                                .toList());
            }
        }
        assertThat(waitlist.length()).isEqualTo(model.size());
    }

    private static Tuple tuple(long place, long position) {
        return new Tuple(new Place(place), position, id("p" + place));
    }

    private static MemberId id(String id) {
        return new MemberId(id);
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
