package app.clockout.bench;

import app.clockout.bench.Subject.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How many classes a function may have loaded at its first answer: {@code bench/class-budget.yaml}. */
final class ClassBudget {
    private static final Pattern ENTRY = Pattern.compile("([a-z-]+):\\s*(\\d+)");

    private static final String DEFAULT = "default";

    private final int standard;
    private final Map<String, Integer> exceptions;

    private ClassBudget(int standard, Map<String, Integer> exceptions) {
        this.standard = standard;
        this.exceptions = exceptions;
    }

    /** Reads lines of {@code name: number}, one of them the default, which is all that the file may hold besides comments. */
    static ClassBudget read(Path file) {
        var limits = new TreeMap<String, Integer>();
        try {
            int number = 0;
            for (var written : Files.readAllLines(file)) {
                number++;
                var line = written.replaceAll("#.*", "").strip();
                if (line.isEmpty()) {
                    continue;
                }
                var entry = ENTRY.matcher(line);
                if (!entry.matches()) {
                    throw new IllegalStateException(
                            file + ":" + number + ": expected `function: classes`, got `" + line + "`");
                }
                limits.put(entry.group(1), Integer.parseInt(entry.group(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var standard = limits.remove(DEFAULT);
        if (standard == null) {
            throw new IllegalStateException(file + ": there is no default");
        }
        return new ClassBudget(standard, limits);
    }

    /** Empty for what is only measured beside the functions. */
    OptionalInt limit(Subject subject) {
        return subject.kind() == Kind.REFERENCE
                ? OptionalInt.empty()
                : OptionalInt.of(exceptions.getOrDefault(subject.name(), standard));
    }

    /** Budgets of functions that are not there any more. */
    List<String> withoutFunction(List<Subject> subjects) {
        var names = subjects.stream().map(Subject::name).toList();
        return exceptions.keySet().stream()
                .filter(name -> !names.contains(name))
                .toList();
    }
}
