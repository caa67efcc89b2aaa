package app.clockout.local.table.protocol;

import app.clockout.local.table.core.TableException;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Num;
import app.clockout.local.table.value.Value;
import app.clockout.local.table.value.Value.Type;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads DynamoDB's JSON of attribute values, and refuses what DynamoDB refuses of them. */
public final class Attributes {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 65_535;

    private Attributes() {}

    /** An item or a key. */
    public static Item item(Map<String, Object> json) {
        return item(json, 0);
    }

    private static Item item(Map<String, Object> json, int depth) {
        if (depth > DEEPEST) {
            throw TableException.invalid("Nesting Levels have exceeded supported limits");
        }
        var values = new LinkedHashMap<String, Value>();
        json.forEach((name, value) -> {
            if (name.length() > LONGEST_NAME) {
                throw TableException.invalidParameters("The attribute name is too large");
            }
            values.put(name, value(value, depth + 1));
        });
        return Item.of(values);
    }

    public static Value value(Object json) {
        return value(json, 0);
    }

    private static Value value(Object json, int depth) {
        var typed = Request.object(json);
        if (typed.isEmpty()) {
            throw TableException.invalid(
                    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        }
        if (typed.size() > 1) {
            throw TableException.invalid(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        }
        var only = typed.entrySet().iterator().next();
        var value = only.getValue();
        return switch (only.getKey()) {
            case "S" -> new Value.S(Request.text(value));
            case "N" -> Num.parse(Request.text(value));
            case "B" -> bytes(value);
            case "BOOL" -> new Value.Bool(Request.truth(value));
            case "NULL" -> {
                if (!Request.truth(value)) {
                    throw TableException.invalidParameters("Null attribute value types must have the value of true");
                }
                yield Value.NULL;
            }
            case "SS" -> set(Type.SS, value, "string");
            case "NS" -> set(Type.NS, value, "number");
            case "BS" -> set(Type.BS, value, "binary");
            case "L" -> {
                if (depth > DEEPEST) {
                    throw TableException.invalid("Nesting Levels have exceeded supported limits");
                }
                yield new Value.L(Request.list(value).stream()
                        .map(element -> value(element, depth + 1))
                        .toList());
            }
            case "M" -> new Value.M(item(Request.object(value), depth));
            default ->
                throw TableException.invalid(
                        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        };
    }

    private static Value.B bytes(Object value) {
        try {
            return new Value.B(Base64.getDecoder().decode(Request.text(value)));
        } catch (IllegalArgumentException e) {
            throw TableException.of("SerializationException", "Invalid Base64");
        }
    }

    private static Value set(Type type, Object value, String kind) {
        var elements = new ArrayList<Value>();
        for (Object element : Request.list(value)) {
            elements.add(
                    switch (type) {
                        case SS -> new Value.S(Request.text(element));
                        case NS -> Num.parse(Request.text(element));
                        default -> bytes(element);
                    });
        }
        if (elements.isEmpty()) {
            throw TableException.invalidParameters(
                    type == Type.BS ? "Binary sets should not be empty" : "An " + kind + " set  may not be empty");
        }
        if (new HashSet<>(elements).size() < elements.size()) {
            throw TableException.invalidParameters(
                    "Input collection " + shown(type, elements) + " contains duplicates.");
        }
        return Value.Set.of(type, elements);
    }

    private static List<String> shown(Type type, List<Value> elements) {
        return elements.stream()
                .map(element -> switch (element) {
                    case Value.S(String text) -> text;
                    case Value.N number -> number.text();
                    default -> type.name();
                })
                .toList();
    }
}
