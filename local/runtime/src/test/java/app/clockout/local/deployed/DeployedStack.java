package app.clockout.local.deployed;

import app.clockout.local.emulators.ProjectRoot;
import app.clockout.local.emulators.lambda.InvokeApi;
import app.clockout.local.emulators.lambda.LambdaFunction;
import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.fixture.Client;
import app.clockout.local.testing.HttpAnswers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * template.yaml, brought to {@link MiniStack} by {@code sam deploy}, with the code that {@code make package} built. Each function runs in
 * a process of its own, by Amazon's runtime interface client, with the handler, the memory and the variables that it has over
 * there.
 */
final class DeployedStack implements AutoCloseable {
    static final String FOUNDER = "founder@clockout.test";
    private static final String NAME = "clockout";
    private static final Map<String, String> PARAMETERS = Map.of(
            "FounderEmail", FOUNDER,
            "MailFrom", "hello@clockout.test",
            "MailIdentity", "clockout.test",
            "MaxSendRate", "200");

    private static final Path ROOT = ProjectRoot.find();
    private static final Path LOGS = ROOT.resolve("local/runtime/target/deployed");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    private static final Duration DEPLOYS_WITHIN = Duration.ofMinutes(3);

    private record Resource(String type, String physicalId) {}

    private final InvokeApi functions = InvokeApi.of(this::function);
    private final MiniStack aws;
    private final Map<String, Resource> resources = new HashMap<>();
    private final Map<String, Path> zips = new HashMap<>();

    private DeployedStack() {
        var invoked = new HashMap<String, URI>();
        functionNames().forEach(name -> invoked.put(name, functions.uriOf(name)));
        aws = MiniStack.start(invoked);
    }

