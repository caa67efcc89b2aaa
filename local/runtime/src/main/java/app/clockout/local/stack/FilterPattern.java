package app.clockout.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One filter of an event source: of <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">EventBridge's pattern
 * language</a>, exact texts and prefixes.
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
        var all = pattern.properties().stream().map(FilterPattern::field).toList();
        return event -> all.stream().allMatch(field -> field.test(event));
    }

    private static Predicate<JsonNode> field(Map.Entry<String, JsonNode> field) {
        String name = field.getKey();
        if (name.startsWith("$")) {
            throw notUnderstood(JSON.createObjectNode().set(name, field.getValue()), "the name of a field");
        }
        Predicate<JsonNode> inner = field.getValue().isArray() ? anyOf(field.getValue()) : fields(field.getValue());
        return event -> inner.test(event.path(name));
    }

    private static Predicate<JsonNode> anyOf(JsonNode list) {
        if (list.isEmpty()) {
            throw notUnderstood(list, "a list with at least one entry");
        }
        List<Predicate<JsonNode>> each =
                list.valueStream().map(FilterPattern::text).toList();
        return value -> each.stream().anyMatch(one -> one.test(value));
    }

    private static Predicate<JsonNode> text(JsonNode pattern) {
        if (pattern.isTextual()) {
            return pattern::equals;
        }
        if (pattern.isObject() && pattern.size() == 1 && pattern.path("prefix").isTextual()) {
            String prefix = pattern.path("prefix").textValue();
            return value -> value.isTextual() && value.textValue().startsWith(prefix);
        }
        throw notUnderstood(pattern, "a text or {\"prefix\":\"…\"}");
    }

    private static IllegalArgumentException notUnderstood(JsonNode part, String expected) {
        return new IllegalArgumentException(
                "the filter pattern has " + part + " where " + expected + " is understood.");
    }
}
