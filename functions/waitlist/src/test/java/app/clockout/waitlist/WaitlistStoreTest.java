package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import app.clockout.waitlist.WaitlistStore.Filter;
import app.clockout.waitlist.WaitlistStore.Waiting;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Buckets: bucket 0 has the places to 255, bucket 1 those from 256 to 511, and so on. */
class WaitlistStoreTest {
    private final TestStack stack = TestStack.fresh();
    private final Table table = new Table(stack.environment("WaitlistFunction"));
    private final Waitlist waitlist = new Waitlist(table);
    private final WaitlistStore store = new WaitlistStore(table);

    @Test
    void shouldListNobodyAtFirst() {
        assertThat(store.first(Filter.NONE, null, 10)).isEmpty();
    }

    @Test
    void shouldListEverybodyAcrossBucketsAndGaps() {
        // Gaps at the start, in the middle of a bucket, of whole buckets, and around the edges of buckets.
        long[] places = {3, 254, 255, 256, 300, 511, 2048, 2304, 2305, 1_000_000};
        for (long place : places) {
            enter(waiting("p" + place, place));
        }

        assertThat(store.first(Filter.NONE, null, 100))
                .extracting(Waiting::place, Waiting::position, Waiting::member)
                .startsWith(tuple(3, 1), tuple(254, 2), tuple(255, 3), tuple(256, 4))
                .endsWith(tuple(1_000_000, 10))
                .hasSize(places.length);
    }

    @Test
    void shouldDropTheCountOfABucketThatEmptiedAndOfNoOther() {
        enter(waiting("a", 1));
        enter(waiting("b", 256));
        leave(waiting("a", 1));
        assertThat(table.beginningWith("WAITLIST", "BUCKET#")).hasSize(2);

        store.dropIfEmpty(0);
        store.dropIfEmpty(1);
        store.dropIfEmpty(7);

        assertThat(table.beginningWith("WAITLIST", "BUCKET#")).hasSize(1);
        assertThat(waitlist.position(new Place(256))).isEqualTo(1);
        assertThat(waitlist.length()).isEqualTo(1);
    }

    @Test
    void shouldCountAnewInABucketThatWasDropped() {
        var first = waiting("a", 1);
        enter(first);
        leave(first);
        store.dropIfEmpty(0);

        enter(waiting("c", 300));
        enter(first);

        assertThat(waitlist.position(new Place(1))).isEqualTo(1);
        assertThat(waitlist.position(new Place(300))).isEqualTo(2);
        assertThat(store.first(Filter.NONE, null, 9)).hasSize(2);
    }

    @Test
    void shouldPassOverABucketThatEmptiedAndWasNotDroppedYet() {
        enter(waiting("a", 1));
        enter(waiting("b", 256));
        leave(waiting("a", 1));
        Meter.reset();

        assertThat(store.first(Filter.NONE, null, 9))
                .extracting(Waiting::member)
                .containsExactly(id("b"));
        assertThat(operations()).as("counts, and the one bucket with people").isEqualTo(Map.of("Query", 2));
    }

    @Test
    void shouldFillAWholeBucket() {
        for (long place = 0; place < 256; place += 32) {
            var writes = new ArrayList<Write>();
            for (long one = place; one < place + 32; one++) {
                writes.add(waitlist.enter(waiting("p" + one, one)));
            }
            writes.add(waitlist.count(0, 32));
            assertThat(table.commit(writes).done()).isTrue();
        }
        enter(waiting("next", 256));

        assertThat(waitlist.position(new Place(255))).isEqualTo(256);
        assertThat(waitlist.position(new Place(256))).isEqualTo(257);
        var all = store.first(Filter.NONE, null, 1000);
        assertThat(all).hasSize(257);
        assertThat(new HashSet<>(all)).hasSize(257);
        assertThat(store.first(Filter.NONE, null, 256).getLast().place()).isEqualTo(new Place(255));
    }

    @Test
    void shouldAgreeWithASimpleListWhateverHappens() {
        var random = new Random(11);
        var model = new TreeMap<Long, Person>();
        for (int i = 0; i < 100; i++) {
            long place = random.nextInt(6 * 256);
            var person = model.get(place);
            if (person == null) {
                person = waiting("p" + place, place);
                enter(person);
                model.put(place, person);
            } else {
                leave(person);
                model.remove(place);
                store.dropIfEmpty(person.place().bucket());
            }
            if (i % 10 == 0 && !model.isEmpty()) {
                long asked = random.nextInt(6 * 256);
                assertThat(waitlist.position(new Place(asked)))
                        .as("after %d steps at %d", i, asked)
                        .isEqualTo(model.headMap(asked, true).size());
                int most = random.nextInt(1, 30);
                assertThat(store.first(Filter.NONE, new Place(asked), most).stream()
                                .map(Waiting::member))
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

    private static Person waiting(String id, long place) {
        return waiting(id, place, Industry.DESIGN, "Malmö");
    }

    static Person waiting(String id, long place, Industry industry, String city) {
        var details = new Details("Maya", industry, "Designer", city, ZoneId.of("UTC"), "", List.of(), List.of());
        return Person.newcomer(
                new MemberId(id), new EmailAddress(id + "@example.com"), details, new Place(place), TestStack.START);
    }

    private static Map<String, Integer> operations() {
        return Objects.requireNonNull(Meter.read().get("start")).operations();
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
