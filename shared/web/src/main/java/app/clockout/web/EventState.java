package app.clockout.web;

import app.clockout.domain.Event;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatCount;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What an event is to its viewer at a moment: decided here for every card and page, the ticket and the door, and told in these words. */
public sealed interface EventState {
    record Cancelled() implements EventState {}

    /** @param wasThere whether the viewer was let in */
    record Over(boolean wasThere) implements EventState {}

    /**
     * It is to come, or it is on now.
     *
     * @param begun whether it is on now
     * @param full whether a member who asks now has to wait
     * @param own what the viewer has of it
     */
    record Planned(boolean begun, boolean full, SeatStatus own) implements EventState {}

    String CANCELLED = "This event is cancelled.";
    String OVER = "It's over.";

    /** @param own what the answer is worth now */
    static EventState of(Event event, SeatCount seats, @Nullable Rsvp rsvp, SeatStatus own, Instant now) {
        if (event.isCancelled()) {
            return new Cancelled();
        }
        if (event.isOver(now)) {
            return new Over(rsvp != null && rsvp.hasSeat() && rsvp.checkedInAt() != null);
        }
        return new Planned(!now.isBefore(event.startsAt()), seats.left() == 0 || seats.waiting() > 0, own);
    }

    /**
     * As a card has it, which shows no ticket.
     *
     * @param position in the queue; asked for only with a turn at an event that is planned, because it costs a request
     */
    static EventState onCard(Event event, SeatCount seats, @Nullable Rsvp rsvp, Instant now, IntSupplier position) {
        var planned = !event.isCancelled() && !event.isOver(now);
        var own = planned ? SeatStatus.of(rsvp, now, () -> "", position) : new SeatStatus.None();
        return of(event, seats, rsvp, own, now);
    }

    /** Whether seats are still given and taken back. */
    default boolean isPlanned() {
        return this instanceof Planned;
    }

    default boolean isOnNow() {
        return this instanceof Planned planned && planned.begun();
    }

    default boolean isFull() {
        return this instanceof Planned planned && planned.full();
    }

    /** What the viewer has of it; nothing once it is over or cancelled. */
    default SeatStatus own() {
        return this instanceof Planned planned ? planned.own() : new SeatStatus.None();
    }

    /** What the viewer had of it and has no more, on pages where they can ask again; empty where that is nothing. */
    default String former(@Nullable Rsvp rsvp) {
        if (rsvp == null || !isPlanned() || !(own() instanceof SeatStatus.None)) {
            return "";
        }
        return switch (rsvp.status()) {
            case CANCELLED -> "You gave your seat back.";
            case LEFT -> "You left the line.";
            case REFUSED -> "You passed the seat on.";
            case LAPSED, OFFERED -> "The seat that was held for you went on.";
            case CONFIRMED, WAITLISTED -> "";
        };
    }

    /** In words; empty where it is planned and the viewer has nothing of it. */
    default String said(Event event) {
        return switch (this) {
            case Cancelled() -> CANCELLED;
            case Over(boolean wasThere) -> wasThere ? "You were there." : OVER;
            case Planned planned ->
                switch (planned.own()) {
                    case SeatStatus.None() -> "";
                    case SeatStatus.Confirmed _ -> "You have a seat.";
                    case SeatStatus.Waiting(int position) -> "You are number %d in line.".formatted(position);
                    case SeatStatus.Offered(var expiresAt) ->
                        "A seat is held for you until %s.".formatted(Times.at(expiresAt, event));
                };
        };
    }
}
