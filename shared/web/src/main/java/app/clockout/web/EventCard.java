package app.clockout.web;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.SeatCount;
import gg.jte.html.HtmlContent;

/**
 * An event as lists on pages show it.
 *
 * @param note what it is to the reader: "You have a seat"; may be empty
 */
public record EventCard(Event event, SeatCount seats, Club club, String note) {
    public HtmlContent html() {
        return output -> JteeventCardGenerated.render(output, null, this);
    }

    /** What the card says about seats. */
    public String label() {
        if (event.isCancelled()) {
            return "Cancelled";
        }
        if (seats.left() == 0 || seats.waiting() > 0) {
            return seats.waiting() == 0 ? "Full" : "Full, " + seats.waiting() + " waiting";
        }
        return seats.left() == 1 ? "1 seat left" : seats.left() + " seats left";
    }
}
