package app.clockout.notfound;

import app.clockout.web.Routes;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the API's default route. It has no permissions at all, so it knows nobody. */
public final class NotFoundHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Routes routes = new Routes(token -> Optional.empty());

    public NotFoundHandler() {
        routes.primeSnapshot();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, @Nullable Context context) {
        return routes.handle(event);
    }
}
