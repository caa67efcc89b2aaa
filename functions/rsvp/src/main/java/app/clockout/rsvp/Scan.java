package app.clockout.rsvp;

import app.clockout.domain.Event;
import app.clockout.domain.Rsvp;
import app.clockout.web.EventState;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a ticket, or a name on the list, comes to at the door: each looks different from the others at arm's length. */
public sealed interface Scan {
    /** They can be let in. */
    record Ready(Rsvp rsvp) implements Scan {}

    /** They were let in by this. */
    record CheckedIn(Rsvp rsvp) implements Scan {}

    /** They had been let in before, perhaps with a copy of the ticket. */
    record AlreadyIn(Rsvp rsvp, String since) implements Scan {}

    /** @param holder whose seat it is; empty where it is nobody's */
    record Refused(String why, String holder) implements Scan {}

    Refused NOT_A_TICKET = new Refused("Not a ticket for this event", "");

    /** @param now when it is shown, which decides whether a time needs its day */
    static Scan of(Event event, Rsvp rsvp, boolean justNow, Instant now) {
        if (event.isCancelled()) {
            return new Refused(EventState.CANCELLED, rsvp.name());
        }
        if (rsvp.checkedInAt() != null) {
            return justNow ? new CheckedIn(rsvp) : new AlreadyIn(rsvp, clock(rsvp.checkedInAt(), event, now));
        }
        if (now.isBefore(CheckIn.opensAt(event))) {
            return new Refused("Check-in opens at " + clock(CheckIn.opensAt(event), event, now), rsvp.name());
        }
        return now.isAfter(CheckIn.closesAt(event))
                ? new Refused("Check-in closed at " + clock(CheckIn.closesAt(event), event, now), rsvp.name())
                : new Ready(rsvp);
    }

    /** By the clock at the venue, where the door is: {@code 17:30}, and of another day {@code 17:30 on Thu 14 Jan}. */
    static String clock(Instant instant, Event event, Instant now) {
        var there = LocalDateTime.ofInstant(instant, event.timezone());
        var today = LocalDateTime.ofInstant(now, event.timezone()).toLocalDate();
        return DateTimeFormatter.ofPattern(
                        there.toLocalDate().equals(today) ? "HH:mm" : "HH:mm 'on' EEE d MMM", Locale.ENGLISH)
                .format(there);
    }
}
