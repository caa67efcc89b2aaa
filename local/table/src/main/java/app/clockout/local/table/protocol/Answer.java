package app.clockout.local.table.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the JSON of an answer; what is null is left out. */
final class Answer {
    private final Map<String, Object> json = new LinkedHashMap<>();

    static Answer empty() {
        return new Answer();
    }

    static Answer with(String name, @Nullable Object value) {
        return new Answer().and(name, value);
    }

    Answer and(String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
        return this;
    }

    Map<String, Object> json() {
        return json;
    }
}
