package app.clockout.local.console;

import app.clockout.local.gateway.HttpAnswer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Why a request is not answered, as {@code application/problem+json} (RFC 9457). */
final class LocalProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final transient ObjectNode document;

    private LocalProblem(int status, String slug, String title, String detail) {
        super(detail);
        this.status = status;
        this.document = JSON.createObjectNode();
        document.put("type", "/problems/" + slug);
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
    }

    static LocalProblem unreadable(String detail) {
        return new LocalProblem(400, "unreadable", "Unreadable request", detail);
    }

    static LocalProblem crossSite() {
        return new LocalProblem(
                403,
                "cross-site",
                "Not from here",
                "The request came from a page of another site, so nothing was done.");
    }

    static LocalProblem notFound(String path) {
        return new LocalProblem(404, "not-found", "Not found", "There is no " + path + ".");
    }

    static LocalProblem methodNotAllowed(String allowed) {
        return new LocalProblem(405, "method-not-allowed", "Method not allowed", "Allowed: " + allowed + ".");
    }

    static LocalProblem notSettled(String detail, ArrayNode queues) {
        var problem = new LocalProblem(504, "not-settled", "Not settled", detail);
        problem.document.set("queues", queues);
        return problem;
    }

    static LocalProblem awsFailed(String detail) {
        return new LocalProblem(503, "aws-failed", "AWS failed", detail);
    }

    /** Every wrong field with what is wrong with it. */
    static LocalProblem invalid(Map<String, String> errors) {
        var problem = new LocalProblem(422, "invalid", "Invalid fields", "Some fields are wrong.");
        var list = problem.document.putArray("errors");
        errors.forEach((field, message) -> list.addObject().put("field", field).put("message", message));
        return problem;
    }

    static LocalProblem invalid(String field, String message) {
        return invalid(Map.of(field, message));
    }

    HttpAnswer answer() {
        return HttpAnswer.json(status, "application/problem+json", document.toString());
    }
}
