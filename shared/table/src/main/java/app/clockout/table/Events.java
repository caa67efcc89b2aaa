package app.clockout.table;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Rsvp;
import app.clockout.domain.SeatCount;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events, as they are announced: {@code EVENT#id / EVENT}. Their seats are apart: {@link Seats}. */
public final class Events {
    /**
     * An event with all that decides what somebody sees of it.
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

    private final Table table;

    public Events(Table table) {
        this.table = table;
    }

    static String partition(EventId event) {
        return "EVENT#" + event;
    }

    static Key key(EventId event) {
        return new Key(partition(event), "EVENT");
    }

    public Optional<Event> find(EventId event) {
        return table.get(key(event)).map(Events::read);
    }

    /** The event as somebody sees it; null views it as a visitor. One request. */
    public Optional<View> view(EventId id, @Nullable MemberId viewer) {
        var keys = new ArrayList<>(List.of(key(id), Seats.key(id), Clubs.key(id.club())));
        if (viewer != null) {
            keys.add(Memberships.key(id.club(), viewer));
            keys.add(Seats.rsvpKey(id, viewer));
        }
        var found = table.getAll(keys);
        var event = found.get(key(id));
        var seats = found.get(Seats.key(id));
        var club = found.get(Clubs.key(id.club()));
        if (event == null || seats == null || club == null) {
            return Optional.empty();
        }
        var membership = viewer == null ? null : found.get(Memberships.key(id.club(), viewer));
        var rsvp = viewer == null ? null : found.get(Seats.rsvpKey(id, viewer));
        return Optional.of(new View(
                read(event),
                Seats.readCount(seats),
                Clubs.read(club),
                viewer,
                membership == null ? null : Memberships.read(membership),
                rsvp == null ? null : Seats.readRsvp(rsvp)));
    }

    /** A new event; its seats are opened with {@link Seats#open}. */
    public Write announce(Event event) {
        return Write.put(write(event)).onlyIfAbsent();
    }

    static Item write(Event event) {
        var item = Item.at(key(event.id()))
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
                    new EventId(item.text(Key.PARTITION).substring("EVENT#".length())),
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
