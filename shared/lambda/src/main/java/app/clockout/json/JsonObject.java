package app.clockout.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields keep their order. A value is a {@link String}, a {@link Long}, a {@link Double}, a
 * {@link Boolean}, a {@link JsonObject}, a {@link JsonArray} or null. {@link #toString} gives the JSON text.
 */
public final class JsonObject {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    public JsonObject put(String name, String value) {
        return with(name, value);
    }

    public JsonObject put(String name, long value) {
        return with(name, value);
    }

    public JsonObject put(String name, boolean value) {
        return with(name, value);
    }

    public JsonObject put(String name, JsonArray value) {
        return with(name, value);
    }

    public JsonObject put(String name, JsonObject value) {
        return with(name, value);
    }

    /** Adds every field of another object, in its order. */
    public JsonObject putAll(JsonObject other) {
        fields.putAll(other.fields);
        return this;
    }

    /** Adds an empty object and gives it, to be filled. */
    public JsonObject putObject(String name) {
        var object = new JsonObject();
        fields.put(name, object);
        return object;
    }

    /** Adds an empty array and gives it, to be filled. */
    public JsonArray putArray(String name) {
        var array = new JsonArray();
        fields.put(name, array);
        return array;
    }

    JsonObject with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The value of a field; null where it is null or not there. */
    public @Nullable Object get(String name) {
        return fields.get(name);
    }

    /** The text of a field; null where it is not text, or not there. */
    public @Nullable String text(String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    /** The object of a field; an empty one where it is something else, or not there. */
    public JsonObject object(String name) {
        return fields.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** The array of a field; an empty one where it is something else, or not there. */
    public JsonArray array(String name) {
        return fields.get(name) instanceof JsonArray array ? array : new JsonArray();
    }

    /** Every field, in its order. */
    public Map<String, @Nullable Object> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return Json.write(this);
    }
}
