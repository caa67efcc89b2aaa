package app.clockout.local.table.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A condition, a filter, or a condition on keys. */
public sealed interface Condition {
    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record Compare(Operator operator, Operand left, Operand right) implements Condition {}

    record Between(Operand operand, Operand low, Operand high) implements Condition {}

    record In(Operand operand, List<Operand> among) implements Condition {}

    record Exists(Path path, boolean expected) implements Condition {}

    record IsType(Operand operand, Operand type) implements Condition {}

    record BeginsWith(Operand operand, Operand start) implements Condition {}

    record Contains(Operand operand, Operand part) implements Condition {}

    /** The attributes of the item that it looks at. */
    default Set<String> names() {
        var names = new HashSet<String>();
        collect(this, names);
        return names;
    }

    private static void collect(Condition condition, Set<String> names) {
        switch (condition) {
            case And(var left, var right) -> {
                collect(left, names);
                collect(right, names);
            }
            case Or(var left, var right) -> {
                collect(left, names);
                collect(right, names);
            }
            case Not(var inner) -> collect(inner, names);
            case Compare(var _, var left, var right) -> collect(names, left, right);
            case Between(var operand, var low, var high) -> collect(names, operand, low, high);
            case In(var operand, var among) -> {
                collect(names, operand);
                among.forEach(each -> collect(names, each));
            }
            case Exists(var path, var _) -> names.add(path.first());
            case IsType(var operand, var type) -> collect(names, operand, type);
            case BeginsWith(var operand, var start) -> collect(names, operand, start);
            case Contains(var operand, var part) -> collect(names, operand, part);
        }
    }

    private static void collect(Set<String> names, Operand... operands) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.At(Path path)) {
                names.add(path.first());
            }
            operand.parts().forEach(part -> collect(names, part));
        }
    }

    enum Operator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(sign);
        }

        /** Whether it holds for two values of which the first compares to the second like this number to zero. */
        public boolean holds(int comparison) {
            return switch (this) {
                case EQ -> comparison == 0;
                case NE -> comparison != 0;
                case LT -> comparison < 0;
                case LE -> comparison <= 0;
                case GT -> comparison > 0;
                case GE -> comparison >= 0;
            };
        }
    }
}
