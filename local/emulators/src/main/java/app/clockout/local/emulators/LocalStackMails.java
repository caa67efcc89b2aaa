package app.clockout.local.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mails that LocalStack's SES has taken, as it lists them at {@code /_aws/ses}. The list has the messages alone, so
 * address, kind and time are those of the messages' own headers.
 */
public final class LocalStackMails implements SentMails {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A mail and LocalStack's id for it. */
    private record Listed(String id, CaughtMail mail) {}

    private final URI list;
    private final String configurationSet;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Those of one stack.
     *
     * @param localStack where it is reached, such as {@code http://localhost:4566}
     * @param configurationSet the configuration set that the stack sends its mails under
     */
    public LocalStackMails(URI localStack, String configurationSet) {
        this.list = localStack.resolve("/_aws/ses");
        this.configurationSet = configurationSet;
    }

    @Override
    public List<CaughtMail> mails(@Nullable String to, @Nullable String kind) {
        return listed().reversed().stream()
                .map(Listed::mail)
                .filter(mail -> (kind == null || mail.kind().equals(kind)) && (to == null || mail.goesTo(to)))
                .toList();
    }

    @Override
    public void clear() {
        for (Listed listed : listed()) {
            var mail = URI.create(list + "?id=" + URLEncoder.encode(listed.id(), StandardCharsets.UTF_8));
            answer(HttpRequest.newBuilder(mail).DELETE());
        }
    }

    private List<Listed> listed() {
        var answer = answer(HttpRequest.newBuilder(list));
        try {
            if (answer.statusCode() != 200) {
                throw new IOException("it answers " + answer.statusCode());
            }
            var mails = new ArrayList<Listed>();
            for (JsonNode message : JSON.readTree(answer.body()).path("messages")) {
                var raw = message.path("RawData").asText();
                // Cheaper than to parse what other stacks have sent.
                if (raw.contains(configurationSet)) {
                    var mail = RawMail.read(raw.getBytes(StandardCharsets.UTF_8));
                    if (mail.header("X-SES-CONFIGURATION-SET").equals(configurationSet)) {
                        mails.add(new Listed(message.path("Id").asText(), mail.caught()));
                    }
                }
            }
            return mails;
        } catch (IOException e) {
            throw unreadable(e);
        } catch (SesRefusal e) {
            throw unreadable(new IOException(e));
        }
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(new IOException(e));
        }
    }

    private UncheckedIOException unreadable(IOException cause) {
        var why = cause.getMessage() == null ? "nothing answers" : cause.getMessage();
        return new UncheckedIOException("The sent mails cannot be read at " + list + ": " + why + ".", cause);
    }

    @Override
    public void close() {
        http.close();
    }
}
