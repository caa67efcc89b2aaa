package app.clockout.testing;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What triggers hand to a function: built by a test, or read from the samples in {@code events/}. */
public final class LambdaEvents {
    private LambdaEvents() {}

    /**
     * A request to the HTTP API.
     *
     * @param method such as {@code PUT}
     * @param pathAndQuery such as {@code /events?city=Malm%C3%B6}, encoded as a browser sends it
     */
    public static HttpEventBuilder http(String method, String pathAndQuery) {
        return new HttpEventBuilder(method, pathAndQuery);
    }

    /** A batch of messages from a queue, named by its logical id in the template. */
    public static SqsEventBuilder sqs(String queue) {
        return new SqsEventBuilder(queue);
    }

    /** A sample of {@code events/}, such as {@code signup-http} or {@code signup-http.json}; see {@link #read(Path, Class)}. */
    public static <T> T read(String sample, Class<T> event) {
        return parse(sample(sample), event);
    }

    /** A sample of {@code events/} as it is written there, such as {@code rsvp-schedule}. */
    public static String sample(String sample) {
        String file = sample.endsWith(".json") ? sample : sample + ".json";
        return text(ProjectRoot.find().resolve("events").resolve(file));
    }

    /** An event read from a file with the serializer that Lambda's own Java runtime uses. */
    public static <T> T read(Path file, Class<T> event) {
        return parse(text(file), event);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + file + " cannot be read.", e);
        }
    }

    /** An event from its JSON, with the serializer that Lambda's own Java runtime uses. */
    public static <T> T parse(String json, Class<T> event) {
        return serializer(event).fromJson(json);
    }

    /** An event as its JSON, written by the same serializer. */
    @SuppressWarnings("unchecked")
    public static <T> String json(T event) {
        var json = new ByteArrayOutputStream();
        serializer((Class<T>) event.getClass()).toJson(event, json);
        return json.toString(StandardCharsets.UTF_8);
    }

    /** The choice that the runtime makes, too. */
    private static <T> PojoSerializer<T> serializer(Class<T> event) {
        return LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
                ? LambdaEventSerializers.serializerFor(event, LambdaEvents.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(event);
    }
}
