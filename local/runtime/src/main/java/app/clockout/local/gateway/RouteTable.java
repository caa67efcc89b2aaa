package app.clockout.local.gateway;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of an HTTP API, and which of them answers a request: as at API Gateway, one that names the whole path
 * before one that ends in {@code {proxy+}}, a fixed segment before a variable, a named method before {@code ANY}, and
 * {@code $default} when no other does.
 *
 * @param <T> what a route leads to
 */
public final class RouteTable<T> {
    public static final String DEFAULT = "$default";
    private static final String ANY = "ANY";

    /**
     * One route.
     *
     * @param method {@code GET} …, or {@code ANY}
     * @param path such as {@code /clubs/{slug}}, or {@code $default}
     */
    public record Route<T>(String method, String path, T target) {
        /** The key API Gateway knows the route by, such as {@code ANY /clubs/{slug}}. */
        public String key() {
            return path.equals(DEFAULT) ? DEFAULT : method + " " + path;
        }

        private List<String> segments() {
            return RouteTable.segments(path);
        }
    }

    /** The route that answers, and what its variables stand for (decoded). */
    public record Match<T>(Route<T> route, Map<String, String> pathParameters) {}

    private final List<Route<T>> routes;

    public RouteTable(List<Route<T>> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparing(RouteTable::specificity))
                .toList();
    }

    /** The route for a method and a path as it was sent, still encoded; empty when there is not even a default. */
    public Optional<Match<T>> match(String method, String rawPath) {
        List<String> segments = segments(rawPath);
        for (Route<T> route : routes) {
            if (!route.method().equals(ANY) && !route.method().equals(method)) {
                continue;
            }
            if (route.path().equals(DEFAULT)) {
                return Optional.of(new Match<>(route, Map.of()));
            }
            var parameters = parameters(route.segments(), segments);
            if (parameters.isPresent()) {
                return Optional.of(new Match<>(route, parameters.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> parameters(List<String> route, List<String> path) {
        boolean greedy = !route.isEmpty() && isGreedy(route.getLast());
        if (greedy ? path.size() < route.size() : path.size() != route.size()) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < route.size(); i++) {
            String segment = route.get(i);
            if (isGreedy(segment)) {
                String rest = String.join("/", path.subList(i, path.size()));
                if (rest.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(segment.substring(1, segment.length() - 2), Decoding.ofPath(rest));
            } else if (isVariable(segment)) {
                if (path.get(i).isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(segment.substring(1, segment.length() - 1), Decoding.ofPath(path.get(i)));
            } else if (!segment.equals(Decoding.ofPath(path.get(i)))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** Sorts the more specific first: each segment a letter, the greedy and the default ones behind all. */
    private static String specificity(Route<?> route) {
        String method = route.method().equals(ANY) ? "b" : "a";
        if (route.path().equals(DEFAULT)) {
            return "c" + method;
        }
        var letters = new StringBuilder();
        boolean greedy = false;
        for (String segment : route.segments()) {
            greedy |= isGreedy(segment);
            letters.append(isGreedy(segment) ? 'c' : isVariable(segment) ? 'b' : 'a');
        }
        return (greedy ? "b" : "a") + letters + " " + method;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isGreedy(String segment) {
        return segment.startsWith("{") && segment.endsWith("+}");
    }

    private static List<String> segments(String path) {
        return path.equals("/")
                ? List.of()
                : Arrays.asList(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
    }
}
