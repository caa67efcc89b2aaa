package app.clockout.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What goes back over the wire. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    /** An answer of API Gateway itself, such as {@code {"message":"Internal Server Error"}}. */
    static HttpAnswer ofGateway(int status, String message) {
        return json(status, "application/json", "{\"message\":\"" + message + "\"}");
    }

    /** A JSON document under a media type. */
    public static HttpAnswer json(int status, String type, String json) {
        return new HttpAnswer(status, Map.of("content-type", List.of(type)), json.getBytes(StandardCharsets.UTF_8));
    }
}
