package app.clockout.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;

/** JSON as this service reads and writes it: strict on the way in, trees and no reflection on the way out. */
public final class Json {
    private static final int DEEPEST = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array(Collection<String> texts) {
        var array = MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** An instant as RFC 3339 in UTC, to the millisecond. */
    public static String instant(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /**
     * Reads one JSON object.
     *
     * @throws Problem 400, where it is no JSON object, has bytes after it, names a key twice or nests too deep
     */
    static ObjectNode read(byte[] body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw Problem.unreadable("The body must be one JSON object.");
        } catch (IOException e) {
            throw Problem.unreadable("The body is not readable JSON.");
        }
    }
}
