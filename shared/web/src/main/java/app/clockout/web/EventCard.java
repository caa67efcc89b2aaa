package app.clockout.web;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatCount;
import gg.jte.html.HtmlContent;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An event as lists on pages show it.
 *
 * @param state what it is to the reader
 */
public record EventCard(Event event, SeatCount seats, Club club, EventState state) {
    /**
     * As its reader's page has it.
     *
     * @param rsvp the reader's answer; null for none
     * @param position in the queue; asked for only with a turn at an event that is planned, because it costs a request
     */
    public static EventCard of(
            Event event, SeatCount seats, Club club, @Nullable Rsvp rsvp, Instant now, IntSupplier position) {
        return new EventCard(event, seats, club, EventState.onCard(event, seats, rsvp, now, position));
    }

    public HtmlContent html() {
        return output -> JteeventCardGenerated.render(output, null, this);
    }

    /** What the card says about seats; empty where none are given any more. */
    public String label() {
        return state.isPlanned() ? seatsSaid(seats, state.isFull()) : "";
    }

    public static String seatsSaid(SeatCount seats, boolean full) {
        if (full) {
            return seats.waiting() == 0 ? "Full" : "Full, " + seats.waiting() + " waiting";
        }
        return seats.left() == 1 ? "1 seat left" : seats.left() + " seats left";
    }
}
