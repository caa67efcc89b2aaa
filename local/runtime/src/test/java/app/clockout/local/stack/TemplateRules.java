package app.clockout.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What must hold in the template as SAM translates it, whatever else changes. Each rule gives what breaks it, a line each. */
final class TemplateRules {
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    /** What IAM knows no narrower resource for. */
    private static final Map<String, String> WIDE = Map.of(
            "ses:GetSendQuota", "*",
            "dynamodb:ListStreams", "${Table.Arn}/stream/*");

    /** What an access log may say. A path or a query can hold the token of a mailed link, the rest would tell who it was. */
    private static final Set<String> LOGGED = Set.of(
            "requestTime",
            "requestId",
            "routeKey",
            "httpMethod",
            "status",
            "responseLength",
            "responseLatency",
            "integrationLatency");

    /** What an operator has to hear of besides dead letters: metrics by namespace. */
    private static final Set<String> WATCHED = Set.of(
            "AWS/Lambda IteratorAge",
            "AWS/Lambda Throttles",
            "AWS/ApiGateway 5xx",
            "AWS/SES Reputation.BounceRate",
            "AWS/SES Reputation.ComplaintRate",
            "AWS/SQS ApproximateAgeOfOldestMessage",
            "Clockout DailyQuotaReached",
            "Clockout TooManyBounces");

    private final JsonNode resources;
    private final List<String> broken = new ArrayList<>();

    private TemplateRules(JsonNode template) {
        this.resources = template.path("Resources");
    }

    /** What breaks a rule; empty for a template that is right. */
    static List<String> broken(JsonNode template) {
        var rules = new TemplateRules(template);
        rules.functions();
        rules.roles();
        rules.waitedFor();
        rules.eventSources();
        rules.schedules();
        rules.queues();
        rules.table();
        rules.logs();
        rules.api();
        rules.alarms();
        return rules.broken;
    }

    /** The logical ids of a type of resource. */
    static List<String> ids(JsonNode template, String type) {
        return new TemplateRules(template).of(type).map(Map.Entry::getKey).toList();
    }

    private void functions() {
        var roles = new HashSet<String>();
        of(FUNCTION).forEach(function -> {
            var id = function.getKey();
            var properties = function.getValue();
            require(properties.path("Runtime").asText().equals("java25"), id + " does not run on java25");
            require(
                    properties.path("Architectures").path(0).asText().equals("arm64"),
                    id + " does not run on arm64, which costs a fifth less");
            var role = target(properties.path("Role"));
            require(roles.add(role), id + " shares the role " + role);
            require(
                    properties.path("LoggingConfig").path("LogFormat").asText().equals("JSON"),
                    id + " does not log as JSON");
            require(
                    type(target(properties.path("LoggingConfig").path("LogGroup")))
                            .equals("AWS::Logs::LogGroup"),
                    id + " has no log group of this stack, so that its lines are kept for ever");
            mayUseWhatItIsTold(id, role, properties.path("Environment").path("Variables"));
        });
    }

    /** A function that is told of a table or a queue may use it; one that is not, may not. */
    private void mayUseWhatItIsTold(String function, String role, JsonNode variables) {
        var told = new HashSet<String>();
        variables.forEach(value -> told.add(target(value)));
        of("AWS::Lambda::EventSourceMapping")
                .filter(source -> target(source.getValue().path("FunctionName")).equals(function))
                .forEach(source -> told.add(target(source.getValue().path("EventSourceArn"))));
        of("AWS::Lambda::EventInvokeConfig")
                .filter(config -> target(config.getValue().path("FunctionName")).equals(function))
                .forEach(config -> told.add(target(config.getValue()
                        .path("DestinationConfig")
                        .path("OnFailure")
                        .path("Destination"))));
        var allowed = new HashSet<String>();
        statements(role).forEach(statement -> each(statement.path("Resource")).forEach(resource -> {
            var of = target(resource);
            if (Set.of("AWS::DynamoDB::Table", QUEUE).contains(type(of))) {
                allowed.add(of);
            }
        }));
        told.removeIf(id -> !Set.of("AWS::DynamoDB::Table", QUEUE).contains(type(id)));
        require(allowed.containsAll(told), function + " may not use all of " + told + ", only " + allowed);
        require(told.containsAll(allowed), function + " may use " + allowed + ", but is told of " + told);
    }

    private void roles() {
        of("AWS::IAM::Role").forEach(role -> {
            require(
                    role.getValue().path("ManagedPolicyArns").isMissingNode(),
                    role.getKey() + " has policies that are not its own");
            statements(role.getKey()).forEach(statement -> {
                var actions =
                        each(statement.path("Action")).map(JsonNode::asText).toList();
                var resources = each(statement.path("Resource")).toList();
                require(!actions.isEmpty() && !resources.isEmpty(), role.getKey() + " has an empty statement");
                for (var action : actions) {
                    require(!action.contains("*"), role.getKey() + " may do " + action);
                    for (var resource : resources) {
                        var wide = resource.isTextual()
                                ? resource.asText()
                                : resource.path("Fn::Sub").asText();
                        require(
                                !wide.contains("*") || wide.equals(WIDE.get(action)),
                                role.getKey() + " may do " + action + " on " + wide);
                    }
                }
            });
        });
    }

