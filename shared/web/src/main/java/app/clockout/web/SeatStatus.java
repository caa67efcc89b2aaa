package app.clockout.web;

import app.clockout.domain.Rsvp;
import app.clockout.json.JsonObject;
import java.time.Instant;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a member has of an event at a moment, as it travels on its own and within an event. */
public sealed interface SeatStatus {
    /** Nothing; an offer past its end is nothing, too. */
    record None() implements SeatStatus {}

    record Confirmed(String ticket) implements SeatStatus {}

    /** @param position in the queue, one for the member who is next */
    record Waiting(int position) implements SeatStatus {}

    record Offered(Instant expiresAt) implements SeatStatus {}

    /**
     * What an answer is worth.
     *
     * @param ticket asked for only with a seat
     * @param position asked for only with a turn, because it costs a request
     */
    static SeatStatus of(@Nullable Rsvp rsvp, Instant now, Supplier<String> ticket, IntSupplier position) {
        if (rsvp == null) {
            return new None();
        }
        return switch (rsvp.status()) {
            case CONFIRMED -> new Confirmed(ticket.get());
            case WAITLISTED -> new Waiting(position.getAsInt());
            case OFFERED ->
                rsvp.expiresAt() != null && rsvp.isOffered(now) ? new Offered(rsvp.expiresAt()) : new None();
            case CANCELLED, LEFT, REFUSED, LAPSED -> new None();
        };
    }

    /** {@code {"status":"confirmed","ticket":…}} and its like; nothing is {@code {"status":"none"}}. */
    default JsonObject json() {
        return switch (this) {
            case None() -> new JsonObject().put("status", "none");
            case Confirmed(var ticket) ->
                new JsonObject().put("status", "confirmed").put("ticket", ticket);
            case Waiting(int position) ->
                new JsonObject().put("status", "waitlisted").put("position", position);
            case Offered(var expiresAt) ->
                new JsonObject().put("status", "offered").put("expiresAt", Instants.rfc3339(expiresAt));
        };
    }
}
