package app.clockout.local.emulators;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls to DynamoDB, SQS and SES of every SDK client in this JVM, and what those to DynamoDB cost, by what they were
 * made for. The units are those that the table of this machine tells with each answer; another AWS tells none, and there only
 * calls are counted. Production code knows nothing of it.
 */
public final class Meter {
    private static final String OUTSIDE = "start";

    // Inheritable, so that the threads a handler starts count for the same request.
    private static final InheritableThreadLocal<@Nullable String> LABEL = new InheritableThreadLocal<>();
    private static final InheritableThreadLocal<@Nullable Boolean> UNMETERED = new InheritableThreadLocal<>();
    private static final Map<String, Tally> TALLIES = new TreeMap<>();

    private Meter() {}

    /**
     * What was used since the last reset.
     *
     * @param times how often {@link #during} began with the label
     * @param operations calls by operation, such as {@code TransactWriteItems}; the SDK's own retries are one call
     * @param rcu read units
     * @param wcu write units, those of cancelled transactions and of failed conditions included
     */
    public record Usage(int times, Map<String, Integer> operations, double rcu, double wcu) {
        public Usage {
            operations = Collections.unmodifiableMap(new TreeMap<>(operations));
        }

        /** All calls, of whatever operation. */
        public int requests() {
            return operations.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * Does work whose calls count for a label, such as {@code PUT /events/{eventId}/rsvp} or {@code queue mail}. What is done
     * outside of any counts for {@code start}.
     */
    public static <T extends @Nullable Object> T during(String label, Supplier<T> work) {
        tally(label, tally -> tally.times++);
        var before = LABEL.get();
        LABEL.set(label);
        try {
            return work.get();
        } finally {
            LABEL.set(before);
        }
    }

    /** Does work that is nobody's: neither counted nor struck by {@link Faults}. For what AWS itself would do. */
    public static <T extends @Nullable Object> T unmetered(Supplier<T> work) {
        var before = UNMETERED.get();
        UNMETERED.set(true);
        try {
            return work.get();
        } finally {
            UNMETERED.set(before);
        }
    }

    /** The usage by label, since the last reset. */
    public static Map<String, Usage> read() {
        var usage = new TreeMap<String, Usage>();
        synchronized (TALLIES) {
            TALLIES.forEach((label, tally) -> usage.put(label, tally.usage()));
        }
        return Collections.unmodifiableMap(usage);
    }

    /** Forgets every count; what is under way counts from here on. */
    public static void reset() {
        synchronized (TALLIES) {
            TALLIES.clear();
        }
    }

    static boolean isUnmetered() {
        return Boolean.TRUE.equals(UNMETERED.get());
    }

    static String label() {
        var label = LABEL.get();
        return label == null ? OUTSIDE : label;
    }

    static void call(String label, String operation) {
        tally(label, tally -> tally.operations.merge(operation, 1, Integer::sum));
    }

    static void units(String label, double read, double written) {
        tally(label, tally -> {
            tally.rcu += read;
            tally.wcu += written;
        });
    }

    private static void tally(String label, Consumer<Tally> change) {
        synchronized (TALLIES) {
            change.accept(TALLIES.computeIfAbsent(label, _ -> new Tally()));
        }
    }

    private static final class Tally {
        private final Map<String, Integer> operations = new TreeMap<>();
        private int times;
        private double rcu;
        private double wcu;

        Usage usage() {
            return new Usage(times, operations, rcu, wcu);
        }
    }
}
