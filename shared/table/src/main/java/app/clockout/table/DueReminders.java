package app.clockout.table;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Reminder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The reminders that are still to come, by when they are due ({@code DUE / instant#event#kind}). A row is written with
 * its event, in one transaction, and lies there until a sweep has passed it on. It only says where to look: whether the
 * reminder is to be sent is up to the reader of the event.
 */
public final class DueReminders {
    public static final String DUE = "DUE";

    private DueReminders() {}

    public static Key key(EventId event, Reminder reminder, Instant at) {
        return new Key(DUE, "%013d#%s#%s".formatted(at.toEpochMilli(), event, reminder.kind()));
    }

    public static Key key(Event event, Reminder reminder) {
        return key(event.id(), reminder, reminder.due(event));
    }

    /** The rows of a new event: one for each reminder that is not due yet. */
    static List<Write> enter(Event event, Instant now) {
        var writes = new ArrayList<Write>();
        for (var reminder : Reminder.values()) {
            if (reminder.due(event).isAfter(now)) {
                writes.add(Write.put(Item.at(key(event, reminder))));
            }
        }
        return writes;
    }

    /** The rows of an event that does not take place are gone. */
    static List<Write> leave(Event event) {
        var writes = new ArrayList<Write>();
        for (var reminder : Reminder.values()) {
            writes.add(Write.delete(key(event, reminder)));
        }
        return writes;
    }
}
