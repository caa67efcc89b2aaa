package app.clockout.web;

import app.clockout.domain.BusyException;
import app.clockout.domain.Person;
import app.clockout.log.Correlation;
import app.clockout.log.Log;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crac.Core;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one function, and the one way every request goes: method, size and type of the body, who asks, whether
 * the thing in the path is there, who may, and only then the action. Each path is one route of the API for any method.
 */
public final class Routes {
    /** What a route does: decodes, calls one use case, answers. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Request request);
    }

    /** Draws the page of a form again, with what was typed into it, when something stopped it. */
    @FunctionalInterface
    public interface FormPage {
        /** @param stopped what stopped it */
        Page again(Request request, Problem stopped);
    }

    /**
     * Where the form of a route stands.
     *
     * @param place the path of its page, with names in braces that the route's path has too
     */
    private record Form(String place, FormPage page) {
        /** Empty where what the page shows besides is not to be had: then what was typed is shown alone. */
        Optional<Page> drawn(Request request, Problem stopped) {
            try {
                return Optional.of(page.again(request, stopped));
            } catch (Problem | BusyException e) {
                return Optional.empty();
            }
        }

        String placeOf(Request request) {
            return NAME.matcher(place).replaceAll(name -> Matcher.quoteReplacement(request.path(name.group(1))));
        }
    }

    /** @param fromMail whether mail programs send such requests, from wherever they are */
    private record Route(Access access, Predicate<Request> resourceExists, Action action, boolean fromMail) {}

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Map<String, Route>> methodsByPath = new HashMap<>();
    private final Map<String, Form> forms = new HashMap<>();
    private final Function<String, Optional<Person>> memberOf;
    private final Responses responses = new Responses();
    /** Kept here, as the context it is registered with does not. */
    private @Nullable Priming primed;

    /** @param memberOf whose session a token is */
    public Routes(Function<String, Optional<Person>> memberOf) {
        this.memberOf = memberOf;
    }

    public Routes get(String path, Access access, Action action) {
        return route("GET", path, access, request -> true, action);
    }

    /**
     * Like {@link #get(String, Access, Action)}, of a thing in the path. That it is not there is told before that it is
     * not allowed, so whether it is there is asked when the request is about to be refused; otherwise the action finds
     * out by itself.
     */
    public Routes get(String path, Access access, Predicate<Request> resourceExists, Action action) {
        return route("GET", path, access, resourceExists, action);
    }

    public Routes post(String path, Access access, Action action) {
        return route("POST", path, access, request -> true, action);
    }

    /** Like {@link #get(String, Access, Predicate, Action)}. */
    public Routes post(String path, Access access, Predicate<Request> resourceExists, Action action) {
        return route("POST", path, access, resourceExists, action);
    }

    /**
     * What a mail program does for its reader with one click (RFC 8058): a form, of either kind, that comes without a cookie and from
     * any site. The link alone proves that it may.
     */
    public Routes postFromMail(String path, Action action) {
        return route("POST", path, new Route(Access.ANYONE, request -> true, action, true));
    }

    public Routes put(String path, Access access, Predicate<Request> resourceExists, Action action) {
        return route("PUT", path, access, resourceExists, action);
    }

    public Routes delete(String path, Access access, Predicate<Request> resourceExists, Action action) {
        return route("DELETE", path, access, resourceExists, action);
    }

    /**
     * Says where the form of a route stands, which a sign-in leads back to, and how it is drawn when it comes back because
     * something stopped it: a conflict, another's change, a limit, a table that is busy. Without that what was typed is shown
     * as it was sent.
     *
     * @param route such as {@code PUT /clubs/{slug}}
     * @param place the path of the page, such as {@code /clubs/{slug}/edit}
     */
    public Routes form(String route, String place, FormPage page) {
        forms.put(route, new Form(place, page));
        return this;
    }

    private Routes route(String method, String path, Access access, Predicate<Request> resourceExists, Action action) {
        return route(method, path, new Route(access, resourceExists, action, false));
    }

    private Routes route(String method, String path, Route route) {
        methodsByPath.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(method, route);
        return this;
    }

    /** Its routes, such as {@code GET /events/{eventId}}. */
    public Set<String> routes() {
        var routes = new TreeSet<String>();
        methodsByPath.forEach((path, methods) -> methods.keySet().forEach(method -> routes.add(method + " " + path)));
        return routes;
    }

    /** Has every page asked for once before the function's snapshot is taken. To be called once, where there is one to be. */
    public void primeSnapshot() {
        var paths = new ArrayList<>(List.of("$default"));
        methodsByPath.forEach((path, methods) -> {
            if (methods.containsKey("GET")) {
                paths.add(path);
            }
        });
        primed = new Priming(paths, this::handle);
        Core.getGlobalContext().register(primed);
    }

