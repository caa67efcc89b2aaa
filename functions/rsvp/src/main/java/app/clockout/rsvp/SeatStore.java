package app.clockout.rsvp;

import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.table.ByMember;
import app.clockout.table.Commit;
import app.clockout.table.EventKeys;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives and takes the seats of events. Every write of an RSVP goes with the write of the count in one transaction, so that
 * counts and rows cannot part and no seat is given twice.
 */
public final class SeatStore {
    /** The count of an event's seats and one member's RSVP, as they were at one moment. */
    record Answered(SeatCount seats, @Nullable Rsvp rsvp) {}

    /**
     * All rows of an event.
     *
     * @param answers those that count
     * @param queue every place in the queue, in order
     */
    public record Rows(List<Rsvp> answers, List<QueueStore.Waiting> queue) {}

    private static final String INACTIVE = "standing IN (:cancelled, :left, :refused, :lapsed)";

    private final Table table;
    private final Seats seats;
    private final QueueStore queue;

    public SeatStore(Table table, Seats seats, QueueStore queue) {
        this.table = table;
        this.seats = seats;
        this.queue = queue;
    }

    public Optional<SeatCount> count(EventId event) {
        return table.get(EventKeys.seats(event)).map(Seats::readCount);
    }

    /** The count and one person's answer, in one request; empty where there is no such event. */
    public Optional<Answered> answered(EventId event, MemberId member) {
        var rsvpKey = EventKeys.rsvp(event, member);
        var found = table.getAll(List.of(EventKeys.seats(event), rsvpKey));
        var count = found.get(EventKeys.seats(event));
        var rsvp = found.get(rsvpKey);
        return count == null
                ? Optional.empty()
                : Optional.of(new Answered(Seats.readCount(count), rsvp == null ? null : Seats.readRsvp(rsvp)));
    }

    public Optional<Rsvp> rsvp(EventId event, MemberId member) {
        return table.get(EventKeys.rsvp(event, member)).map(Seats::readRsvp);
    }

    /** The answers of these people, those who have one; one request for each hundred. */
    public Map<MemberId, Rsvp> rsvps(EventId event, Collection<MemberId> members) {
        var keys = members.stream().map(member -> EventKeys.rsvp(event, member)).toList();
        var rsvps = new HashMap<MemberId, Rsvp>();
        table.getAll(keys).values().stream().map(Seats::readRsvp).forEach(rsvp -> rsvps.put(rsvp.member(), rsvp));
        return rsvps;
    }

    /** Every answer to an event that counts: those with a seat, an offer or a place in the queue. One request a megabyte. */
    public List<Rsvp> active(EventId event) {
        var active = new ArrayList<Rsvp>();
        seats.eachActive(event, active::add);
        return active;
    }

    /** Takes a free seat; refused when none is, a member waits, or the event is not on and of this visibility. */
    public Write takeSeat(EventId event, Visibility visibility, Instant now) {
        return whileOn(
                        event,
                        "taken = taken + :one",
                        "visibility = :visibility AND taken < seats AND waiting = :none",
                        now)
                .where(":visibility", visibility.id())
                .where(":none", 0);
    }

    /**
     * Takes a turn in the queue of an event that is full, or that others wait for; refused when it is neither, when a
     * later turn was given since, or the event is not on and of this visibility.
     *
     * @param seen the count that the turn comes after
     * @param exactly whether it is refused also when the queue has another length by now
     */
    public List<Write> takeTurn(SeatCount seen, long turn, MemberId member, boolean exactly, Instant now) {
        var event = seen.event();
        boolean first = seen.waiting() == 0;
        var length = first || exactly ? "waiting = :waiting" : "waiting > :waiting";
        var writes = new ArrayList<Write>();
        writes.add(whileOn(
                        event,
                        "waiting = waiting + :one, lastTurn = :turn",
                        "visibility = :visibility AND lastTurn < :turn AND " + length
                                + (first ? " AND taken >= seats" : ""),
                        now)
                .where(":visibility", seen.visibility().id())
                .where(":turn", turn)
                .where(":waiting", first || exactly ? seen.waiting() : 0));
        writes.add(queue.enter(event, new QueueStore.Waiting(member, turn)).onlyIfAbsent());
        if (first) {
            writes.add(queue.noteQueue(event));
        }
        return writes;
    }

    /** The answer of a member who has none that counts; refused when they have. */
    public Write answer(Rsvp rsvp) {
        return Write.put(write(rsvp))
                .onlyIf("attribute_not_exists(PK) OR " + INACTIVE)
                .where(":cancelled", Status.CANCELLED.id())
                .where(":left", Status.LEFT.id())
                .where(":refused", Status.REFUSED.id())
                .where(":lapsed", Status.LAPSED.id());
    }

    /** Another answer in the place of one; refused when that one has changed. */
    public Write answer(Rsvp before, Rsvp after) {
        return unchanged(Write.put(write(after)), before);
    }

    private static Write unchanged(Write write, Rsvp rsvp) {
        return write.onlyIf("standing = :was AND since = :since AND turn = :turn")
                .where(":was", rsvp.status().id())
                .where(":since", rsvp.since().toEpochMilli())
                .where(":turn", rsvp.turn());
    }

