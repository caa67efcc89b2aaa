package app.clockout.reminders;

import app.clockout.domain.EventId;
import app.clockout.domain.Reminder;
import app.clockout.messages.FanOut;
import app.clockout.messages.Message;
import app.clockout.messages.Queue;
import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import java.time.InstantSource;

/**
 * Sees that everybody whom a reminder of an event is for gets it, fifty people a message (docs/table-design.md, D2). Whoever
 * writes the mails looks again whether it is still right, and sends each once.
 */
final class RemindHolders {
    private final Events events;
    private final Seats seats;
    private final Queue mails;
    private final InstantSource clock;

    RemindHolders(Table table, Queue mails, InstantSource clock) {
        this.events = new Events(table);
        this.seats = new Seats(table);
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Nothing follows where it is not the time for it: the event was moved, is cancelled, or it is too late.
     *
     * @throws NotNowException where not everybody's message could be sent; doing it again does no harm
     */
    void remind(EventId id, Reminder reminder) {
        var event = events.find(id)
                .filter(found -> reminder.isTimely(found, clock.instant()))
                .orElse(null);
        if (event == null) {
            return;
        }
        var reminding = new FanOut(mails, some -> new Message.Remind(id, reminder, event.startsAt(), some));
        seats.eachActive(id, rsvp -> {
            if (reminder.isFor(rsvp, event)) {
                reminding.add(rsvp.member());
            }
        });
        reminding.finish();
    }
}
