package app.clockout.local;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.ElasticQueues;
import app.clockout.local.emulators.QueuesOfTemplate;
import app.clockout.local.emulators.TableOfTemplate;
import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.stack.Stack.Function;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The tables and queues of the template, made where they are not there yet, and what a function is told of them. */
final class Resources {
    private static final String REGION = "us-east-1";
    private static final String API = "local";
    private static final String DEPLOYED_ADDRESS = "https://" + API + ".execute-api." + REGION + ".amazonaws.com";

    private final Template template;
    private final Map<String, String> parameters;
    private final URI address;
    private final Services services;
    private final InstantSource clock;
    private final Resolver resolver;
    private final SecureRandom random = new SecureRandom();
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final DynamoDbStreamsClient streams;
    private final Map<String, String> queueUrls;

    /** @param address where the API is reached, which takes the place of the deployed API's address */
    Resources(Template template, Map<String, String> parameters, URI address, Services services, InstantSource clock) {
        this.template = template;
        this.parameters = parameters;
        this.address = address;
        this.services = services;
        this.clock = clock;
        this.resolver = new Resolver(template, parameters, this::attribute);
        var own = new Environment(Map.of(), clock, random, services::connect);
        this.dynamoDb = own.client(DynamoDbClient.builder());
        this.sqs = own.client(SqsClient.builder());
        this.streams = own.client(DynamoDbStreamsClient.builder());
        template.resourcesOf("AWS::DynamoDB::Table").forEach(this::createTable);
        this.queueUrls = QueuesOfTemplate.create(sqs, template, services.prefix());
    }

    private void createTable(String id) {
        var name = services.prefix() + id;
        try {
            dynamoDb.describeTable(request -> request.tableName(name));
        } catch (ResourceNotFoundException e) {
            TableOfTemplate.create(dynamoDb, template, id, name);
        }
    }

    /** How people call the AWS that has them. */
    String where() {
        return services.where();
    }

    SqsClient sqs() {
        return sqs;
    }

    DynamoDbStreamsClient streams() {
        return streams;
    }

    String streamArn(String table) {
        return dynamoDb.describeTable(request -> request.tableName(services.prefix() + table))
                .table()
                .latestStreamArn();
    }

    String queueUrl(String queue) {
        var url = queueUrls.get(queue);
        if (url == null) {
            throw new IllegalArgumentException("There is no queue " + queue + ".");
        }
        return url;
    }

    private String queueArn(String queue) {
        return ElasticQueues.arn(services.prefix() + queue);
    }

    Optional<String> deadLetterUrl(String queue) {
        if (!(template.properties(queue).get("RedrivePolicy") instanceof Fields policy)) {
            return Optional.empty();
        }
        return Optional.ofNullable(policy.get("deadLetterTargetArn"))
                .map(resolver::text)
                .flatMap(this::urlOf);
    }

    private Optional<String> urlOf(String arn) {
        return queueUrls.entrySet().stream()
                .filter(entry -> queueArn(entry.getKey()).equals(arn))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * What Lambda would give the function.
     *
     * @param wrote told after each call of it that may have changed the table ({@code true}) or sent a message
     */
    Environment environment(Function function, Consumer<Boolean> wrote) {
        var variables = new HashMap<String, String>();
        function.variables()
                .forEach((name, value) ->
                        variables.put(name, resolver.text(value).replace(DEPLOYED_ADDRESS, address.toString())));
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memory()));
        return new Environment(variables, clock, random, services.connecting(wrote));
    }

    /** The same, within what the function's role lets it do. */
    Environment environment(Function function, Consumer<Boolean> wrote, PrintStream trouble) {
        var free = environment(function, wrote);
        var rights = IamCheck.of(function.name(), template, parameters, this::idOf, trouble);
        return new Environment(free.variables(), free.clock(), free.random(), builder -> {
            free.connect().accept(builder);
            rights.ifPresent(held -> Services.intercept(builder, held));
        });
    }

    /** What changes rows of earlier versions, which no role lets a function do. */
    Environment migrating() {
        return new Environment(Map.of("TABLE_NAME", services.prefix() + "Table"), clock, random, services::connect);
    }

    /** The logical id of a table's name or a queue's URL. */
    private String idOf(String nameOrUrl) {
        return queueUrls.entrySet().stream()
                .filter(queue -> queue.getValue().equals(nameOrUrl))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(nameOrUrl.substring(services.prefix().length()));
    }

    private String attribute(String id, @Nullable String attribute) {
        return switch (template.type(id)) {
            case "AWS::SQS::Queue" -> attribute == null ? queueUrl(id) : queueArn(id);
            case "AWS::Serverless::HttpApi" -> API;
            case String _ when attribute == null -> services.prefix() + id;
            default -> "arn:aws:local:" + REGION + ":000000000000:" + id;
        };
    }
}
