package app.clockout.rsvp;

import app.clockout.domain.BusyException;
import app.clockout.domain.EventId;
import app.clockout.domain.Person;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes free seats on to those who wait, longest first: as offers, or confirmed at once when the start is near; from the
 * start on nobody is promoted (docs/table-design.md, R7). However often it is asked to, and by however many at once, each
 * seat goes to one person and nobody is passed over: only the head of the queue is ever taken, with its row.
 */
final class PromoteFromQueue {
    /** Each takes up to four writes of a transaction's hundred. */
    private static final int AT_ONCE = 20;

    private static final int ROUNDS = 2_000;

    private final Table table;
    private final SeatStore seats;
    private final QueueStore queue;
    private final People people;
    private final Reconcile reconcile;
    private final InstantSource clock;

    PromoteFromQueue(
            Table table, SeatStore seats, QueueStore queue, People people, Reconcile reconcile, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.queue = queue;
        this.people = people;
        this.reconcile = reconcile;
        this.clock = clock;
    }

    /** @throws BusyException where others keep being faster */
    void promote(EventId event) {
        for (int round = 0; round < ROUNDS; round++) {
            var now = clock.instant();
            var count = seats.count(event).orElse(null);
            if (count == null || !count.canPassOn(now)) {
                return;
            }
            var heads = queue.first(event, Math.min(AT_ONCE, count.left()));
            if (heads.isEmpty()) {
                reconcile.reconcile(event);
                continue;
            }
            // Refused: a member left the queue, took a seat or was faster; then it looks different now.
            table.commit(promotion(count, heads, now));
        }
        throw new BusyException("The queue moves faster than its seats are passed on.");
    }

    private List<Write> promotion(SeatCount count, List<QueueStore.Waiting> heads, Instant now) {
        var event = count.event();
        var members = heads.stream().map(QueueStore.Waiting::member).toList();
        var known = people.findAll(members).people();
        var rsvps = seats.rsvps(event, members);
        var offerEnds = Promotion.offerEnds(now, count.startsAt());
        var writes = new ArrayList<Write>();
        int offered = 0;
        int confirmed = 0;
        int dropped = 0;
        for (var head : heads) {
            writes.add(queue.leave(event, head));
            var rsvp = rsvps.get(head.member());
            boolean waits = rsvp != null && rsvp.status() == Status.WAITLISTED && rsvp.turn() == head.turn();
            if (rsvp == null || !waits) {
                dropped++; // a row that nobody stands behind
            } else if (!(known.get(head.member()) instanceof Person person) || !person.isMember()) {
                dropped++;
                writes.add(seats.answer(rsvp, RsvpTransitions.ended(rsvp, Status.LEFT, now)));
            } else if (offerEnds.isPresent()) {
                offered++;
                writes.addAll(offer(rsvp, offerEnds.get(), now));
            } else {
                confirmed++;
                writes.add(seats.answer(rsvp, RsvpTransitions.confirmed(rsvp, now)));
            }
        }
        writes.add(seats.passOn(count, offered, confirmed, dropped, now));
        return writes;
    }

    private List<Write> offer(Rsvp rsvp, Instant expiresAt, Instant now) {
        return List.of(
                seats.answer(rsvp, RsvpTransitions.offered(rsvp, expiresAt, now)),
                queue.noteOffer(rsvp.event(), rsvp.member(), expiresAt));
    }
}