    /**
     * What goes with an answer that counts no more: the count falls, and the row in the queue or among the offers goes.
     * The first write is the count's; it is refused when the event is not on.
     */
    public List<Write> release(Rsvp rsvp, Instant now) {
        var writes = new ArrayList<Write>();
        var change =
                switch (rsvp.status()) {
                    case CONFIRMED -> "taken = taken - :one";
                    case OFFERED -> "taken = taken - :one, offered = offered - :one";
                    case WAITLISTED -> "waiting = waiting - :one";
                    case CANCELLED, LEFT, REFUSED, LAPSED ->
                        throw new IllegalArgumentException("There is nothing to give back.");
                };
        writes.add(whileOn(rsvp.event(), change, null, now));
        writes.addAll(queue.gone(rsvp));
        return writes;
    }

    /** An offer is taken: the seat is a confirmed one. The first write is the count's, refused when the event is not on. */
    public List<Write> accept(Rsvp offer, Instant now) {
        var writes = new ArrayList<Write>();
        writes.add(whileOn(offer.event(), "offered = offered - :one", null, now));
        writes.addAll(queue.gone(offer));
        return writes;
    }

    /**
     * Passes free seats on: the count's part. Refused when the seats are not as they were seen, or the event has begun.
     *
     * @param offered how many are offered a seat
     * @param confirmed how many get one at once
     * @param dropped how many leave the queue without one
     */
    public Write passOn(SeatCount seen, int offered, int confirmed, int dropped, Instant now) {
        int seats = offered + confirmed;
        return Seats.update(
                        seen.event(),
                        "taken = taken + :seats, offered = offered + :offered, waiting = waiting - :leave",
                        "scheduled = :yes AND startsAt = :startsAt AND startsAt > :now AND seats = :capacity"
                                + " AND taken <= :most")
                .where(":seats", seats)
                .where(":offered", offered)
                .where(":leave", seats + dropped)
                .where(":yes", true)
                .where(":startsAt", seen.startsAt().toEpochMilli())
                .where(":now", now.toEpochMilli())
                .where(":capacity", seen.capacity())
                .where(":most", seen.capacity() - seats);
    }

    /** Lets a guest in, once; refused when they have no seat, or are in already. */
    public Write checkIn(Rsvp rsvp, Instant now) {
        return Write.update(EventKeys.rsvp(rsvp.event(), rsvp.member()), "SET checkedInAt = :now")
                .onlyIf("standing = :confirmed AND attribute_not_exists(checkedInAt)")
                .where(":confirmed", Status.CONFIRMED.id())
                .where(":now", now.toEpochMilli());
    }

    /** Takes a check-in back; refused when there is none. */
    public Write undoCheckIn(EventId event, MemberId member) {
        return Write.update(EventKeys.rsvp(event, member), "REMOVE checkedInAt")
                .onlyIf("attribute_exists(checkedInAt)");
    }

    /** All rows of an event; one request a megabyte, so not of one moment. */
    public Rows rows(EventId event) {
        var waiting = queue.all(event);
        return new Rows(active(event), waiting);
    }

    /** Sets the count right; refused when anything has changed since it was seen, before the rows were read. */
    public Write recount(SeatCount seen, int confirmed, int offered, int waiting) {
        return Seats.update(
                        seen.event(), "taken = :taken, offered = :offered, waiting = :waiting", "version = :version")
                .where(":taken", confirmed + offered)
                .where(":offered", offered)
                .where(":waiting", waiting)
                .where(":version", seen.version());
    }

    /** The answer that the refused write met; empty where there is none. */
    public Optional<Rsvp> rsvpMet(Commit commit, Write refused) {
        var met = commit.met(refused);
        return met.has(Key.SORT) ? Optional.of(Seats.readRsvp(met)) : Optional.empty();
    }

    private static Write whileOn(EventId event, String change, @Nullable String condition, Instant now) {
        return Seats.update(
                        event,
                        change,
                        "scheduled = :yes AND endsAt > :now" + (condition == null ? "" : " AND " + condition))
                .where(":yes", true)
                .where(":now", now.toEpochMilli());
    }

    private static Item write(Rsvp rsvp) {
        var item = Item.at(EventKeys.rsvp(rsvp.event(), rsvp.member()))
                .with("name", rsvp.name())
                .with("standing", rsvp.status().id())
                .with("askedAt", rsvp.askedAt())
                .with("since", rsvp.since())
                .with("turn", rsvp.turn());
        if (rsvp.expiresAt() != null) {
            item.with("expiresAt", rsvp.expiresAt());
        }
        if (rsvp.checkedInAt() != null) {
            item.with("checkedInAt", rsvp.checkedInAt());
        }
        return rsvp.isActive()
                ? ByMember.index(
                        item,
                        rsvp.member(),
                        "%s%013d#%s".formatted(ByMember.RSVP, rsvp.askedAt().toEpochMilli(), rsvp.event()))
                : item;
    }
}
