package app.clockout.local.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

/** The local runtime that serves at a port, as a command meets it. */
public record RunningRuntime(int port) {
    /**
     * Posts to one of its own routes, and prints what it answers.
     *
     * @param body JSON; may be empty
     * @param otherwise what else the command can be told, should nothing answer here
     * @return the command's exit code
     */
    public int post(String route, String body, String otherwise) throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + route))
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            boolean done = answer.statusCode() == 200;
            Objects.requireNonNull(done ? System.out : System.err)
                    .println(answer.body().strip());
            return done ? 0 : 1;
        } catch (IOException e) {
            System.err.printf("Nothing answers at http://localhost:%d; is it running? (%s)%n", port, otherwise);
            return 1;
        }
    }
}
