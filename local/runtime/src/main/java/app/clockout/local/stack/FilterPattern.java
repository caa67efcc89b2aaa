package app.clockout.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One filter of an event source, in <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">EventBridge's pattern
 * language</a>: exact values, prefix, suffix, equals-ignore-case, anything-but, exists, numeric and {@code $or}.
 */
public final class FilterPattern {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predicate<JsonNode> pattern;

    private FilterPattern(Predicate<JsonNode> pattern) {
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is not JSON, or uses what is not understood here
     */
    public static FilterPattern parse(String json) {
        try {
            return new FilterPattern(fields(JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the filter pattern is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether an event is let through. */
    public boolean matches(JsonNode event) {
        return pattern.test(event);
    }

    private static Predicate<JsonNode> fields(JsonNode pattern) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw notUnderstood(pattern, "an object with at least one field");
        }
        var all = new ArrayList<Predicate<JsonNode>>();
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            String name = field.getKey();
            JsonNode inner = field.getValue();
            if (name.equals("$or")) {
                List<Predicate<JsonNode>> each = each(inner, FilterPattern::fields);
                all.add(event -> each.stream().anyMatch(one -> one.test(event)));
            } else if (inner.isArray()) {
                List<Predicate<JsonNode>> each = each(inner, FilterPattern::value);
                all.add(event ->
                        values(event.path(name)).anyMatch(value -> each.stream().anyMatch(one -> one.test(value))));
            } else {
                Predicate<JsonNode> deeper = fields(inner);
                all.add(event -> deeper.test(event.path(name)));
            }
        }
        return event -> all.stream().allMatch(one -> one.test(event));
    }

    /** A list in an event matches by any of its elements. */
    private static Stream<JsonNode> values(JsonNode value) {
        return value.isArray() && !value.isEmpty() ? value.valueStream() : Stream.of(value);
    }

    private static List<Predicate<JsonNode>> each(JsonNode list, Function<JsonNode, Predicate<JsonNode>> read) {
        if (!list.isArray() || list.isEmpty()) {
            throw notUnderstood(list, "a list with at least one entry");
        }
        return list.valueStream().map(read).toList();
    }

    private static Predicate<JsonNode> value(JsonNode pattern) {
        if (pattern.isNumber()) {
            return value -> value.isNumber() && value.decimalValue().compareTo(pattern.decimalValue()) == 0;
        }
        if (pattern.isValueNode()) {
            return pattern::equals;
        }
        if (!pattern.isObject() || pattern.size() != 1) {
            throw notUnderstood(pattern, "a value, or an object with one operator");
        }
        var operator = pattern.properties().iterator().next();
        JsonNode operand = operator.getValue();
        return switch (operator.getKey()) {
            case "prefix" -> {
                String prefix = text(operand);
                yield value -> value.isTextual() && value.textValue().startsWith(prefix);
            }
            case "suffix" -> {
                String suffix = text(operand);
                yield value -> value.isTextual() && value.textValue().endsWith(suffix);
            }
            case "equals-ignore-case" -> {
                String same = text(operand).toLowerCase(Locale.ROOT);
                yield value -> value.isTextual()
                        && value.textValue().toLowerCase(Locale.ROOT).equals(same);
            }
            case "exists" -> {
                if (!operand.isBoolean()) {
                    throw notUnderstood(operand, "true or false");
                }
                // A branch of the event is no value: exists is about leaves only.
                yield value -> (value.isValueNode() && !(value instanceof MissingNode)) == operand.booleanValue();
            }
            case "anything-but" -> {
                List<Predicate<JsonNode>> none =
                        operand.isArray() ? each(operand, FilterPattern::value) : List.of(value(operand));
                yield value -> !value.isMissingNode() && none.stream().noneMatch(one -> one.test(value));
            }
            case "numeric" -> numeric(operand);
            default ->
                throw notUnderstood(
                        pattern, "one of prefix, suffix, equals-ignore-case, exists, anything-but, numeric");
        };
    }

    private static Predicate<JsonNode> numeric(JsonNode operand) {
        if (!operand.isArray() || operand.isEmpty() || operand.size() % 2 != 0) {
            throw notUnderstood(operand, "a list of comparisons and numbers");
        }
        Predicate<JsonNode> all = JsonNode::isNumber;
        for (int i = 0; i < operand.size(); i += 2) {
            String comparison = text(operand.get(i));
            JsonNode number = operand.get(i + 1);
            if (!number.isNumber() || !List.of("=", "<", "<=", ">", ">=").contains(comparison)) {
                throw notUnderstood(operand, "comparisons (=, <, <=, >, >=) and numbers");
            }
            all = all.and(value -> {
                int order = value.decimalValue().compareTo(number.decimalValue());
                return order == 0 ? comparison.contains("=") : comparison.startsWith(order < 0 ? "<" : ">");
            });
        }
        return all;
    }

    private static String text(JsonNode operand) {
        if (!operand.isTextual()) {
            throw notUnderstood(operand, "a text");
        }
        return operand.textValue();
    }

    private static IllegalArgumentException notUnderstood(JsonNode part, String expected) {
        return new IllegalArgumentException(
                "the filter pattern has " + part + " where " + expected + " is understood.");
    }
}
