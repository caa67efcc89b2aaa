package app.clockout.clubs;

import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.Slug;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the coming events of a club under another industry, once the club is of another one. */
final class RelistEvents {
    private static final int AT_ONCE = 100;

    private final Table table;
    private final Events events;
    private final EventList list;
    private final InstantSource clock;

    RelistEvents(Table table, Events events, EventList list, InstantSource clock) {
        this.table = table;
        this.events = events;
        this.list = list;
        this.clock = clock;
    }

    void relist(Slug club, Industry from, Industry to) {
        var now = clock.instant();
        @Nullable String after = null;
        do {
            var page = list.ofClub(club, true, now, after, AT_ONCE);
            page.events().forEach(event -> Retry.overtaken(table).until(() -> attempt(event, from, to)));
            after = page.next();
        } while (after != null);
    }

    /** Whether the event is settled; empty where it changed meanwhile. */
    private Optional<Boolean> attempt(EventId id, Industry from, Industry to) {
        var event = events.find(id).filter(it -> !it.isCancelled()).orElse(null);
        if (event == null) {
            return Optional.of(true);
        }
        var writes = EventListStore.move(event, from, to);
        return writes.isEmpty() || table.commit(writes).done() ? Optional.of(true) : Optional.empty();
    }
}
