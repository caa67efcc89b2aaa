package app.clockout.local.deployed;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.local.emulators.ProjectRoot;
import app.clockout.local.testing.HttpAnswers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** An AWS on this machine, in a process and a temporary folder of its own that end with it. */
final class MiniStack implements AutoCloseable {
    static final String REGION = "us-east-1";
    private static final Path PROGRAM = ProjectRoot.find().resolve(".tools/ministack/bin/ministack");

    private final Path folder;
    private final URI address;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private MiniStack(Path folder, int port, Process process) {
        this.folder = folder;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.process = process;
    }

    /**
     * Starts it at a free port.
     *
     * @param functions where each function is invoked, by the name it will have
     */
    static MiniStack start(Map<String, URI> functions) {
        if (!Files.exists(PROGRAM)) {
            throw new IllegalStateException("There is no " + PROGRAM + "; `make test-deployed` installs it.");
        }
        try {
            var folder = Files.createTempDirectory("clockout-deployed-");
            int port = freePort();
            var builder = new ProcessBuilder(PROGRAM.toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("ministack.log").toFile());
            var environment = builder.environment();
            environment.clear();
            environment.putAll(variables(folder));
            environment.putAll(Map.of(
                    "BIND_HOST",
                    "127.0.0.1",
                    "GATEWAY_PORT",
                    Integer.toString(port),
                    "MINISTACK_REGION",
                    REGION,
                    "STATE_DIR",
                    folder.resolve("state").toString(),
                    "S3_DATA_DIR",
                    folder.resolve("s3").toString(),
                    // Else it listens at fixed ports of all interfaces for these.
                    "IOT_MTLS_ENABLED",
                    "0",
                    "SFTP_ENABLED",
                    "0"));
            functions.forEach((name, uri) -> environment.put("MINISTACK_LAMBDA_PROXY_" + name, uri.toString()));
            var stack = new MiniStack(folder, port, builder.start());
            // For a run that is broken off.
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            stack.awaitHealth();
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException("MiniStack does not start.", e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** For a program that is to know nothing of this machine's user, the credentials above all. */
    private static Map<String, String> variables(Path folder) {
        var path = System.getenv("PATH");
        return Map.of(
                "PATH", path == null ? "/usr/bin:/bin" : path, "HOME", folder.toString(), "TMPDIR", folder.toString());
    }

    private void awaitHealth() {
        Await.that("MiniStack serves", Duration.ofSeconds(60), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("MiniStack has ended:\n" + log());
            }
            try {
                return send(HttpRequest.newBuilder(address.resolve("/_ministack/health"))
                                .GET())
                        .contains("services");
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    URI address() {
        return address;
    }

    /** What programs of AWS need to reach this one and nothing else. */
    Map<String, String> client() {
        var variables = new LinkedHashMap<>(variables(folder));
        variables.putAll(Map.of(
                "AWS_ENDPOINT_URL", address.toString(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_EC2_METADATA_DISABLED", "true"));
        return variables;
    }

    /** A folder for files that go when it does. */
    Path folder() {
        return folder;
    }

    String log() {
        try {
            return Files.readString(folder.resolve("ministack.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of an API that is plain HTTP and JSON, such as Lambda's. */
    JsonNode get(String service, String path) {
        return HttpAnswers.json(send(request(service, path).GET()));
    }

    /** Like {@link #get}. */
    JsonNode post(String service, String path, Object json) {
        return HttpAnswers.json(send(request(service, path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.toString()))));
    }

    /** An action of an API that names it in a header, such as {@code DynamoDB_20120810.PutItem}. */
    JsonNode call(String service, String target, Object json) {
        return HttpAnswers.json(send(request(service, "/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target)
                .POST(BodyPublishers.ofString(json.toString()))));
    }

    /** An action of an API of forms and XML, such as CloudFormation's. */
    Document query(String service, String action, Map<String, String> parameters) {
        var form = new StringBuilder("Action=" + action);
        parameters.forEach(
                (name, value) -> form.append('&').append(name).append('=').append(URLEncoder.encode(value, UTF_8)));
        var xml = send(request(service, "/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString())));
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("This is no XML: " + xml, e);
        }
    }

    /** Fetches a file. */
    void download(String uri, Path file) {
        try {
            http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It finds the service by what a signature is for, and looks at nothing else of it. */
    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none");
    }

    private String send(HttpRequest.Builder builder) {
        var request = builder.timeout(Duration.ofSeconds(30)).build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(request + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            http.close();
        }
    }
}
