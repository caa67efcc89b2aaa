package app.clockout.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.json.Json;
import app.clockout.json.JsonObject;
import app.clockout.json.UnreadableJsonException;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events that functions here are handed, and writes their answers. Lambda's runtime finds it by {@code META-INF/services} and
 * then does without its own data binding, which costs a cold start some hundred classes and, for messages and stream
 * records, asks for joda-time.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-custom-serialization.html">custom serialization</a>
 */
public final class EventSerializer implements CustomPojoSerializer {
    // By name: a function has no use for the classes of the others' events.
    private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
    private static final String HTTP = EVENTS + "APIGatewayV2HTTPEvent";
    private static final String QUEUE = EVENTS + "SQSEvent";
    private static final String STREAM = EVENTS + "DynamodbEvent";

    @Override
    public <T> T fromJson(InputStream input, Type type) {
        try {
            return event(input.readAllBytes(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T fromJson(String input, Type type) {
        return event(input.getBytes(UTF_8), type);
    }

    @SuppressWarnings("unchecked")
    private static <T> T event(byte[] bytes, Type type) {
        try {
            var json = Json.read(bytes);
            return (T)
                    switch (type.getTypeName()) {
                        case HTTP -> HttpEvents.read(json);
                        case QUEUE -> QueueEvents.read(json);
                        case STREAM -> StreamEvents.read(json);
                        // A schedule's call says no more than that it is time.
                        case "java.util.Map<java.lang.String, java.lang.Object>" -> Map.of();
                        default -> throw unknown(type.getTypeName());
                    };
        } catch (UnreadableJsonException e) {
            throw new IllegalArgumentException("The event cannot be read. " + e.getMessage(), e);
        }
    }

    @Override
    public <T> void toJson(@Nullable T value, OutputStream output, Type type) {
        try {
            output.write(json(value).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // No pattern in a switch: that makes a class at run time.
    private static String json(@Nullable Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof APIGatewayV2HTTPResponse answer) {
            return HttpEvents.write(answer).toString();
        } else if (value instanceof SQSBatchResponse answer) {
            return QueueEvents.write(answer).toString();
        } else if (value instanceof StreamsEventResponse answer) {
            return StreamEvents.write(answer).toString();
        }
        throw unknown(value.getClass().getName());
    }

    private static IllegalArgumentException unknown(String type) {
        return new IllegalArgumentException(type + " is new here; app.clockout.lambda has to learn it.");
    }

    /** {@code batchItemFailures}, as both kinds of batches answer. */
    static JsonObject failures(Iterable<String> identifiers) {
        var json = new JsonObject();
        var failures = json.putArray("batchItemFailures");
        for (var identifier : identifiers) {
            failures.addObject().put("itemIdentifier", identifier);
        }
        return json;
    }
}
