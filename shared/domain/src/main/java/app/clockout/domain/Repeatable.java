package app.clockout.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * What makes a request that creates something the same as another of the same person.
 *
 * @param key its path and what its client calls it: a client may give the same to another path, where another kind of thing is made
 * @param requestHash of its method, path and body
 */
public record Repeatable(String key, String requestHash) {
    public static Repeatable of(String key, String method, String path, byte[] body) {
        var said = new ByteArrayOutputStream();
        said.writeBytes("%s %s\n".formatted(method, path).getBytes(UTF_8));
        said.writeBytes(body);
        return new Repeatable(path + " " + key, Hash.of(said.toByteArray()));
    }
}
