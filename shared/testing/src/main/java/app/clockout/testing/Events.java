package app.clockout.testing;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What triggers hand to a function: built by a test, or read from the samples in {@code events/}. */
public final class Events {
    private Events() {}

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
        String file = sample.endsWith(".json") ? sample : sample + ".json";
        return read(ProjectRoot.find().resolve("events").resolve(file), event);
    }

    /** An event read from a file with the serializer that Lambda's own Java runtime uses. */
    public static <T> T read(Path file, Class<T> event) {
        try {
            return parse(Files.readString(file), event);
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + file + " cannot be read.", e);
        }
    }

    /** An event from its JSON, with the serializer that Lambda's own Java runtime uses. */
    public static <T> T parse(String json, Class<T> event) {
        // The choice that the runtime makes, too.
        PojoSerializer<T> serializer = LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
                ? LambdaEventSerializers.serializerFor(event, Events.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(event);
        return serializer.fromJson(json);
    }
}
