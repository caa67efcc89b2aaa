package app.clockout.table;

import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The seats of events. One item counts them ({@code EVENT#id / SEATS}); beside it lies a row for each person
 * ({@code RSVP#memberId}) and one for each place in the queue ({@code WAIT#turn}). Every write of a row goes with the
 * write of the count in one transaction, so that counts and rows cannot part and no seat is given twice.
 *
 * <p>Open offers lie in one more place, by their end ({@code OFFERS / instant#event#member}), and so do the events that
 * somebody waits for ({@code QUEUES / event}): a sweep finds there what a lost message would leave.
 */
public final class Seats {
    /** Somebody in the queue of an event. */
    public record Waiting(MemberId member, long turn) {}

    /** An offer that ends, or has ended, at an instant. */
    public record Offer(EventId event, MemberId member, Instant endsAt) {}

    /** The count of an event's seats and one person's answer, as they were at one moment. */
    public record Answered(SeatCount seats, @Nullable Rsvp rsvp) {}

    /**
     * All rows of an event.
     *
     * @param answers those that count
     * @param queue every place in the queue, in order
     */
    public record Rows(List<Rsvp> answers, List<Waiting> queue) {}

    private static final String OFFERS = "OFFERS";
    private static final String QUEUES = "QUEUES";

    private static final String INACTIVE = "standing IN (:cancelled, :left, :refused, :lapsed)";

    private final Table table;

    public Seats(Table table) {
        this.table = table;
    }

    private static Key offerKey(EventId event, MemberId member, Instant endsAt) {
        return new Key(OFFERS, "%013d#%s#%s".formatted(endsAt.toEpochMilli(), event, member));
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
                : Optional.of(new Answered(readCount(count), rsvp == null ? null : readRsvp(rsvp)));
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
        eachActive(event, active::add);
        return active;
    }

    /**
     * Hands over every answer to an event that counts, by member. It holds a megabyte of them at a time, so there may be any
     * number. One request a megabyte.
     */
    public void eachActive(EventId event, Consumer<Rsvp> each) {
        table.eachBetween(EventKeys.partition(event), EventKeys.RSVPS.from(), EventKeys.RSVPS.to(), item -> {
            var rsvp = readRsvp(item);
            if (rsvp.isActive()) {
                each.accept(rsvp);
            }
        });
    }

    /** Those who have waited longest, in order. */
    public List<Waiting> queue(EventId event, int most) {
        return table
                .firstBetween(EventKeys.partition(event), EventKeys.QUEUE.from(), EventKeys.QUEUE.to(), most)
                .stream()
                .map(Seats::readWaiting)
                .toList();
    }

    /** How many wait at this turn or before it: one for who is next. */
    public int position(EventId event, long turn) {
        return table.count(
                EventKeys.partition(event),
                EventKeys.QUEUE.from(),
                EventKeys.waiting(event, turn).sort());
    }

    /** The offers that have ended by now, the longest over first. */
    public List<Offer> offersEnded(Instant now, int most) {
        return table.firstBetween(OFFERS, "0", "%013d#\uffff".formatted(now.toEpochMilli()), most).stream()
                .map(Seats::readOffer)
                .toList();
    }

    /** The events that somebody waited for when it was last looked at, with their counts. */
    public List<SeatCount> withQueues() {
        var events = table.between(QUEUES, "0", "z\uffff").stream()
                .map(item -> EventKeys.seats(new EventId(item.text(Key.SORT))))
                .toList();
        return table.getAll(events).values().stream().map(Seats::readCount).toList();
    }

    /** One page of the events somebody has to do with, those asked for last first. */
    public List<ByMemberEntry> ofMember(MemberId member, @Nullable String below, int most) {
        return table.byMember(member, ByMember.RSVP, below, most).stream()
                .map(item -> new ByMemberEntry(EventKeys.event(item), item.text(ByMember.SORT)))
                .toList();
    }

    /** @param position where the entry stands in the index, to go on from */
    public record ByMemberEntry(EventId event, String position) {}

    /** The seats of a new event. */
    Write open(Event event, int capacity) {
        return Write.put(Item.at(EventKeys.seats(event.id()))
                        .with("scheduled", true)
                        .with("visibility", event.visibility().id())
                        .with("startsAt", event.startsAt())
                        .with("endsAt", event.endsAt())
                        .with("seats", capacity)
                        .with("taken", 0)
                        .with("offered", 0)
                        .with("waiting", 0)
                        .with("lastTurn", 0)
                        .with("version", 1))
                .onlyIfAbsent();
    }

    /** Brings the seats in line with a changed event; refused when more are taken than there would be, or it is cancelled. */
    Write change(Event event, int capacity) {
        return update(
                        event.id(),
                        "visibility = :visibility, startsAt = :startsAt, endsAt = :endsAt, seats = :seats",
                        "scheduled = :yes AND taken <= :seats")
                .where(":visibility", event.visibility().id())
                .where(":startsAt", event.startsAt().toEpochMilli())
                .where(":endsAt", event.endsAt().toEpochMilli())
                .where(":seats", capacity)
                .where(":yes", true);
    }

    /** Nobody takes or gives back a seat any more; refused when that is so already, or the event is over. */
    Write cancel(EventId event, Instant now) {
        return update(event, "scheduled = :no", "scheduled = :yes AND endsAt > :now")
                .where(":yes", true)
                .where(":no", false)
                .where(":now", now.toEpochMilli());
    }

    /** Takes a free seat; refused when none is, somebody waits, or the event is not on and of this visibility. */
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
        writes.add(Write.put(Item.at(EventKeys.waiting(event, turn)).with("who", member.value()))
                .onlyIfAbsent());
        if (first) {
            writes.add(noteQueue(event));
        }
        return writes;
    }

    /** The answer of somebody who has none that counts; refused when they have. */
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
    public List<Write> giveBack(Rsvp rsvp, Instant now) {
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
        writes.addAll(rowsGone(rsvp));
        return writes;
    }

    /** An offer is taken: the seat is a confirmed one. The first write is the count's, refused when the event is not on. */
    public List<Write> accept(Rsvp offer, Instant now) {
        var writes = new ArrayList<Write>();
        writes.add(whileOn(offer.event(), "offered = offered - :one", null, now));
        writes.addAll(rowsGone(offer));
        return writes;
    }

    private static List<Write> rowsGone(Rsvp rsvp) {
        var expiresAt = rsvp.expiresAt();
        if (rsvp.status() == Status.OFFERED && expiresAt != null) {
            return List.of(Write.delete(offerKey(rsvp.event(), rsvp.member(), expiresAt)));
        }
        return rsvp.status() == Status.WAITLISTED
                ? List.of(Write.delete(EventKeys.waiting(rsvp.event(), rsvp.turn())))
                : List.of();
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
        return update(
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

    /** The row of somebody who leaves the queue; refused when it is gone already. */
    public Write leaveQueue(EventId event, Waiting waiting) {
        return Write.delete(EventKeys.waiting(event, waiting.turn()))
                .onlyIf("who = :who")
                .where(":who", waiting.member().value());
    }

    /** Notes when an offer ends, for the sweep. */
    public Write noteOffer(EventId event, MemberId member, Instant endsAt) {
        return Write.put(Item.at(offerKey(event, member, endsAt)));
    }

    /** Forgets when an offer would have ended. */
    public Write forgetOffer(EventId event, MemberId member, Instant endsAt) {
        return Write.delete(offerKey(event, member, endsAt));
    }

    /** Notes that somebody may wait for the event, for the sweep. */
    public Write noteQueue(EventId event) {
        return Write.put(Item.at(new Key(QUEUES, event.value())));
    }

    /** Nobody waits for the event any more, or can; refused when somebody does. */
    public List<Write> forgetQueue(SeatCount seen) {
        return List.of(
                Write.delete(new Key(QUEUES, seen.event().value())),
                Write.check(EventKeys.seats(seen.event()), "version = :version").where(":version", seen.version()));
    }

    /** Lets somebody in, once; refused when they have no seat, or are in already. */
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
        var queue = table.between(EventKeys.partition(event), EventKeys.QUEUE.from(), EventKeys.QUEUE.to()).stream()
                .map(Seats::readWaiting)
                .toList();
        return new Rows(active(event), queue);
    }

    /** Sets the count right; refused when anything has changed since it was seen, before the rows were read. */
    public Write recount(SeatCount seen, int confirmed, int offered, int waiting) {
        return update(seen.event(), "taken = :taken, offered = :offered, waiting = :waiting", "version = :version")
                .where(":taken", confirmed + offered)
                .where(":offered", offered)
                .where(":waiting", waiting)
                .where(":version", seen.version());
    }

    /** Puts a row into the queue for somebody who waits; for a queue that has lost it. */
    public Write enterQueue(Rsvp waiting) {
        return Write.put(Item.at(EventKeys.waiting(waiting.event(), waiting.turn()))
                .with("who", waiting.member().value()));
    }

    /** The count that the refused write met; empty where there is no such event. */
    public Optional<SeatCount> countMet(Commit commit, Write refused) {
        var met = commit.met(refused);
        return met.has(Key.SORT) ? Optional.of(readCount(met)) : Optional.empty();
    }

    /** The answer that the refused write met; empty where there is none. */
    public Optional<Rsvp> rsvpMet(Commit commit, Write refused) {
        var met = commit.met(refused);
        return met.has(Key.SORT) ? Optional.of(readRsvp(met)) : Optional.empty();
    }

    private static Write whileOn(EventId event, String change, @Nullable String condition, Instant now) {
        return update(
                        event,
                        change,
                        "scheduled = :yes AND endsAt > :now" + (condition == null ? "" : " AND " + condition))
                .where(":yes", true)
                .where(":now", now.toEpochMilli());
    }

    private static Write update(EventId event, String change, String condition) {
        return Write.update(EventKeys.seats(event), "SET " + change + ", version = version + :one")
                .onlyIf(condition)
                .where(":one", 1);
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

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static SeatCount readCount(Item item) {
        try {
            return new SeatCount(
                    EventKeys.event(item),
                    item.flag("scheduled"),
                    Visibility.of(item.text("visibility")).orElseThrow(),
                    item.instant("startsAt"),
                    item.instant("endsAt"),
                    (int) item.number("seats"),
                    (int) item.number("taken"),
                    (int) item.number("offered"),
                    (int) item.number("waiting"),
                    item.number("lastTurn"),
                    item.number("version"));
        } catch (UnreadableItemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableItemException("The seats of an event have a value that is not known here.");
        }
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Rsvp readRsvp(Item item) {
        try {
            return new Rsvp(
                    EventKeys.event(item),
                    EventKeys.member(item),
                    item.text("name"),
                    Status.of(item.text("standing")),
                    item.instant("askedAt"),
                    item.instant("since"),
                    item.number("turn"),
                    item.instantOrNull("expiresAt"),
                    item.instantOrNull("checkedInAt"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableItemException("An RSVP has a value that is not known here.");
        }
    }

    private static Waiting readWaiting(Item item) {
        return new Waiting(new MemberId(item.text("who")), EventKeys.turn(item));
    }

    private static Offer readOffer(Item item) {
        var parts = item.text(Key.SORT).split("#", 3);
        return new Offer(new EventId(parts[1]), new MemberId(parts[2]), Instant.ofEpochMilli(Long.parseLong(parts[0])));
    }
}
