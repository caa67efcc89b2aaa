package app.clockout.local.table.core;

import app.clockout.local.table.expression.Condition;
import app.clockout.local.table.expression.Condition.Operator;
import app.clockout.local.table.expression.Operand;
import app.clockout.local.table.value.InvalidRequestException;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a table or an index that a condition on keys names: one partition, and in it a range of sort keys. */
final class KeyRange {
    private static final String NOT_SUPPORTED = "Query key condition not supported";
    private static final String INVALID = "Invalid KeyConditionExpression: ";

    private final Schema schema;
    private final Schema.Keys keys;
    private final Map<String, Value> values;
    private final Value partition;
    private final long hash;
    private final @Nullable Condition sort;

    KeyRange(Schema schema, Schema.Keys keys, Condition condition, Map<String, Value> values) {
        this.schema = schema;
        this.keys = keys;
        this.values = values;
        var parts = new ArrayList<Condition>();
        collect(condition, parts);
        Value found = null;
        Condition range = null;
        for (Condition part : parts) {
            var name = attribute(part);
            if (name.equals(keys.partition()) && found == null) {
                found = equal(part);
            } else if (name.equals(keys.sort()) && range == null) {
                range = part;
            } else if (name.equals(keys.partition()) || name.equals(keys.sort())) {
                throw new InvalidRequestException(
                        INVALID + "KeyConditionExpressions must only contain one condition per key");
            } else if (parts.size() > keys.names().size()) {
                throw new InvalidRequestException("Conditions can be of length 1 or 2 only");
            }
        }
        if (found == null) {
            throw missing(keys.partition());
        }
        if (parts.size() > 1 && range == null) {
            throw keys.sort() == null ? new InvalidRequestException(NOT_SUPPORTED) : missing(keys.sort());
        }
        this.partition = found;
        this.sort = range;
        this.hash = Key.hash(found);
        checkTypes();
    }

    private static InvalidRequestException missing(String name) {
        return new InvalidRequestException("Query condition missed key schema element: " + name);
    }

    private static void collect(Condition condition, List<Condition> parts) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                collect(left, parts);
                collect(right, parts);
            }
            case Condition.Or _ -> throw unsupported("OR");
            case Condition.Not _ -> throw unsupported("NOT");
            case Condition.In _ -> throw unsupported("IN");
            case Condition.Contains _ -> throw unsupported("contains");
            case Condition.IsType _ -> throw unsupported("attribute_type");
            case Condition.Exists(var _, boolean expected) ->
                throw unsupported(expected ? "attribute_exists" : "attribute_not_exists");
            case Condition.Compare(var operator, var _, var _) when operator == Operator.NE -> throw unsupported("<>");
            case Condition.Compare _, Condition.Between _, Condition.BeginsWith _ -> parts.add(condition);
        }
    }

    private static InvalidRequestException unsupported(String operator) {
        return new InvalidRequestException(INVALID + "Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static String attribute(Condition part) {
        var operand =
                switch (part) {
                    case Condition.Compare(var _, var left, var right) -> left instanceof Operand.At ? left : right;
                    case Condition.Between(var between, var _, var _) -> between;
                    case Condition.BeginsWith(var whole, var _) -> whole;
                    default -> throw new InvalidRequestException(NOT_SUPPORTED);
                };
        if (operand instanceof Operand.At(var path)) {
            if (path.isNested()) {
                throw new InvalidRequestException(
                        INVALID + "KeyConditionExpressions cannot have conditions on nested attributes");
            }
            return path.first();
        }
        throw new InvalidRequestException(INVALID + "No operand in the key condition is an attribute");
    }

    private Value equal(Condition part) {
        if (part instanceof Condition.Compare(var operator, var left, var right) && operator == Operator.EQ) {
            return value(left instanceof Operand.At ? right : left);
        }
        throw new InvalidRequestException(NOT_SUPPORTED);
    }

    private Value value(Operand operand) {
        if (operand instanceof Operand.Given(String name)) {
            var value = values.get(name);
            if (value != null) {
                return value;
            }
        }
        throw new InvalidRequestException(INVALID + "KeyConditionExpressions must compare a key to a value");
    }

    private void checkTypes() {
        checkType(keys.partition(), partition);
        if (sort != null && keys.sort() != null) {
            for (Value bound : bounds(sort)) {
                checkType(keys.sort(), bound);
            }
        }
    }

    private List<Value> bounds(Condition part) {
        return switch (part) {
            case Condition.Compare(var _, var left, var right) ->
                List.of(value(left instanceof Operand.At ? right : left));
            case Condition.Between(var _, var low, var high) -> List.of(value(low), value(high));
            case Condition.BeginsWith(var _, var start) -> List.of(value(start));
            default -> List.of();
        };
    }

    private void checkType(String name, Value value) {
        if (value.type() != schema.types().get(name)) {
            throw TableException.invalidParameters("Condition parameter type does not match schema type");
        }
        if (Values.bytes(value) == 0 && value.type() != Value.Type.N) {
            throw TableException.invalid(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
                            + (value.type() == Value.Type.B ? "binary" : "string") + " value. Key: " + name);
        }
    }

    /** Below zero for what lies before the range, above zero for what lies behind it. */
    int place(Key key) {
        int comparison = key.comparePartition(hash, partition);
        return comparison != 0 || sort == null || key.sort() == null ? comparison : place(sort, key.sort());
    }

    private int place(Condition range, Value at) {
        return switch (range) {
            case Condition.Compare(var operator, var left, var _) -> {
                var bounds = bounds(range);
                int comparison = Values.compare(at, bounds.getFirst());
                // With the value on the left, the comparison reads the other way round.
                boolean turned = !(left instanceof Operand.At);
                if (operator.holds(turned ? -comparison : comparison)) {
                    yield 0;
                }
                yield switch (operator) {
                    case LT, LE -> turned ? -1 : 1;
                    case GT, GE -> turned ? 1 : -1;
                    case EQ, NE -> comparison;
                };
            }
            case Condition.Between _ -> {
                var bounds = bounds(range);
                yield Values.compare(at, bounds.getFirst()) < 0 ? -1 : Values.compare(at, bounds.getLast()) > 0 ? 1 : 0;
            }
            case Condition.BeginsWith _ -> {
                var start = bounds(range).getFirst();
                yield Values.beginsWith(at, start) ? 0 : Values.compare(at, start);
            }
            default -> 0;
        };
    }
}
