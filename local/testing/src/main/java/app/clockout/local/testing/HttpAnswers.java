package app.clockout.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a function answered over HTTP, and fails where it is not of the kind that a test asks for. */
public final class HttpAnswers {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private HttpAnswers() {}

    /** JSON that stands in a test. */
    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + text, e);
        }
    }

    /** The JSON of an answer that succeeded with this status. */
    public static JsonNode json(int status, APIGatewayV2HTTPResponse answer) {
        has(status, answer);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/json");
        return json(answer.getBody());
    }

    /** The problem (RFC 9457) that an answer tells. */
    public static JsonNode problem(int status, String slug, APIGatewayV2HTTPResponse answer) {
        has(status, answer);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        var problem = json(answer.getBody());
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }

    /** The fields that a validation problem names, in its order; each with words for it. */
    public static List<String> badFields(APIGatewayV2HTTPResponse answer) {
        var fields = new ArrayList<String>();
        for (var error : problem(422, "validation", answer).path("errors")) {
            assertThat(error.path("message").asText()).isNotBlank();
            fields.add(error.path("field").asText());
        }
        return fields;
    }

    /** The HTML of an answer that is a page. */
    public static String page(int status, APIGatewayV2HTTPResponse answer) {
        has(status, answer);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(answer.getBody()).startsWith("<!DOCTYPE html>").contains("<main id=\"main\">", "</html>");
        return answer.getBody();
    }

    /** Where a form is sent on to. */
    public static String location(APIGatewayV2HTTPResponse answer) {
        has(303, answer);
        assertThat(answer.getBody()).isEmpty();
        return answer.getHeaders().getOrDefault("Location", "nowhere");
    }

    /** An answer with this status and nothing to say. */
    public static void nothing(int status, APIGatewayV2HTTPResponse answer) {
        has(status, answer);
        assertThat(answer.getBody()).isEmpty();
        assertThat(answer.getHeaders()).doesNotContainKey("Content-Type");
    }

    private static void has(int status, APIGatewayV2HTTPResponse answer) {
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(status);
        hasTheHeadersOfAll(answer.getHeaders());
    }

    private static void hasTheHeadersOfAll(Map<String, String> headers) {
        assertThat(headers)
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Referrer-Policy", "same-origin")
                .containsEntry("Cache-Control", "no-store")
                .hasEntrySatisfying(
                        "Strict-Transport-Security", value -> assertThat(value).startsWith("max-age="))
                .hasEntrySatisfying("X-Request-Id", value -> assertThat(value).isNotBlank())
                .hasEntrySatisfying("Content-Security-Policy", value -> assertThat(value)
                        .contains("default-src 'none'", "style-src 'sha256-")
                        .doesNotContain("unsafe", "script-src", "http"));
    }
}
