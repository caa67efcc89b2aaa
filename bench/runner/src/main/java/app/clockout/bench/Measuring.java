package app.clockout.bench;

import app.clockout.bench.Subject.Kind;
import app.clockout.local.emulators.lambda.LambdaProcess;
import app.clockout.local.emulators.lambda.LambdaProcess.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs a subject in a process of its own and takes the time of it. */
final class Measuring implements AutoCloseable {
    /** @param cpu of the process, in steps of 10 ms as the system counts it */
    record FirstAnswer(Duration after, Duration cpu) {}

    /** @param peakMemory the most that the process had resident, in megabytes (1024 × 1024 bytes) */
    record Warm(Duration median, Duration slowest1Percent, double peakMemory) {}

    /** A process that has done all it does before its snapshot is taken. */
    record AtCheckpoint(Subject subject, Scene scene, LambdaProcess process) {}

    private static final int WARM_UP = 300;
    private static final int WARM_CALLS = 500;
    private static final Duration SETTLED_AFTER = Duration.ofMillis(400);

    /** What reads only can share one; whatever changes something finds a fresh one each time. */
    private final Scene shared = new Scene();

    private Scene sceneOf(Subject subject) {
        return subject.kind() == Kind.WORKER ? new Scene() : shared;
    }

    private void leave(Scene scene) {
        if (scene != shared) {
            scene.close();
        }
    }

    /** A cold start: from the start of the JVM until the first event is answered. */
    FirstAnswer cold(Subject subject) {
        var scene = sceneOf(subject);
        var function = subject.in(scene);
        var event = scene.event(subject);
        long start = System.nanoTime();
        try (var process = LambdaProcess.start(function)) {
            var answer = process.invoke(event);
            var after = Duration.ofNanos(System.nanoTime() - start);
            subject.requireGood(answer);
            return new FirstAnswer(after, process.cpu());
        } finally {
            leave(scene);
        }
    }

    /** @param primed whether its hooks are called before the checkpoint */
    AtCheckpoint checkpoint(Subject subject, boolean primed) {
        var scene = sceneOf(subject);
        // org.crac hands hooks to nobody where it finds no implementation.
        var options = primed ? List.<String>of() : List.of("-Dorg.crac.Core.Compat=none");
        var process = LambdaProcess.start(subject.in(scene), Start.SNAP_START, options);
        process.awaitCheckpoint();
        return new AtCheckpoint(subject, scene, process);
    }

    /** From a restore until the first event is answered; ends the process. */
    FirstAnswer restored(AtCheckpoint at) {
        try (var process = at.process()) {
            var event = at.scene().event(at.subject());
            var before = process.cpu();
            long start = System.nanoTime();
            process.restore();
            var answer = process.invoke(event);
            var after = Duration.ofNanos(System.nanoTime() - start);
            at.subject().requireGood(answer);
            return new FirstAnswer(after, process.cpu().minus(before));
        } finally {
            leave(at.scene());
        }
    }

    /** One process that answers the same event many times. To a worker, that is one message delivered again and again. */
    Warm warm(Subject subject) {
        var scene = sceneOf(subject);
        var event = scene.event(subject);
        try (var process = LambdaProcess.start(subject.in(scene))) {
            for (int i = 0; i < WARM_UP; i++) {
                subject.requireGood(process.invoke(event));
            }
            var took = new ArrayList<Duration>();
            for (int i = 0; i < WARM_CALLS; i++) {
                long start = System.nanoTime();
                process.invoke(event);
                took.add(Duration.ofNanos(System.nanoTime() - start));
            }
            took.sort(null);
            return new Warm(took.get(WARM_CALLS / 2), took.get(WARM_CALLS * 99 / 100), peakMemory(process.pid()));
        } finally {
            leave(scene);
        }
    }

    /**
     * The classes that are loaded when the first event is answered: each line that {@code -Xlog:class+load} writes, those from the
     * JDK's shared archive and those that are made at run time (lambdas, method handles) among them.
     *
     * @return their names, in the order they were loaded
     */
    List<String> classes(Subject subject) {
        var scene = sceneOf(subject);
        try {
            var log = Files.createTempFile("classes-", ".log");
            var options = List.of("-Xlog:class+load=info:file=" + log + ":none:filecount=0");
            try (var process = LambdaProcess.start(subject.in(scene), Start.ON_DEMAND, options)) {
                subject.requireGood(process.invoke(scene.event(subject)));
                waitUntilSettled(log);
                return Files.readAllLines(log).stream()
                        .filter(line -> line.contains(" source: "))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList();
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            leave(scene);
        }
    }

    /** Until it has asked for its next event, and nothing is loaded any more. */
    private static void waitUntilSettled(Path log) throws IOException {
        try {
            long before;
            do {
                before = Files.size(log);
                Thread.sleep(SETTLED_AFTER);
            } while (Files.size(log) != before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double peakMemory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException("The peak memory of a process is read from /proc, as Linux has it.", e);
        }
    }

    @Override
    public void close() {
        shared.close();
    }
}
