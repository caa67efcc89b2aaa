package app.clockout.local.table.expression;

import app.clockout.local.table.value.Value;
import java.util.List;
import java.util.Map;

/** What stands for a value in an expression. */
public sealed interface Operand {
    record At(Path path) implements Operand {}

    /** A placeholder such as {@code :v}. */
    record Given(String name) implements Operand {
        Value in(Map<String, Value> values) {
            var value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("checked before: " + name);
            }
            return value;
        }
    }

    record Size(Operand of) implements Operand {}

    record IfNotExists(Path path, Operand otherwise) implements Operand {}

    record ListAppend(Operand first, Operand second) implements Operand {}

    /** @param sign 1 for plus, -1 for minus */
    record Sum(Operand left, Operand right, int sign) implements Operand {}

    /** The operands that it is made of. */
    default List<Operand> parts() {
        return switch (this) {
            case At _, Given _ -> List.of();
            case Size(var of) -> List.of(of);
            case IfNotExists(var _, var otherwise) -> List.of(otherwise);
            case ListAppend(var first, var second) -> List.of(first, second);
            case Sum(var left, var right, var _) -> List.of(left, right);
        };
    }
}
