package app.clockout.local.emulators.template;

import app.clockout.local.emulators.template.Value.Call;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Items;
import app.clockout.local.emulators.template.Value.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a template's values come to in one place where it runs: parameters, resources and region filled in. */
public final class Resolver {
    /** What {@code Ref} (no attribute) and {@code GetAtt} give for a resource. */
    @FunctionalInterface
    public interface Attributes {
        String of(String logicalId, @Nullable String attribute);
    }

    private static final String UNDERSTOOD = "Ref, GetAtt, Sub, If, Not, Equals and Condition are understood.";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::Region", "us-east-1",
            "AWS::AccountId", "000000000000",
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com",
            "AWS::StackName", "clockout");

    private final Template template;
    private final Map<String, String> parameters;
    private final Attributes attributes;

    /**
     * A resolver of one template.
     *
     * @param parameters values by name, before the template's defaults; a pseudo parameter ({@code AWS::Region} …) can be
     *     among them
     * @param attributes asked for each {@code Ref} or {@code GetAtt} of a resource that the template has
     */
    public Resolver(Template template, Map<String, String> parameters, Attributes attributes) {
        this.template = template;
        this.parameters = Map.copyOf(parameters);
        this.attributes = attributes;
    }

    /** A text, or what a call comes to; anything else is a {@link TemplateException}. */
    public String text(Value value) {
        if (plain(value) instanceof String text) {
            return text;
        }
        throw template.problem(value, value.described() + " where a text is understood.");
    }

    /** A value as plain Java: {@code String}, {@code List} or {@code Map} (in the template's order), to any depth. */
    public Object plain(Value value) {
        return switch (value) {
            case Text(String text, int _) -> text;
            case Items(List<Value> items, int _) ->
                items.stream().map(this::plain).toList();
            case Fields fields -> map(fields);
            case Call call -> call(call);
        };
    }

    /** The values of a mapping, each as {@link #plain}. */
    public Map<String, Object> map(Fields fields) {
        var map = new LinkedHashMap<String, Object>();
        fields.fields().forEach((name, value) -> map.put(name, plain(value)));
        return Collections.unmodifiableMap(map);
    }

    /** Whether a condition of the template holds. */
    public boolean condition(String name, Value where) {
        var condition = template.conditions().get(name);
        if (condition == null) {
            throw template.problem(
                    where,
                    "there is no condition " + name + "; those of Conditions are understood: "
                            + String.join(", ", template.conditions().keySet()) + ".");
        }
        return holds(condition);
    }

    private Object call(Call call) {
        return switch (call.function()) {
            case "Ref" -> ref(text(call.argument()), call);
            case "GetAtt" -> attribute(call);
            case "Sub" -> substitute(call);
            case "If" -> {
                var arguments = arguments(call, 3);
                yield plain(condition(text(arguments.get(0)), call) ? arguments.get(1) : arguments.get(2));
            }
            case "Not", "Equals", "Condition" -> String.valueOf(holds(call));
            default -> throw template.problem(call, call.described() + " is not understood; " + UNDERSTOOD);
        };
    }

    private boolean holds(Value value) {
        if (value instanceof Call call) {
            return switch (call.function()) {
                case "Not" -> !holds(arguments(call, 1).getFirst());
                case "Equals" -> {
                    var sides = arguments(call, 2);
                    yield plain(sides.get(0)).equals(plain(sides.get(1)));
                }
                case "Condition" -> condition(text(call.argument()), call);
                default -> throw noCondition(value);
            };
        }
        if (value instanceof Fields fields
                && fields.fields().size() == 1
                && fields.get("Condition") instanceof Text name) {
            return condition(name.text(), name);
        }
        throw noCondition(value);
    }

    private TemplateException noCondition(Value value) {
        return template.problem(
                value, value.described() + " is no condition; !Equals, !Not and !Condition are understood.");
    }

    private String ref(String name, Value where) {
        var given = parameters.get(name);
        if (given != null) {
            return given;
        }
        var parameter = template.parameters().get(name);
        if (parameter != null) {
            if (parameter.get("Default") instanceof Text fallback) {
                return fallback.text();
            }
            throw template.problem(parameter, "the parameter " + name + " has no Default, and no value was given.");
        }
        var pseudo = PSEUDO_PARAMETERS.get(name);
        if (pseudo != null) {
            return pseudo;
        }
        if (template.resources().containsKey(name)) {
            return attributes.of(name, null);
        }
        throw template.problem(
                where,
                "there is no parameter and no resource " + name + "; of AWS's own "
                        + String.join(
                                ", ",
                                PSEUDO_PARAMETERS.keySet().stream().sorted().toList()) + " are understood.");
    }

    private String attribute(Call call) {
        String name =
                switch (call.argument()) {
                    case Items(List<Value> items, int _)
                    when items.size() == 2 -> text(items.get(0)) + "." + text(items.get(1));
                    case Value argument -> text(argument);
                };
        return attribute(name, call);
    }

    private String attribute(String name, Value where) {
        int dot = name.indexOf('.');
        if (dot < 1 || dot == name.length() - 1) {
            throw template.problem(where, "'" + name + "' names no attribute; Resource.Attribute is understood.");
        }
        String resource = name.substring(0, dot);
        if (!template.resources().containsKey(resource)) {
            throw template.problem(where, "there is no resource " + resource + ".");
        }
        return attributes.of(resource, name.substring(dot + 1));
    }

    private String substitute(Call call) {
        var own = new LinkedHashMap<String, String>();
        String text;
        switch (call.argument()) {
            case Items(List<Value> items, int _)
            when items.size() == 2 && items.get(1) instanceof Fields variables -> {
                text = text(items.get(0));
                variables.fields().forEach((name, value) -> own.put(name, text(value)));
            }
            case Text(String only, int _) -> text = only;
            case Value argument ->
                throw template.problem(
                        argument,
                        argument.described() + " in !Sub; a text, or a list of a text and a mapping, is understood.");
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(placeholder(match.group(1).strip(), own, call)));
    }

    private String placeholder(String name, Map<String, String> own, Call call) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}"; // ${!Literal} stands for itself
        }
        var given = own.get(name);
        if (given != null) {
            return given;
        }
        return name.indexOf('.') >= 0 ? attribute(name, call) : ref(name, call);
    }

    private List<Value> arguments(Call call, int number) {
        if (call.argument() instanceof Items(List<Value> items, int _) && items.size() == number) {
            return new ArrayList<>(items);
        }
        throw template.problem(call, call.described() + " has not the list of " + number + " that is understood.");
    }
}
