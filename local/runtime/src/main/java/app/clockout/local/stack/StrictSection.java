package app.clockout.local.stack;

import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Items;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mapping of the template of which every field must be known: either this runtime acts on it, or it is known to have no
 * effect here. The values are read, and refused by their line, through this.
 */
final class StrictSection {
    private final Template template;
    private final Resolver resolver;
    private final String kind;
    private final Fields fields;
    private final Map<String, Value> values;

    /**
     * @param kind what this is, for messages, such as {@code "a function"}
     * @throws TemplateException for the first field that is in neither set
     */
    StrictSection(
            Template template,
            Resolver resolver,
            String kind,
            Fields fields,
            Set<String> understood,
            Set<String> withoutEffect) {
        this.template = template;
        this.resolver = resolver;
        this.kind = kind;
        this.fields = fields;
        this.values = new LinkedHashMap<>(fields.fields());
        fields.fields().forEach((name, value) -> {
            if (!understood.contains(name) && !withoutEffect.contains(name)) {
                throw template.problem(
                        value,
                        "the property " + name + " of " + kind + " is not understood here; "
                                + understood.stream().sorted().collect(Collectors.joining(", ")) + " are.");
            }
        });
    }

    /** A section within this one; one that is not written is empty. */
    StrictSection section(String name, String kind, Set<String> understood, Set<String> withoutEffect) {
        Fields inner =
                switch (values.get(name)) {
                    case null -> new Fields(Map.of(), fields.line());
                    case Fields written -> written;
                    case Value other -> throw problem(other, other.described() + " where a mapping is understood.");
                };
        return new StrictSection(template, resolver, kind, inner, understood, withoutEffect);
    }

    Fields fields() {
        return fields;
    }

    /** The value that is written, or the given ones (of {@code Globals}). */
    void fallBackOn(StrictSection globals) {
        globals.values.forEach(values::putIfAbsent);
    }

    TemplateException problem(Value value, String problem) {
        return template.problem(value, problem);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** A value, for messages about it. */
    Value where(String name) {
        return values.getOrDefault(name, fields);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(resolver::text);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> problem(fields, kind + " needs " + name + "."));
    }

    int number(String name, int smallest, int greatest, int fallback) {
        String text = text(name).orElse(String.valueOf(fallback));
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= smallest && Integer.parseInt(text) <= greatest) {
            return Integer.parseInt(text);
        }
        throw problem(
                where(name),
                name + " of " + kind + " is '" + text + "'; a whole number from " + smallest + " to " + greatest
                        + " is understood.");
    }

    boolean yes(String name) {
        String text = text(name).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw problem(where(name), name + " of " + kind + " is '" + text + "'; true and false are understood.");
        }
        return text.equals("true");
    }

    /** Fails unless a value is absent or this one. */
    void only(String name, String value) {
        text(name).filter(text -> !text.equals(value)).ifPresent(text -> {
            throw problem(
                    where(name), name + " of " + kind + " is '" + text + "'; only '" + value + "' is understood here.");
        });
    }

    Stream<Value> items(String name) {
        return switch (values.get(name)) {
            case null -> Stream.empty();
            case Items(List<Value> items, int _) -> items.stream();
            case Value other -> throw problem(other, other.described() + " where a list is understood.");
        };
    }

    /** The logical id of what {@code !GetAtt Resource.attribute} names. */
    String resource(String name, String attribute, String type) {
        String reference = required(name);
        String suffix = "." + attribute;
        String id = reference.endsWith(suffix) ? reference.substring(0, reference.length() - suffix.length()) : "";
        if (!template.resources().containsKey(id) || !template.type(id).equals(type)) {
            throw problem(
                    where(name), name + " of " + kind + " is no " + attribute + " of a resource of type " + type + ".");
        }
        return id;
    }
}