    public APIGatewayV2HTTPResponse handle(APIGatewayV2HTTPEvent event) {
        return Correlation.during(Request.id(event), () -> answered(event));
    }

    private APIGatewayV2HTTPResponse answered(APIGatewayV2HTTPEvent event) {
        @Nullable Request request = null;
        try {
            request = new Request(event, memberOf);
            return responses.of(request, drawn(request, answer(request, event.getRouteKey()), event.getRouteKey()));
        } catch (Problem problem) {
            return stopped(request, problem, event.getRouteKey());
        } catch (BusyException e) {
            return stopped(request, Problem.busy(e.retryAfter()), event.getRouteKey());
        } catch (RuntimeException e) {
            Log.fault("request", e);
            return responses.of(request, Problem.fault());
        }
    }

    /** An answer about wrong fields, on the page of the route's form where that is to be had. */
    private Answer drawn(Request request, Answer answer, String routeKey) {
        if (answer.invalid() == null || answer.page() != null || !request.wantsPage()) {
            return answer;
        }
        return form(request, routeKey)
                .flatMap(form -> form.drawn(request, Problem.validation()))
                .map(page -> answer.on(() -> page))
                .orElse(answer);
    }

    private Optional<Form> form(Request request, String routeKey) {
        return Optional.ofNullable(forms.get(request.method() + " " + path(routeKey)));
    }

    private APIGatewayV2HTTPResponse stopped(@Nullable Request request, Problem problem, String routeKey) {
        if (request == null || !request.wantsPage()) {
            return responses.of(request, problem);
        }
        var form = form(request, routeKey);
        if (problem.status() == 401) {
            var place = form.map(found -> found.placeOf(request)).orElseGet(() -> placeOf(request));
            return responses.signInAsked(request, problem, place);
        }
        return form.filter(_ -> request.isForm() && problem.leavesForm())
                .flatMap(found -> found.drawn(request, problem))
                .map(page -> responses.of(request, problem, page))
                .orElseGet(() -> responses.of(request, problem));
    }

    /** Where a sign-in leads: back to what was to be looked at, or to where the button was. */
    private static String placeOf(Request request) {
        var place = request.method().equals("GET") ? Optional.of(request.target()) : Paths.before(request);
        return place.filter(Paths::isHere).orElse("/");
    }

    private static String path(String routeKey) {
        return routeKey.substring(routeKey.indexOf(' ') + 1);
    }

    private Answer answer(Request request, String routeKey) {
        var methods = methodsByPath.get(path(routeKey));
        if (methods == null) {
            throw Problem.notFound();
        }
        var method = request.method();
        if (method.equals("OPTIONS")) {
            return Answer.nothing().header("Allow", allowed(methods));
        }
        var route = methods.get(method.equals("HEAD") ? "GET" : method);
        if (route == null) {
            // Of a form that is too large, the method it stands for has not been read.
            throw request.isForm() && request.isTooLarge()
                    ? Problem.tooLarge()
                    : Problem.methodNotAllowed(allowed(methods));
        }
        boolean changes = !method.equals("GET") && !method.equals("HEAD");
        if (request.isTooLarge()) {
            throw Problem.tooLarge();
        }
        if (changes && !request.isReadableType() && !(route.fromMail && request.isMultipart())) {
            throw Problem.unsupportedMediaType();
        }
        if (route.access != Access.ANYONE) {
            request.signedIn();
        }
        var refusal = refusal(request, route, changes);
        if (refusal != null) {
            throw route.resourceExists.test(request) ? refusal : Problem.notFound();
        }
        return route.action.answer(request);
    }

    /** Why the request is not even looked at, though its thing may be there; null where it is. */
    private static @Nullable Problem refusal(Request request, Route route, boolean changes) {
        if (route.access == Access.ADMIN && !request.signedIn().admin()) {
            return Problem.forbidden("You are signed in, but this is for admins.");
        }
        if (changes && !route.fromMail && request.isCrossSite()) {
            return Problem.crossSite();
        }
        try {
            if (changes) {
                request.fields();
            }
            return null;
        } catch (Problem unreadable) {
            return unreadable;
        }
    }

    private static String allowed(Map<String, Route> methods) {
        var allowed = new StringBuilder();
        for (var method : methods.keySet()) {
            allowed.append(allowed.isEmpty() ? "" : ", ").append(method.equals("GET") ? "GET, HEAD" : method);
        }
        return allowed + ", OPTIONS";
    }
}
