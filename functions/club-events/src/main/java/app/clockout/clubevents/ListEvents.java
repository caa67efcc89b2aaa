package app.clockout.clubevents;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.MemberId;
import app.clockout.table.Clubs;
import app.clockout.table.EventList;
import app.clockout.table.EventList.Filter;
import app.clockout.table.Events;
import app.clockout.table.Events.View;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists events, the one that starts first first (docs/table-design.md, E5 and E6). */
final class ListEvents {
    /** @param next where the next page goes on; null on the last one */
    record Listing(List<View> events, @Nullable String next) {
        static final Listing EMPTY = new Listing(List.of(), null);
    }

    private final EventList lists;
    private final Events events;

    ListEvents(EventList lists, Events events) {
        this.lists = lists;
        this.events = events;
    }

    /**
     * The public events.
     *
     * @param viewer whose answers come along; null for nobody's
     */
    Listing publicOnes(Filter filter, Instant from, @Nullable String after, int limit, @Nullable MemberId viewer) {
        return shown(
                lists.publicOnes(filter, from, after, limit),
                viewer,
                view -> filter.matches(view.event(), view.club()));
    }

    /** A club's events, its own ones only if a member asks. */
    Listing ofClub(Clubs.View at, Instant from, @Nullable String after, int limit, @Nullable MemberId viewer) {
        return shown(
                lists.ofClub(at.club().slug(), at.isMember(), from, after, limit),
                viewer,
                view -> at.isMember() || view.event().visibility() == Visibility.PUBLIC);
    }

    /** What the row of a list says is looked up; the event itself has the last word. */
    private Listing shown(EventList.Page page, @Nullable MemberId viewer, Predicate<View> belongs) {
        var views = events.views(page.events(), viewer).stream().filter(belongs).toList();
        return new Listing(views, page.next());
    }
}
