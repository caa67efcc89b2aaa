package app.clockout.local.stack;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Text;
import app.clockout.local.stack.Stack.QueueMessages;
import app.clockout.local.stack.Stack.Route;
import app.clockout.local.stack.Stack.Schedule;
import app.clockout.local.stack.Stack.TableChanges;
import app.clockout.local.stack.Stack.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** The events of a function, by their types. */
final class Triggers {
    /** As many as Lambda starts with for a queue whose concurrency is not set. */
    private static final int CONCURRENCY = 5;

    private static final Set<String> METHODS =
            Set.of("ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private Triggers() {}

    static Trigger of(String type, String name, StrictSection event, Template template) {
        return switch (type) {
            case "HttpApi" -> route(event);
            case "SQS" -> queue(event);
            case "DynamoDB" -> changes(event, template);
            case "Schedule" -> schedule(name, event, "Schedule");
            case "ScheduleV2" -> schedule(name, event, "ScheduleExpression");
            default ->
                throw event.problem(
                        event.where("Type"),
                        "the event type " + type
                                + " is not understood here; HttpApi, SQS, DynamoDB, Schedule and ScheduleV2 are.");
        };
    }

    private static Route route(StrictSection event) {
        var route = event.section(
                "Properties",
                "an HttpApi event",
                Set.of("ApiId", "Path", "Method", "PayloadFormatVersion"),
                Set.of("RouteSettings"));
        route.only("PayloadFormatVersion", "2.0");
        String path = route.text("Path").orElse("$default");
        String method = route.text("Method").orElse("ANY").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw route.problem(route.where("Method"), "the method " + method + " is not understood.");
        }
        if (!path.equals("$default") && !path.startsWith("/")) {
            throw route.problem(route.where("Path"), "the path " + path + " does not begin with a slash.");
        }
        return new Route(method, path, route.has("Path") ? route.where("Path") : event.fields());
    }

    private static QueueMessages queue(StrictSection event) {
        var queue = event.section(
                "Properties",
                "an SQS event",
                Set.of(
                        "Queue",
                        "BatchSize",
                        "MaximumBatchingWindowInSeconds",
                        "FunctionResponseTypes",
                        "ScalingConfig",
                        "Enabled"),
                Set.of());
        queue.only("Enabled", "true");
        var scaling = queue.section("ScalingConfig", "a ScalingConfig", Set.of("MaximumConcurrency"), Set.of());
        int window = queue.number("MaximumBatchingWindowInSeconds", 0, 300, 0);
        int size = queue.number("BatchSize", 1, 10_000, 10);
        if (size > 10 && window == 0) {
            throw queue.problem(
                    queue.where("BatchSize"), "a BatchSize above 10 needs a MaximumBatchingWindowInSeconds.");
        }
        return new QueueMessages(
                queue.resource("Queue", "Arn", StackReader.QUEUE),
                size,
                Duration.ofSeconds(window),
                scaling.number("MaximumConcurrency", 2, 1000, CONCURRENCY),
                reportsFailures(queue),
                queue.where("Queue"));
    }

    private static TableChanges changes(StrictSection event, Template template) {
        var changes = event.section(
                "Properties",
                "a DynamoDB event",
                Set.of(
                        "Stream",
                        "StartingPosition",
                        "BatchSize",
                        "MaximumBatchingWindowInSeconds",
                        "BisectBatchOnFunctionError",
                        "FunctionResponseTypes",
                        "FilterCriteria",
                        "ParallelizationFactor",
                        "Enabled"),
                Set.of("DestinationConfig", "MaximumRecordAgeInSeconds")); // here no record grows so old
        changes.required("StartingPosition");
        changes.only("StartingPosition", "TRIM_HORIZON");
        changes.only("ParallelizationFactor", "1");
        changes.only("Enabled", "true");
        String table = changes.resource("Stream", "StreamArn", StackReader.TABLE);
        if (template.properties(table).get("StreamSpecification") == null) {
            throw changes.problem(changes.where("Stream"), "the table " + table + " has no StreamSpecification.");
        }
        return new TableChanges(
                table,
                changes.number("BatchSize", 1, 1000, 100),
                Duration.ofSeconds(changes.number("MaximumBatchingWindowInSeconds", 0, 300, 0)),
                changes.yes("BisectBatchOnFunctionError"),
                reportsFailures(changes),
                filters(changes),
                changes.where("Stream"));
    }

    private static List<FilterPattern> filters(StrictSection changes) {
        return changes.section("FilterCriteria", "FilterCriteria", Set.of("Filters"), Set.of())
                .items("Filters")
                .map(filter -> {
                    if (filter instanceof Fields fields
                            && fields.fields().size() == 1
                            && fields.get("Pattern") instanceof Text pattern) {
                        return understood(changes, pattern, () -> FilterPattern.parse(pattern.text()));
                    }
                    throw changes.problem(filter, filter.described() + " where a Pattern is understood.");
                })
                .toList();
    }

    private static Schedule schedule(String name, StrictSection event, String expression) {
        var schedule = event.section(
                "Properties",
                "a schedule",
                Set.of(expression, "Input", "Enabled", "State"),
                Set.of(
                        "DeadLetterConfig",
                        "Description",
                        "FlexibleTimeWindow",
                        "Name",
                        "OmitName",
                        "PermissionsBoundary",
                        "RetryPolicy",
                        "RoleArn"));
        schedule.only("Enabled", "true");
        schedule.only("State", "ENABLED");
        String text = schedule.required(expression);
        return new Schedule(
                Stack.shortName(name),
                understood(schedule, schedule.where(expression), () -> Rate.parse(text)),
                schedule.text("Input"),
                schedule.where(expression));
    }

    private static boolean reportsFailures(StrictSection mapping) {
        var types = mapping.items("FunctionResponseTypes").toList();
        for (Value type : types) {
            if (!(type instanceof Text(String text, int _)) || !text.equals("ReportBatchItemFailures")) {
                throw mapping.problem(type, type.described() + " where ReportBatchItemFailures is understood.");
            }
        }
        return !types.isEmpty();
    }

    private static <T> T understood(StrictSection section, Value where, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw section.problem(where, String.valueOf(e.getMessage()));
        }
    }
}
