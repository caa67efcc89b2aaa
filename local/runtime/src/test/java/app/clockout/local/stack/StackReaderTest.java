package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import app.clockout.local.emulators.template.Value;
import app.clockout.local.fixture.Running;
import app.clockout.local.stack.Stack.QueueMessages;
import app.clockout.local.stack.Stack.Route;
import app.clockout.local.stack.Stack.TableChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackReaderTest {
    @TempDir
    private Path folder;

    private Stack read(String yaml) throws IOException {
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, yaml);
        return StackReader.read(Template.read(file), Map.of());
    }

    @Test
    void shouldReadFunctionsAndWhatCallsThem() throws IOException {
        var stack = read(Files.readString(Running.TEMPLATE));

        assertThat(stack.functions())
                .extracting(Stack.Function::name)
                .containsExactly("WebFunction", "RelayFunction", "WorkFunction", "SweepFunction");
        var web = stack.functions().getFirst();
        assertThat(web.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(web.triggers().stream().map(trigger -> (Route) trigger))
                .extracting(Route::method, Route::path)
                .containsExactly(tuple("ANY", "/"), tuple("ANY", "/things/{thingId}"), tuple("ANY", "$default"));
        var changes = (TableChanges) stack.functions().get(1).triggers().getFirst();
        assertThat(changes.batchSize()).isEqualTo(10);
        assertThat(changes.bisects()).isTrue();
        assertThat(changes.reportsFailures()).isTrue();
        assertThat(changes.filters()).hasSize(1);
        var work = (QueueMessages) stack.functions().get(2).triggers().getFirst();
        assertThat(work.queue()).isEqualTo("WorkQueue");
        assertThat(work.concurrency()).isEqualTo(2);
    }

    /** Each worker keeps to its part of the send rate, and so has to know how many of them there can be. */
    @Test
    void shouldTellTheMailWorkersHowManyOfThemCanBeAtAQueue() {
        var root = Path.of(System.getProperty("clockout.root"));
        var stack = StackReader.read(
                Template.read(root.resolve("template.yaml")),
                Map.of("FounderEmail", "f@c.test", "MailFrom", "h@c.test", "MailIdentity", "c.test"));
        var worker = stack.functions().stream()
                .filter(function -> function.name().equals("MailWorkerFunction"))
                .findFirst()
                .orElseThrow();
        var concurrency = worker.triggers().stream()
                .map(QueueMessages.class::cast)
                .collect(Collectors.toMap(QueueMessages::queue, messages -> String.valueOf(messages.concurrency())));

        assertThat(worker.variables())
                .extractingByKeys("MAIL_WORKERS", "MAIL_BULK_WORKERS")
                .extracting(value -> ((Value.Text) value).text())
                .containsExactly(concurrency.get("MailQueue"), concurrency.get("MailBulkQueue"));
    }

    @Test
    void shouldReadTheTemplateThatIsDeployed() {
        var root = Path.of(System.getProperty("clockout.root"));

        var stack = StackReader.read(
                Template.read(root.resolve("template.yaml")),
                Map.of("FounderEmail", "a@b.test", "MailFrom", "a@b.test", "MailIdentity", "b.test"));

        assertThat(stack.functions()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({"MailQueue, mail", "MailBulkQueue, mail-bulk", "DecisionsQueue, decisions", "MinuteSweep, minute-sweep"
    })
    void shouldGiveShortNames(String logicalId, String name) {
        assertThat(Stack.shortName(logicalId)).isEqualTo(name);
    }

    @Test
    void shouldNameTheLineOfAResourceItDoesNotUnderstand() {
        refuses("""
                Resources:
                  Bucket:
                    Type: AWS::S3::Bucket
                """, 3, "AWS::S3::Bucket (Bucket) is not understood");
    }

    @Test
    void shouldNameTheLineOfAPropertyItDoesNotUnderstand() {
        refuses("""
                Resources:
                  Hello:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B::handleRequest
                      Layers: [arn]
                """, 6, "the property Layers of a function is not understood here");
    }

    @Test
    void shouldNameTheLineOfAPropertyOfGlobalsItDoesNotUnderstand() {
        refuses("""
                Globals:
                  Function:
                    Timeout: 3
                    VpcConfig: {}
                Resources: {}
                """, 4, "the property VpcConfig of Globals of a function is not understood here");
    }

    @Test
    void shouldNameTheLineOfAConditionOnAFunction() {
        refuses("""
                Resources:
                  Hello:
                    Type: AWS::Serverless::Function
                    Condition: Never
                    Properties:
                      Handler: a.B::handleRequest
                """, 4, "the property Condition of a resource is not understood here");
    }

    @Test
    void shouldNameTheLineOfAnEventItDoesNotUnderstand() {
        refuses(event("""
                          Type: S3
                          Properties: {}
                """), 8, "the event type S3 is not understood here");
    }

    @Test
    void shouldNameTheLineOfAFilterPatternItDoesNotUnderstand() {
        refuses(event("""
                          Type: DynamoDB
                          Properties:
                            Stream: !GetAtt Table.StreamArn
                            StartingPosition: TRIM_HORIZON
                            FilterCriteria:
                              Filters:
                                - Pattern: '{"eventName":[{"wildcard":"I*"}]}'
                  Table:
                    Type: AWS::DynamoDB::Table
                    Properties:
                      StreamSpecification:
                        StreamViewType: NEW_AND_OLD_IMAGES
                """), 14, "the filter pattern has {\"wildcard\":\"I*\"}");
    }

    @Test
    void shouldNameTheLineOfAScheduleItDoesNotUnderstand() {
        refuses(event("""
                          Type: ScheduleV2
                          Properties:
                            ScheduleExpression: at(noon)
                """), 10, "the schedule 'at(noon)' is not understood");
    }

    @Test
    void shouldNameTheLineOfAQueueThatIsNone() {
        refuses(event("""
                          Type: SQS
                          Properties:
                            Queue: !GetAtt Hello.Arn
                """), 10, "Queue of an SQS event is no Arn of a resource of type AWS::SQS::Queue");
    }

    @Test
    void shouldNameTheLineOfANumberOutOfBounds() {
        refuses(event("""
                          Type: SQS
                          Properties:
                            Queue: !GetAtt Work.Arn
                            BatchSize: many
                  Work:
                    Type: AWS::SQS::Queue
                """), 11, "BatchSize of an SQS event is 'many'");
    }

    @Test
    void shouldNameTheLineOfARouteThatIsThereTwice() {
        refuses(event("""
                          Type: HttpApi
                          Properties: {Path: /a, Method: ANY}
                        Other:
                          Type: HttpApi
                          Properties:
                            Path: /a
                            Method: ANY
                """), 13, "the route ANY /a is there twice");
    }

    private static String event(String event) {
        return """
                Resources:
                  Hello:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: a.B::handleRequest
                      Events:
                        Event:
                """ + event;
    }

    private void refuses(String yaml, int line, String problem) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template.yaml:" + line + ": ")
                .hasMessageContaining(problem);
    }
}
