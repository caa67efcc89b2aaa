package app.clockout.local.emulators.lambda;

import app.clockout.local.emulators.lambda.LambdaAnswer.FunctionError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One execution environment of a function: a JVM with Amazon's runtime interface client, started the way Lambda's {@code java25} starts
 * it, that handles one event after another. What it prints is kept.
 */
public final class LambdaProcess implements AutoCloseable {
    /** How a JVM comes to its first event. */
    public enum Start {
        /** A cold start. */
        ON_DEMAND("on-demand"),
        /** SnapStart: the hooks before the checkpoint run, and the process waits for {@link LambdaProcess#restore}. */
        SNAP_START("snap-start");

        private final String initializationType;

        Start(String initializationType) {
            this.initializationType = initializationType;
        }
    }

    // What a version does before its checkpoint, Lambda gives a longer time than an invocation.
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(130);

    private final LambdaFunction function;
    private final RuntimeApi api;
    private final Path log;
    private final Process process;

    private LambdaProcess(LambdaFunction function, RuntimeApi api, Path log, Process process) {
        this.function = function;
        this.api = api;
        this.log = log;
        this.process = process;
    }

    /** Starts a function. A handler that is not there or fails to start shows at the first invocation, as at AWS. */
    public static LambdaProcess start(LambdaFunction function) {
        return start(function, Start.ON_DEMAND, List.of());
    }

    /**
     * Starts a function with more options for its JVM.
     *
     * @param jvmOptions put behind Lambda's own, as {@code JAVA_TOOL_OPTIONS} would not
     */
    public static LambdaProcess start(LambdaFunction function, Start start, List<String> jvmOptions) {
        var taskRoot = TaskRoots.of(function.zip());
        var log = TaskRoots.logOf(function);
        var api = new RuntimeApi();
        try {
            var builder = new ProcessBuilder(command(function, start, jvmOptions))
                    .directory(taskRoot.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(variables(function, start, api, taskRoot));
            var process = builder.start();
            process.onExit()
                    .thenAccept(ended -> api.end(error(
                            "Runtime.ExitError",
                            "Error: Runtime exited with error: exit status " + ended.exitValue())));
            return new LambdaProcess(function, api, log, process);
        } catch (IOException e) {
            api.close();
            throw new UncheckedIOException("The JVM of " + function.name() + " does not start.", e);
        }
    }

    /**
     * Lambda's own options: 85 % of the memory for the heap, the serial collector, and compilation that stops at level 1, but not
     * with SnapStart. The first two are as a function sees its own command line (445645 KB at 512 MB); the third and its exception
     * since {@code java25} are documented.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html">how Lambda starts the JVM</a>
     */
    private static List<String> command(LambdaFunction function, Start start, List<String> jvmOptions) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:MaxHeapSize=" + function.memory() * 1024L * 85 / 100 + "k");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        if (start == Start.ON_DEMAND) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-XX:+ErrorFileToStderr");
        command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                + RuntimeInterfaceClient.nativeLibrary());
        command.addAll(jvmOptions);
        // The client alone: it finds the function's classes in the working folder and its lib, by a loader of its own.
        command.add("-classpath");
        command.add(RuntimeInterfaceClient.classPath());
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(function.handler());
        return command;
    }

    private static Map<String, String> variables(LambdaFunction function, Start start, RuntimeApi api, Path taskRoot) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory()));
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", start == Start.SNAP_START ? "1" : "$LATEST");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", start.initializationType);
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/01/[$LATEST]00000000000000000000000000000000");
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        variables.put("AWS_REGION", "us-east-1");
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LAMBDA_RUNTIME_DIR", RuntimeInterfaceClient.folder().toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("TZ", ":UTC");
        if (start == Start.SNAP_START) {
            variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + api.address() + "/credentials");
            variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", RuntimeApi.CREDENTIALS_TOKEN);
        } else {
            variables.put("AWS_ACCESS_KEY_ID", "test");
            variables.put("AWS_SECRET_ACCESS_KEY", "test");
            variables.put("AWS_SESSION_TOKEN", "test");
        }
        variables.putAll(function.variables());
        return variables;
    }

    /** Has the function handle one event, and waits for what comes of it; longer than its timeout, and the process is ended. */
    public LambdaAnswer invoke(String event) {
        var answer = api.invoke(
                event, function.timeout(), "arn:aws:lambda:us-east-1:000000000000:function:" + function.name());
        try {
            return answer.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            return error(
                    "Sandbox.Timedout",
                    String.format(
                            Locale.ROOT,
                            "Error: Task timed out after %.2f seconds",
                            function.timeout().toMillis() / 1000.0));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + function.name() + " was at work.", e);
        }
    }

    /** Waits until the function has started, and is ready for its first event. That it could not shows at its first invocation. */
    public void awaitStart() {
        await(api.started());
    }

    /**
     * Waits until everything that the function does before its checkpoint is done, for a process that was started with {@link
     * Start#SNAP_START}.
     *
     * @throws IllegalStateException when the function did not start, or a hook of it failed
     */
    public void awaitCheckpoint() {
        await(api.checkpoint());
    }

    private void await(Future<Void> step) {
        try {
            step.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(function.name() + " came to no checkpoint:\n" + log(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(function.name() + " did not start in time:\n" + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Lets the function go on behind its checkpoint, as a restored snapshot does. */
    public void restore() {
        api.restore();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** What it has used of the processors so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What it has printed so far, errors among it. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
    }

    private static FunctionError error(String type, String message) {
        return new FunctionError("{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}");
    }
}
