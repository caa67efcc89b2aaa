package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.fixture.OpenApi;
import app.clockout.local.lambda.LambdaFunction;
import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stack as CloudFormation gets it: the template after SAM's translation, which {@code make test-tools} writes. */
class TranslatedTemplateTest {
    private static final Path ROOT = Path.of(System.getProperty("clockout.root"));
    private static final JsonNode TEMPLATE = translated();

    private final JsonNode template = TEMPLATE.deepCopy();

    @Test
    void shouldKeepEveryRule() {
        assertThat(TemplateRules.broken(template)).isEmpty();
    }

    /** Each rule, broken once: a rule that cannot be broken holds nothing. */
    @TestFactory
    Stream<DynamicTest> shouldNoticeWhatBreaksARule() {
        return Stream.of(
                breaking("SignupRole may do dynamodb:*", t -> actions(t, "SignupRole", 1)
                        .set(0, "dynamodb:*")),
                breaking("RsvpRole may do dynamodb:GetItem on *", t -> statement(t, "RsvpRole", 1)
                        .put("Resource", "*")),
                breaking("ClubsRole has policies that are not its own", t -> properties(t, "ClubsRole")
                        .putArray("ManagedPolicyArns")
                        .add("arn:aws:iam::aws:policy/AdministratorAccess")),
                breaking("shares the role SignupRole", t -> at(t, "ClubsFunction", "Role")
                        .putArray("Fn::GetAtt")
                        .add("SignupRole")
                        .add("Arn")),
                breaking("SeatWorkerFunction may not use all of", t -> statement(t, "SeatWorkerRole", 4)
                        .putObject("Resource")
                        .putArray("Fn::GetAtt")
                        .add("MailQueue")
                        .add("Arn")),
                breaking("ClubsFunction may use [Table], but", t -> ((ObjectNode)
                                at(t, "ClubsFunction", "Environment").path("Variables"))
                        .remove("TABLE_NAME")),
                breaking("SessionFunction does not run on java25", t -> properties(t, "SessionFunction")
                        .put("Runtime", "java21")),
                breaking("SessionFunction does not run on arm64", t -> properties(t, "SessionFunction")
                        .putArray("Architectures")
                        .add("x86_64")),
                breaking("SessionFunction has no log group", t -> at(t, "SessionFunction", "LoggingConfig")
                        .remove("LogGroup")),
                breaking("SessionFunction does not log as JSON", t -> at(t, "SessionFunction", "LoggingConfig")
                        .put("LogFormat", "Text")),
                breaking("RsvpFunction does not start from a snapshot", t -> properties(t, "RsvpFunction")
                        .remove("SnapStart")),
                breaking("a route calls RsvpFunction, which is no alias", t -> at(
                                t, "HttpApi", "Body", "paths", "/me/events")
                        .withObject("/x-amazon-apigateway-any-method/x-amazon-apigateway-integration/uri")
                        .put("Fn::Sub", "arn:${AWS::Partition}:x:functions/${RsvpFunction}/invocations")),
                breaking("has no weekly call", t -> resources(t).remove("AdminFunctionWeeklyCall")),
                breaking("MailQueueMessages does not tell which", t -> properties(
                                t, "MailWorkerFunctionMailQueueMessages")
                        .remove("FunctionResponseTypes")),
                breaking("may take all of the account's concurrency", t -> properties(
                                t, "MailWorkerFunctionMailQueueMessages")
                        .remove("ScalingConfig")),
                breaking("less than six times", t -> properties(t, "SeatsQueue").put("VisibilityTimeout", 300)),
                breaking("does not bisect", t -> properties(t, "OutboxFunctionChanges")
                        .remove("BisectBatchOnFunctionError")),
                breaking("about nothing", t -> properties(t, "OutboxFunctionChanges")
                        .remove("FilterCriteria")),
                breaking("forgets changes", t -> properties(t, "OutboxFunctionChanges")
                        .remove("DestinationConfig")),
                breaking("which a second stack", t -> properties(t, "SeatSweepFunctionSeatSweep")
                        .put("Name", "sweep")),
                breaking(
                        "SeatSweepFunctionSeatSweep fails in silence",
                        t -> at(t, "SeatSweepFunctionSeatSweep", "Target").remove("DeadLetterConfig")),
                breaking("SeatSweepFunctionSeatSweep may not call", t -> at(
                                t, "SeatSweepFunctionSeatSweep", "Target", "RoleArn")
                        .putArray("Fn::GetAtt")
                        .add("SignupRole")
                        .add("Arn")),
                breaking("SeatSweepFunction fails in silence", t -> resources(t)
                        .remove("SeatSweepFunctionEventInvokeConfig")),
                breaking("ClubsQueue is not encrypted", t -> properties(t, "ClubsQueue")
                        .remove("SqsManagedSseEnabled")),
                breaking("ClubsQueue is processed, but gives nothing up", t -> properties(t, "ClubsQueue")
                        .remove("RedrivePolicy")),
                breaking("SeatsDeadLetterQueue holds the dead letters of two", t -> at(
                                t, "ClubsQueue", "RedrivePolicy", "deadLetterTargetArn")
                        .putArray("Fn::GetAtt")
                        .add("SeatsDeadLetterQueue")
                        .add("Arn")),
                breaking("MailDeadLetterQueue has no alarm", t -> resources(t).remove("MailDeadLetterAlarm")),
                breaking("the table cannot be restored", t -> properties(t, "Table")
                        .remove("PointInTimeRecoverySpecification")),
                breaking("the table can be deleted", t -> properties(t, "Table")
                        .put("DeletionProtectionEnabled", false)),
                breaking("the table has no key", t -> properties(t, "Table").remove("SSESpecification")),
                breaking(
                        "the table goes with the stack",
                        t -> ((ObjectNode) resources(t).path("Table")).put("DeletionPolicy", "Delete")),
                breaking("Log keeps its lines", t -> properties(t, "Log").remove("RetentionInDays")),
                breaking("requests are logged with their path", t -> at(
                                t, "HttpApiApiGatewayDefaultStage", "AccessLogSettings")
                        .put("Format", "$context.requestId $context.path")),
                breaking("requests are not logged", t -> properties(t, "HttpApiApiGatewayDefaultStage")
                        .remove("AccessLogSettings")),
                breaking("requests are not limited", t -> properties(t, "HttpApiApiGatewayDefaultStage")
                        .remove("DefaultRouteSettings")),
                breaking(
                        "AWS/Lambda IteratorAge has no alarm", t -> resources(t).remove("OutboxLagsAlarm")),
                breaking("FaultsAlarm tells nobody", t -> properties(t, "FaultsAlarm")
                        .remove("AlarmActions")),
                breaking("DailyQuotaReachedMetric counts for nobody", t -> resources(t)
                        .remove("DailyQuotaAlarm")),
                breaking("there is not one dashboard", t -> resources(t).remove("Dashboard")));
    }

