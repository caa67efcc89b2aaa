package app.clockout.table;

import static app.clockout.domain.DerivedLinks.Purpose.WAITLIST_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.DerivedLinks;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final TestStack stack = TestStack.fresh();
    private final Environment environment = stack.environment("SignupFunction");
    private final Table table = new Table(environment);

    @Test
    void shouldMakeTheSecretOnceAndKeepIt() {
        var first = Secrets.links(table, environment);
        var later = Secrets.links(table, with(new Random(99)));

        assertSame(first, later);
        assertThat(stack.items()).hasSize(1);
    }

    @Test
    void shouldMakeASecretOf256RandomBits() {
        Secrets.links(table, with(new Random(7)));

        var bytes = new byte[32];
        new Random(7).nextBytes(bytes);
        assertThat(Item.of(stack.items().getFirst()).text("secret"))
                .isEqualTo(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void shouldMakeOneSecretWhereTwoFunctionsStartAtOnce() throws Exception {
        // Neither makes its bytes before the other, too, has seen that there is no secret.
        var bothLooked = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var one = threads.submit(() -> Secrets.links(table, with(waiting(bothLooked, 1))));
            var other = threads.submit(() -> Secrets.links(table, with(waiting(bothLooked, 2))));

            assertSame(one.get(), other.get());
            assertSame(one.get(), Secrets.links(table, environment));
        }
        assertThat(stack.items()).hasSize(1);
    }

    private static void assertSame(DerivedLinks one, DerivedLinks other) {
        assertThat(other.holds(one.token(WAITLIST_STATUS, "maya", 1), WAITLIST_STATUS, 1))
                .isTrue();
        assertThat(one.token(WAITLIST_STATUS, "maya", 1)).isEqualTo(other.token(WAITLIST_STATUS, "maya", 1));
    }

    private Environment with(RandomGenerator random) {
        return new Environment(environment.variables(), environment.clock(), random, environment.connect());
    }

    private static RandomGenerator waiting(CyclicBarrier barrier, int seed) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return seed;
            }

            @Override
            public void nextBytes(byte[] bytes) {
                try {
                    barrier.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                new Random(seed).nextBytes(bytes);
            }
        };
    }
}
