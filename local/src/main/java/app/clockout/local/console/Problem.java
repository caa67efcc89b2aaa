package app.clockout.local.console;

import app.clockout.local.gateway.HttpAnswer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Why a request is not answered, as {@code application/problem+json} (RFC 9457). */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final transient ObjectNode document;

    private Problem(int status, String slug, String title, String detail) {
        super(detail);
        this.status = status;
        this.document = JSON.createObjectNode();
        document.put("type", "/problems/" + slug);
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
    }

    static Problem unreadable(String detail) {
        return new Problem(400, "unreadable", "Unreadable request", detail);
    }

    static Problem notFound(String path) {
        return new Problem(404, "not-found", "Not found", "There is no " + path + ".");
    }

    static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "method-not-allowed", "Method not allowed", "Allowed: " + allowed + ".");
    }

    static Problem notSettled(String detail, ArrayNode queues) {
        var problem = new Problem(504, "not-settled", "Not settled", detail);
        problem.document.set("queues", queues);
        return problem;
    }

    static Problem awsFailed(String detail) {
        return new Problem(503, "aws-failed", "AWS failed", detail);
    }

    /** Every wrong field with what is wrong with it. */
    static Problem invalid(Map<String, String> errors) {
        var problem = new Problem(422, "invalid", "Invalid fields", "Some fields are wrong.");
        var list = problem.document.putArray("errors");
        errors.forEach((field, message) -> list.addObject().put("field", field).put("message", message));
        return problem;
    }

    static Problem invalid(String field, String message) {
        return invalid(Map.of(field, message));
    }

    HttpAnswer answer() {
        return HttpAnswer.json(status, "application/problem+json", document.toString());
    }
}
