package app.clockout.bench;

import app.clockout.bench.Measuring.Warm;
import app.clockout.bench.Subject.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures as a page of docs/. */
final class Report {
    private static final String NONE = "–";
    /** A function with this much memory has one processor to itself; with less, its share of one. */
    private static final double MEGABYTES_OF_ONE_PROCESSOR = 1769;
    /** What the first answer after a restore may take of time for want of a whole processor. */
    private static final double PATIENCE_MILLIS = 100;

    private static final int MEMORY_STEP = 128;
    private static final double ROOM = 1.5;

    private final Map<Subject, Results> results;
    private final int rounds;
    private final Results plain;

    Report(Map<Subject, Results> results, int rounds) {
        this.results = results;
        this.rounds = rounds;
        this.plain = results.entrySet().stream()
                .filter(entry -> Subjects.isPlain(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    String text(Instant at) {
        var page = new StringBuilder();
        page.append("""
                # What the functions take

                `make bench` measured this and wrote it, on %s, with %d rounds on %s.
                **The ratios count, not the milliseconds**: another machine has other milliseconds, Lambda has others again, and the ratios stay much the same.

                Every function of `template.yaml` runs as Lambda runs it: its zip, its handler, its variables and its memory from the template; Amazon's
                runtime interface client and the options that Lambda gives the JVM; and a Runtime API of ours in front. The table is that of `local/table`,
                without TLS. All take turns within each round, so what else the machine does hits all alike. Beside them stand a *floor*, a handler that does
                nothing, and a *plain* one: one read of the table, everything by the SDK's defaults (`bench/plain`). A figure is the median of the rounds,
                with the least and the most behind it.

                ## Cold starts

                From the start of the JVM to the first answer. Each function that answers requests reads the table for it (all but `not-found`, which may not).
                Classes are those that are loaded by then: each line of `-Xlog:class+load`, the JDK's shared archive and classes made at run time included.
                `make bench-classes` counts them again and holds them to `bench/class-budget.yaml`.

                The processor's time is steadier than the clock's where a machine is busy with other things.

                | function | zip, MB | classes | first answer, ms | of plain | processor, ms | of plain |
                |---|---:|---:|---:|---:|---:|---:|
                """.formatted(at.atOffset(ZoneOffset.UTC).toLocalDate(), rounds, machine()));
        results.forEach((subject, result) -> {
            var cold = Results.time(result.cold);
            row(
                    page,
                    subject.name(),
                    number("%.1f", subject.zipSize()),
                    number("%,d", result.classes),
                    spread(cold),
                    number("%.2f", cold.median() / Results.time(plain.cold).median()),
                    number("%.0f", Results.cpu(result.cold).median()),
                    number(
                            "%.2f",
                            Results.cpu(result.cold).median()
                                    / Results.cpu(plain.cold).median()));
        });
        page.append("""

                ## From a snapshot

                SnapStart's way: the function starts, its hooks (CRaC) run, and the clock runs from the restore to the first answer, to the same request as
                above. *Unprimed* is the same zip with its hooks not called. Both wait long enough before the restore that no connection is left open.

                | function | unprimed, ms | primed, ms | primed of unprimed |
                |---|---:|---:|---:|
                """);
        results.forEach((subject, result) -> {
            if (!result.primed.isEmpty()) {
                var unprimed = Results.time(result.unprimed);
                var primed = Results.time(result.primed);
                row(
                        page,
                        subject.name(),
                        spread(unprimed),
                        spread(primed),
                        subject.kind() == Kind.REFERENCE ? NONE : number("%.2f", primed.median() / unprimed.median()));
            }
        });
        page.append("""

                ## Warm, and how much memory

                Warm is one process that answers the same event 500 times, after 300 in vain; a worker gets the same message again and again, and does what
                it does with one that it has seen. Peak is the most that this process ever had in memory. The processor's time is that
                of a primed first answer, from the restore on.

                Memory that is enough: half as much again as the peak, in steps of 128 MB; where a person waits, also so much that a restored first answer
                loses no more than %d ms by having only a share of a processor (Lambda gives a whole one at 1,769 MB).

                | function | p50, ms | p99, ms | peak, MB | processor, restored, ms | enough, MB | template, MB |
                |---|---:|---:|---:|---:|---:|---:|
                """.formatted((int) PATIENCE_MILLIS));
        results.forEach((subject, result) -> {
            var warm = Objects.requireNonNull(result.warm);
            row(
                    page,
                    subject.name(),
                    number("%.1f", millis(warm.median().toNanos())),
                    number("%.1f", millis(warm.slowest1Percent().toNanos())),
                    number("%.0f", warm.peakMemory()),
                    result.primed.isEmpty()
                            ? NONE
                            : number("%.0f", Results.cpu(result.primed).median()),
                    subject.kind() == Kind.REFERENCE ? NONE : number("%,d", enough(subject, result, warm)),
                    subject.kind() == Kind.REFERENCE ? NONE : number("%,d", subject.memory()));
        });
        return page.toString();
    }

    private static int enough(Subject subject, Results result, Warm warm) {
        double megabytes = warm.peakMemory() * ROOM;
        if (subject.kind() == Kind.HTTP && !result.primed.isEmpty()) {
            double cpu = Results.cpu(result.primed).median();
            megabytes = Math.max(megabytes, MEGABYTES_OF_ONE_PROCESSOR * cpu / (cpu + PATIENCE_MILLIS));
        }
        return (int) Math.ceil(megabytes / MEMORY_STEP) * MEMORY_STEP;
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String spread(Spread spread) {
        return String.format(Locale.ROOT, "%,.0f (%,.0f–%,.0f)", spread.median(), spread.least(), spread.most());
    }

    private static String number(String format, Object number) {
        return String.format(Locale.ROOT, format, number);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static String machine() {
        return "%d processors (%s), %s, Java %s (%s)"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                        System.getProperty("java.version"),
                        System.getProperty("java.vendor"));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("of no name");
        } catch (IOException e) {
            return "of no name";
        }
    }
}
