package app.clockout.local.emulators.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as the template writes it, with the line (counted from 1) it begins on. */
public sealed interface Value {
    int line();

    /** What to call this in a message to its author. */
    String described();

    /** Any scalar, a number or a boolean too, as it is written. */
    record Text(String text, int line) implements Value {
        @Override
        public String described() {
            return "the text '" + text + "'";
        }
    }

    record Items(List<Value> items, int line) implements Value {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, in the order it is written. */
    record Fields(Map<String, Value> fields, int line) implements Value {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public @Nullable Value get(String name) {
            return fields.get(name);
        }

        @Override
        public String described() {
            return "a mapping of " + String.join(", ", fields.keySet());
        }
    }

    /** An intrinsic function, named without {@code Fn::}: {@code !Ref x} and {@code {Ref: x}} are the same call. */
    record Call(String function, Value argument, int line) implements Value {
        @Override
        public String described() {
            return "!" + function;
        }
    }
}
