package app.clockout.local.emulators;

import app.clockout.environment.Environment;
import app.clockout.local.emulators.template.Resolver;
import app.clockout.local.emulators.template.Template;
import app.clockout.local.table.Contention;
import app.clockout.local.table.EmbeddedTable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsBaseClientBuilder;
import software.amazon.awssdk.services.ses.SesBaseClientBuilder;
import software.amazon.awssdk.services.sqs.SqsBaseClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The stack of template.yaml for the tests of a function: a table and queues of its own, mail that is caught, and a clock to
 * move. The emulators behind it are started once in a JVM; each stack has its own names there, so tests do not meet.
 */
public final class TestStack {
    public static final String FOUNDER_EMAIL = "founder@clockout.test";
    public static final String MAIL_FROM = "Clockout <hello@clockout.test>";
    public static final String BASE_URL = "http://localhost:8080";

    /** When a fresh stack's clock stands: a Monday morning in winter. */
    public static final Instant START = Instant.parse("2027-01-11T09:00:00Z");

    private static final Map<String, String> PARAMETERS = Map.of(
            "FounderEmail",
            FOUNDER_EMAIL,
            "MailFrom",
            MAIL_FROM,
            "MailIdentity",
            "clockout.test",
            "MaxSendRate",
            "10000");

    private final Template template;
    private final String name = "test-" + UUID.randomUUID();
    private final Map<String, String> queueUrls;
    private final MovableClock clock;
    private final FakeSes mails;
    private final Random random = new Random(name.hashCode());
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;

    private TestStack(Template template, MovableClock clock) {
        this.template = template;
        this.clock = clock;
        this.mails = FakeSes.start(clock);
        var environment = environment(Map.of());
        this.dynamoDb = environment.client(DynamoDbClient.builder());
        this.sqs = environment.client(SqsClient.builder());
        // Without its time to live: all stacks share one table, whose clock is not theirs.
        dynamoDb.createTable(TableOfTemplate.read(template, "Table").creation(name));
        this.queueUrls = QueuesOfTemplate.create(sqs, template, name + "-");
    }

    /** A new stack: an empty table, empty queues, no mail, and a clock that stands still at {@link #START}. */
    public static TestStack fresh() {
        return fresh(MovableClock.fixedAt(START));
    }

    /** A new stack with another clock, for what needs time to pass. */
    public static TestStack fresh(MovableClock clock) {
        return new TestStack(Emulators.TEMPLATE, clock);
    }

    /** What Lambda would give to this function of the template. */
    public Environment environment(String functionLogicalId) {
        var variables = new LinkedHashMap<String, String>();
        var resolver = new Resolver(template, PARAMETERS, this::attribute);
        template.variablesOf(functionLogicalId)
                .forEach((variable, value) -> variables.put(variable, resolver.text(value)));
        variables.replace("BASE_URL", BASE_URL);
        return environment(variables);
    }

    /** The same with clients that give up at the first failure, to see quickly what a function makes of it. */
    public Environment environmentWithoutRetries(String functionLogicalId) {
        var usual = environment(functionLogicalId);
        return new Environment(usual.variables(), usual.clock(), usual.random(), builder -> {
            connect(builder);
            builder.overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
        });
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, clock, random, this::connect);
    }

    private String attribute(String logicalId, @Nullable String attribute) {
        if (attribute != null) {
            return "arn:aws:test:us-east-1:000000000000:" + logicalId;
        }
        return switch (template.type(logicalId)) {
            case "AWS::DynamoDB::Table" -> name;
            case "AWS::SQS::Queue" -> queueUrl(logicalId);
            default -> logicalId;
        };
    }

    private void connect(AwsClientBuilder<?, ?> builder) {
        builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .endpointOverride(endpointFor(builder));
        TableInProcess.connect(builder, Emulators.TABLE);
    }

    private URI endpointFor(AwsClientBuilder<?, ?> builder) {
        return switch (builder) {
            case DynamoDbBaseClientBuilder<?, ?> _ -> Emulators.TABLE.endpoint();
            case DynamoDbStreamsBaseClientBuilder<?, ?> _ -> Emulators.TABLE.endpoint();
            case SqsBaseClientBuilder<?, ?> _ -> Emulators.QUEUES.endpoint();
            case SesBaseClientBuilder<?, ?> _ -> mails.endpoint();
            default ->
                throw new IllegalArgumentException("There is no emulator for the service of "
                        + builder.getClass().getSimpleName() + "; there are ones for DynamoDB, SQS and SES.");
        };
    }

    public Template template() {
        return template;
    }

    public MovableClock clock() {
        return clock;
    }

    /** Lets transactions, of every stack, take this long until the result is closed, so that others meet them as at AWS. */
    public static Contention contend(Duration flight) {
        return Emulators.TABLE.contend(flight);
    }

    /** The mails that functions of this stack have sent. */
    public FakeSes mails() {
        return mails;
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public String tableName() {
        return name;
    }

    /** The URL of a queue by its logical id in the template. */
    public String queueUrl(String logicalId) {
        var url = queueUrls.get(logicalId);
        if (url == null) {
            throw new IllegalArgumentException(
                    "The template has no queue " + logicalId + "; it has " + queueUrls.keySet());
        }
        return url;
    }

    /** Every item of the table, in no order. */
    public List<Map<String, AttributeValue>> items() {
        return Meter.unmetered(
                () -> dynamoDb.scanPaginator(scan -> scan.tableName(name).consistentRead(true)).items().stream()
                        .toList());
    }

    /** The messages that wait in a queue, which stay in it. */
    public List<Message> peek(String logicalId) {
        String url = queueUrl(logicalId);
        return Meter.unmetered(() -> {
            var messages = new ArrayList<Message>();
            for (var batch = receive(url); !batch.isEmpty(); batch = receive(url)) {
                messages.addAll(batch);
            }
            for (Message message : messages) {
                sqs.changeMessageVisibility(back -> back.queueUrl(url)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
            }
            return messages;
        });
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(60)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    /** Takes every message out of a queue, unread ones and those in flight. */
    public void purge(String logicalId) {
        Meter.unmetered(() -> sqs.purgeQueue(purge -> purge.queueUrl(queueUrl(logicalId))));
    }

    /** Started at the first stack, ended with the JVM. */
    private static final class Emulators {
        static final Template TEMPLATE = Template.read(ProjectRoot.find().resolve("template.yaml"));
        static final EmbeddedTable TABLE = EmbeddedTable.inMemory();
        static final ElasticQueues QUEUES = ElasticQueues.inMemory();
    }
}
