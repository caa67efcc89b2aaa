package app.clockout.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.ProjectRoot;
import app.clockout.local.emulators.lambda.LambdaJson;
import app.clockout.local.testing.HttpAnswers;
import app.clockout.local.testing.LambdaEvents;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerializerTest {
    private final EventSerializer serializer = new EventSerializer();

    static Stream<Path> samples() throws IOException {
        return Files.list(ProjectRoot.find().resolve("events"))
                .filter(file ->
                        file.toString().endsWith(".json") && !file.toString().endsWith("-schedule.json"))
                .sorted();
    }

    private static Class<?> typeOf(Path sample) {
        var name = sample.getFileName().toString();
        return name.endsWith("-http.json")
                ? APIGatewayV2HTTPEvent.class
                : name.endsWith("-stream.json") ? DynamodbEvent.class : SQSEvent.class;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadEachSampleAsLambdasOwnDoes(Path sample) throws IOException {
        var type = typeOf(sample);

        Object ours = serializer.fromJson(new ByteArrayInputStream(Files.readAllBytes(sample)), type);

        assertThat(ours)
                .usingRecursiveComparison()
                .withEqualsForFields((one, other) -> true, "records.messageAttributes")
                // Nobody reads when a change came about, nor how much of it is in the stream.
                .ignoringFields("records.dynamodb.approximateCreationDateTime", "records.dynamodb.streamViewType")
                .isEqualTo(LambdaEvents.read(sample, type));
    }

    @Test
    void shouldBeFoundByTheRuntime() {
        assertThat(ServiceLoader.load(CustomPojoSerializer.class))
                .singleElement()
                .isInstanceOf(EventSerializer.class);
    }

    @Test
    void shouldReadWhatIsHardlyThere() {
        APIGatewayV2HTTPEvent http =
                serializer.fromJson("{\"requestContext\":{\"http\":{}}}", APIGatewayV2HTTPEvent.class);
        DynamodbEvent stream = serializer.fromJson(
                "{\"Records\":[{\"dynamodb\":{\"OldImage\":{\"m\":{\"M\":{\"b\":{\"BOOL\":false}}}}}}]}",
                DynamodbEvent.class);

        assertThat(http).isEqualTo(LambdaJson.read("{\"requestContext\":{\"http\":{}}}", APIGatewayV2HTTPEvent.class));
        var change = stream.getRecords().getFirst().getDynamodb();
        assertThat(change.getNewImage()).isNull();
        var inner = new AttributeValue();
        inner.setBOOL(false);
        assertThat(change.getOldImage()).isEqualTo(Map.of("m", new AttributeValue().withM(Map.of("b", inner))));
    }

    @Test
    void shouldWriteEachAnswer() {
        var page = APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("Content-Type", "text/html; charset=utf-8"))
                .withCookies(List.of("a=b"))
                .withBody("<p>“Grüße”</p>\n")
                .withIsBase64Encoded(false)
                .build();

        assertThat(HttpAnswers.json(written(page))).isEqualTo(HttpAnswers.json("""
                {"statusCode":200,"headers":{"Content-Type":"text/html; charset=utf-8"},"cookies":["a=b"],
                 "body":"<p>“Grüße”</p>\\n","isBase64Encoded":false}"""));
        assertThat(written(new SQSBatchResponse(List.of(new SQSBatchResponse.BatchItemFailure("m1")))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
        assertThat(written(new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure("111")))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"111\"}]}");
        assertThat(written(new SQSBatchResponse(List.of()))).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(written(null)).isEqualTo("null");
    }

    @Test
    void shouldSayWhatItDoesNotKnow() {
        assertThatThrownBy(() -> serializer.fromJson("{}", SNSEvent.class))
                .hasMessageContaining("SNSEvent is new here");
        assertThatThrownBy(() -> written("text")).hasMessageContaining("String is new here");
        assertThatThrownBy(() -> serializer.fromJson("[]", SQSEvent.class)).hasMessageContaining("cannot be read");
    }

    private String written(@Nullable Object answer) {
        var output = new ByteArrayOutputStream();
        serializer.toJson(answer, output, Object.class);
        return output.toString(UTF_8);
    }
}
