package app.clockout.clubevents;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Reminder;
import app.clockout.domain.Slug;
import app.clockout.table.ClubKeys;
import app.clockout.table.DueReminders;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Item;
import app.clockout.table.Seats;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How an event is changed, with its seats, its places in lists and its reminders. */
public final class EventStore {
    private EventStore() {}

    /** Holds while the club is not closed, so that closing it finds every event it has. */
    static Write checkOpen(Slug club) {
        return Write.check(ClubKeys.club(club), "attribute_exists(PK) AND attribute_not_exists(closedAt)");
    }

    /**
     * An event becomes another version of itself, its seats, its places in lists and its reminders with it. The first
     * write is refused when it is no longer the version that it was, or does not take place; the second one when more seats
     * are taken than there would be, or it is cancelled.
     */
    public static List<Write> change(Event before, Event after, int capacity, Club club, Instant now) {
        var writes = new ArrayList<Write>();
        writes.add(Events.replace(before, after));
        writes.add(seats(after, capacity));
        writes.addAll(EventList.move(before, after, club.industry()));
        writes.addAll(reminders(before, after, now));
        return writes;
    }

    private static Write seats(Event event, int capacity) {
        return Seats.update(
                        event.id(),
                        "visibility = :visibility, startsAt = :startsAt, endsAt = :endsAt, seats = :seats",
                        "scheduled = :yes AND taken <= :seats")
                .where(":visibility", event.visibility().id())
                .where(":startsAt", event.startsAt().toEpochMilli())
                .where(":endsAt", event.endsAt().toEpochMilli())
                .where(":seats", capacity)
                .where(":yes", true);
    }

    /**
     * Those that stay are left alone. A reminder that would have been due by now gets no row: the mail that tells of the
     * change tells it all.
     */
    private static List<Write> reminders(Event before, Event after, Instant now) {
        var writes = new ArrayList<Write>();
        for (var reminder : Reminder.values()) {
            var due = reminder.due(after);
            if (!due.equals(reminder.due(before))) {
                writes.add(Write.delete(DueReminders.key(before, reminder)));
                if (due.isAfter(now)) {
                    writes.add(Write.put(Item.at(DueReminders.key(after, reminder))));
                }
            }
        }
        return writes;
    }
}
