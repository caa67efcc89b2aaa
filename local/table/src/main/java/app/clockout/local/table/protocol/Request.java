package app.clockout.local.table.protocol;

import app.clockout.local.table.core.TableException;
import app.clockout.local.table.expression.Terms;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parameters of a call, or of a part of one. What has another type than the interface says is refused as AWS does. */
record Request(Map<String, Object> parameters) {
    static Map<String, Object> object(Object value) {
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // read from JSON, where names are texts
            var object = (Map<String, Object>) map;
            return object;
        }
        throw unexpected("Unexpected value type in payload");
    }

    static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            return List.copyOf(list);
        }
        throw unexpected("Unexpected value type in payload");
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw unexpected(
                (value instanceof Boolean ? "BOOLEAN_VALUE" : "NUMBER_VALUE") + " cannot be converted to String");
    }

    static boolean truth(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw unexpected("Unexpected token received from parser");
    }

    private static TableException unexpected(String message) {
        return TableException.of("SerializationException", message);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    @Nullable
    String text(String name) {
        var value = parameters.get(name);
        return value == null ? null : text(value);
    }

    boolean isTrue(String name) {
        var value = parameters.get(name);
        return value != null && truth(value);
    }

    @Nullable
    Long number(String name) {
        var value = parameters.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return number.longValue();
        }
        throw unexpected("STRING_VALUE cannot be converted to Integer");
    }

    Map<String, Object> object(String name) {
        var value = parameters.get(name);
        return value == null ? Map.of() : object(value);
    }

    Request part(String name) {
        return new Request(object(name));
    }

    List<Object> list(String name) {
        var value = parameters.get(name);
        return value == null ? List.of() : list(value);
    }

    List<Request> parts(String name) {
        return list(name).stream().map(each -> new Request(object(each))).toList();
    }

    /** The name of the table, which an ARN may stand for. */
    String table() {
        return tableOf(text("TableName"));
    }

    static String tableOf(@Nullable String name) {
        if (name == null) {
            throw TableException.invalid("The parameter 'TableName' is required but was not present in the request");
        }
        int path = name.startsWith("arn:") ? name.indexOf(":table/") : -1;
        return path < 0 ? name : name.substring(path + ":table/".length()).replaceAll("/.*", "");
    }

    Item item(String name) {
        return Attributes.item(object(name));
    }

    /** The placeholders, which there may only be with one of these expressions. */
    Terms terms(String... expressions) {
        boolean any = Stream.of(expressions).anyMatch(this::has);
        var names = new HashMap<String, String>();
        if (has("ExpressionAttributeNames")) {
            checkPlace(any, "ExpressionAttributeNames", expressions);
            object("ExpressionAttributeNames").forEach((key, value) -> {
                checkPlaceholder("ExpressionAttributeNames", key, '#');
                names.put(key, text(value));
            });
        }
        var values = new HashMap<String, Value>();
        if (has("ExpressionAttributeValues")) {
            checkPlace(any, "ExpressionAttributeValues", expressions);
            object("ExpressionAttributeValues").forEach((key, value) -> {
                checkPlaceholder("ExpressionAttributeValues", key, ':');
                values.put(key, value(key, value));
            });
        }
        return new Terms(names, values);
    }

    private static Value value(String key, Object value) {
        try {
            return Attributes.value(value);
        } catch (TableException e) {
            if (e.type().equals("ValidationException")) {
                throw TableException.invalid(
                        "ExpressionAttributeValues contains invalid value: " + e.getMessage() + " for key " + key);
            }
            throw e;
        }
    }

    private void checkPlace(boolean any, String parameter, String... expressions) {
        if (!any) {
            throw TableException.invalid(parameter + " can only be specified when using expressions: "
                    + String.join(" and ", expressions) + (expressions.length > 1 ? " are null" : " is null"));
        }
        if (object(parameter).isEmpty()) {
            throw TableException.invalid(parameter + " must not be empty");
        }
    }

    private static void checkPlaceholder(String parameter, String key, char sign) {
        boolean valid = key.length() > 1
                && key.charAt(0) == sign
                && key.chars().skip(1).allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        if (!valid) {
            throw TableException.invalid(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
    }

    /** Refuses the parameters of before 2014: beside expressions as DynamoDB does, and alone because they are left out here. */
    void checkNoLegacy(List<String> legacy, String... expressions) {
        var old = legacy.stream().filter(this::has).toList();
        if (old.isEmpty()) {
            return;
        }
        var present = Stream.of(expressions).filter(this::has).toList();
        if (present.isEmpty()) {
            throw TableException.invalid(String.join(", ", old) + ": this table knows only expressions");
        }
        throw TableException.invalid(
                "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {"
                        + String.join(", ", old) + "} Expression parameters: {" + String.join(", ", present) + "}");
    }
}
