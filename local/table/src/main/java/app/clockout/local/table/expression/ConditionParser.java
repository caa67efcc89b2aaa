package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Condition.Operator;
import app.clockout.local.table.expression.Tokens.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions, filters and conditions on keys: OR binds loosest, then AND, then NOT. */
final class ConditionParser extends Parser {
    private static final int MOST_OF_IN = 100;
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private int depth;

    ConditionParser(Kind kind, String text, Map<String, String> names) {
        super(kind, text, names);
    }

    Condition parse() {
        var condition = or();
        expectEnd();
        return condition;
    }

    private Condition or() {
        var left = and();
        while (tokens.takeWord("OR")) {
            countOperator();
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        var left = not();
        while (tokens.takeWord("AND")) {
            countOperator();
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (tokens.takeWord("NOT")) {
            countOperator();
            return new Condition.Not(not());
        }
        return primary();
    }

    private Condition primary() {
        if (tokens.take("(")) {
            if (tokens.isWrappedTwice()) {
                throw kind.error("The expression has redundant parentheses;");
            }
            // Each that is not redundant has an operator beside it, so deeper ones have no end, or too many.
            if (++depth > MOST_OPERATORS + 1) {
                throw tokens.unexpected();
            }
            var condition = or();
            tokens.expect(")");
            depth--;
            return condition;
        }
        var token = tokens.peek();
        if (token.type() == Type.WORD && tokens.peekSecond().is("(") && isCondition(token.text())) {
            return function(token.text());
        }
        return comparison();
    }

    private Condition function(String name) {
        var arguments = arguments();
        var first = arguments.getFirst();
        return switch (name) {
            case "attribute_exists", "attribute_not_exists" -> {
                expectCount(name, arguments, 1);
                yield new Condition.Exists(pathOf(name, first), name.equals("attribute_exists"));
            }
            case "attribute_type" -> {
                expectCount(name, arguments, 2);
                yield new Condition.IsType(first, arguments.getLast());
            }
            case "begins_with" -> {
                expectCount(name, arguments, 2);
                checkDistinct(name, first, arguments.getLast());
                yield new Condition.BeginsWith(first, arguments.getLast());
            }
            default -> {
                expectCount(name, arguments, 2);
                checkDistinct(name, first, arguments.getLast());
                yield new Condition.Contains(first, arguments.getLast());
            }
        };
    }

    private Condition comparison() {
        var left = operand();
        if (tokens.takeWord("BETWEEN")) {
            countOperator();
            var low = operand();
            if (!tokens.takeWord("AND")) {
                throw tokens.unexpected();
            }
            return new Condition.Between(left, low, operand());
        }
        if (tokens.takeWord("IN")) {
            return in(left);
        }
        var sign = tokens.peek();
        if (sign.type() != Type.SIGN || !COMPARISONS.contains(sign.text())) {
            throw tokens.unexpected();
        }
        tokens.next();
        countOperator();
        var right = operand();
        checkDistinct(sign.text(), left, right);
        return new Condition.Compare(Operator.of(sign.text()), left, right);
    }

    private Condition in(Operand left) {
        countOperator();
        tokens.expect("(");
        var among = new ArrayList<Operand>();
        do {
            among.add(operand());
        } while (tokens.take(","));
        tokens.expect(")");
        if (among.size() > MOST_OF_IN) {
            throw kind.error("The IN operator is provided with too many operands; number of operands: " + among.size());
        }
        return new Condition.In(left, List.copyOf(among));
    }

    private void checkDistinct(String operator, Operand left, Operand right) {
        if (left instanceof Operand.At(Path path) && left.equals(right)) {
            throw kind.error(
                    "The first operand must be distinct from the remaining operands for this operator or function; operator: "
                            + operator + ", first operand: " + path);
        }
    }
}
