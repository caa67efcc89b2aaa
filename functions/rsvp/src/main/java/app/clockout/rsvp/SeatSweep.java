package app.clockout.rsvp;

import app.clockout.environment.Environment;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each minute, finds offers that have ended and free seats that somebody waits for. */
public final class SeatSweep implements RequestHandler<Map<String, Object>, @Nullable Void> {
    public SeatSweep() {
        this(Environment.ofLambda());
    }

    SeatSweep(Environment environment) {}

    @Override
    public @Nullable Void handleRequest(Map<String, Object> event, @Nullable Context context) {
        return null;
    }
}
