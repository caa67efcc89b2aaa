package app.clockout.bench;

import app.clockout.local.emulators.lambda.LambdaAnswer;
import app.clockout.local.emulators.lambda.LambdaAnswer.FunctionError;
import app.clockout.local.emulators.lambda.LambdaAnswer.Given;
import app.clockout.local.emulators.lambda.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A function that is measured.
 *
 * @param name as in the template's {@code FunctionName}, without the stack's
 * @param logicalId in the template; empty for the two that are measured beside its functions
 * @param memory in megabytes
 */
record Subject(String name, String logicalId, Kind kind, Path zip, String handler, int memory) {
    /** Time is measured here, not limited; a busy machine can take several times as long. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    enum Kind {
        /** Measured beside the functions of the template. */
        REFERENCE,
        /** A person waits for its answer. */
        HTTP,
        /** Takes messages, records or a schedule's minute. */
        WORKER
    }

    /** As Lambda would be told of it, in a scene. */
    LambdaFunction in(Scene scene) {
        return new LambdaFunction(name, zip, handler, memory, TIMEOUT, scene.variables(this));
    }

    /** Whether the event was done as it should be; a page that says sorry measures nothing. */
    void requireGood(LambdaAnswer answer) {
        boolean good =
                switch (answer) {
                    case FunctionError _ -> false;
                    case Given(String json) ->
                        switch (kind) {
                            case REFERENCE -> json.contains("\"statusCode\":200");
                            case HTTP ->
                                json.contains(
                                        logicalId.equals("NotFoundFunction")
                                                ? "\"statusCode\":404"
                                                : "\"statusCode\":200");
                            case WORKER -> !json.contains("itemIdentifier");
                        };
                };
        if (!good) {
            throw new IllegalStateException(name + " did not do its event well: " + beginningOf(answer));
        }
    }

    private static String beginningOf(LambdaAnswer answer) {
        var text = answer.toString();
        return text.substring(0, Math.min(text.length(), 500));
    }

    /** What is deployed, in megabytes (1,000,000 bytes). */
    double zipSize() {
        try {
            return Files.size(zip) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no " + zip + "; `make package` builds it.", e);
        }
    }
}
