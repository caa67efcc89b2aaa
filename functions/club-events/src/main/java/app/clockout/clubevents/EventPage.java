package app.clockout.clubevents;

import app.clockout.clubevents.ViewEvent.Seen;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Person;
import app.clockout.domain.SeatCount;
import app.clockout.web.EventCard;
import app.clockout.web.EventState;
import app.clockout.web.Fields;
import app.clockout.web.Times;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an event says to its viewer.
 *
 * @param cancelling what a host typed to call it off
 */
public record EventPage(Seen seen, @Nullable Person viewer, Instant now, Fields cancelling) {
    public Event event() {
        return seen.view().event();
    }

    public SeatCount seats() {
        return seen.view().seats();
    }

    public Club club() {
        return seen.view().club();
    }

    public boolean isHost() {
        return seen.view().isHost();
    }

    public boolean seesStreet() {
        return seen.view().seesStreet();
    }

    public EventState state() {
        return EventState.of(event(), seats(), seen.view().rsvp(), seen.own(), now);
    }

    public String starts() {
        return Times.when(event());
    }

    /** The hour of the end; empty where the start's line tells both. */
    public String ends() {
        return Times.end(event());
    }

    /** The same on the viewer's own clock, where that is known and shows something else; empty where it does not. */
    public String ownStart() {
        var own = viewer == null ? null : viewer.details().timezone();
        var toldUntil = Times.endsOnAnotherDay(event()) ? event().endsAt() : event().startsAt();
        return own == null || (runsAlike(own, event().startsAt()) && runsAlike(own, toldUntil))
                ? ""
                : Times.own(event(), own);
    }

    private boolean runsAlike(ZoneId own, Instant at) {
        return own.getRules().getOffset(at).equals(event().timezone().getRules().getOffset(at));
    }

    /** What there is to say about a start that comes twice; empty where it does not. */
    public String notice() {
        return DstNotice.notice(event()).orElse("");
    }

    public String seatsSaid() {
        return EventCard.seatsSaid(seats(), state().isFull());
    }

    public String path() {
        return "/events/" + event().id();
    }
}
