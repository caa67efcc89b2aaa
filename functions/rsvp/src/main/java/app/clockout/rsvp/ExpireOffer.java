package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp.Status;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;

/** Ends an offer whose time is over, once; its seat is free again then (docs/table-design.md, R6). */
final class ExpireOffer {
    private final Table table;
    private final SeatStore seats;
    private final QueueStore queue;
    private final InstantSource clock;

    ExpireOffer(Table table, SeatStore seats, QueueStore queue, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.queue = queue;
        this.clock = clock;
    }

    /** @throws app.clockout.domain.BusyException where others keep being faster */
    void expire(EventId event, MemberId member) {
        var retry = Retry.overtaken(table);
        while (true) {
            var now = clock.instant();
            var answered = seats.answered(event, member).orElse(null);
            var rsvp = answered == null ? null : answered.rsvp();
            if (answered == null || rsvp == null || rsvp.expiresAt() == null || !rsvp.hasLapsed(now)) {
                return;
            }
            if (!answered.seats().scheduled() || answered.seats().isOver(now)) {
                // No seat of such an event passes on; only the sweep must not find the offer for ever.
                table.commit(queue.forgetOffer(event, member, rsvp.expiresAt()));
                return;
            }
            var writes = new ArrayList<Write>();
            writes.add(seats.answer(rsvp, RsvpTransitions.ended(rsvp, Status.LAPSED, now)));
            writes.addAll(seats.release(rsvp, now));
            if (table.commit(writes).done()) {
                return;
            }
            retry.pause();
        }
    }
}