    /** What people wait for starts from a snapshot, and the snapshot is kept alive. */
    private void waitedFor() {
        var aliases = new TreeMap<String, String>();
        of("AWS::Lambda::Alias")
                .forEach(alias ->
                        aliases.put(alias.getKey(), target(alias.getValue().path("FunctionName"))));
        var called = new HashSet<String>();
        of("AWS::ApiGatewayV2::Api").forEach(api -> api.getValue()
                .path("Body")
                .path("paths")
                .forEach(path -> path.forEach(method -> {
                    var uri = method.path("x-amazon-apigateway-integration")
                            .path("uri")
                            .path("Fn::Sub")
                            .asText();
                    var to = uri.replaceAll(".*functions/\\$\\{([^}]*)}.*", "$1");
                    require(aliases.containsKey(to), "a route calls " + to + ", which is no alias");
                    called.add(to);
                })));
        require(called.equals(aliases.keySet()), "of the aliases " + aliases.keySet() + " the API calls " + called);
        aliases.forEach((alias, function) -> {
            require(
                    resources
                            .path(function)
                            .path("Properties")
                            .path("SnapStart")
                            .path("ApplyOn")
                            .asText()
                            .equals("PublishedVersions"),
                    function + " does not start from a snapshot, though people wait for it");
            require(
                    of("AWS::Scheduler::Schedule")
                            .anyMatch(schedule -> schedule.getValue()
                                            .path("ScheduleExpression")
                                            .asText()
                                            .equals("rate(7 days)")
                                    && target(schedule.getValue().path("Target").path("Arn"))
                                            .equals(alias)),
                    alias + " has no weekly call, without which Lambda drops its snapshot");
        });
    }

    private void eventSources() {
        of("AWS::Lambda::EventSourceMapping").forEach(source -> {
            var id = source.getKey();
            var properties = source.getValue();
            require(
                    properties.path("FunctionResponseTypes").path(0).asText().equals("ReportBatchItemFailures"),
                    id + " does not tell which of a batch failed");
            if (type(target(properties.path("EventSourceArn"))).equals(QUEUE)) {
                require(
                        properties.path("ScalingConfig").has("MaximumConcurrency"),
                        id + " may take all of the account's concurrency");
                int timeout = resources
                        .path(target(properties.path("FunctionName")))
                        .path("Properties")
                        .path("Timeout")
                        .asInt();
                int visibility = resources
                        .path(target(properties.path("EventSourceArn")))
                        .path("Properties")
                        .path("VisibilityTimeout")
                        .asInt();
                require(
                        visibility >= 6 * timeout,
                        id + ": messages are hidden for " + visibility + " s, less than six times the " + timeout
                                + " s that its function may take");
            } else {
                require(properties.path("BisectBatchOnFunctionError").asBoolean(), id + " does not bisect");
                require(
                        properties.path("FilterCriteria").path("Filters").size() > 0,
                        id + " brings changes that are about nothing");
                require(
                        type(target(properties
                                        .path("DestinationConfig")
                                        .path("OnFailure")
                                        .path("Destination")))
                                .equals(QUEUE),
                        id + " forgets changes in silence");
            }
        });
    }

    private void schedules() {
        of("AWS::Scheduler::Schedule").forEach(schedule -> {
            var id = schedule.getKey();
            var to = schedule.getValue().path("Target");
            require(!schedule.getValue().has("Name"), id + " has a name, which a second stack cannot have as well");
            require(type(target(to.path("DeadLetterConfig").path("Arn"))).equals(QUEUE), id + " fails in silence");
            var role = target(to.path("RoleArn"));
            require(
                    statements(role)
                            .flatMap(statement -> each(statement.path("Resource")))
                            .anyMatch(resource -> target(resource).equals(target(to.path("Arn")))),
                    id + " may not call " + target(to.path("Arn")));
            if (type(target(to.path("Arn"))).equals(FUNCTION)) {
                require(
                        of("AWS::Lambda::EventInvokeConfig")
                                .anyMatch(config -> target(config.getValue().path("FunctionName"))
                                        .equals(target(to.path("Arn")))),
                        target(to.path("Arn")) + " fails in silence");
            }
        });
    }

    private void queues() {
        var ends = new HashSet<String>();
        of(QUEUE).forEach(queue -> {
            var id = queue.getKey();
            require(queue.getValue().path("SqsManagedSseEnabled").asBoolean(), id + " is not encrypted");
            var end = target(queue.getValue().path("RedrivePolicy").path("deadLetterTargetArn"));
            boolean isWorkedOff = of("AWS::Lambda::EventSourceMapping")
                    .anyMatch(source ->
                            target(source.getValue().path("EventSourceArn")).equals(id));
            require(isWorkedOff == type(end).equals(QUEUE), id + " is processed, but gives nothing up, or the reverse");
            require(end.isEmpty() || ends.add(end), end + " holds the dead letters of two queues");
            require(isWorkedOff || isWatched(id), id + " has no alarm");
        });
    }

