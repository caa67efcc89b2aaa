package app.clockout.local.testing;

import app.clockout.local.emulators.ProjectRoot;
import app.clockout.local.emulators.lambda.LambdaJson;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        return LambdaJson.read(sample(sample), event);
    }

    /** A sample of {@code events/} as it is written there, such as {@code rsvp-schedule}. */
    public static String sample(String sample) {
        String file = sample.endsWith(".json") ? sample : sample + ".json";
        return text(ProjectRoot.find().resolve("events").resolve(file));
    }

    /** An event read from a file with the serializer that Lambda's own Java runtime uses. */
    public static <T> T read(Path file, Class<T> event) {
        return LambdaJson.read(text(file), event);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The event " + file + " cannot be read.", e);
        }
    }
}
