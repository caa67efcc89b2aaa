package app.clockout.bench;

import app.clockout.bench.Measuring.AtCheckpoint;
import app.clockout.bench.Subject.Kind;
import app.clockout.local.emulators.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the built zips. {@code make bench} and {@code make bench-classes} call it. */
@Command(name = "bench", subcommands = CommandLine.HelpCommand.class)
public final class Bench {
    /** How long no connection is kept: what a snapshot had open is gone when it is restored. */
    private static final long CONNECTIONS_GONE_AFTER = 5_500;

    private final Path root = ProjectRoot.find();
    private final List<Subject> subjects = Subjects.of(root);

    public static void main(String[] args) {
        int code = new CommandLine(new Bench()).execute(args);
        System.exit(code);
    }

    @Command(name = "all", description = "Measures everything, round by round, and writes docs/bench.md.")
    int all(
            @Option(names = "--rounds", defaultValue = "5", description = "rounds (default ${DEFAULT-VALUE})")
                    int rounds,
            @Option(names = "--only", split = ",", description = "only these functions, beside floor and plain")
                    List<String> only)
            throws Exception {
        var measured = subjects.stream()
                .filter(subject -> only == null || subject.kind() == Kind.REFERENCE || only.contains(subject.name()))
                .toList();
        var withSnapshot = measured.stream().filter(Bench::startsFromSnapshot).toList();
        var results = new LinkedHashMap<Subject, Results>();
        measured.forEach(subject -> results.put(subject, new Results()));
        var progress = new Progress(measured.size() * (rounds + 3) + withSnapshot.size() * rounds * 2);
        try (var measuring = new Measuring()) {
            // Once in vain: the files are in the system's memory then, and the emulators are warm, for the first as for
            // the last.
            for (var subject : measured) {
                measuring.cold(subject);
                progress.step("once in vain: " + subject.name());
            }
            for (int round = 1; round <= rounds; round++) {
                for (var subject : measured) {
                    var first = measuring.cold(subject);
                    of(results, subject).cold.add(first);
                    progress.step("cold, round " + round + ": " + subject.name() + " "
                            + first.after().toMillis() + " ms");
                }
                for (boolean primed : List.of(false, true)) {
                    restore(measuring, withSnapshot, primed, round, results, progress);
                }
            }
            for (var subject : measured) {
                of(results, subject).classes = measuring.classes(subject).size();
                progress.step("classes: " + subject.name());
            }
            for (var subject : measured) {
                of(results, subject).warm = measuring.warm(subject);
                progress.step("warm: " + subject.name());
            }
        }
        var report = new Report(results, rounds).text(InstantSource.system().instant());
        System.out.println(report);
        if (only == null) {
            Files.writeString(root.resolve("docs/bench.md"), report);
        }
        return 0;
    }

    /** All to their checkpoints first, so that nothing else is going on when one is restored. */
    private static void restore(
            Measuring measuring,
            List<Subject> subjects,
            boolean primed,
            int round,
            Map<Subject, Results> results,
            Progress progress)
            throws InterruptedException {
        var waiting = new ArrayList<AtCheckpoint>();
        for (var subject : subjects) {
            waiting.add(measuring.checkpoint(subject, primed));
        }
        Thread.sleep(CONNECTIONS_GONE_AFTER);
        for (var at : waiting) {
            var first = measuring.restored(at);
            var result = of(results, at.subject());
            (primed ? result.primed : result.unprimed).add(first);
            progress.step("restored " + (primed ? "primed" : "unprimed") + ", round " + round + ": "
                    + at.subject().name() + " " + first.after().toMillis() + " ms");
        }
    }

    private static boolean startsFromSnapshot(Subject subject) {
        return subject.kind() == Kind.HTTP || Subjects.isPlain(subject);
    }

    private static Results of(Map<Subject, Results> results, Subject subject) {
        return results.computeIfAbsent(subject, _ -> new Results());
    }

    @Command(name = "classes", description = "Holds each function to its budget of loaded classes.")
    int classes() throws InterruptedException, ExecutionException {
        var budget = ClassBudget.read(root.resolve("bench/class-budget.yaml"));
        var counts = new LinkedHashMap<Subject, Future<Integer>>();
        var wrong = new ArrayList<>(budget.withoutFunction(subjects));
        try (var measuring = new Measuring();
                var threads = Executors.newFixedThreadPool(
                        Math.max(2, Runtime.getRuntime().availableProcessors()))) {
            for (var subject : subjects) {
                Callable<Integer> count = () -> measuring.classes(subject).size();
                counts.put(subject, threads.submit(count));
            }
            System.out.printf("%-18s%8s%8s%n", "function", "classes", "budget");
            for (var count : counts.entrySet()) {
                var subject = count.getKey();
                int classes = count.getValue().get();
                var limit = budget.limit(subject);
                var verdict =
                        limit.isPresent() && classes > limit.getAsInt() ? classes - limit.getAsInt() + " too many" : "";
                if (!verdict.isEmpty()) {
                    wrong.add(subject.name());
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-18s%8d%8s  %s%n",
                        subject.name(),
                        classes,
                        limit.isPresent() ? limit.getAsInt() : "-",
                        verdict);
            }
        }
        if (!wrong.isEmpty()) {
            System.err.println("Class budget not held: " + String.join(", ", wrong));
            return 1;
        }
        return 0;
    }

    @Command(name = "packages", description = "Shows where the classes of one function come from.")
    int packages(@Parameters(paramLabel = "function") String name) throws IOException {
        var subject = subjects.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no function " + name + "."));
        try (var measuring = new Measuring()) {
            var classes = measuring.classes(subject);
            Packages.most(classes, 60)
                    .forEach(entry -> System.out.printf(Locale.ROOT, "%6d  %s%n", entry.getValue(), entry.getKey()));
            System.out.printf(Locale.ROOT, "%6d  in all%n", classes.size());
            var list = Files.writeString(
                    Files.createTempFile("classes-of-" + name + "-", ".txt"), String.join("\n", classes) + "\n");
            System.out.println("each: " + list);
        }
        return 0;
    }
}
