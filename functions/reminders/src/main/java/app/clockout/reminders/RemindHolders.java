package app.clockout.reminders;

import app.clockout.domain.EventId;
import app.clockout.domain.Reminder;
import app.clockout.messages.FanOut;
import app.clockout.messages.Message;
import app.clockout.messages.Queue;
import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import java.time.InstantSource;

/**
 * Sees that every guest whom a reminder of an event is for gets it, fifty guests a message (docs/table-design.md, D2). The mailer
 * looks again whether it is still right, and sends each once.
 */
final class RemindHolders {
    private final Events events;
    private final Seats seats;
    private final Queue mails;
    private final InstantSource clock;

    RemindHolders(Events events, Seats seats, Queue mails, InstantSource clock) {
        this.events = events;
        this.seats = seats;
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
        var remindHolders = new FanOut(mails, some -> new Message.Remind(id, reminder, event.startsAt(), some));
        seats.eachActive(id, rsvp -> {
            if (reminder.isFor(rsvp, event)) {
                remindHolders.add(rsvp.member());
            }
        });
        remindHolders.finish();
    }
}
