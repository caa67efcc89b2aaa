package app.clockout.web;

import app.clockout.domain.Person;
import app.clockout.web.Pages.Stopped;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts answers into responses: the representation that was asked for, under the headers that every one has. */
final class Responses {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    APIGatewayV2HTTPResponse of(Request request, Answer answer) {
        var headers = headers(request);
        headers.putAll(answer.headers());
        var next = answer.next();
        var page = answer.page();
        var invalid = answer.invalid();
        if (next != null && request.isForm()) {
            headers.put("Location", next);
            return response(request, 303, headers, null, "", answer);
        }
        if (page != null && request.wantsPage()) {
            var stopped = invalid == null ? null : new Stopped(invalid, "");
            return response(request, answer.status(), headers, HTML, html(request, page.get(), stopped), answer);
        }
        var text = answer.text();
        if (text != null) {
            return response(request, answer.status(), headers, null, text, answer);
        }
        var json = answer.json();
        if (json == null) {
            return response(request, answer.status(), headers, null, "", answer);
        }
        if (invalid != null) {
            var list = json.putArray("errors");
            invalid.errors()
                    .forEach((field, message) ->
                            list.addObject().put("field", field).put("message", message));
            if (request.wantsPage()) {
                var told = problemPage(request, Problem.validation(), invalid.errors());
                return response(request, answer.status(), headers, HTML, html(request, told, null), answer);
            }
            return response(request, answer.status(), headers, PROBLEM, json.toString(), answer);
        }
        return response(request, answer.status(), headers, JSON, json.toString(), answer);
    }

    APIGatewayV2HTTPResponse of(@Nullable Request request, Problem problem) {
        if (request != null && request.wantsPage()) {
            var own = problem.page();
            return page(request, problem, own != null ? own : problemPage(request, problem, Map.of()), null);
        }
        return response(
                request,
                problem.status(),
                headers(request, problem),
                PROBLEM,
                problem.json().toString(),
                null);
    }

    private static APIGatewayV2HTTPResponse page(
            Request request, Problem problem, Page page, @Nullable Stopped stopped) {
        return response(request, problem.status(), headers(request, problem), HTML, html(request, page, stopped), null);
    }

    /** A form that was stopped: its page, with what was typed in it and what stopped it above. */
    APIGatewayV2HTTPResponse of(Request request, Problem problem, Page form) {
        return page(request, problem, form, new Stopped(request.fields(), problem.detail()));
    }

    /** Where a page of the product asks for a sign-in: what was to be looked at, or else where the form stands. */
    APIGatewayV2HTTPResponse signInAsked(Request request, Problem problem, String next) {
        var kept = KeptForm.of(request).orElse(null);
        var asked = new Page(problem.title(), output -> Pages.signInAsked(output, problem, next, kept));
        return page(request, problem, asked, null);
    }

    private static Page problemPage(Request request, Problem problem, Map<String, String> errors) {
        var kept = KeptForm.of(request)
                .filter(form -> problem.leavesForm()
                        && (problem.passes() || !form.typed().isEmpty()))
                .orElse(null);
        var back = Paths.before(request).orElse(null);
        return new Page(problem.title(), output -> Pages.problem(output, problem, errors, kept, back));
    }

    private static String html(Request request, Page page, @Nullable Stopped stopped) {
        Optional<Person> viewer = viewer(request);
        return Pages.whole(page, viewer.orElse(null), stopped);
    }

    /** Who is signed in, where that can be known without failing once more. */
    private static Optional<Person> viewer(Request request) {
        try {
            return request.member();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> headers(@Nullable Request request, Problem problem) {
        var headers = headers(request);
        headers.putAll(problem.headers());
        return headers;
    }

    private static Map<String, String> headers(@Nullable Request request) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "same-origin");
        headers.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        headers.put("X-Request-Id", request == null ? "-" : request.id());
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Accept");
        return headers;
    }

    private static APIGatewayV2HTTPResponse response(
            @Nullable Request request,
            int status,
            Map<String, String> headers,
            @Nullable String type,
            String body,
            @Nullable Answer answer) {
        if (type != null) {
            headers.put("Content-Type", type);
        }
        boolean head = request != null && request.method().equals("HEAD");
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withCookies(answer == null ? List.of() : answer.cookies())
                .withBody(head ? "" : body)
                .withIsBase64Encoded(false)
                .build();
    }

    /**
     * Whether an Accept header asks for a page rather than JSON: by name, and at least as much.
     *
     * @param otherwise what a client gets that names neither and takes anything
     */
    static boolean prefersPage(String accept, boolean otherwise) {
        double page = 0;
        double json = 0;
        boolean named = false;
        boolean anything = accept.isBlank();
        for (var range : accept.toLowerCase(Locale.ROOT).split(",")) {
            var parts = range.split(";", -1);
            var type = parts[0].strip();
            double quality = quality(parts);
            if (type.equals("text/html") || type.equals("text/*") || type.equals("application/xhtml+xml")) {
                page = Math.max(page, quality);
                named = true;
            } else if (type.equals("application/json") || type.equals("application/problem+json")) {
                json = Math.max(json, quality);
                named = true;
            } else if (type.equals("*/*")) {
                anything |= quality > 0;
            }
        }
        return named ? page > 0 && page >= json : anything && otherwise;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
