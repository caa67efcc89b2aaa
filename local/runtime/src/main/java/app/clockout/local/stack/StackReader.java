package app.clockout.local.stack;

import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.stack.Stack.Function;
import app.clockout.local.stack.Stack.Route;
import app.clockout.local.stack.Stack.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a template into a {@link Stack}. What is not on one of the lists here stops the start, by its line: the runtime must
 * not quietly do less than the template says.
 */
public final class StackReader {
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String API = "AWS::Serverless::HttpApi";
    static final String TABLE = "AWS::DynamoDB::Table";
    static final String QUEUE = "AWS::SQS::Queue";

    private static final Set<String> UNDERSTOOD = Set.of(FUNCTION, API, TABLE, QUEUE);
    /** Who may do what, who is told, and what mail goes through: nothing of it changes what the functions do. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::CertificateManager::Certificate",
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::KMS::Alias",
            "AWS::KMS::Key",
            "AWS::Logs::LogGroup",
            "AWS::Logs::MetricFilter",
            "AWS::Route53::RecordSet",
            "AWS::SES::ConfigurationSet",
            "AWS::SES::ConfigurationSetEventDestination",
            "AWS::SES::EmailIdentity",
            "AWS::SNS::Subscription",
            "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy",
            "AWS::SQS::QueuePolicy");

    private static final Set<String> RESOURCE = Set.of("Type", "Properties");
    private static final Set<String> RESOURCE_WITHOUT_EFFECT =
            Set.of("DeletionPolicy", "UpdateReplacePolicy", "DependsOn", "Metadata");

    private static final Set<String> OF_API = Set.of("StageName");
    private static final Set<String> OF_API_WITHOUT_EFFECT = Set.of(
            "AccessLogSettings",
            "DefaultRouteSettings",
            "Description",
            "DisableExecuteApiEndpoint",
            "Domain",
            "FailOnWarnings",
            "Name",
            "RouteSettings",
            "Tags");

    private static final Set<String> OF_FUNCTION = Set.of("Handler", "Timeout", "MemorySize", "Environment", "Events");
    private static final Set<String> OF_FUNCTION_WITHOUT_EFFECT = Set.of(
            "Architectures",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "CodeUri",
            "DeploymentPreference",
            "Description",
            "EventInvokeConfig", // what Lambda does with calls that failed, and nobody waits for
            "FunctionName",
            "LoggingConfig",
            "PermissionsBoundary",
            "Policies",
            "ProvisionedConcurrencyConfig",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "Runtime",
            "SnapStart",
            "Tags",
            "Tracing");

    private final Template template;
    private final Resolver resolver;

    /** Parameters are needed for triggers that refer to them; of a resource only its logical id is. */
    private StackReader(Template template, Map<String, String> parameters) {
        this.template = template;
        this.resolver =
                new Resolver(template, parameters, (id, attribute) -> attribute == null ? id : id + "." + attribute);
    }

    /**
     * What the template says.
     *
     * @throws TemplateException naming the line of the first thing that is not understood
     */
    public static Stack read(Template template, Map<String, String> parameters) {
        return new StackReader(template, parameters).stack();
    }

    private Stack stack() {
        var globals = section("Globals", template.globals(), Set.of("Function", "HttpApi"), Set.of());
        api(globals.section("HttpApi", "Globals of an HttpApi", OF_API, OF_API_WITHOUT_EFFECT));
        var ofAll = globals.section("Function", "Globals of a function", OF_FUNCTION, OF_FUNCTION_WITHOUT_EFFECT);
        var functions = new ArrayList<Function>();
        template.resources().forEach((id, resource) -> {
            String type = template.type(id);
            if (WITHOUT_EFFECT.contains(type)) {
                return;
            }
            if (!UNDERSTOOD.contains(type)) {
                throw template.problem(
                        resource,
                        "the resource type " + type + " (" + id + ") is not understood by the local runtime.");
            }
            section("a resource", resource, RESOURCE, RESOURCE_WITHOUT_EFFECT);
            var properties = template.properties(id);
            switch (type) {
                case FUNCTION -> functions.add(function(id, properties, ofAll));
                case API -> api(section("an HttpApi", properties, OF_API, OF_API_WITHOUT_EFFECT));
                default -> {} // tables and queues: the code that creates them reads them as strictly
            }
        });
        refuseTwins(functions);
        return new Stack(functions);
    }

    private void api(StrictSection api) {
        api.only("StageName", "$default");
    }

    private Function function(String id, Fields properties, StrictSection globals) {
        var function = section("a function", properties, OF_FUNCTION, OF_FUNCTION_WITHOUT_EFFECT);
        function.fallBackOn(globals);
        function.section("Environment", "an environment", Set.of("Variables"), Set.of());
        var triggers = new ArrayList<Trigger>();
        if (function.has("Events")) {
            fields(function.where("Events")).fields().forEach((name, value) -> triggers.add(trigger(name, value)));
        }
        return new Function(
                id,
                function.required("Handler"),
                function.number("MemorySize", 128, 10_240, 128),
                Duration.ofSeconds(function.number("Timeout", 1, 900, 3)),
                template.variablesOf(id),
                triggers,
                function.where("Handler"));
    }

    private Trigger trigger(String name, Value value) {
        var event = section("an event", fields(value), Set.of("Type", "Properties"), Set.of());
        return Triggers.of(event.required("Type"), name, event, template);
    }

    private Fields fields(Value value) {
        if (value instanceof Fields fields) {
            return fields;
        }
        throw template.problem(value, value.described() + " where a mapping is understood.");
    }

    private void refuseTwins(List<Function> functions) {
        var seen = new HashSet<String>();
        for (Function function : functions) {
            for (Trigger trigger : function.triggers()) {
                if (trigger instanceof Route(String method, String path, Value where)
                        && !seen.add(method + " " + path)) {
                    throw template.problem(where, "the route " + method + " " + path + " is there twice.");
                }
            }
        }
    }

    private StrictSection section(String kind, Fields fields, Set<String> understood, Set<String> withoutEffect) {
        return new StrictSection(template, resolver, kind, fields, understood, withoutEffect);
    }
}
