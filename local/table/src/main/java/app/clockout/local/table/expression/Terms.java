package app.clockout.local.table.expression;

import app.clockout.local.table.value.InvalidRequestException;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders of one request, and what its expressions made of them. Parsed expressions are kept, because a program sends
 * the same few again and again.
 */
public final class Terms {
    private static final int MOST_KEPT = 2_000;
    private static final Map<Source, Parsed> KEPT = new ConcurrentHashMap<>();

    private record Source(Kind kind, String text, Map<String, String> names) {}

    private record Parsed(Object tree, Set<String> names, Set<String> values) {}

    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> usedNames = new HashSet<>();
    private final Set<String> usedValues = new HashSet<>();

    /**
     * @param names by placeholder, such as {@code #n}
     * @param values by placeholder, such as {@code :v}
     */
    public Terms(Map<String, String> names, Map<String, Value> values) {
        this.names = names;
        this.values = values;
    }

    /** The values by placeholder. */
    public Map<String, Value> values() {
        return values;
    }

    /**
     * Reads a condition, a filter or a condition on keys.
     *
     * @throws InvalidRequestException when it is none, or its operands have the wrong types
     */
    public @Nullable Condition condition(Kind kind, @Nullable String text) {
        if (text == null) {
            return null;
        }
        var condition = (Condition) read(kind, text, source -> {
            var parser = new ConditionParser(kind, text, source.names);
            return parsed(parser, parser.parse());
        });
        new Operands(kind, values).check(condition);
        return condition;
    }

    public @Nullable Update update(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var update = (Update) read(Kind.UPDATE, text, source -> {
            var parser = new UpdateParser(text, source.names);
            return parsed(parser, parser.parse());
        });
        new Operands(Kind.UPDATE, values).check(update);
        return update;
    }

    public @Nullable Projection projection(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return (Projection) read(Kind.PROJECTION, text, source -> {
            var parser = new Parser(Kind.PROJECTION, text, source.names);
            return parsed(parser, new Projection(parser.projection()));
        });
    }

    private Object read(Kind kind, String text, Function<Source, Parsed> parse) {
        var source = new Source(kind, text, names);
        var parsed = KEPT.get(source);
        if (parsed == null) {
            parsed = parse.apply(source);
            if (KEPT.size() >= MOST_KEPT) {
                KEPT.clear();
            }
            KEPT.put(source, parsed);
        }
        usedNames.addAll(parsed.names);
        usedValues.addAll(parsed.values);
        return parsed.tree;
    }

    private static Parsed parsed(Parser parser, Object tree) {
        return new Parsed(tree, Set.copyOf(parser.usedNames), Set.copyOf(parser.usedValues));
    }

    /** Whether a condition holds for an item; an absent item is an empty one, and no condition always holds. */
    public boolean hold(@Nullable Condition condition, @Nullable Item item) {
        return condition == null || new Evaluator(item == null ? Item.EMPTY : item, values).holds(condition);
    }

    /** The item after an update. */
    public Item apply(Update update, Item item) {
        return new Change(item, values).by(update);
    }

    /**
     * Refuses placeholders that no expression used, once all of them are read.
     *
     * @throws InvalidRequestException naming them
     */
    public void checkAllUsed() {
        checkAllUsed("ExpressionAttributeNames", names.keySet(), usedNames);
        checkAllUsed("ExpressionAttributeValues", values.keySet(), usedValues);
    }

    private static void checkAllUsed(String parameter, Set<String> given, Set<String> used) {
        List<String> unused =
                given.stream().filter(name -> !used.contains(name)).toList();
        if (!unused.isEmpty()) {
            throw new InvalidRequestException("Value provided in " + parameter + " unused in expressions: keys: "
                    + unused.stream().collect(Collectors.joining(", ", "{", "}")));
        }
    }
}
