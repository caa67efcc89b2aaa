package app.clockout.rsvp;

import app.clockout.environment.Environment;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import org.jspecify.annotations.Nullable;

/** Seats, tickets and the door over HTTP. */
public final class RsvpHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Routes routes;

    public RsvpHandler() {
        this(Environment.ofLambda());
    }

    RsvpHandler(Environment environment) {
        var table = new Table(environment);
        routes = new Routes(new Sessions(table, environment.clock())::memberOf);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }
}
