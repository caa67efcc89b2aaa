package app.clockout.local.console;

import app.clockout.local.gateway.HttpRequest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON object of a request, field by field; what is wrong is gathered and told at once by {@link #check}. */
final class Body {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode json;
    private final Map<String, String> errors = new LinkedHashMap<>();

    private Body(JsonNode json) {
        this.json = json;
    }

    /** Whatever content type it is sent under: {@code curl -d} calls everything a form. */
    static Body of(HttpRequest request) {
        try {
            var json = STRICT.readTree(request.body());
            if (!json.isObject()) {
                throw LocalProblem.unreadable("The body is no JSON object.");
            }
            return new Body(json);
        } catch (IOException e) {
            throw LocalProblem.unreadable("The body is not JSON.");
        }
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    void wrong(String field, String message) {
        errors.putIfAbsent(field, message);
    }

    /** Fails with everything that was wrong so far. */
    void check() {
        if (!errors.isEmpty()) {
            throw LocalProblem.invalid(errors);
        }
    }

    Optional<String> optional(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            wrong(field, "Must be a text.");
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    String text(String field) {
        var text = optional(field);
        if (text.isEmpty() || text.get().isBlank()) {
            wrong(field, "Is missing.");
        }
        return text.orElse("");
    }

    String oneOf(String field, Collection<String> values) {
        String text = text(field);
        if (!values.contains(text)) {
            wrong(field, "Must be one of " + String.join(", ", values) + ".");
        }
        return text;
    }

    int number(String field, int smallest, int greatest) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < smallest
                || value.intValue() > greatest) {
            wrong(field, "Must be a whole number from " + smallest + " to " + greatest + ".");
        }
        return value.asInt();
    }

    boolean yes(String field, boolean fallback) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isBoolean()) {
            wrong(field, "Must be true or false.");
        }
        return value.asBoolean();
    }
}
