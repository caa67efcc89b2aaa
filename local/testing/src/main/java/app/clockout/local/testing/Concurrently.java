package app.clockout.local.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same moment, each on a thread of its own, as people do. */
public final class Concurrently {
    private Concurrently() {}

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
                    return call.call();
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
