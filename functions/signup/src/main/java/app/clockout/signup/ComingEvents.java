package app.clockout.signup;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Events.View;
import app.clockout.table.Seats;
import app.clockout.table.Seats.ByMemberEntry;
import app.clockout.web.EventCard;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What is on next, for everybody and for a member (docs/table-design.md, S6 and S7). */
final class ComingEvents {
    /**
     * @param open the next public events
     * @param own the next ones that the viewer has a seat at, is offered one at or waits for
     */
    record Coming(List<View> open, List<View> own) {}

    private static final int SHOWN = 5;
    /** With those shown to everybody, four items each, as many as one request looks up. */
    private static final int LOOKED_THROUGH = 20;

    private static final EventList.Filter ALL = new EventList.Filter(null, null);

    private final EventList lists;
    private final Events events;
    private final Seats seats;
    private final InstantSource clock;

    ComingEvents(EventList lists, Events events, Seats seats, InstantSource clock) {
        this.lists = lists;
        this.events = events;
        this.seats = seats;
        this.clock = clock;
    }

    /**
     * The next events, soonest first. Two requests; one more for a member, of whose events the last asked for are looked through.
     *
     * @param viewer null for a visitor
     */
    Coming seenBy(@Nullable MemberId viewer) {
        var now = clock.instant();
        var open = lists.publicOnes(ALL, now, null, SHOWN).events();
        var own = viewer == null
                ? List.<EventId>of()
                : seats.ofMember(viewer, null, LOOKED_THROUGH).stream()
                        .map(ByMemberEntry::event)
                        .toList();
        var all = new LinkedHashSet<>(open);
        all.addAll(own);
        var views = all.isEmpty() ? List.<View>of() : events.views(new ArrayList<>(all), viewer);
        return new Coming(
                views.stream().filter(view -> open.contains(view.event().id())).toList(),
                views.stream()
                        .filter(view -> own.contains(view.event().id()) && isToCome(view, now))
                        .sorted(Comparator.comparing((View view) -> view.event().startsAt()))
                        .limit(SHOWN)
                        .toList());
    }

    /** An event as its viewer's page has it; one request where they wait. */
    EventCard card(View view) {
        var rsvp = view.rsvp();
        IntSupplier position = () -> seats.position(view.event().id(), rsvp == null ? 0 : rsvp.turn());
        return EventCard.of(view.event(), view.seats(), view.club(), rsvp, clock.instant(), position);
    }

    private static boolean isToCome(View view, Instant now) {
        Rsvp rsvp = view.rsvp();
        return rsvp != null
                && rsvp.isActive()
                && !rsvp.hasLapsed(now)
                && !view.event().isCancelled()
                && !view.event().isOver(now);
    }
}
