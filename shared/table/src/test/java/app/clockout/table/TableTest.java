package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.BusyException;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads that need more than one answer, single writes, and what happens when there is none. */
class TableTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final String LARGE = "x".repeat(390 * 1024);

    private final Table table = new Table(STACK.environment("SignupFunction"));
    private final String partition = "P#" + UUID.randomUUID();

    @BeforeEach
    @AfterEach
    void disarm() {
        Faults.clear();
        Meter.reset();
    }

    @Test
    void shouldFindWhatIsThereOfManyKeysAHundredAtATime() {
        IntStream.range(0, 130).forEach(i -> table.write(Write.put(item(i))));
        Meter.reset();

        var found = table.getAll(IntStream.range(0, 250).mapToObj(this::key).toList());

        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 130).mapToObj(this::key).toList());
        assertThat(Used.operations()).isEqualTo(Map.of("BatchGetItem", 3));
    }

    @Test
    void shouldAskNothingForNoKeys() {
        assertThat(table.getAll(List.of())).isEmpty();
        assertThat(Meter.read()).isEmpty();
    }

    @Test
    void shouldTakeAKeyGivenTwiceForOne() {
        table.write(Write.put(item(1)));

        assertThat(table.getAll(List.of(key(1), key(2), key(1)))).containsOnlyKeys(key(1));
    }

    @Test
    void shouldAskAgainForWhatDidNotFitIntoOneAnswer() {
        // An answer has at most 16 MB.
        IntStream.range(0, 44).forEach(i -> table.write(Write.put(item(i).with("fill", LARGE))));
        Meter.reset();

        var found = table.getAll(IntStream.range(0, 44).mapToObj(this::key).toList());

        assertThat(found).hasSize(44);
        assertThat(Used.operations().get("BatchGetItem")).isGreaterThan(1);
    }

    @Test
    void shouldReadAPartitionOfMoreThanAMegabyteInOrder() {
        IntStream.of(4, 0, 3, 1, 2).forEach(i -> table.write(Write.put(item(i).with("fill", LARGE))));
        Meter.reset();

        assertThat(table.beginningWith(partition, "S#")).extracting(Item::key).containsExactly(keys(0, 1, 2, 3, 4));
        assertThat(Used.operations().get("Query")).isGreaterThan(1);
    }

    @Test
    void shouldReadTheRangeItIsAskedForItsEndsIncluded() {
        IntStream.range(0, 10).forEach(i -> table.write(Write.put(item(i))));

        assertThat(table.between(partition, "S#003", "S#005"))
                .extracting(Item::key)
                .containsExactly(keys(3, 4, 5));
        assertThat(table.between(partition, "S#0035", "S#0045"))
                .extracting(Item::key)
                .containsExactly(keys(4));
        assertThat(table.beginningWith(partition, "S#00")).hasSize(10);
        assertThat(table.beginningWith(partition, "S#004"))
                .extracting(Item::key)
                .containsExactly(keys(4));
        assertThat(table.beginningWith(partition, "T")).isEmpty();
        assertThat(table.count(partition, "S#003", "S#005")).isEqualTo(3);
        assertThat(table.count(partition, "T", "U")).isZero();
        assertThat(table.between("other", " ", "\uffff")).isEmpty();
    }

    @Test
    void shouldReadTheLastOfAPartitionNewestFirst() {
        IntStream.range(0, 5).forEach(i -> table.write(Write.put(item(i))));

        assertThat(table.lastOf(partition, null, 2)).extracting(Item::key).containsExactly(keys(4, 3));
        assertThat(table.lastOf(partition, "S#003", 2)).extracting(Item::key).containsExactly(keys(2, 1));
        assertThat(table.lastOf(partition, "S#000", 2)).isEmpty();
    }

    @Test
    void shouldAddToANumberThatIsThereOrNot() {
        assertThat(table.add(key(1), "places", 1)).isEqualTo(1);
        assertThat(table.add(key(1), "places", 5)).isEqualTo(6);
        assertThat(table.add(key(1), "places", -2)).isEqualTo(4);
    }

    @Test
    void shouldWriteByItself() {
        table.write(Write.put(item(1).with("name", "x")));
        assertThat(table.get(key(1)).orElseThrow().text("name")).isEqualTo("x");

        table.write(Write.update(key(1), "SET amount = :amount").where(":amount", 3));
        assertThat(table.get(key(1)).orElseThrow().number("amount")).isEqualTo(3);

        table.write(Write.delete(key(1)));
        assertThat(table.get(key(1))).isEmpty();
        assertThat(Used.operations()).doesNotContainKey("TransactWriteItems");
    }

    @Test
    void shouldReadWhatWasJustWritten() {
        // The table here reads consistently however it is asked; the units tell how it was.
        table.write(Write.put(item(1)));
        Meter.reset();

        table.get(key(1));
        table.getAll(List.of(key(1)));
        table.beginningWith(partition, "S#");
        table.lastOf(partition, null, 1);
        table.count(partition, " ", "\uffff");

        assertThat(Used.all().rcu()).as("half of it, were they not consistent").isEqualTo(5);
    }

    static Stream<BiConsumer<Table, Key>> calls() {
        return Stream.of(
                (table, key) -> table.get(key),
                (table, key) -> table.getAll(List.of(key)),
                (table, key) -> table.between(key.partition(), " ", "\uffff"),
                (table, key) -> table.lastOf(key.partition(), null, 1),
                (table, key) -> table.count(key.partition(), " ", "\uffff"),
                (table, key) -> table.add(key, "places", 1),
                (table, key) -> table.write(Write.put(Item.at(key))),
                (table, key) -> table.commit(Write.put(Item.at(key))));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void shouldBeBusyWhereThereIsNoAnswer(BiConsumer<Table, Key> call) {
        Faults.next("dynamodb", null, "unavailable", 50, null);

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> call.accept(table, key(1)));
        Faults.clear();
        assertThat(table.get(key(1))).isEmpty();
    }

    @Test
    void shouldBeBusyWhereASingleWriteMeetsATransaction() {
        Faults.next("dynamodb", "UpdateItem", "conflict", 50, null);

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.add(key(1), "places", 1));
    }

    private Key key(int number) {
        return new Key(partition, "S#%03d".formatted(number));
    }

    private Key[] keys(int... numbers) {
        return IntStream.of(numbers).mapToObj(this::key).toArray(Key[]::new);
    }

    private Item item(int number) {
        return Item.at(key(number));
    }
}
