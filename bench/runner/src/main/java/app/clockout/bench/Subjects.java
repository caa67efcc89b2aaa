package app.clockout.bench;

import app.clockout.bench.Subject.Kind;
import app.clockout.testing.template.Resolver;
import app.clockout.testing.template.Template;
import app.clockout.testing.template.Value;
import app.clockout.testing.template.Value.Fields;
import app.clockout.testing.template.Value.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is measured: every function of the template, and two beside them. */
final class Subjects {
    private static final String FUNCTION = "AWS::Serverless::Function";
    // An own name each, so that they stand first in every table.
    private static final String FLOOR = "floor";
    private static final String PLAIN = "plain";

    private Subjects() {}

    static List<Subject> of(Path root) {
        var template = Template.read(root.resolve("template.yaml"));
        var resolver = new Resolver(template, Map.of(), (logicalId, _) -> logicalId);
        var subjects = new ArrayList<Subject>();
        // As much memory as the most of the functions have.
        int memory = Integer.parseInt(globally(template, resolver, "MemorySize", "128"));
        subjects.add(reference(root, FLOOR, "Floor", memory));
        subjects.add(reference(root, PLAIN, "Plain", memory));
        for (var logicalId : template.resourcesOf(FUNCTION)) {
            var properties = template.properties(logicalId);
            subjects.add(new Subject(
                    kebab(logicalId),
                    logicalId,
                    isHttp(properties) ? Kind.HTTP : Kind.WORKER,
                    root.resolve(text(resolver, properties.get("CodeUri"), "")),
                    text(resolver, properties.get("Handler"), ""),
                    Integer.parseInt(text(
                            resolver,
                            properties.get("MemorySize"),
                            globally(template, resolver, "MemorySize", "128")))));
        }
        return subjects;
    }

    private static Subject reference(Path root, String name, String type, int memory) {
        return new Subject(
                name,
                "",
                Kind.REFERENCE,
                root.resolve("bench/" + name + "/target/bench-" + name + ".zip"),
                "app.clockout.bench." + name + "." + type + "Handler::handleRequest",
                memory);
    }

    static boolean isPlain(Subject subject) {
        return subject.name().equals(PLAIN);
    }

    /** {@code ClubEventsFunction} is {@code club-events}. */
    private static String kebab(String logicalId) {
        return logicalId
                .replaceAll("Function$", "")
                .replaceAll("(?<=.)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isHttp(Fields properties) {
        return properties.get("Events") instanceof Fields events
                && events.fields().values().stream()
                        .anyMatch(event -> event instanceof Fields fields
                                && fields.get("Type") instanceof Text type
                                && type.text().equals("HttpApi"));
    }

    private static String globally(Template template, Resolver resolver, String property, String otherwise) {
        return template.globals().get("Function") instanceof Fields function
                ? text(resolver, function.get(property), otherwise)
                : otherwise;
    }

    private static String text(Resolver resolver, @Nullable Value value, String otherwise) {
        return value == null ? otherwise : resolver.text(value);
    }
}
