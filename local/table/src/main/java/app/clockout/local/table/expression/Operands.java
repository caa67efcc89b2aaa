package app.clockout.local.table.expression;

import app.clockout.local.table.expression.Condition.Operator;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Value.Type;
import app.clockout.local.table.value.Values;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks an expression against the values that it comes with, whatever the item: DynamoDB refuses wrong types before it reads
 * anything.
 */
final class Operands {
    private static final Set<Type> ORDERED = EnumSet.of(Type.S, Type.N, Type.B);
    private static final Set<Type> BEGINNING = EnumSet.of(Type.S, Type.B);
    private static final Set<Type> SIZED = EnumSet.complementOf(EnumSet.of(Type.N, Type.BOOL, Type.NULL));
    private static final Set<Type> ADDED = EnumSet.of(Type.N, Type.SS, Type.NS, Type.BS);
    private static final Set<Type> DELETED = EnumSet.of(Type.SS, Type.NS, Type.BS);

    private final Kind kind;
    private final Map<String, Value> values;

    Operands(Kind kind, Map<String, Value> values) {
        this.kind = kind;
        this.values = values;
    }

    void check(Condition condition) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                check(left);
                check(right);
            }
            case Condition.Or(var left, var right) -> {
                check(left);
                check(right);
            }
            case Condition.Not(var inner) -> check(inner);
            case Condition.Compare(var operator, var left, var right) -> {
                check(left);
                check(right);
                if (operator != Operator.EQ && operator != Operator.NE) {
                    expect(operator.sign(), left, ORDERED);
                    expect(operator.sign(), right, ORDERED);
                }
            }
            case Condition.Between(var operand, var low, var high) -> checkBetween(operand, low, high);
            case Condition.In(var operand, var among) -> {
                check(operand);
                among.forEach(this::check);
            }
            case Condition.Exists _ -> {}
            case Condition.IsType(var operand, var type) -> checkType(operand, type);
            case Condition.BeginsWith(var operand, var start) -> {
                check(operand);
                check(start);
                expect("begins_with", operand, BEGINNING);
                expect("begins_with", start, BEGINNING);
            }
            case Condition.Contains(var operand, var part) -> {
                check(operand);
                check(part);
            }
        }
    }

    void check(Update update) {
        update.sets().forEach(set -> check(set.operand()));
        for (var add : update.adds()) {
            check(add.operand());
            expectFor("ADD", add.operand(), ADDED);
        }
        for (var delete : update.deletes()) {
            check(delete.operand());
            expectFor("DELETE", delete.operand(), DELETED);
        }
    }

    private void check(Operand operand) {
        if (operand instanceof Operand.Given(String name) && !values.containsKey(name)) {
            throw kind.error(
                    "An expression attribute value used in expression is not defined; attribute value: " + name);
        }
        operand.parts().forEach(this::check);
        switch (operand) {
            case Operand.Size(var of) -> expect("size", of, SIZED);
            case Operand.Sum(var left, var right, int sign) -> {
                expect(sign > 0 ? "+" : "-", left, EnumSet.of(Type.N));
                expect(sign > 0 ? "+" : "-", right, EnumSet.of(Type.N));
            }
            case Operand.ListAppend(var first, var second) -> {
                expect("list_append", first, EnumSet.of(Type.L));
                expect("list_append", second, EnumSet.of(Type.L));
            }
            case Operand.At _, Operand.Given _, Operand.IfNotExists _ -> {}
        }
    }

    private void checkBetween(Operand operand, Operand low, Operand high) {
        for (Operand each : List.of(operand, low, high)) {
            check(each);
            expect("BETWEEN", each, ORDERED);
        }
        if (low instanceof Operand.Given lower && high instanceof Operand.Given upper) {
            var least = lower.in(values);
            var most = upper.in(values);
            if (least.type() != most.type()) {
                throw kind.error("The BETWEEN operator requires same data type for lower and upper bounds; "
                        + bounds(least, most));
            }
            if (Values.compare(least, most) > 0) {
                throw kind.error(
                        "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                                + bounds(least, most));
            }
        }
    }

    private static String bounds(Value least, Value most) {
        return "lower bound operand: AttributeValue: " + shown(least) + ", upper bound operand: AttributeValue: "
                + shown(most);
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.S(String text) -> "{S:" + text + "}";
            case Value.N number -> "{N:" + number.text() + "}";
            default -> "{" + value.type() + ":" + value + "}";
        };
    }

    private void checkType(Operand operand, Operand type) {
        check(operand);
        check(type);
        expect("attribute_type", type, EnumSet.of(Type.S));
        if (type instanceof Operand.Given given && given.in(values) instanceof Value.S(String name) && !isType(name)) {
            throw kind.error("Invalid attribute type name found; type: " + name
                    + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
        }
    }

    private static boolean isType(String name) {
        for (Type type : Type.values()) {
            if (type.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void expect(String operator, Operand operand, Set<Type> allowed) {
        if (operand instanceof Operand.Given given
                && !allowed.contains(given.in(values).type())) {
            throw kind.error("Incorrect operand type for operator or function; operator or function: " + operator
                    + ", operand type: " + given.in(values).type());
        }
    }

    private void expectFor(String section, Operand operand, Set<Type> allowed) {
        if (operand instanceof Operand.Given given
                && !allowed.contains(given.in(values).type())) {
            throw kind.error("Incorrect operand type for operator or function; operator: " + section
                    + ", operand type: " + longName(given.in(values).type()) + ", typeSet: ALLOWED_FOR_" + section
                    + "_OPERAND");
        }
    }

    private static String longName(Type type) {
        return switch (type) {
            case S -> "STRING";
            case N -> "NUMBER";
            case B -> "BINARY";
            case BOOL -> "BOOLEAN";
            case NULL -> "NULL";
            case SS -> "STRING_SET";
            case NS -> "NUMBER_SET";
            case BS -> "BINARY_SET";
            case L -> "LIST";
            case M -> "MAP";
        };
    }
}
