package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Proves that an event's count and queue are what its rows say, and sets them right where they are not. They cannot part by
 * any use of the network; this is for a table that was edited by hand or restored in part (docs/table-design.md, R9).
 */
final class Reconcile {
    sealed interface Outcome {
        record Right() implements Outcome {}

        /** @param before the count as it was */
        record Repaired(SeatCount before, int confirmed, int offered, int waiting) implements Outcome {}

        record NoSuchEvent() implements Outcome {}
    }

    /** What one transaction can mend of a queue; the rest takes another round. */
    private static final int AT_ONCE = 90;

    private final Table table;
    private final SeatStore seats;
    private final QueueStore queue;

    Reconcile(Table table, SeatStore seats, QueueStore queue) {
        this.table = table;
        this.seats = seats;
        this.queue = queue;
    }

    /** @throws app.clockout.domain.BusyException where the event changes faster than its rows can be read */
    Outcome reconcile(EventId event) {
        Outcome outcome = new Outcome.Right();
        var retry = Retry.overtakenInBackground(table);
        while (true) {
            // Before the rows: a change in between moves its version, and the repair is refused.
            var count = seats.count(event).orElse(null);
            if (count == null) {
                return new Outcome.NoSuchEvent();
            }
            var rows = seats.rows(event);
            int confirmed = count(rows.answers(), Status.CONFIRMED);
            int offered = count(rows.answers(), Status.OFFERED);
            int waiting = count(rows.answers(), Status.WAITLISTED);
            var mending = mending(event, rows);
            boolean right = count.confirmed() == confirmed && count.offered() == offered && count.waiting() == waiting;
            if (right && mending.isEmpty()) {
                if (seats.count(event).filter(count::equals).isPresent()) {
                    return outcome;
                }
                retry.pause();
                continue;
            }
            var writes = new ArrayList<>(mending.subList(0, Math.min(AT_ONCE, mending.size())));
            writes.add(seats.recount(count, confirmed, offered, waiting));
            if (table.commit(writes).done()) {
                outcome = outcome instanceof Outcome.Repaired
                        ? outcome
                        : new Outcome.Repaired(count, confirmed, offered, waiting);
            } else {
                retry.pause();
            }
        }
    }

    private static int count(List<Rsvp> answers, Status status) {
        return (int) answers.stream().filter(rsvp -> rsvp.status() == status).count();
    }

    /** Rows of the queue that nobody stands behind go, and those that are missing come back. */
    private List<Write> mending(EventId event, SeatStore.Rows rows) {
        var missing = new HashMap<MemberId, Rsvp>();
        rows.answers().stream()
                .filter(rsvp -> rsvp.status() == Status.WAITLISTED)
                .forEach(rsvp -> missing.put(rsvp.member(), rsvp));
        var writes = new ArrayList<Write>();
        for (var row : rows.queue()) {
            var rsvp = missing.get(row.member());
            if (rsvp != null && rsvp.turn() == row.turn()) {
                missing.remove(row.member());
            } else {
                writes.add(queue.leave(event, row));
            }
        }
        missing.values()
                .forEach(rsvp -> writes.add(queue.enter(event, new QueueStore.Waiting(rsvp.member(), rsvp.turn()))));
        return writes;
    }
}