    private boolean isWatched(String queue) {
        return of(ALARM)
                .filter(alarm ->
                        alarm.getValue().path("MetricName").asText().equals("ApproximateNumberOfMessagesVisible"))
                .anyMatch(alarm -> target(
                                alarm.getValue().path("Dimensions").path(0).path("Value"))
                        .equals(queue));
    }

    private void table() {
        of("AWS::DynamoDB::Table").forEach(table -> {
            var properties = table.getValue();
            require(
                    properties
                            .path("PointInTimeRecoverySpecification")
                            .path("PointInTimeRecoveryEnabled")
                            .asBoolean(),
                    "the table cannot be restored");
            require(properties.path("DeletionProtectionEnabled").asBoolean(), "the table can be deleted");
            require(properties.path("SSESpecification").path("SSEEnabled").asBoolean(), "the table has no key");
            for (var policy : List.of("DeletionPolicy", "UpdateReplacePolicy")) {
                require(
                        resources.path(table.getKey()).path(policy).asText().equals("Retain"),
                        "the table goes with the stack: " + policy);
            }
        });
    }

    private void logs() {
        of("AWS::Logs::LogGroup")
                .forEach(group ->
                        require(group.getValue().has("RetentionInDays"), group.getKey() + " keeps its lines for ever"));
    }

    private void api() {
        of("AWS::ApiGatewayV2::Stage").forEach(stage -> {
            var log = stage.getValue().path("AccessLogSettings");
            require(type(target(log.path("DestinationArn"))).equals("AWS::Logs::LogGroup"), "requests are not logged");
            for (var part : log.path("Format").asText().split("\\$context\\.", -1)) {
                var name = part.replaceAll("(?s)[^A-Za-z.].*", "");
                require(name.isEmpty() || LOGGED.contains(name), "requests are logged with their " + name);
            }
            var settings = stage.getValue().path("DefaultRouteSettings");
            require(
                    settings.has("ThrottlingRateLimit") && settings.has("ThrottlingBurstLimit"),
                    "requests are not limited");
        });
    }

    private void alarms() {
        var watched = new HashSet<String>();
        of(ALARM).forEach(alarm -> {
            watched.add(alarm.getValue().path("Namespace").asText() + " "
                    + alarm.getValue().path("MetricName").asText());
            require(
                    type(target(alarm.getValue().path("AlarmActions").path(0))).equals("AWS::SNS::Topic"),
                    alarm.getKey() + " tells nobody");
        });
        WATCHED.stream()
                .filter(metric -> !watched.contains(metric))
                .forEach(metric -> broken.add(metric + " has no alarm"));
        of("AWS::Logs::MetricFilter").forEach(filter -> {
            var made = filter.getValue().path("MetricTransformations").path(0);
            require(
                    of(ALARM)
                                    .anyMatch(alarm ->
                                            alarm.getValue().path("MetricName").equals(made.path("MetricName")))
                            || made.path("MetricName")
                                    .asText()
                                    .equals("MailMayGoTwice"), // to be known, not to be woken by
                    filter.getKey() + " counts for nobody");
        });
        require(of("AWS::CloudWatch::Dashboard").count() == 1, "there is not one dashboard");
    }

    private Stream<JsonNode> statements(String role) {
        return stream(resources.path(role).path("Properties").path("Policies"))
                .flatMap(policy -> each(policy.path("PolicyDocument").path("Statement")));
    }

    private Stream<Map.Entry<String, JsonNode>> of(String type) {
        Predicate<Map.Entry<String, JsonNode>> isOfType =
                resource -> resource.getValue().path("Type").asText().equals(type);
        return resources.properties().stream()
                .filter(isOfType)
                .map(resource ->
                        Map.entry(resource.getKey(), resource.getValue().path("Properties")));
    }

    private String type(String id) {
        return resources.path(id).path("Type").asText();
    }

    /** The logical id of what a value refers to; empty for one that refers to nothing. */
    private static String target(JsonNode value) {
        if (value.has("Ref")) {
            return value.path("Ref").asText();
        }
        if (value.has("Fn::GetAtt")) {
            return value.path("Fn::GetAtt").path(0).asText();
        }
        return value.path("Fn::Sub").isTextual()
                ? value.path("Fn::Sub").asText().replaceAll("(?s).*?\\$\\{([A-Za-z]+)\\.Arn}.*", "$1")
                : "";
    }

    private static Stream<JsonNode> each(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? stream(oneOrMore) : oneOrMore.isMissingNode() ? Stream.of() : Stream.of(oneOrMore);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
