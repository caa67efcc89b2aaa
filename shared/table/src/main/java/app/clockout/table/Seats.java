package app.clockout.table;

import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What several functions read of the seats of events. One item counts them ({@code EVENT#id / SEATS}); beside it lies a row
 * for each member who answered ({@code RSVP#memberId}) and one for each place in the queue ({@code WAIT#turn}). Who gets a
 * seat is decided and written by the function of RSVPs.
 */
public final class Seats {
    /** @param position where the entry stands in the index, to go on from */
    public record ByMemberEntry(EventId event, String position) {}

    private final Table table;

    public Seats(Table table) {
        this.table = table;
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

    /** How many wait at this turn or before it: one for who is next. */
    public int position(EventId event, long turn) {
        return table.count(
                EventKeys.partition(event),
                EventKeys.QUEUE.from(),
                EventKeys.waiting(event, turn).sort());
    }

    /** One page of the events a member has to do with, those asked for last first. */
    public List<ByMemberEntry> ofMember(MemberId member, @Nullable String below, int most) {
        return table.byMember(member, ByMember.RSVP, below, most).stream()
                .map(item -> new ByMemberEntry(EventKeys.event(item), item.text(ByMember.SORT)))
                .toList();
    }

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

    /** Nobody takes or gives back a seat any more; refused when that is so already, or the event is over. */
    Write cancel(EventId event, Instant now) {
        return update(event, "scheduled = :no", "scheduled = :yes AND endsAt > :now")
                .where(":yes", true)
                .where(":no", false)
                .where(":now", now.toEpochMilli());
    }

    /** The count that the refused write met; empty where there is no such event. */
    public Optional<SeatCount> countMet(Commit commit, Write refused) {
        var met = commit.met(refused);
        return met.has(Key.SORT) ? Optional.of(readCount(met)) : Optional.empty();
    }

    /** Every change of the count moves its version. */
    public static Write update(EventId event, String change, String condition) {
        return Write.update(EventKeys.seats(event), "SET " + change + ", version = version + :one")
                .onlyIf(condition)
                .where(":one", 1);
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    public static SeatCount readCount(Item item) {
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
    public static Rsvp readRsvp(Item item) {
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
}
