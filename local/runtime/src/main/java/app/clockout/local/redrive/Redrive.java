package app.clockout.local.redrive;

import app.clockout.local.command.RunningRuntime;
import app.clockout.local.emulators.template.Template;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The command behind {@code make redrive}. */
@Command(
        name = "redrive",
        description = "Moves what a dead-letter queue holds back to its queue, and says how far it is.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Redrive implements Callable<Integer> {
    @Option(names = "--queue", required = true, description = "the queue by its short name, such as mail or mail-bulk")
    private String queue = "";

    @Option(names = "--stack", description = "the stack in the cloud, by the credentials and region of the environment")
    private @Nullable String stack;

    @Option(names = "--port", defaultValue = "8080", description = "where the local runtime listens (8080)")
    private int port;

    private Redrive() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Redrive()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        var names = DeadLetterNames.of(Template.read(Path.of("template.yaml")));
        var deadLetterQueue = names.of(queue);
        if (deadLetterQueue.isEmpty()) {
            System.err.printf("There is no queue %s with a dead-letter queue; there are %s.%n", queue, names.queues());
            return 2;
        }
        return stack == null || stack.isBlank()
                ? new RunningRuntime(port)
                        .post("/_local/redrive", "{\"queue\":\"" + queue + "\"}", "STACK=… for the cloud")
                : inCloud(stack, deadLetterQueue.get());
    }

    private int inCloud(String stackName, String logicalId) throws InterruptedException {
        try (var sqs = SqsClient.create()) {
            var url = DeadLetterNames.urlIn(sqs, stackName, logicalId).orElse(null);
            if (url == null) {
                System.err.printf("The stack %s has no queue %s here.%n", stackName, logicalId);
                return 1;
            }
            var move = new MessageMove(sqs);
            long all = move.waiting(url);
            long moved = move.back(url, soFar -> System.out.printf("%d of about %d moved%n", soFar, all));
            System.out.printf("%d moved from %s back to %s%n", moved, logicalId, queue);
            return 0;
        }
    }
}
