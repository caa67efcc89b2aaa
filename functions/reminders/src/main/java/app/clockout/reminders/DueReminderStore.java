package app.clockout.reminders;

import app.clockout.domain.EventId;
import app.clockout.domain.Reminder;
import app.clockout.table.DueReminders;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds the reminders that are due, and forgets those that were passed on: {@code DUE / instant#event#kind}. */
final class DueReminderStore {
    /** A reminder of an event, and when it is due by the row. */
    record Due(EventId event, Reminder reminder, Instant at) {}

    private final Table table;

    DueReminderStore(Table table) {
        this.table = table;
    }

    /** The reminders that are due by now, the longest due first. One request. */
    List<Due> due(Instant now, int most) {
        return table.firstBetween(DueReminders.DUE, "0", "%013d#\uffff".formatted(now.toEpochMilli()), most).stream()
                .flatMap(item -> read(item).stream())
                .toList();
    }

    /** Forgets a reminder that was passed on. Done again, nothing changes. */
    void forget(Due due) {
        table.write(Write.delete(DueReminders.key(due.event(), due.reminder(), due.at())));
    }

    /** Empty where only another version of the code knows the kind; its row is left to that. */
    private static Optional<Due> read(Item item) {
        var parts = item.text(Key.SORT).split("#", 3);
        return Reminder.of(parts[2])
                .map(reminder ->
                        new Due(new EventId(parts[1]), reminder, Instant.ofEpochMilli(Long.parseLong(parts[0]))));
    }
}
