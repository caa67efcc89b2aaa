package app.clockout.local.table.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the JSON of an answer, where what is null is left out, and says what the call cost. */
final class Answer {
    private final Map<String, Object> json = new LinkedHashMap<>();
    private double read;
    private double written;

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

    /** Read units of the call. */
    Answer reading(double units) {
        read = units;
        return this;
    }

    /** Write units of the call. */
    Answer writing(double units) {
        written = units;
        return this;
    }

    double read() {
        return read;
    }

    double written() {
        return written;
    }

    Map<String, Object> json() {
        return json;
    }
}
