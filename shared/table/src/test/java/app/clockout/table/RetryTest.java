package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.clockout.domain.BusyException;
import app.clockout.environment.Environment;
import app.clockout.environment.Threads;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** How often and how far apart an attempt is repeated, on threads that do not wait. */
class RetryTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Environment HERE = STACK.environment("SignupFunction");
    private static final int FOR_EVER = 1_000;

    /** The longest pauses there can be, and the shortest. */
    private static final RandomGenerator LONGEST = new Fixed(true);

    private static final RandomGenerator SHORTEST = new Fixed(false);

    private final ManualThreads threads = new ManualThreads();
    private final Key key = Key.alone("RETRY#" + UUID.randomUUID());

    @AfterEach
    void disarm() {
        Faults.clear();
    }

    @Test
    void shouldDoubleTheLongestPauseUntilTheTimeIsOver() {
        assertThat(pausesUntilBusy(LONGEST, Retry::overtaken))
                .startsWith(millis(20, 40, 80))
                .endsWith(millis(160))
                .hasSize(20);
        assertThat(threads.pauses().stream().reduce(Duration.ZERO, Duration::plus))
                .as("one more would be past the end")
                .isBetween(Duration.ofMillis(2_840), Duration.ofMillis(3_000));
    }

    @Test
    void shouldEndAConflictAfterSixAttemptsOrASecond() {
        assertThat(pausesUntilBusy(SHORTEST, Retry::conflict)).hasSize(5);
        assertThat(pausesUntilBusy(LONGEST, Retry::conflict)).containsExactly(millis(40, 80, 160, 320));
    }

    @Test
    void shouldEndUnprocessedKeysAfterSixAttemptsOrASecond() {
        assertThat(pausesUntilBusy(SHORTEST, Retry::unprocessed)).hasSize(5);
        assertThat(pausesUntilBusy(LONGEST, Retry::unprocessed)).containsExactly(millis(50, 100, 200, 400));
    }

    @Test
    void shouldEndInBackgroundAfterTwentyAttempts() {
        assertThat(pausesUntilBusy(SHORTEST, Retry::overtakenInBackground)).hasSize(19);
        assertThat(pausesUntilBusy(LONGEST, Retry::overtakenInBackground)).hasSize(19);
    }

    @Test
    void shouldRepeatTheSamePausesForTheSameChance() {
        var first = pausesUntilBusy(new Random(7), Retry::overtaken);
        var again = pausesUntilBusy(new Random(7), Retry::overtaken);
        var other = pausesUntilBusy(new Random(8), Retry::overtaken);

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    @Test
    void shouldMeasureFromTheFirstAttemptThatFailed() {
        var retry = Retry.overtaken(table(LONGEST));
        threads.advance(Duration.ofMinutes(1));
        retry.pause();
        threads.advance(Duration.ofMillis(2_900));

        assertThatExceptionOfType(BusyException.class)
                .as("20 and 2,900 of 3,000 ms are gone, and the next pause takes 40")
                .isThrownBy(() -> {
                    retry.pause();
                    retry.pause();
                });
        assertThat(threads.pauses()).containsExactly(millis(20, 40));
    }

    @Test
    void shouldGiveWhatTheFirstAttemptGivesThatWasNotOvertaken() {
        var results = new ArrayList<>(List.of(Optional.empty(), Optional.empty(), Optional.of("third")));

        assertThat(Retry.overtaken(table(LONGEST)).until(results::removeFirst)).isEqualTo("third");
        assertThat(threads.pauses()).containsExactly(millis(20, 40));
    }

    @Test
    void shouldEndWhereTheThreadIsInterrupted() {
        var interrupted = new Threads() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        var retry = Retry.overtaken(table(LONGEST, interrupted, _ -> {}));

        assertThatExceptionOfType(BusyException.class).isThrownBy(retry::pause);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldRepeatASingleWriteThatATransactionStops() {
        var table = table(LONGEST);
        Faults.next("dynamodb", "PutItem", "conflict", 2, null);
        table.write(Write.put(Item.at(key).with("name", "x")));
        Faults.next("dynamodb", "UpdateItem", "conflict", 1, null);
        assertThat(table.add(key, "places", 3)).isEqualTo(3);

        assertThat(table.get(key).orElseThrow().text("name")).isEqualTo("x");
        assertThat(threads.pauses()).containsExactly(millis(40, 80, 40));
    }

    @Test
    void shouldBeBusyWhereATransactionStopsASingleWriteForTooLong() {
        var table = table(LONGEST);
        Faults.next("dynamodb", null, "conflict", FOR_EVER, null);

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.write(Write.put(Item.at(key))));
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.add(key, "places", 1));

        assertThat(threads.pauses()).containsExactly(millis(40, 80, 160, 320, 40, 80, 160, 320));
        Faults.clear();
        assertThat(table.get(key)).isEmpty();
    }

    @Test
    void shouldPauseTheSameBetweenTransactionsThatConflict() {
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 3, null);

        assertThat(table(LONGEST).commit(Write.put(Item.at(key))).done()).isTrue();

        assertThat(threads.pauses()).containsExactly(millis(40, 80, 160));
    }

    @Test
    void shouldWaitForTheKeysThatABatchReadLeftOut() {
        var leaving = new LeavingOut(3);
        var table = table(LONGEST, threads, leaving::from);
        table.write(Write.put(Item.at(key)));

        assertThat(table.getAll(List.of(key))).containsOnlyKeys(key);

        assertThat(leaving.left).isZero();
        assertThat(threads.pauses()).containsExactly(millis(50, 100, 200));
    }

    @Test
    void shouldBeBusyWhereABatchReadLeavesKeysOutForTooLong() {
        var table = table(LONGEST, threads, new LeavingOut(FOR_EVER)::from);

        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> table.getAll(List.of(key)));

        assertThat(threads.pauses()).containsExactly(millis(50, 100, 200, 400));
    }

    private List<Duration> pausesUntilBusy(RandomGenerator random, Function<Table, Retry> policy) {
        int before = threads.pauses().size();
        var retry = policy.apply(table(random));
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> retry.until(Optional::empty));
        return threads.pauses().stream().skip(before).toList();
    }

    private Table table(RandomGenerator random) {
        return table(random, threads, _ -> {});
    }

    private static Table table(RandomGenerator random, Threads threads, Consumer<AwsClientBuilder<?, ?>> more) {
        return new Table(new Environment(
                HERE.variables(), HERE.clock(), random, threads, HERE.connect().andThen(more)));
    }

    /** Exact to the nanosecond that a random number below a bound stays below it. */
    private static Duration[] millis(int... each) {
        return IntStream.of(each)
                .mapToObj(Duration::ofMillis)
                .map(pause -> pause.minusNanos(1))
                .toArray(Duration[]::new);
    }

    private record Fixed(boolean longest) implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
            return longest ? bound - 1 : origin;
        }
    }

    /** DynamoDB leaves all keys of a batch read out, a few times. */
    private static final class LeavingOut implements ExecutionInterceptor {
        private int left;

        LeavingOut(int times) {
            left = times;
        }

        void from(AwsClientBuilder<?, ?> builder) {
            builder.overrideConfiguration(configuration -> configuration.addExecutionInterceptor(this));
        }

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            if (!(context.request() instanceof BatchGetItemRequest request) || left == 0) {
                return context.response();
            }
            left--;
            return BatchGetItemResponse.builder()
                    .responses(Map.of())
                    .unprocessedKeys(request.requestItems())
                    .build();
        }
    }
}
