package app.clockout.local.emulators.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A function as Lambda is told of it.
 *
 * @param name its name, as in {@code AWS_LAMBDA_FUNCTION_NAME}
 * @param zip what is deployed
 * @param handler the class and method, as in {@code app.clockout.session.SessionHandler::handleRequest}
 * @param memory in megabytes; decides the heap
 * @param timeout after which an invocation is ended, and the process with it
 * @param variables the environment variables that are set for it; they win over those that Lambda sets itself
 */
public record LambdaFunction(
        String name, Path zip, String handler, int memory, Duration timeout, Map<String, String> variables) {
    public LambdaFunction {
        variables = Map.copyOf(variables);
    }
}
