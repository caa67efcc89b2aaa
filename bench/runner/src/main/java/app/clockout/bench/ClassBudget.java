package app.clockout.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many classes each function may have loaded at its first answer: {@code bench/class-budget.yaml}. */
final class ClassBudget {
    private static final Pattern ENTRY = Pattern.compile("([a-z-]+):\\s*(\\d+)");

    private final Map<String, Integer> limits;

    private ClassBudget(Map<String, Integer> limits) {
        this.limits = limits;
    }

    /** Reads lines of {@code name: number}, which is all that the file may hold besides comments. */
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
        return new ClassBudget(limits);
    }

    @Nullable
    Integer limit(Subject subject) {
        return limits.get(subject.name());
    }

    /** Budgets of functions that are not there any more. */
    List<String> withoutFunction(List<Subject> subjects) {
        var names = subjects.stream().map(Subject::name).toList();
        return limits.keySet().stream().filter(name -> !names.contains(name)).toList();
    }
}