    @Test
    void shouldHaveEveryFunctionOfTheCodeAndNoOther() {
        var code = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("app.clockout").stream()
                        .filter(type -> type.isAssignableTo(RequestHandler.class)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && !type.getPackageName().startsWith("app.clockout.local"))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(functions()
                        .map(function ->
                                properties(template, function).path("Handler").asText()))
                .containsExactlyInAnyOrderElementsOf(
                        code.stream().map(type -> type + "::handleRequest").toList());
        functions().forEach(function -> {
            var key = properties(template, function).path("Code").path("S3Key").asText();
            var type = properties(template, function).path("Handler").asText().replaceAll("::.*", "");
            assertThat(ROOT.resolve(key.replaceAll("/target/.*", ""))
                            .resolve("src/main/java")
                            .resolve(type.replace('.', '/') + ".java"))
                    .as("the handler of " + function + " is in its zip")
                    .exists();
        });
    }

    /** A function starts with the variables that the template gives it, and not without any one of them. */
    @TestFactory
    Stream<DynamicTest> shouldGiveEachFunctionWhatItReadsAndNoMore() {
        var stack = TestStack.fresh();
        return functions()
                .map(function -> DynamicTest.dynamicTest(function, () -> {
                    var given = stack.environment(function);
                    start(function, given);

                    for (var variable : given.variables().keySet()) {
                        var others = new HashMap<>(given.variables());
                        others.remove(variable);
                        assertThatThrownBy(() -> start(
                                        function,
                                        new Environment(others, given.clock(), given.random(), given.connect())))
                                .hasMessageContaining("The environment variable " + variable + " is not set");
                    }
                }));
    }

