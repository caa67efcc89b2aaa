package app.clockout.web;

import app.clockout.domain.Industry;
import gg.jte.html.HtmlContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One labelled input of a form, with what was typed and what is wrong with it. Templates write it with
 * {@code ${FormInput.line(…).html()}}.
 *
 * @param kind the type of an {@code input}, or {@code textarea}, {@code select}, {@code checkbox}, {@code list}
 * @param values what was typed; one entry but for lists, which have an empty one for each line still free
 * @param errors what is wrong, by field name
 * @param options what a select offers, or a line proposes, by value
 * @param changedTo what another person wrote there meanwhile; null where nobody did
 */
public record FormInput(
        String kind,
        String name,
        String label,
        List<String> values,
        Map<String, String> errors,
        int most,
        boolean required,
        String hint,
        String autocomplete,
        Map<String, String> options,
        @Nullable String changedTo) {

    public static FormInput line(Fields fields, String name, String label, int most) {
        return input("text", fields, name, label, most);
    }

    /** An address, with room for what pasting leaves around it: the server drops that, a browser's own check would refuse it. */
    public static FormInput email(Fields fields, String name, String label) {
        return input("email", fields, name, label, 400).autocomplete("email");
    }

    public static FormInput number(Fields fields, String name, String label) {
        return input("number", fields, name, label, 6);
    }

    /** A wall-clock time, as in {@code 2027-01-14T18:30}. */
    public static FormInput localTime(Fields fields, String name, String label) {
        return input("datetime-local", fields, name, label, 16);
    }

    /** A time zone by IANA's name: a common one to choose, or any other to type. */
    public static FormInput timezone(Fields fields, String label, int most) {
        var zones = new LinkedHashMap<String, String>();
        TimeZones.COMMON.forEach(zone -> zones.put(zone, zone));
        return input("text", fields, "timezone", label, most).proposing(zones);
    }

    public static FormInput text(Fields fields, String name, String label, int most) {
        return input("textarea", fields, name, label, most);
    }

    public static FormInput box(Fields fields, String name, String label) {
        return input("checkbox", fields, name, label, 2);
    }

    public static FormInput choice(Fields fields, String name, String label, Map<String, String> options) {
        var input = input("select", fields, name, label, 0);
        return new FormInput(
                input.kind,
                name,
                label,
                input.values,
                input.errors,
                0,
                true,
                "",
                "",
                new LinkedHashMap<>(options),
                input.changedTo == null ? null : options.getOrDefault(input.changedTo, input.changedTo));
    }

    /** The industries to choose from, by id; what stands first chooses none. */
    public static FormInput industry(Fields fields, String none) {
        var industries = new LinkedHashMap<String, String>();
        industries.put("", none);
        for (var industry : Industry.values()) {
            industries.put(industry.id(), industry.title());
        }
        return choice(fields, "industry", "Industry", industries);
    }

    /** Several lines under one name; the entries typed and free ones up to the most. */
    public static FormInput list(Fields fields, String name, String label, int mostEntries, int most) {
        var values = new ArrayList<>(fields.typedList(name));
        while (values.size() < mostEntries) {
            values.add("");
        }
        fields.label(name, label);
        return new FormInput("list", name, label, values, fields.errors(), most, false, "", "off", Map.of(), null);
    }

    private static FormInput input(String kind, Fields fields, String name, String label, int most) {
        fields.label(name, label);
        return new FormInput(
                kind,
                name,
                label,
                List.of(fields.typed(name)),
                fields.errors(),
                most,
                true,
                "",
                "off",
                Map.of(),
                fields.changedTo(name));
    }

    public FormInput optional() {
        return new FormInput(kind, name, label, values, errors, most, false, hint, autocomplete, options, changedTo);
    }

    public FormInput hint(String text) {
        return new FormInput(kind, name, label, values, errors, most, required, text, autocomplete, options, changedTo);
    }

    /** Filled in with what is probably right, where nothing was typed; the hint then says that it can be changed. */
    public FormInput suggested(String suggestion, String text) {
        if (suggestion.isEmpty() || !value().isBlank()) {
            return this;
        }
        var values = List.of(suggestion);
        return new FormInput(kind, name, label, values, errors, most, required, text, autocomplete, options, changedTo);
    }

    private FormInput proposing(Map<String, String> options) {
        return new FormInput(kind, name, label, values, errors, most, required, hint, autocomplete, options, changedTo);
    }

    public FormInput autocomplete(String token) {
        return new FormInput(kind, name, label, values, errors, most, required, hint, token, options, changedTo);
    }

    public String value() {
        return values.getFirst();
    }

    /** What is wrong with the input, or with the first bad entry of its list. */
    public @Nullable String error() {
        var own = errors.get(name);
        if (own != null) {
            return own;
        }
        return errors.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "["))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    public HtmlContent html() {
        return output -> JteinputGenerated.render(output, null, this);
    }
}
