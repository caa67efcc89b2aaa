package app.clockout.local.table.expression;

import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Value.Type;
import app.clockout.local.table.value.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says whether a condition holds for an item. What is absent equals nothing and orders with nothing. */
public final class Evaluator {
    private final Item item;
    private final Map<String, Value> values;

    public Evaluator(Item item, Map<String, Value> values) {
        this.item = item;
        this.values = values;
    }

    public boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.And(var left, var right) -> holds(left) && holds(right);
            case Condition.Or(var left, var right) -> holds(left) || holds(right);
            case Condition.Not(var inner) -> !holds(inner);
            case Condition.Compare(var operator, var left, var right) -> compare(operator, value(left), value(right));
            case Condition.Between(var operand, var low, var high) -> {
                var value = value(operand);
                yield compare(Condition.Operator.GE, value, value(low))
                        && compare(Condition.Operator.LE, value, value(high));
            }
            case Condition.In(var operand, var among) -> {
                var value = value(operand);
                yield value != null && among.stream().anyMatch(each -> value.equals(value(each)));
            }
            case Condition.Exists(var path, boolean expected) -> (path.in(item) != null) == expected;
            case Condition.IsType(var operand, var type) -> {
                var value = value(operand);
                yield value != null
                        && value(type) instanceof Value.S(String name)
                        && value.type().name().equals(name);
            }
            case Condition.BeginsWith(var operand, var start) -> {
                var whole = value(operand);
                var first = value(start);
                yield whole != null && first != null && Values.beginsWith(whole, first);
            }
            case Condition.Contains(var operand, var part) -> contains(value(operand), value(part));
        };
    }

    private static boolean compare(Condition.Operator operator, @Nullable Value left, @Nullable Value right) {
        return switch (operator) {
            case EQ -> left != null && left.equals(right);
            case NE -> left == null || !left.equals(right);
            case LT, LE, GT, GE ->
                left != null
                        && right != null
                        && left.type() == right.type()
                        && isOrdered(left)
                        && operator.holds(Values.compare(left, right));
        };
    }

    private static boolean isOrdered(Value value) {
        return value.type() == Type.S || value.type() == Type.N || value.type() == Type.B;
    }

    private static boolean contains(@Nullable Value whole, @Nullable Value part) {
        return switch (whole) {
            case Value.S(String text) when part instanceof Value.S(String inner) -> text.contains(inner);
            case Value.B(byte[] bytes) when part instanceof Value.B(byte[] inner) -> indexOf(bytes, inner) >= 0;
            case Value.Set(var _, var elements) when part != null -> elements.contains(part);
            case Value.L(var elements) when part != null -> elements.contains(part);
            case null, default -> false;
        };
    }

    private static int indexOf(byte[] bytes, byte[] inner) {
        for (int at = 0; at + inner.length <= bytes.length; at++) {
            int same = 0;
            while (same < inner.length && bytes[at + same] == inner[same]) {
                same++;
            }
            if (same == inner.length) {
                return at;
            }
        }
        return -1;
    }

    private @Nullable Value value(Operand operand) {
        return switch (operand) {
            case Operand.At(var path) -> path.in(item);
            case Operand.Given given -> given.in(values);
            case Operand.Size(var of) -> size(value(of));
            case Operand.IfNotExists _, Operand.ListAppend _, Operand.Sum _ ->
                throw new IllegalStateException("not in a condition: " + operand);
        };
    }

    private static @Nullable Value size(@Nullable Value value) {
        return switch (value) {
            case Value.S(String text) -> Value.number(text.length());
            case Value.B(byte[] bytes) -> Value.number(bytes.length);
            case Value.Set(var _, var elements) -> Value.number(elements.size());
            case Value.L(var elements) -> Value.number(elements.size());
            case Value.M(Item entries) -> Value.number(entries.count());
            case null, default -> null;
        };
    }
}