    @Test
    void shouldHaveTheRoutesOfTheCodeAndOfTheDescription() throws Exception {
        var deployed = new TreeSet<String>();
        at(template, "HttpApi", "Body", "paths").fieldNames().forEachRemaining(deployed::add);
        deployed.remove("$default");

        assertThat(described().stream().map(route -> route.replaceAll("^\\S+ ", "")))
                .as("paths of docs/openapi.yaml")
                .containsAll(deployed);
        assertThat(described()).as("routes of docs/openapi.yaml").isEqualTo(coded(deployed));
    }

    /** Routes of docs/openapi.yaml, such as {@code GET /events/{eventId}}. */
    private static Set<String> described() {
        var routes = new TreeSet<String>();
        OpenApi.routes().forEach((path, methods) -> methods.forEach(method -> routes.add(method + " " + path)));
        return routes;
    }

    /** Routes of the functions, each of which must be reached by a path of the API that calls it. */
    private Set<String> coded(Set<String> deployed) throws ReflectiveOperationException {
        var stack = TestStack.fresh();
        var routes = new TreeSet<String>();
        for (var function : functions().toList()) {
            var handler = start(function, stack.environment(function)).handler();
            for (var field : handler.getClass().getDeclaredFields()) {
                if (field.getType() == Routes.class) {
                    field.setAccessible(true);
                    for (var route : ((Routes) field.get(handler)).routes()) {
                        routes.add(route);
                        var path = route.replaceAll("^\\S+ ", "");
                        assertThat(deployed).as("paths of template.yaml").contains(path);
                        assertThat(at(template, "HttpApi", "Body", "paths", path)
                                        .toString())
                                .as(path)
                                .contains("functions/${" + function + "Aliaslive}/invocations");
                    }
                }
            }
        }
        return routes;
    }

    private Stream<String> functions() {
        return TemplateRules.ids(template, "AWS::Lambda::Function").stream();
    }

    private LambdaFunction start(String function, Environment environment) {
        return LambdaFunction.start(
                function,
                properties(template, function).path("Handler").asText(),
                1024,
                Duration.ofSeconds(10),
                environment);
    }

    private static DynamicTest breaking(String otherwise, Consumer<JsonNode> mutation) {
        return DynamicTest.dynamicTest(otherwise, () -> {
            var broken = TEMPLATE.deepCopy();
            mutation.accept(broken);
            assertThat(TemplateRules.broken(broken)).anyMatch(line -> line.contains(otherwise));
        });
    }

    private static ObjectNode resources(JsonNode template) {
        return (ObjectNode) template.path("Resources");
    }

    private static ObjectNode properties(JsonNode template, String id) {
        return (ObjectNode) template.path("Resources").path(id).path("Properties");
    }

    private static ObjectNode at(JsonNode template, String id, String... names) {
        JsonNode node = properties(template, id);
        for (var name : names) {
            node = node.path(name);
        }
        return (ObjectNode) node;
    }

    private static ObjectNode statement(JsonNode template, String role, int index) {
        return (ObjectNode) properties(template, role)
                .path("Policies")
                .path(0)
                .path("PolicyDocument")
                .path("Statement")
                .path(index);
    }

    private static ArrayNode actions(JsonNode template, String role, int index) {
        return (ArrayNode) statement(template, role, index).path("Action");
    }

    private static JsonNode translated() {
        try {
            return new ObjectMapper()
                    .readTree(ROOT.resolve("target/template.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException("There is no target/template.json; `make test-tools` writes it.", e);
        }
    }
}
