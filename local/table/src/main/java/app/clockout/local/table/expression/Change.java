package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Path.Step;
import app.clockout.local.table.value.InvalidRequestException;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Num;
import app.clockout.local.table.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies an update to an item. Every value is reckoned from the item as it was; removals of list elements come last. */
final class Change {
    private static final String WRONG_PATH =
            "The document path provided in the update expression is invalid for update";
    private static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";

    private final Item before;
    private final Map<String, Value> values;

    Change(Item before, Map<String, Value> values) {
        this.before = before;
        this.values = values;
    }

    Item by(Update update) {
        Item after = before;
        var sets = new ArrayList<>(update.sets());
        // What is set behind the end of a list is appended in the order of the indexes, however it was written.
        sets.sort((one, other) -> lastFirst(other.path(), one.path()));
        for (var set : sets) {
            after = put(after, set.path(), value(set.operand()));
        }
        for (var add : update.adds()) {
            after = put(after, add.path(), sum(add.path().in(before), value(add.operand())));
        }
        for (var delete : update.deletes()) {
            after = delete(after, delete.path(), value(delete.operand()));
        }
        var removes = new ArrayList<>(update.removes());
        // The last element first, so that each index still means the element that it meant before.
        removes.sort(Change::lastFirst);
        for (Path path : removes) {
            after = remove(after, path);
        }
        return after;
    }

    private static int lastFirst(Path one, Path two) {
        for (int i = 0; i < Math.min(one.steps().size(), two.steps().size()); i++) {
            if (one.steps().get(i) instanceof Step.Index(int a)
                    && two.steps().get(i) instanceof Step.Index(int b)
                    && a != b) {
                return Integer.compare(b, a);
            }
            if (!one.steps().get(i).equals(two.steps().get(i))) {
                return one.steps()
                        .get(i)
                        .toString()
                        .compareTo(two.steps().get(i).toString());
            }
        }
        return 0;
    }

    private Value value(Operand operand) {
        return switch (operand) {
            case Operand.At(var path) -> {
                var value = path.in(before);
                if (value == null) {
                    throw new InvalidRequestException(
                            "The provided expression refers to an attribute that does not exist in the item");
                }
                yield value;
            }
            case Operand.Given given -> given.in(values);
            case Operand.IfNotExists(var path, var otherwise) -> {
                var value = path.in(before);
                yield value == null ? value(otherwise) : value;
            }
            case Operand.ListAppend(var first, var second) -> {
                if (!(value(first) instanceof Value.L(var start)) || !(value(second) instanceof Value.L(var rest))) {
                    throw new InvalidRequestException(WRONG_TYPE);
                }
                yield append(start, rest);
            }
            case Operand.Sum(var left, var right, int sign) -> {
                if (!(value(left) instanceof Value.N(var a)) || !(value(right) instanceof Value.N(var b))) {
                    throw new InvalidRequestException(WRONG_TYPE);
                }
                yield Num.of(sign > 0 ? a.add(b) : a.subtract(b));
            }
            case Operand.Size _ -> throw new IllegalStateException("not in an update: " + operand);
        };
    }

    private static Value append(List<Value> start, List<Value> rest) {
        var all = new ArrayList<>(start);
        all.addAll(rest);
        return new Value.L(List.copyOf(all));
    }

    private static Value sum(@Nullable Value now, Value added) {
        if (now == null) {
            return added;
        }
        return switch (now) {
            case Value.N(var number) when added instanceof Value.N(var more) -> Num.of(number.add(more));
            case Value.Set(var type, var elements)
            when added instanceof Value.Set(var other, var more) && type == other -> {
                var all = new LinkedHashSet<>(elements);
                all.addAll(more);
                yield Value.Set.of(type, all);
            }
            default -> throw new InvalidRequestException(WRONG_TYPE);
        };
    }

    private Item delete(Item after, Path path, Value deleted) {
        var now = path.in(before);
        if (now == null) {
            return path.isNested() ? remove(after, path) : after;
        }
        if (!(now instanceof Value.Set(var type, var elements))
                || !(deleted instanceof Value.Set(var other, var gone))
                || type != other) {
            throw new InvalidRequestException(WRONG_TYPE);
        }
        var left = new LinkedHashSet<>(elements);
        gone.forEach(left::remove);
        return left.isEmpty() ? remove(after, path) : put(after, path, Value.Set.of(type, left));
    }

    private static Item put(Item item, Path path, Value value) {
        if (!path.isNested()) {
            return item.with(path.first(), value);
        }
        return item.with(path.first(), put(item.get(path.first()), path.steps(), 1, value));
    }

    private static Value put(@Nullable Value container, List<Step> steps, int at, Value value) {
        boolean last = at == steps.size() - 1;
        switch (steps.get(at)) {
            case Step.Name(String name)
            when container instanceof Value.M(Item entries) -> {
                return new Value.M(entries.with(name, last ? value : put(entries.get(name), steps, at + 1, value)));
            }
            case Step.Index(int index)
            when container instanceof Value.L(var elements) -> {
                var changed = new ArrayList<>(elements);
                if (index < elements.size()) {
                    changed.set(index, last ? value : put(elements.get(index), steps, at + 1, value));
                } else if (last) {
                    changed.add(value);
                } else {
                    throw new InvalidRequestException(WRONG_PATH);
                }
                return new Value.L(List.copyOf(changed));
            }
            default -> throw new InvalidRequestException(WRONG_PATH);
        }
    }

    private static Item remove(Item item, Path path) {
        if (!path.isNested()) {
            return item.without(path.first());
        }
        return item.with(path.first(), remove(item.get(path.first()), path.steps(), 1));
    }

    private static Value remove(@Nullable Value container, List<Step> steps, int at) {
        boolean last = at == steps.size() - 1;
        switch (steps.get(at)) {
            case Step.Name(String name)
            when container instanceof Value.M(Item entries) -> {
                if (last) {
                    return new Value.M(entries.without(name));
                }
                return new Value.M(entries.with(name, remove(entries.get(name), steps, at + 1)));
            }
            case Step.Index(int index)
            when container instanceof Value.L(var elements) -> {
                if (index >= elements.size() && last) {
                    return container;
                }
                if (index >= elements.size()) {
                    throw new InvalidRequestException(WRONG_PATH);
                }
                var changed = new ArrayList<>(elements);
                if (last) {
                    changed.remove(index);
                } else {
                    changed.set(index, remove(elements.get(index), steps, at + 1));
                }
                return new Value.L(List.copyOf(changed));
            }
            default -> throw new InvalidRequestException(WRONG_PATH);
        }
    }
}
