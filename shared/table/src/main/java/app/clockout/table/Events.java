package app.clockout.table;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatCount;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events, as they are announced: {@code EVENT#id / EVENT}. Their seats are apart: {@link Seats}. */
public final class Events {
    /**
     * An event with all that decides what a viewer sees of it.
     *
     * @param membership what the viewer is to the club; null for nothing, and for a visitor
     * @param rsvp the viewer's answer; null where there is none
     */
    public record View(
            Event event,
            SeatCount seats,
            Club club,
            @Nullable MemberId viewer,
            @Nullable Membership membership,
            @Nullable Rsvp rsvp) {

        public boolean isHost() {
            return viewer != null && club.isHost(viewer);
        }

        /** Whether the viewer gets to see the event at all: a club's own is for its members, and for who was let in before. */
        public boolean isVisible() {
            return event.visibility() == Event.Visibility.PUBLIC
                    || (membership != null && membership.isMember())
                    || (rsvp != null && rsvp.isActive());
        }

        /** Whether the viewer gets to see the street. */
        public boolean seesStreet() {
            return isHost() || (rsvp != null && rsvp.hasSeat());
        }
    }

    /** Holds while the event is the {@code :version} that it was, and takes place. */
    public static final String UNCHANGED = "version = :version AND attribute_not_exists(cancelledAt)";

    private final Table table;
    private final Seats seats;
    private final DailyCounters counters;

    public Events(Table table) {
        this.table = table;
        this.seats = new Seats(table);
        this.counters = new DailyCounters(table);
    }

    public Optional<Event> find(EventId event) {
        return table.get(EventKeys.event(event)).map(Events::read);
    }

    /** The event as a viewer sees it; null views it as a visitor. One request. */
    public Optional<View> view(EventId id, @Nullable MemberId viewer) {
        var keys = new ArrayList<>(List.of(EventKeys.event(id), EventKeys.seats(id), ClubKeys.club(id.club())));
        if (viewer != null) {
            keys.add(ClubKeys.membership(id.club(), viewer));
            keys.add(EventKeys.rsvp(id, viewer));
        }
        return view(table.getAll(keys), id, viewer);
    }

    /**
     * Events as a viewer sees them in a list, in that order; those that are not there are left out. One request for each
     * hundred items: an event, its seats, its club, and the viewer's answer where there is a viewer.
     */
    public List<View> views(List<EventId> ids, @Nullable MemberId viewer) {
        var keys = new ArrayList<Key>();
        for (var id : ids) {
            keys.addAll(List.of(EventKeys.event(id), EventKeys.seats(id), ClubKeys.club(id.club())));
            if (viewer != null) {
                keys.add(EventKeys.rsvp(id, viewer));
            }
        }
        var found = table.getAll(keys);
        return ids.stream().flatMap(id -> view(found, id, viewer).stream()).toList();
    }

    /**
     * One event as each of these people sees it by their answer, those who have one; what they are to the club is not looked
     * up. One request for each hundred items: the event, its seats, its club and the answers.
     */
    public Map<MemberId, View> views(EventId id, Collection<MemberId> people) {
        var keys = new ArrayList<>(List.of(EventKeys.event(id), EventKeys.seats(id), ClubKeys.club(id.club())));
        people.forEach(person -> keys.add(EventKeys.rsvp(id, person)));
        var found = table.getAll(keys);
        var views = new HashMap<MemberId, View>();
        people.forEach(person -> view(found, id, person).ifPresent(view -> views.put(person, view)));
        return views;
    }

    /** The event by what was found of it; empty where it, its seats or its club are not there. */
    private static Optional<View> view(Map<Key, Item> found, EventId id, @Nullable MemberId viewer) {
        var event = found.get(EventKeys.event(id));
        var seats = found.get(EventKeys.seats(id));
        var club = found.get(ClubKeys.club(id.club()));
        if (event == null || seats == null || club == null) {
            return Optional.empty();
        }
        var membership = viewer == null ? null : found.get(ClubKeys.membership(id.club(), viewer));
        var rsvp = viewer == null ? null : found.get(EventKeys.rsvp(id, viewer));
        return Optional.of(new View(
                read(event),
                Seats.readCount(seats),
                Clubs.read(club),
                viewer,
                membership == null ? null : Memberships.read(membership),
                rsvp == null ? null : Seats.readRsvp(rsvp)));
    }

    /**
     * A new event with its seats, its places in lists and its reminders; the daily counters have one more. To be committed
     * with a check that the club is open. The first write is refused when there is such an event already.
     */
    public List<Write> announce(Event event, int capacity, Club club, Instant now) {
        var writes = new ArrayList<Write>();
        writes.add(Write.put(write(event)).onlyIfAbsent());
        writes.add(seats.open(event, capacity));
        writes.addAll(EventList.enter(event, club.industry()));
        writes.addAll(DueReminders.enter(event, now));
        writes.add(counters.add(now, Map.of(DailyCounters.Count.EVENTS, 1)));
        return writes;
    }

    /**
     * An event does not take place: it says so, nobody takes or gives back a seat any more, it leaves the public lists
     * and stays in its club's, nobody is reminded of it, and the figures have one less. To be committed alone. The first
     * write is refused when the event is no longer the version that it was, or is cancelled already; the second one when
     * it is over, too.
     */
    public List<Write> cancel(Event event, Club club, Event.Cancellation cancellation) {
        var after = event.cancelled(cancellation);
        var writes = new ArrayList<Write>();
        writes.add(replace(event, after));
        writes.add(seats.cancel(event.id(), cancellation.at()));
        writes.addAll(EventList.move(event, after, club.industry()));
        writes.addAll(DueReminders.leave(event));
        writes.add(counters.add(cancellation.at(), Map.of(DailyCounters.Count.EVENTS, -1)));
        return writes;
    }

    /** Another version of an event; refused when it is no longer the one that it was, or does not take place. */
    public static Write replace(Event before, Event after) {
        return Write.put(write(after)).onlyIf(UNCHANGED).where(":version", before.version());
    }

    static Item write(Event event) {
        var item = Item.at(EventKeys.event(event.id()))
                .with("title", event.title())
                .with("description", event.description())
                .with("localStart", event.localStart().toString())
                .with("timezone", event.timezone().getId())
                .with("startsAt", event.startsAt())
                .with("durationMinutes", event.durationMinutes())
                .with("venueName", event.venue().name())
                .with("venueAddress", event.venue().address())
                .with("venueCity", event.venue().city())
                .with("visibility", event.visibility().id())
                .with("sequence", event.sequence())
                .with("version", event.version())
                .with("createdAt", event.createdAt());
        var cancelled = event.cancelled();
        return cancelled == null
                ? item
                : item.with("cancelledAt", cancelled.at()).with("cancelReason", cancelled.reason());
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Event read(Item item) {
        try {
            var cancelledAt = item.instantOrNull("cancelledAt");
            return new Event(
                    EventKeys.event(item),
                    item.text("title"),
                    item.text("description"),
                    LocalDateTime.parse(item.text("localStart")),
                    ZoneId.of(item.text("timezone")),
                    item.instant("startsAt"),
                    (int) item.number("durationMinutes"),
                    new Event.Venue(item.text("venueName"), item.text("venueAddress"), item.text("venueCity")),
                    Event.Visibility.of(item.text("visibility")).orElseThrow(),
                    (int) item.number("sequence"),
                    item.number("version"),
                    item.instant("createdAt"),
                    cancelledAt == null ? null : new Event.Cancellation(cancelledAt, item.text("cancelReason")));
        } catch (UnreadableItemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableItemException("An event has a value that is not known here.");
        }
    }
}
