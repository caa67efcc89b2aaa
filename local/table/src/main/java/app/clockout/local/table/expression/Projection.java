package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Path.Step;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Cuts an item down to some paths. Elements of a list move together, in their order. */
public final class Projection {
    /** The paths as a tree; one without branches is wanted whole. */
    private record Branch(Map<String, Branch> names, TreeMap<Integer, Branch> indexes) {
        Branch() {
            this(new HashMap<>(), new TreeMap<>());
        }

        boolean isWhole() {
            return names.isEmpty() && indexes.isEmpty();
        }
    }

    private final Branch root = new Branch();

    public Projection(List<Path> paths) {
        for (Path path : paths) {
            var at = root;
            for (Step step : path.steps()) {
                at = switch (step) {
                    case Step.Name(String name) -> at.names.computeIfAbsent(name, _ -> new Branch());
                    case Step.Index(int index) -> at.indexes.computeIfAbsent(index, _ -> new Branch());
                };
            }
        }
    }

    /** The attributes of the item that it wants something of. */
    public Set<String> attributes() {
        return root.names.keySet();
    }

    public Item of(Item item) {
        return root.isWhole() ? Item.EMPTY : cut(item, root);
    }

    private static Item cut(Item item, Branch branch) {
        var kept = new HashMap<String, Value>();
        branch.names.forEach((name, wanted) -> {
            var value = cut(item.get(name), wanted);
            if (value != null) {
                kept.put(name, value);
            }
        });
        return Item.of(kept);
    }

    private static @Nullable Value cut(@Nullable Value value, Branch branch) {
        if (branch.isWhole()) {
            return value;
        }
        if (value instanceof Value.M(Item entries)) {
            var kept = cut(entries, branch);
            return kept.isEmpty() ? null : new Value.M(kept);
        }
        if (value instanceof Value.L(var elements)) {
            var kept = new ArrayList<Value>();
            branch.indexes.forEach((index, wanted) -> {
                var element = index < elements.size() ? cut(elements.get(index), wanted) : null;
                if (element != null) {
                    kept.add(element);
                }
            });
            return kept.isEmpty() ? null : new Value.L(List.copyOf(kept));
        }
        return null;
    }
}
