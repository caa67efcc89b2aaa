package app.clockout.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a form had posted when something stopped it, to be shown and posted once more. It travels in the page alone: nothing of it is
 * kept on the server.
 *
 * @param action the path that it is posted to
 * @param fields names and values in the order sent
 */
public record KeptForm(String action, List<Field> fields) {
    /** What a form that carries another one along calls the other's path, and its fields begin with. */
    private static final String ACTION = "kept";

    private static final String PREFIX = "kept.";

    /** What the product's pages send along by themselves, or with a button. */
    private static final Set<String> OF_PAGE =
            Set.of("ifMatch", Fields.KEY, "token", "next", "ticket", "memberId", "answer", "ask");

    /** A value under its name. */
    public record Field(String name, String value) {
        /** Whether a person chose or wrote it, rather than the page. */
        boolean isTyped() {
            return !OF_PAGE.contains(name) && !name.startsWith("_") && !value.isBlank();
        }
    }

    /** What a request had posted; empty where it was no form, or one that cannot be read. */
    static Optional<KeptForm> of(Request request) {
        if (!request.isForm()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new KeptForm(request.target(), fields(request.fields().form(), "")));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    /** The one that this form carries along, if it does. */
    public static Optional<KeptForm> carriedBy(Fields fields) {
        return Optional.of(fields.typed(ACTION))
                .filter(Paths::isHere)
                .map(action -> new KeptForm(action, fields(fields.form(), PREFIX)));
    }

    private static List<Field> fields(Map<String, List<String>> form, String prefix) {
        var fields = new ArrayList<Field>();
        form.forEach((name, values) -> {
            if (name.startsWith(prefix) && (!prefix.isEmpty() || !name.startsWith(PREFIX))) {
                values.forEach(value -> fields.add(new Field(name.substring(prefix.length()), value)));
            }
        });
        return List.copyOf(fields);
    }

    /** As fields of the form that carries it along. */
    public List<Field> carried() {
        var carried = new ArrayList<Field>();
        carried.add(new Field(ACTION, action));
        fields.forEach(field -> carried.add(new Field(PREFIX + field.name(), field.value())));
        return carried;
    }

    /** What a person wrote or chose. */
    public List<Field> typed() {
        return fields.stream().filter(Field::isTyped).toList();
    }
}
