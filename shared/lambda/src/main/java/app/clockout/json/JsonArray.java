package app.clockout.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A JSON array; its values are those of {@link JsonObject}. */
public final class JsonArray {
    private final List<@Nullable Object> values = new ArrayList<>();

    public static JsonArray of(Collection<String> texts) {
        var array = new JsonArray();
        array.values.addAll(texts);
        return array;
    }

    /** Adds an empty object and gives it, to be filled. */
    public JsonObject addObject() {
        var object = new JsonObject();
        values.add(object);
        return object;
    }

    public void add(JsonObject object) {
        values.add(object);
    }

    void add(@Nullable Object value) {
        values.add(value);
    }

    public List<@Nullable Object> values() {
        return values;
    }

    /** Those of the values that are objects. */
    public Stream<JsonObject> objects() {
        return values.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }
}
