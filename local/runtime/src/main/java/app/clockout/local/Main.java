package app.clockout.local;

import app.clockout.local.emulators.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs the whole network on this machine until it is interrupted. */
@Command(
        name = "clockout",
        description = "Runs the whole network on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Main implements Callable<Integer> {
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(20);
    private static final Duration LINK_LASTS = Duration.ofMinutes(15);

    @Option(names = "--port", defaultValue = "8080", description = "where to listen; 0 takes a free port (8080)")
    private int port;

    @Option(names = "--data", paramLabel = "<folder>", description = "keep everything in this folder (else in memory)")
    private @Nullable Path data;

    @Option(
            names = "--endpoint",
            paramLabel = "<url>",
            description = "use the DynamoDB, SQS and SES there, such as LocalStack's (else those of this process)")
    private @Nullable URI endpoint;

    @Option(names = "--template", paramLabel = "<file>", description = "the template to run (template.yaml)")
    private @Nullable Path template;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            var runtime = LocalRuntime.start(new Options(port, aws(), found(template), System.err));
            say("Clockout", runtime.address().toString());
            say("Inbox", runtime.address() + "/_local/inbox");
            if (endpoint != null) {
                say("AWS", endpoint.toString());
            }
            say("Founder", founderLink(runtime));
            System.out.println("Ctrl-C stops it.");
            Thread.currentThread().join();
            return 0;
        } catch (StartException | TemplateException | SdkException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private Aws aws() {
        if (endpoint == null) {
            return new Aws.Embedded(Optional.ofNullable(data));
        }
        if (data != null) {
            throw new StartException("A data folder is for services of this process; " + endpoint
                    + " keeps what it has itself. Give only one.");
        }
        if (!"http".equals(endpoint.getScheme()) && !"https".equals(endpoint.getScheme())
                || endpoint.getHost() == null) {
            throw new StartException(endpoint + " is no endpoint; one is like http://localhost:4566.");
        }
        return new Aws.Endpoint(endpoint, Aws.Endpoint.STACK);
    }

    private static void say(String what, String where) {
        System.out.printf("%-10s%s%n", what, where);
    }

    private static Path found(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        var root = System.getProperty("clockout.root");
        if (root != null) {
            return Path.of(root, "template.yaml");
        }
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("template.yaml"))) {
                return folder.resolve("template.yaml");
            }
        }
        throw new StartException("There is no template.yaml in this folder or above it.");
    }

    /**
     * Asks for a sign-in mail as the founder would, and takes the link out of the newest one. Nobody gets many such mails in a
     * row, so after a few starts it may be one of an earlier start that is still good.
     */
    private static String founderLink(LocalRuntime runtime) throws InterruptedException {
        URI signIn = URI.create(runtime.address() + "/signin");
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(signIn)
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"email\":\"" + LocalRuntime.FOUNDER_EMAIL + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            runtime.settle(LONGEST_SETTLING);
            var stillGood = runtime.clock().instant().minus(LINK_LASTS);
            return runtime.mails().mails(LocalRuntime.FOUNDER_EMAIL, "sign-in").stream()
                    .filter(mail -> mail.sentAt().isAfter(stillGood))
                    .flatMap(mail -> mail.links().stream())
                    .filter(link -> link.startsWith(signIn + "/confirm"))
                    .findFirst()
                    .orElse(signIn + "  (no link was mailed; sign in as " + LocalRuntime.FOUNDER_EMAIL + ")");
        } catch (IOException | UncheckedIOException e) {
            return signIn + "  (no link was mailed: " + e.getMessage() + ")";
        }
    }
}
