package app.clockout.clubevents;

import app.clockout.table.EventList;
import app.clockout.table.EventList.Filter;
import app.clockout.table.Events;
import app.clockout.table.Events.AtClub;
import app.clockout.table.Events.View;
import app.clockout.table.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists events, the one that starts first first (docs/table-design.md, E5 and E6). */
final class ListEvents {
    /** @param next where the next page goes on; null on the last one */
    record Listing(List<View> events, @Nullable String next) {
        static final Listing EMPTY = new Listing(List.of(), null);
    }

    private final EventList lists;
    private final Events events;

    ListEvents(Table table) {
        this.lists = new EventList(table);
        this.events = new Events(table);
    }

    /** The public events. */
    Listing publicOnes(Filter filter, Instant from, @Nullable String after, int limit) {
        return shown(lists.publicOnes(filter, from, after, limit));
    }

    /** A club's events, its own ones only if a member asks. */
    Listing ofClub(AtClub at, Instant from, @Nullable String after, int limit) {
        return shown(lists.ofClub(at.club().slug(), at.isMember(), from, after, limit));
    }

    private Listing shown(EventList.Page page) {
        return new Listing(events.views(page.events(), null), page.next());
    }
}
