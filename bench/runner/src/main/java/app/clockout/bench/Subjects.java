package app.clockout.bench;

import app.clockout.bench.Subject.Kind;
import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is measured: every function of the template, and two beside them. */
final class Subjects {
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String STACK = "clockout";
    // An own name each, so that they stand first in every table.
    private static final String FLOOR = "floor";
    private static final String PLAIN = "plain";

    private Subjects() {}

    static List<Subject> of(Path root) {
        var template = Template.read(root.resolve("template.yaml"));
        var resolver = new Resolver(template, Map.of("AWS::StackName", STACK), (logicalId, _) -> logicalId);
        var functions = new ArrayList<Subject>();
        for (var logicalId : template.resourcesOf(FUNCTION)) {
            var properties = template.properties(logicalId);
            functions.add(new Subject(
                    text(resolver, properties.get("FunctionName"), "").substring(STACK.length() + 1),
                    logicalId,
                    isHttp(properties) ? Kind.HTTP : Kind.WORKER,
                    root.resolve(text(resolver, properties.get("CodeUri"), "")),
                    text(resolver, properties.get("Handler"), ""),
                    Integer.parseInt(text(
                            resolver,
                            properties.get("MemorySize"),
                            globally(template, resolver, "MemorySize", "128")))));
        }
        // So that no function has more than what it is compared with.
        int memory = functions.stream().mapToInt(Subject::memory).max().orElseThrow();
        var subjects = new ArrayList<>(
                List.of(reference(root, FLOOR, "Floor", memory), reference(root, PLAIN, "Plain", memory)));
        subjects.addAll(functions);
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
