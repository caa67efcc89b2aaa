package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.BusyException;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import app.clockout.waitlist.WaitlistStore.Filter;
import app.clockout.waitlist.WaitlistStore.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the waitlist over 24 buckets with three people each, of two industries and three cities in turn. */
class WaitlistPagesTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final int BUCKETS = 24;
    private static final List<Person> EVERYBODY = new ArrayList<>();

    private final Table table = new Table(STACK.environment("WaitlistFunction"));
    private final Waitlist waitlist = new Waitlist(table);
    private final WaitlistStore store = new WaitlistStore(table);

    @BeforeAll
    static void fill() {
        var table = new Table(STACK.environment("WaitlistFunction"));
        var waitlist = new Waitlist(table);
        var cities = List.of("Malmö", "Zürich", "São Paulo");
        for (long bucket = 0; bucket < BUCKETS; bucket++) {
            var writes = new ArrayList<Write>();
            for (long in : new long[] {0, 100, 255}) {
                int number = EVERYBODY.size();
                var industry = number % 2 == 0 ? Industry.DESIGN : Industry.REAL_ESTATE;
                var person =
                        WaitlistStoreTest.waiting("p" + number, bucket * 256 + in, industry, cities.get(number % 3));
                EVERYBODY.add(person);
                writes.add(waitlist.enter(person));
            }
            writes.add(waitlist.count(bucket, 3));
            table.commit(writes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 71, 72, 73})
    void shouldShowEverybodyOnceInOrderPageByPage(int page) {
        assertThat(pages(Filter.NONE, page))
                .isEqualTo(EVERYBODY.stream().map(Person::id).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 36, 37})
    void shouldShowWhoIsOfAnIndustryPageByPage(int page) {
        var design = new Filter(Industry.DESIGN, null);

        assertThat(pages(design, page)).isEqualTo(matching(design)).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 24})
    void shouldShowWhoIsInACityWhateverItsSpelling(int page) {
        for (var city : new String[] {"Zürich", " zurich ", "ZÜRICH"}) {
            var zurich = new Filter(null, FoldedText.of(city));

            assertThat(pages(zurich, page)).isEqualTo(matching(zurich)).hasSize(24);
        }
    }

    @Test
    void shouldShowWhoMatchesBoth() {
        var both = new Filter(Industry.REAL_ESTATE, FoldedText.of("Sao Paulo"));

        assertThat(pages(both, 6)).isEqualTo(matching(both)).hasSize(12);
        assertThat(pages(new Filter(Industry.FINANCE, null), 6)).isEmpty();
        assertThat(pages(new Filter(Industry.DESIGN, FoldedText.of("Lund")), 6)).isEmpty();
    }

    @Test
    void shouldTellThePositionAmongAllAndNotAmongThoseWhoMatch() {
        for (var filter : List.of(Filter.NONE, new Filter(Industry.DESIGN, null))) {
            for (var after : List.of(new Place(0), new Place(255), new Place(9 * 256 + 100))) {
                assertThat(store.first(filter, after, 15)).hasSize(15).allSatisfy(waiting -> {
                    assertThat(waiting.position()).isEqualTo(number(waiting) + 1L);
                    assertThat(waiting.position()).isEqualTo(waitlist.position(waiting.place()));
                });
            }
        }
    }

    @Test
    void shouldGoOnAfterAPlaceThatNobodyHasAnyMore() {
        assertThat(store.first(Filter.NONE, new Place(50), 1))
                .extracting(Waiting::place)
                .containsExactly(new Place(100));
        assertThat(store.first(Filter.NONE, new Place(254), 1))
                .extracting(Waiting::place)
                .containsExactly(new Place(255));
        assertThat(store.first(Filter.NONE, new Place(BUCKETS * 256L), 1)).isEmpty();
        assertThat(store.first(Filter.NONE, EVERYBODY.getLast().place(), 1)).isEmpty();
    }

    @Test
    void shouldReadNoMoreBucketsThanItNeeds() {
        Meter.reset();
        store.first(Filter.NONE, null, 6);
        assertThat(operations().get("Query")).as("counts and two buckets").isEqualTo(3);

        Meter.reset();
        store.first(Filter.NONE, new Place(20 * 256), 2);
        assertThat(operations().get("Query"))
                .as("counts and the bucket of the place")
                .isEqualTo(2);

        Meter.reset();
        store.first(new Filter(Industry.FINANCE, null), null, 2);
        assertThat(operations().get("Query")).as("counts and every bucket").isEqualTo(1 + BUCKETS);
    }

    @Test
    void shouldBeBusyWhereABucketThatIsReadAheadDoesNotAnswer() {
        Faults.next("dynamodb", "Query", "unavailable", 50, "WAITLIST#000000009");
        try {
            assertThatExceptionOfType(BusyException.class)
                    .isThrownBy(() -> store.first(new Filter(Industry.FINANCE, null), null, 2));
        } finally {
            Faults.clear();
        }
    }

    /** Everybody there is, a page at a time. */
    private List<MemberId> pages(Filter filter, int page) {
        var all = new ArrayList<MemberId>();
        @Nullable Place after = null;
        while (true) {
            var some = store.first(filter, after, page);
            assertThat(some.size()).isLessThanOrEqualTo(page);
            some.forEach(waiting -> all.add(waiting.member()));
            if (some.size() < page) {
                return all;
            }
            after = some.getLast().place();
        }
    }

    private static List<MemberId> matching(Filter filter) {
        return EVERYBODY.stream().filter(filter::matches).map(Person::id).toList();
    }

    private static int number(Waiting waiting) {
        return Integer.parseInt(waiting.member().value().substring(1));
    }

    private static Map<String, Integer> operations() {
        return Objects.requireNonNull(Meter.read().get("start")).operations();
    }
}
