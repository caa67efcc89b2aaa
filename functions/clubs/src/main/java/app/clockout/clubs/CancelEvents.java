package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.Event.Cancellation;
import app.clockout.domain.EventId;
import app.clockout.domain.Slug;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cancels what was to come of a closed club; what has begun goes on. Done again, nothing changes (docs/table-design.md, C13). */
final class CancelEvents {
    private static final String REASON = "The club was closed.";
    private static final int AT_ONCE = 100;

    private final Table table;
    private final ClubStore clubs;
    private final Events events;
    private final EventList list;
    private final InstantSource clock;

    CancelEvents(Table table, ClubStore clubs, Events events, EventList list, InstantSource clock) {
        this.table = table;
        this.clubs = clubs;
        this.events = events;
        this.list = list;
        this.clock = clock;
    }

    void ofClosed(Slug slug) {
        var club = clubs.findEvenClosed(slug).orElse(null);
        if (club == null || club.isOpen()) {
            return;
        }
        var from = clock.instant();
        @Nullable String after = null;
        do {
            var page = list.ofClub(slug, true, from, after, AT_ONCE);
            page.events().forEach(event -> Retry.overtaken(table).until(() -> attempt(event, club)));
            after = page.next();
        } while (after != null);
    }

    /** Whether the event is settled; empty where it changed meanwhile. */
    private Optional<Boolean> attempt(EventId id, Club club) {
        var now = clock.instant();
        var coming = events.find(id).filter(event -> !event.isCancelled() && now.isBefore(event.startsAt()));
        return coming.isEmpty()
                        || table.commit(events.cancel(coming.get(), club, new Cancellation(now, REASON)))
                                .done()
                ? Optional.of(true)
                : Optional.empty();
    }
}
