package app.clockout.rsvp;

import app.clockout.domain.EventId;
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

    static GuestList of(SeatStore seats, EventId event) {
        var answers = seats.active(event);
        var guests = new ArrayList<Guest>();
        answers.stream()
                .filter(rsvp -> rsvp.status() != Status.WAITLISTED)
                .sorted(Comparator.comparing(Rsvp::status)
                        .thenComparing(rsvp -> rsvp.name().toLowerCase(Locale.ROOT))
                        .thenComparing(rsvp -> rsvp.member().value()))
                .forEach(rsvp -> guests.add(new Guest(rsvp, null)));
        var waiting = answers.stream()
                .filter(rsvp -> rsvp.status() == Status.WAITLISTED)
                .sorted(Comparator.comparingLong(Rsvp::turn))
                .toList();
        for (int i = 0; i < waiting.size(); i++) {
            guests.add(new Guest(waiting.get(i), i + 1));
        }
        return new GuestList(guests);
    }

    long confirmed() {
        return guests.stream().filter(guest -> guest.rsvp().hasSeat()).count();
    }

    long checkedIn() {
        return guests.stream()
                .filter(guest -> guest.rsvp().checkedInAt() != null)
                .count();
    }

    JsonObject json() {
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
