package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.json.JsonObject;
import app.clockout.web.Instants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The list at the door: who comes, by name, then who is offered a seat, then who waits, in order (R13). */
record GuestList(List<Guest> guests) {
    /** @param position in the queue, from one; null unless waiting */
    record Guest(Rsvp rsvp, @Nullable Integer position) {}

    private static final String LINE_END = "\r\n";

    GuestList {
        guests = List.copyOf(guests);
    }

    /** @param next where the list goes on; null on its last page */
    record Shown(List<Guest> guests, @Nullable String next) {}

    static GuestList of(SeatStore seats, EventId event) {
        var guests = new ArrayList<Guest>();
        var answers = new ArrayList<>(seats.active(event));
        answers.sort(Comparator.comparing(GuestList::position));
        int waiting = 0;
        for (var rsvp : answers) {
            guests.add(new Guest(rsvp, rsvp.status() == Status.WAITLISTED ? Integer.valueOf(++waiting) : null));
        }
        return new GuestList(guests);
    }

    /** Where a guest stands: with a seat, offered one, waiting; then by name, and who waits by turn. */
    private static String position(Rsvp rsvp) {
        var group =
                switch (rsvp.status()) {
                    case CONFIRMED -> 0;
                    case OFFERED -> 1;
                    case WAITLISTED, CANCELLED, LEFT, REFUSED, LAPSED -> 2;
                };
        return "%d %019d %s\n%s"
                .formatted(
                        group,
                        group == 2 ? rsvp.turn() : 0,
                        rsvp.name().toLowerCase(Locale.ROOT),
                        rsvp.member().value());
    }

    /**
     * One page of those whose name has what is searched, as names of clubs are: each word of it begins one of the name.
     *
     * @param after where the page before ended; null for the first
     */
    Shown page(@Nullable FoldedText search, @Nullable String after, int limit) {
        var found = guests.stream()
                .filter(guest -> search == null
                        || search.isFoundIn(FoldedText.of(guest.rsvp().name())))
                .filter(guest -> after == null || position(guest.rsvp()).compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return found.size() <= limit
                ? new Shown(found, null)
                : new Shown(
                        found.subList(0, limit), position(found.get(limit - 1).rsvp()));
    }

    long confirmed() {
        return guests.stream().filter(guest -> guest.rsvp().hasSeat()).count();
    }

    long checkedIn() {
        return guests.stream()
                .filter(guest -> guest.rsvp().checkedInAt() != null)
                .count();
    }

    static JsonObject json(List<Guest> guests) {
        var json = new JsonObject();
        var items = json.putArray("items");
        for (var guest : guests) {
            var rsvp = guest.rsvp();
            var item = items.addObject()
                    .put("memberId", rsvp.member().value())
                    .put("name", rsvp.name())
                    .put("status", rsvp.status().id());
            if (guest.position() != null) {
                item.put("position", guest.position());
            }
            if (rsvp.checkedInAt() != null) {
                item.put("checkedInAt", Instants.rfc3339(rsvp.checkedInAt()));
            }
        }
        return json;
    }

    /** As a table for other programs, none of which takes anything in it for a formula. */
    String csv() {
        var csv = new StringBuilder(CsvCell.BYTE_ORDER_MARK)
                .append("memberId,name,status,position,checkedInAt")
                .append(LINE_END);
        for (var guest : guests) {
            var rsvp = guest.rsvp();
            csv.append(CsvCell.of(rsvp.member().value())).append(',');
            csv.append(CsvCell.of(rsvp.name())).append(',');
            csv.append(CsvCell.of(rsvp.status().id())).append(',');
            csv.append(guest.position() == null ? "" : guest.position()).append(',');
            csv.append(rsvp.checkedInAt() == null ? "" : Instants.rfc3339(rsvp.checkedInAt()));
            csv.append(LINE_END);
        }
        return csv.toString();
    }
}
