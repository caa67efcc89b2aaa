package app.clockout.local.testing;

import app.clockout.domain.BusyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does several things at the same moment, each on a thread of its own, as people do. What is told that it is too busy is done
 * again, as a client does by {@code Retry-After}, and a queue by delivering a message once more.
 */
public final class Concurrently {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Concurrently() {}

    /** Does one thing, and again while it is too busy, for a minute at most. */
    public static <T> T patiently(Callable<T> call) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (BusyException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** Does one thing several times at once; gives the results in the order in which the threads began. */
    public static <T> List<T> call(int times, Callable<T> call) {
        return call(Collections.nCopies(times, call));
    }

    /** Does all of these at once; gives the results in the order of the calls. */
    public static <T> List<T> call(List<? extends Callable<? extends T>> calls) {
        var ready = new CountDownLatch(calls.size());
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<? extends T>>();
            for (var call : calls) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return patiently(call);
                }));
            }
            var results = new ArrayList<T>();
            for (var one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("One of those at once failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
