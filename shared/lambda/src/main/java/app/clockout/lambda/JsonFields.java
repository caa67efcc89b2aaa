package app.clockout.lambda;

import app.clockout.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of JSON the events' fields take; null where it is not there. */
final class JsonFields {
    private JsonFields() {}

    static @Nullable Map<String, String> map(JsonObject json, String name) {
        if (!json.has(name)) {
            return null;
        }
        var texts = new LinkedHashMap<String, String>();
        json.object(name).fields().forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    static @Nullable List<String> list(JsonObject json, String name) {
        if (!json.has(name)) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (var value : json.array(name).values()) {
            if (value instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    static long number(JsonObject json, String name) {
        return json.get(name) instanceof Long number ? number : 0;
    }

    static boolean flag(JsonObject json, String name) {
        return Boolean.TRUE.equals(json.get(name));
    }
}
