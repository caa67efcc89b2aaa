package app.clockout.local.emulators;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** As much of DynamoDB's expressions as it takes to know what a call needs. */
final class Expressions {
    private static final Pattern PLACEHOLDER = Pattern.compile("[#:][A-Za-z0-9_]+");
    private static final Pattern NOT_A_PLAIN_CONJUNCTION =
            Pattern.compile("\\b(?:OR|NOT|BETWEEN)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern AND = Pattern.compile("\\bAND\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ABSENT =
            Pattern.compile("\\(*\\s*attribute_not_exists\\s*\\(\\s*([#A-Za-z0-9_]+)\\s*\\)\\s*\\)*");

    private Expressions() {}

    /** Those placeholders that an expression uses: DynamoDB refuses a request with others. Null for none. */
    static <T> @Nullable Map<String, T> used(Map<String, T> placeholders, @Nullable String expression) {
        if (expression == null) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        PLACEHOLDER.matcher(expression).results().forEach(name -> names.add(name.group()));
        var used = new HashMap<>(placeholders);
        used.keySet().retainAll(names);
        return used.isEmpty() ? null : used;
    }

    /**
     * Whether a condition holds only where there is no item: it is, or has as one of its {@code AND}s, an
     * {@code attribute_not_exists} of a key. False where that is not plain to see.
     */
    static boolean asksForAbsence(@Nullable String condition, Map<String, String> names, TableShape table) {
        if (condition == null || NOT_A_PLAIN_CONJUNCTION.matcher(condition).find()) {
            return false;
        }
        return AND.splitAsStream(condition)
                .map(part -> ABSENT.matcher(part.strip()))
                .filter(part -> part.matches())
                .map(part -> names.getOrDefault(part.group(1), part.group(1)))
                .anyMatch(table.keys()::contains);
    }
}
