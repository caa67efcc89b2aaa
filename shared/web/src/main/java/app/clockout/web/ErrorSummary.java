package app.clockout.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the top of a form that came back: what is wrong, with a link to each field that it is about.
 *
 * @param detail what stopped the form as a whole; empty where only fields are wrong
 */
record ErrorSummary(String detail, List<Entry> entries) {
    /**
     * @param field the id of its input; null where the page has none
     * @param made what the form made before, if that is what is wrong
     */
    record Entry(
            @Nullable String field,
            String message,
            @Nullable MadeBefore made) {}

    /** @param fields those of the form; drawn by now, so that their labels are known */
    static ErrorSummary of(Fields fields, String detail) {
        return new ErrorSummary(
                detail,
                fields.errors().entrySet().stream()
                        .map(error -> entry(fields, error))
                        .toList());
    }

    private static Entry entry(Fields fields, Map.Entry<String, String> error) {
        var name = error.getKey().replaceAll("\\[\\d+]$", "");
        var label = fields.label(name);
        if (label == null) {
            return new Entry(null, error.getValue(), name.equals(Fields.KEY) ? fields.madeBefore() : null);
        }
        return new Entry(name, label + ": " + error.getValue(), null);
    }
}
