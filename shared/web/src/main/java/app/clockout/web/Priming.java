package app.clockout.web;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.crac.Context;
import org.crac.Resource;

/**
 * Makes a function ready before Lambda takes its snapshot (SnapStart), so that no visitor waits for it afterwards: asks for each of its
 * pages once, as HTML and as JSON, as a member whose session has ended. That loads and compiles what a request needs,
 * the table's client above all, and changes nothing, as no GET does.
 */
final class Priming implements Resource {
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");
    private static final String ENDED_SESSION = "nobody.nothing";

    private final Collection<String> paths;
    private final Consumer<APIGatewayV2HTTPEvent> handler;

    /** @param paths as the API has its routes, with names in braces */
    Priming(Collection<String> paths, Consumer<APIGatewayV2HTTPEvent> handler) {
        this.paths = List.copyOf(paths);
        this.handler = handler;
    }

    /** A request that fails is noted like any other; the snapshot is taken all the same. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        for (var path : paths) {
            for (var type : List.of("text/html", "application/json")) {
                handler.accept(request(path, type));
            }
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Time, chance and credentials are asked for anew with each use; nothing that ages is kept.
    }

    private static APIGatewayV2HTTPEvent request(String path, String type) {
        var parameters = new HashMap<String, String>();
        PARAMETER.matcher(path).results().forEach(name -> parameters.put(name.group(1), "none"));
        return APIGatewayV2HTTPEvent.builder()
                .withRouteKey("ANY " + path)
                .withRawPath(PARAMETER.matcher(path).replaceAll("none"))
                .withRawQueryString("token=none")
                .withPathParameters(parameters)
                .withHeaders(Map.of("accept", type, "authorization", "Bearer " + ENDED_SESSION))
                .withRequestContext(RequestContext.builder()
                        .withRequestId("priming")
                        .withHttp(RequestContext.Http.builder()
                                .withMethod("GET")
                                .withPath(path)
                                .withSourceIp("127.0.0.1")
                                .build())
                        .build())
                .build();
    }
}
