package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.BusyException;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** One transaction: all or nothing, once, and every refusal told apart. */
class CommitTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final int MORE_THAN_RETRIES = 50;

    private final Table table = new Table(STACK.environment("SignupFunction"));
    private final Key one = Key.alone("ONE#" + UUID.randomUUID());
    private final Key other = Key.alone("OTHER#" + UUID.randomUUID());

    @BeforeEach
    @AfterEach
    void disarm() {
        Faults.clear();
        Meter.reset();
    }

    @Test
    void shouldWriteEverything() {
        table.commit(Write.put(Item.at(other).with("left", 1)));

        var commit = table.commit(
                Write.put(Item.at(one).with("name", "x")).onlyIfAbsent(),
                Write.update(other, "ADD hits :one").where(":one", 1));

        assertThat(commit.done()).isTrue();
        assertThat(found(one).text("name")).isEqualTo("x");
        assertThat(found(other).number("hits")).isEqualTo(1);
        assertThat(found(other).number("left")).isEqualTo(1);
    }

    @Test
    void shouldWriteNothingWhereOneWriteRefusesAndTellWhich() {
        table.commit(Write.put(Item.at(one).with("name", "first")));
        var put = Write.put(Item.at(one).with("name", "second")).onlyIfAbsent();
        var update = Write.update(other, "ADD hits :one").where(":one", 1);

        var commit = table.commit(put, update);

        assertThat(commit.done()).isFalse();
        assertThat(commit.refused(put)).isTrue();
        assertThat(commit.refused(update)).isFalse();
        assertThat(found(one).text("name")).isEqualTo("first");
        assertThat(table.get(other)).isEmpty();
    }

    @Test
    void shouldTellEveryRefusalApartWithTheItemItMet() {
        table.commit(Write.put(Item.at(one).with("name", "one").with("size", 3)));
        var put = Write.put(Item.at(one)).onlyIfAbsent();
        var check = Write.check(other, "attribute_exists(PK)");
        var delete = Write.delete(Key.alone("THIRD#" + UUID.randomUUID()));

        var commit = table.commit(delete, check, put);

        assertThat(List.of(commit.refused(delete), commit.refused(check), commit.refused(put)))
                .containsExactly(false, true, true);
        assertThat(commit.met(put).text("name")).isEqualTo("one");
        assertThat(commit.met(put).number("size")).isEqualTo(3);
        assertThat(commit.met(check).attributes()).as("there was none").isEmpty();
        assertThat(commit.met(delete).attributes()).as("not refused").isEmpty();
    }

    @Test
    void shouldTakeTwoWritesOfTheSameLookForDifferentOnes() {
        table.commit(Write.put(Item.at(one)));
        var refused = Write.put(Item.at(one)).onlyIfAbsent();
        var twin = Write.put(Item.at(one)).onlyIfAbsent();

        var commit = table.commit(refused);

        assertThat(commit.refused(refused)).isTrue();
        assertThat(commit.refused(twin)).isFalse();
    }

    @Test
    void shouldRetryAConflictUntilItIsOver() {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 3, null);

        assertThat(table.commit(hit(one)).done()).isTrue();

        assertThat(found(one).number("hits")).isEqualTo(1);
        assertThat(transactions()).isEqualTo(4);
    }

    @Test
    void shouldBeBusyWhereAConflictDoesNotEndWithinASecond() {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", MORE_THAN_RETRIES, null);
        long start = System.nanoTime();

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.commit(hit(one)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1500));
        assertThat(transactions()).isBetween(3, 6);
        Faults.clear();
        assertThat(table.get(one)).isEmpty();
    }

    @Test
    void shouldTellARefusalEvenWhereAnotherWriteConflictsOnTheFirstTry() {
        table.commit(Write.put(Item.at(one)));
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 1, null);
        var put = Write.put(Item.at(one)).onlyIfAbsent();

        assertThat(table.commit(put, hit(other)).refused(put)).isTrue();
        assertThat(transactions()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable"})
    void shouldBeBusyWhereTheTableCannotAnswer(String error) {
        Faults.next("dynamodb", null, error, MORE_THAN_RETRIES, null);
        long start = System.nanoTime();

        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> table.commit(hit(one)))
                .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2)));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("while somebody waits for the answer")
                .isLessThan(Duration.ofSeconds(3));
        Faults.clear();
        assertThat(table.get(one)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"throttle", "unavailable"})
    void shouldNotNoticeTroubleThatIsOverAtOnce(String error) {
        Faults.next("dynamodb", null, error, 1, null);

        assertThat(table.commit(hit(one)).done()).isTrue();
        assertThat(found(one).number("hits")).isEqualTo(1);
    }

    @Test
    void shouldWriteOnceWhereTheAnswerGetsLost() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, null);

        var commit = table.commit(hit(one), Write.put(Item.at(other)).onlyIfAbsent());

        assertThat(commit.done()).as("not refused by what itself wrote").isTrue();
        assertThat(found(one).number("hits")).isEqualTo(1);
        assertThat(table.get(other)).isPresent();
    }

    @Test
    void shouldBeBusyWhereEveryAnswerGetsLostAndHaveWrittenAtTheMostOnce() {
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", MORE_THAN_RETRIES, null);

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.commit(hit(one)));

        Faults.clear();
        assertThat(found(one).number("hits")).isEqualTo(1);
    }

    @Test
    void shouldFailAtATransactionThatCanNeverBe() {
        table.commit(Write.put(Item.at(one).with("hits", "text")));

        assertThatThrownBy(() -> table.commit(hit(one)))
                .as("adding to a text is no conflict that ends")
                .isInstanceOf(DynamoDbException.class);
        assertThat(transactions()).isEqualTo(2);
    }

    @Test
    void shouldLetOneOfManyWriteWhatIsAbsent() throws Exception {
        var writers = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                var put = Write.put(Item.at(one).with("writer", i)).onlyIfAbsent();
                writers.add(threads.submit(() -> table.commit(put).done()));
            }
        }
        int done = 0;
        for (var writer : writers) {
            done += writer.get() ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
    }

    @Test
    void shouldCommitAHundredWrites() {
        var writes = new ArrayList<Write>();
        for (int i = 0; i < 100; i++) {
            writes.add(Write.put(Item.at(new Key(one.partition(), "0%02d".formatted(i)))));
        }
        assertThat(table.commit(writes).done()).isTrue();
        assertThat(table.beginningWith(one.partition(), "0")).hasSize(100);
    }

    @Test
    void shouldKeepAConditionalWriteOutOfWhatCouldHappenTwice() {
        assertThatThrownBy(() -> table.write(Write.put(Item.at(one)).onlyIfAbsent()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(table.get(one)).isEmpty();
    }

    private static Write hit(Key key) {
        return Write.update(key, "ADD hits :one").where(":one", 1);
    }

    private Item found(Key key) {
        return table.get(key).orElseThrow();
    }

    private static int transactions() {
        return Used.operations().getOrDefault("TransactWriteItems", 0);
    }
}
