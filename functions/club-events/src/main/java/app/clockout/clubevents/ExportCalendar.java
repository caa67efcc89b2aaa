package app.clockout.clubevents;

import app.clockout.calendar.Calendar;
import app.clockout.calendar.Entry;
import app.clockout.table.Clubs;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Writes events as calendars take them (docs/table-design.md, E7). */
final class ExportCalendar {
    private static final int MOST_ENTRIES = 200;
    private static final Duration BACK = Duration.ofDays(30);

    private final EventList lists;
    private final Events events;
    private final InstantSource clock;

    ExportCalendar(EventList lists, Events events, InstantSource clock) {
        this.lists = lists;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The calendar of one event.
     *
     * @param baseUrl of this service, for the links of its entries
     */
    String of(Events.View view, String baseUrl) {
        return Calendar.feed(
                view.event().title(), List.of(Entry.of(view.event(), view.seesStreet(), baseUrl)), clock.instant());
    }

    /** The calendar of a club: what comes and what was in the last thirty days, for any visitor. */
    String of(Clubs.View at, String baseUrl) {
        var now = clock.instant();
        var page = lists.ofClub(at.club().slug(), at.isMember(), now.minus(BACK), null, MOST_ENTRIES);
        var entries = events.views(page.events(), at.viewer()).stream()
                .map(view -> Entry.of(view.event(), view.seesStreet(), baseUrl))
                .toList();
        return Calendar.feed(at.club().name(), entries, now);
    }
}