    /** Deploys it and starts its functions; it serves when this returns. */
    static DeployedStack deploy() {
        var stack = new DeployedStack();
        try {
            stack.verifySender();
            stack.samDeploy();
            stack.readResources();
            stack.createRoutes();
            stack.startFunctions();
            return stack;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    /** As the template gives them: what is invoked where has to be known before MiniStack starts. */
    private static Collection<String> functionNames() {
        var template = Template.read(ROOT.resolve("template.yaml"));
        var resolver = new Resolver(template, Map.of("AWS::StackName", NAME), (id, attribute) -> id);
        var names = new ArrayList<String>();
        for (var id : template.resourcesOf("AWS::Serverless::Function")) {
            Value name = template.properties(id).get("FunctionName");
            if (name != null) {
                names.add(resolver.text(name));
            }
        }
        return names;
    }

    private void verifySender() {
        aws.query("ses", "VerifyDomainIdentity", Map.of("Domain", "clockout.test"));
    }

    private void samDeploy() {
        var command = new ArrayList<>(List.of(
                ROOT.resolve(".tools/sam/bin/sam").toString(),
                "deploy",
                "--template-file",
                "template.yaml",
                "--stack-name",
                NAME,
                "--region",
                MiniStack.REGION,
                "--resolve-s3",
                "--capabilities",
                "CAPABILITY_IAM",
                "--no-confirm-changeset",
                "--no-progressbar",
                "--disable-rollback",
                "--parameter-overrides"));
        PARAMETERS.forEach((name, value) -> command.add(name + "=" + value));
        var log = aws.folder().resolve("sam.log");
        var builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(aws.client());
        builder.environment().putAll(Map.of("SAM_CLI_TELEMETRY", "0", "SAM_CLI_CHECK_VERSION", "false"));
        try {
            var sam = builder.start();
            if (!sam.waitFor(DEPLOYS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                sam.destroyForcibly().waitFor();
            }
            if (sam.exitValue() != 0) {
                throw new AssertionError("sam deploy failed.\n" + whatFailed() + tail(Files.readString(log), 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sam does not start; `make test-deployed` installs it.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String whatFailed() {
        var failed = new StringBuilder();
        for (var event : members(cloudFormation("DescribeStackEvents", Map.of()), "ResourceStatusReason")) {
            var reason = event.getTextContent();
            if (!reason.isBlank()) {
                failed.append(reason).append('\n');
            }
        }
        return failed.toString();
    }

    private Document cloudFormation(String action, Map<String, String> parameters) {
        var all = new HashMap<>(parameters);
        all.put("StackName", NAME);
        return aws.query("cloudformation", action, all);
    }

    private void readResources() {
        for (var id : members(cloudFormation("DescribeStackResources", Map.of()), "LogicalResourceId")) {
            var resource = (Element) Objects.requireNonNull(id.getParentNode());
            resources.put(
                    id.getTextContent(),
                    new Resource(text(resource, "ResourceType"), text(resource, "PhysicalResourceId")));
        }
    }

    /** The API's routes from its OpenAPI body, as SAM wrote it: MiniStack leaves them out. */
    private void createRoutes() {
        var template = cloudFormation("GetTemplate", Map.of("TemplateStage", "Processed"));
        var api = HttpAnswers.json(members(template, "TemplateBody").getFirst().getTextContent())
                .path("Resources")
                .path("HttpApi");
        var routes = "/v2/apis/" + physicalId("HttpApi");
        api.path("Properties").path("Body").path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> {
                    var asked = method.getValue().path("x-amazon-apigateway-integration");
                    if (!method.getKey().equals("parameters")) {
                        var made = aws.post(
                                "apigateway",
                                routes + "/integrations",
                                json(Map.of(
                                        "integrationType", "AWS_PROXY",
                                        "integrationUri", substituted(asked.path("uri")),
                                        "payloadFormatVersion",
                                                asked.path("payloadFormatVersion")
                                                        .asText())));
                        aws.post(
                                "apigateway",
                                routes + "/routes",
                                json(Map.of(
                                        "routeKey",
                                        routeKey(method.getKey(), path.getKey()),
                                        "target",
                                        "integrations/"
                                                + made.path("integrationId").asText())));
                    }
                }));
    }

    private static String routeKey(String method, String path) {
        return path.endsWith("$default")
                ? "$default"
                : (method.equals("x-amazon-apigateway-any-method") ? "ANY" : method.toUpperCase(Locale.ROOT)) + " "
                        + path;
    }

    /** What CloudFormation makes of an {@code Fn::Sub}. */
    private String substituted(JsonNode value) {
        var text = value.isTextual() ? value.asText() : value.path("Fn::Sub").asText();
        if (text.isEmpty()) {
            throw new AssertionError("Not understood as the address of an integration: " + value);
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "AWS::Partition" -> "aws";
                            case "AWS::Region" -> MiniStack.REGION;
                            case "AWS::AccountId" -> "000000000000";
                            case String id
                            when id.endsWith(".Arn") ->
                                "arn:aws:lambda:" + MiniStack.REGION + ":000000000000:function:"
                                        + physicalId(id.substring(0, id.length() - ".Arn".length()));
                            case String id -> physicalId(id);
                        }));
    }

    /**
     * Takes the snapshots of functions that have SnapStart, as publishing a version does, and starts the others: the time that a cold
     * start takes here is not to count. As many at once as there are processors.
     */
    private void startFunctions() {
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var started = functionsOfStack().stream()
                    .<Future<?>>map(name -> threads.submit(() -> {
                        var snapStart = configuration(name).path("SnapStart").path("ApplyOn");
                        if (snapStart.asText().equals("PublishedVersions")) {
                            functions.publish(name);
                        } else {
                            functions.start(name);
                        }
                    }))
                    .toList();
            for (var one : started) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(
                    "A function does not start: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode configuration(String name) {
        return deployed(name).path("Configuration");
    }

    /** A function, by its alias where it has one: a version keeps the variables that it was published with. */
    private JsonNode deployed(String name) {
        var alias = resources.values().stream()
                .filter(resource -> resource.type().equals("AWS::Lambda::Alias"))
                .map(Resource::physicalId)
                .filter(arn -> arn.contains(":function:" + name + ":"))
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1))
                .findFirst();
        return aws.get(
                "lambda",
                "/2015-03-31/functions/" + name
                        + alias.map(it -> "?Qualifier=" + it).orElse(""));
    }

    private Optional<LambdaFunction> function(String name) {
        var deployed = deployed(name);
        var configuration = deployed.path("Configuration");
        var variables = new HashMap<String, String>();
        configuration
                .path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        variables.put("AWS_ENDPOINT_URL", aws.address().toString());
        return Optional.of(new LambdaFunction(
                name,
                zip(
                        configuration.path("CodeSha256").asText(),
                        deployed.path("Code").path("Location").asText()),
                configuration.path("Handler").asText(),
                configuration.path("MemorySize").asInt(),
                Duration.ofSeconds(configuration.path("Timeout").asInt()),
                variables));
    }

    /** The code as it was deployed; several functions share one zip. */
    private synchronized Path zip(String hash, String location) {
        return zips.computeIfAbsent(hash, _ -> {
            var zip = aws.folder().resolve("code-" + zips.size() + ".zip");
            aws.download(location, zip);
            return zip;
        });
    }

    MiniStack aws() {
        return aws;
    }

    /** A client of the deployed API. */
    Client client() {
        return new Client(URI.create(aws.address() + "/_aws/execute-api/" + physicalId("HttpApi") + "/$default"));
    }

    /** Where the network is served, as the stack tells and as its mails have it. */
    String url() {
        for (var key : members(cloudFormation("DescribeStacks", Map.of()), "OutputKey")) {
            if (key.getTextContent().equals("Url")) {
                return text((Element) Objects.requireNonNull(key.getParentNode()), "OutputValue");
            }
        }
        throw new AssertionError("The stack has no output Url.");
    }

    /** The name, address or ARN that a resource was given. */
    String physicalId(String logicalId) {
        var resource = resources.get(logicalId);
        if (resource == null) {
            throw new AssertionError("There is no " + logicalId + " in the stack.");
        }
        return resource.physicalId();
    }

    /** The logical ids of all resources of one type. */
    List<String> resourcesOf(String type) {
        return resources.entrySet().stream()
                .filter(resource -> resource.getValue().type().equals(type))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The variables of a function as it was deployed. */
    JsonNode variablesOf(String function) {
        return configuration(physicalId(function)).path("Environment").path("Variables");
    }

    /** The bodies of what lies in a queue, in flight or not. */
    List<String> messagesIn(String queue) {
        var bodies = new ArrayList<String>();
        aws.get("sqs", "/_ministack/sqs/messages?QueueUrl=" + physicalId(queue))
                .path("messages")
                .findValues("Body")
                .forEach(body -> bodies.add(body.asText()));
        return bodies;
    }

    void sendTo(String queue, String body) {
        aws.call("sqs", "AmazonSQS.SendMessage", json(Map.of("QueueUrl", physicalId(queue), "MessageBody", body)));
    }

    /** Every mail that went out, the first one first. */
    List<Mail> mails() {
        var mails = new ArrayList<Mail>();
        aws.get("ses", "/_ministack/ses/messages")
                .path("messages")
                .forEach(account -> account.forEach(mail -> mails.add(Mail.of(mail))));
        return mails;
    }

    private List<String> functionsOfStack() {
        return resourcesOf("AWS::Lambda::Function").stream()
                .map(this::physicalId)
                .toList();
    }

    /** The functions that nobody has invoked. */
    List<String> neverInvoked() {
        var invoked = functions.invocations();
        return functionsOfStack().stream()
                .filter(name -> !invoked.containsKey(name))
                .toList();
    }

    /** What functions failed with, by their names. */
    Map<String, List<String>> errors() {
        return functions.errors();
    }

    /** What to look at when a test has failed: the last lines that each function and MiniStack wrote, and the files with all of them. */
    String lastWords() {
        var logs = new TreeMap<>(functions.logs());
        logs.put("ministack", aws.log());
        var words = new StringBuilder("What was said until the stack was taken down:\n");
        try {
            Files.createDirectories(LOGS);
            for (var log : logs.entrySet()) {
                var file = Files.writeString(LOGS.resolve(log.getKey() + ".log"), log.getValue());
                var last = tail(log.getValue(), 8);
                if (!last.isBlank()) {
                    words.append("=== ").append(file).append('\n').append(last);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words.append("=== invocations: ").append(functions.invocations());
        words.append("\n=== never invoked: ").append(neverInvoked());
        functions.errors().forEach((name, errors) -> words.append("\n=== errors of ")
                .append(name)
                .append(" (")
                .append(errors.size())
                .append("): ")
                .append(new LinkedHashSet<>(errors)));
        mails().forEach(mail -> words.append("\n=== mail ").append(mail));
        return words.append('\n').toString();
    }

    private static String tail(String text, int lines) {
        var all = text.lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size())) + "\n";
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    private static List<Element> members(Document document, String tag) {
        var found = document.getElementsByTagName(tag);
        var members = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            members.add((Element) found.item(i));
        }
        return members;
    }

    private static String text(Element element, String tag) {
        return element.getElementsByTagName(tag).item(0).getTextContent();
    }

    @Override
    public void close() {
        // The functions first: they would miss it.
        functions.close();
        aws.close();
    }
}
