package app.clockout.local.table.protocol;

import app.clockout.local.table.core.TableException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the interface's description demands of parameters; everything that is wrong is said at once. */
final class Constraints {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int LONGEST_NAME = 255;

    private final List<String> broken = new ArrayList<>();

    /** Enters a broken constraint of the parameter at a place. */
    void broken(@Nullable Object value, String place, String constraint) {
        var shown = value == null ? "null" : "'" + value + "'";
        broken.add("Value " + shown + " at '" + place + "' failed to satisfy constraint: " + constraint);
    }

    /** Enters one that DynamoDB words in its own way. */
    void broken(String message) {
        broken.add(message);
    }

    Constraints notNull(@Nullable Object value, String place) {
        if (value == null) {
            broken(null, place, "Member must not be null");
        }
        return this;
    }

    /** A table's name; nothing else is looked at when it is wrong. */
    Constraints table(@Nullable String name, int shortest) {
        notNull(name, "tableName");
        if (name != null && !name.startsWith("arn:")) {
            name(name, "tableName", shortest);
        }
        check();
        return this;
    }

    Constraints name(String name, String place, int shortest) {
        if (name.length() < shortest) {
            broken(name, place, "Member must have length greater than or equal to " + shortest);
        } else if (name.length() > LONGEST_NAME) {
            broken(name, place, "Member must have length less than or equal to " + LONGEST_NAME);
        } else if (!NAME.matcher(name).matches()) {
            broken(name, place, "Member must satisfy regular expression pattern: " + NAME.pattern());
        }
        return this;
    }

    Constraints between(long least, long most, @Nullable Long value, String place) {
        if (value != null && value < least) {
            broken(value, place, "Member must have value greater than or equal to " + least);
        } else if (value != null && value > most) {
            broken(value, place, "Member must have value less than or equal to " + most);
        }
        return this;
    }

    Constraints oneOf(@Nullable String value, String place, String... allowed) {
        if (value != null && !List.of(allowed).contains(value)) {
            broken(value, place, "Member must satisfy enum value set: " + List.of(allowed));
        }
        return this;
    }

    Constraints capacity(Request request) {
        return oneOf(request.text("ReturnConsumedCapacity"), "returnConsumedCapacity", "INDEXES", "TOTAL", "NONE");
    }

    Constraints metrics(Request request) {
        return oneOf(request.text("ReturnItemCollectionMetrics"), "returnItemCollectionMetrics", "SIZE", "NONE");
    }

    /** @throws TableException with all that is broken */
    void check() {
        if (!broken.isEmpty()) {
            throw TableException.invalid(broken.size() + " validation error" + (broken.size() > 1 ? "s" : "")
                    + " detected: " + String.join("; ", broken));
        }
    }
}
