package app.clockout.local.table.expression;

import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A document path such as {@code a.b[2]}, its placeholders resolved. */
public record Path(List<Step> steps) {
    public sealed interface Step {
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }
    }

    /** The attribute of the item that it starts at. */
    public String first() {
        return ((Step.Name) steps.getFirst()).name();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    /** What stands there, or null. */
    public @Nullable Value in(Item item) {
        Value at = item.get(first());
        for (int i = 1; i < steps.size() && at != null; i++) {
            at = in(at, steps.get(i));
        }
        return at;
    }

    private static @Nullable Value in(Value container, Step step) {
        return switch (step) {
            case Step.Name(String name) when container instanceof Value.M(Item entries) -> entries.get(name);
            case Step.Index(int index)
            when container instanceof Value.L(var elements) && index < elements.size() -> elements.get(index);
            default -> null;
        };
    }

    boolean overlaps(Path other) {
        int shared = Math.min(steps.size(), other.steps.size());
        return steps.subList(0, shared).equals(other.steps.subList(0, shared));
    }

    /** Whether one takes for a map what the other takes for a list. */
    boolean conflicts(Path other) {
        int shared = Math.min(steps.size(), other.steps.size());
        for (int i = 0; i < shared; i++) {
            if (!steps.get(i).equals(other.steps.get(i))) {
                return steps.get(i).getClass() != other.steps.get(i).getClass();
            }
        }
        return false;
    }

    /** Refuses paths that lie within each other. */
    static void checkApart(Kind kind, List<Path> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = i + 1; j < paths.size(); j++) {
                var one = paths.get(i);
                var two = paths.get(j);
                var how = one.overlaps(two) ? "overlap" : one.conflicts(two) ? "conflict" : null;
                if (how != null) {
                    throw kind.error("Two document paths " + how
                            + " with each other; must remove or rewrite one of these paths; path one: " + one
                            + ", path two: " + two);
                }
            }
        }
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
