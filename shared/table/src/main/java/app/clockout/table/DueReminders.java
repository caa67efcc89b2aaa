package app.clockout.table;

import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Reminder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reminders that are still to come, by when they are due ({@code DUE / instant#event#kind}). A row is written with
 * its event, in one transaction, and lies there until a sweep has passed it on. It only says where to look: whether the
 * reminder is to be sent is up to the reader of the event.
 */
public final class DueReminders {
    /** A reminder of an event, and when it is due by the row. */
    public record Due(EventId event, Reminder reminder, Instant at) {}

    private static final String DUE = "DUE";

    private final Table table;

    public DueReminders(Table table) {
        this.table = table;
    }

    private static Key key(EventId event, Reminder reminder, Instant at) {
        return new Key(DUE, "%013d#%s#%s".formatted(at.toEpochMilli(), event, reminder.kind()));
    }

    private static Key key(Event event, Reminder reminder) {
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

    /**
     * Brings the rows in line with a change; those that stay are left alone. A reminder that would have been due by now
     * gets none: the mail that tells of the change tells it all.
     */
    static List<Write> move(Event before, Event after, Instant now) {
        var writes = new ArrayList<Write>();
        for (var reminder : Reminder.values()) {
            var due = reminder.due(after);
            if (!due.equals(reminder.due(before))) {
                writes.add(Write.delete(key(before, reminder)));
                if (due.isAfter(now)) {
                    writes.add(Write.put(Item.at(key(after, reminder))));
                }
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

    /** The reminders that are due by now, the longest due first. One request. */
    public List<Due> due(Instant now, int most) {
        return table.firstBetween(DUE, "0", "%013d#\uffff".formatted(now.toEpochMilli()), most).stream()
                .flatMap(item -> read(item).stream())
                .toList();
    }

    /** Forgets a reminder that was passed on. Done again, nothing changes. */
    public void forget(Due due) {
        table.write(Write.delete(key(due.event(), due.reminder(), due.at())));
    }

    /** Empty where only another version of the code knows the kind; its row is left to that. */
    private static Optional<Due> read(Item item) {
        var parts = item.text(Key.SORT).split("#", 3);
        return Reminder.of(parts[2])
                .map(reminder ->
                        new Due(new EventId(parts[1]), reminder, Instant.ofEpochMilli(Long.parseLong(parts[0]))));
    }
}
