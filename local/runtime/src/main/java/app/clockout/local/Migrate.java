package app.clockout.local;

import app.clockout.environment.Environment;
import app.clockout.local.command.RunningRuntime;
import app.clockout.local.migrate.Migration;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The command behind {@code make migrate}. */
@Command(
        name = "migrate",
        description = "Brings the rows of earlier versions to what this one writes, and says how far it is.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Migrate implements Callable<Integer> {
    @Option(names = "--stack", description = "the stack in the cloud, by the credentials and region of the environment")
    private @Nullable String stack;

    @Option(names = "--data", description = "the data folder of a local runtime that is not running")
    private @Nullable Path data;

    @Option(names = "--port", defaultValue = "8080", description = "where the local runtime listens (8080)")
    private int port;

    private Migrate() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Migrate()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (stack != null && !stack.isBlank()) {
            return inCloud(stack);
        }
        return data == null
                ? new RunningRuntime(port).post("/_local/migrate", "", "DATA=… for a folder, STACK=… for the cloud")
                : inFolder(data);
    }

    private static int inCloud(String stack) {
        try (var client = DynamoDbClient.create()) {
            var table = Migration.tableOf(client, stack).orElse(null);
            if (table == null) {
                System.err.printf("The stack %s has no table here.%n", stack);
                return 1;
            }
            var environment =
                    new Environment(Map.of("TABLE_NAME", table), InstantSource.system(), new SecureRandom(), _ -> {});
            new Migration(environment).run(System.out::println);
            return 0;
        }
    }

    private static int inFolder(Path folder) {
        var options = new Options(0, new Aws.Embedded(Optional.of(folder)), Path.of("template.yaml"), System.err);
        try (var runtime = LocalRuntime.start(options)) {
            runtime.migration().run(System.out::println);
            return 0;
        } catch (StartException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }
}
