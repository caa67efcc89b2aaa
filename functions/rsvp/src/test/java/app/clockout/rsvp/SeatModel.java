package app.clockout.rsvp;

import app.clockout.domain.EventId;
import app.clockout.domain.Rsvp.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The seats of one event as anybody would write the rules down: in memory, one thing after the other, nothing else. */
final class SeatModel {
    private final Instant startsAt;
    private final Instant endsAt;
    private int capacity;
    private boolean scheduled = true;
    private final Map<String, Status> answers = new TreeMap<>();
    private final Map<String, Instant> offers = new TreeMap<>();
    private final List<String> queue = new ArrayList<>();
    private final Set<String> suspended = new HashSet<>();

    SeatModel(int capacity, Instant startsAt, Instant endsAt) {
        this.capacity = capacity;
        this.startsAt = startsAt;
        this.endsAt = endsAt;
    }

    /** Everything there is to compare. */
    record State(int capacity, int taken, int offered, int waiting, List<String> queue, Map<String, String> answers) {}

    State state() {
        var shown = new TreeMap<String, String>();
        answers.forEach((member, status) ->
                shown.put(member, status.id() + (status == Status.OFFERED ? " until " + offers.get(member) : "")));
        return new State(capacity, taken(), offers.size(), queue.size(), List.copyOf(queue), shown);
    }

    int taken() {
        return (int) answers.values().stream().filter(Status.CONFIRMED::equals).count() + offers.size();
    }

    /** When the next of the open offers ends. */
    Optional<Instant> nextEndOfOffer(Instant now) {
        return offers.values().stream().filter(now::isBefore).min(Comparator.naturalOrder());
    }

    boolean isSuspended(String member) {
        return suspended.contains(member);
    }

    ReserveSeat.Outcome reserve(String member, Instant now) {
        if (!scheduled) {
            return new ReserveSeat.Outcome.Cancelled();
        }
        if (!now.isBefore(endsAt)) {
            return new ReserveSeat.Outcome.Over();
        }
        lapse(member, now);
        var status = answers.get(member);
        if (status == Status.CONFIRMED) {
            return new ReserveSeat.Outcome.Confirmed();
        }
        @Nullable Instant until = offers.get(member);
        if (until != null) {
            return new ReserveSeat.Outcome.Offered(until);
        }
        if (status == Status.WAITLISTED) {
            return new ReserveSeat.Outcome.Waiting(queue.indexOf(member) + 1);
        }
        if (taken() < capacity && queue.isEmpty()) {
            answers.put(member, Status.CONFIRMED);
            return new ReserveSeat.Outcome.Confirmed();
        }
        answers.put(member, Status.WAITLISTED);
        queue.add(member);
        return new ReserveSeat.Outcome.Waiting(queue.size());
    }

    CancelRsvp.Outcome cancel(String member, Instant now) {
        if (!scheduled) {
            return new CancelRsvp.Outcome.Refused(ChangeRsvp.Refusal.CANCELLED);
        }
        if (!now.isBefore(endsAt)) {
            return new CancelRsvp.Outcome.Refused(ChangeRsvp.Refusal.OVER);
        }
        lapse(member, now);
        answers.computeIfPresent(member, (m, status) -> switch (status) {
            case CONFIRMED -> Status.CANCELLED;
            case WAITLISTED -> Status.LEFT;
            case OFFERED -> Status.REFUSED;
            case CANCELLED, LEFT, REFUSED, LAPSED -> status;
        });
        queue.remove(member);
        offers.remove(member);
        return new CancelRsvp.Outcome.Done();
    }

    AcceptOffer.Outcome accept(String member, Instant now) {
        if (!scheduled) {
            return new AcceptOffer.Outcome.Refused(ChangeRsvp.Refusal.CANCELLED);
        }
        if (!now.isBefore(endsAt)) {
            return new AcceptOffer.Outcome.Refused(ChangeRsvp.Refusal.OVER);
        }
        if (answers.get(member) == Status.CONFIRMED) {
            return new AcceptOffer.Outcome.Confirmed();
        }
        @Nullable Instant until = offers.get(member);
        if (until == null || !now.isBefore(until)) {
            return new AcceptOffer.Outcome.NoOffer();
        }
        offers.remove(member);
        answers.put(member, Status.CONFIRMED);
        return new AcceptOffer.Outcome.Confirmed();
    }

    void lapse(String member, Instant now) {
        @Nullable Instant until = offers.get(member);
        if (until != null && !now.isBefore(until) && scheduled && now.isBefore(endsAt)) {
            offers.remove(member);
            answers.put(member, Status.LAPSED);
        }
    }

    void passOn(Instant now) {
        while (scheduled && now.isBefore(startsAt) && taken() < capacity && !queue.isEmpty()) {
            var head = queue.removeFirst();
            if (suspended.contains(head)) {
                answers.put(head, Status.LEFT);
            } else if (now.isBefore(startsAt.minus(Duration.ofHours(3)))) {
                var noon = now.plus(Duration.ofHours(12));
                var latest = startsAt.minus(Duration.ofHours(1));
                offers.put(head, noon.isBefore(latest) ? noon : latest);
                answers.put(head, Status.OFFERED);
            } else {
                answers.put(head, Status.CONFIRMED);
            }
        }
    }

    boolean resize(int to) {
        if (!scheduled || taken() > to) {
            return false;
        }
        capacity = to;
        return true;
    }

    void cancelEvent(Instant now) {
        if (now.isBefore(endsAt)) {
            scheduled = false;
        }
    }

    void suspend(String member) {
        suspended.add(member);
    }

    void release(String member, Instant now) {
        if (suspended.contains(member) && now.isBefore(startsAt)) {
            cancel(member, now);
        }
    }

    /** What the table says of the event: its count and all its rows, in one look. */
    static State read(RsvpFixture fixture, EventId event) {
        var queue = new ArrayList<String>();
        var answers = new TreeMap<String, String>();
        Map<String, AttributeValue> count = Map.of();
        for (var row : fixture.rows(event)) {
            var sort = text(row, "SK");
            if (sort.equals("SEATS")) {
                count = row;
            } else if (sort.startsWith("WAIT#")) {
                queue.add(text(row, "who"));
            } else if (sort.startsWith("RSVP#")) {
                var status = text(row, "standing");
                answers.put(
                        sort.substring("RSVP#".length()),
                        status + (status.equals("offered") ? " until " + instant(row, "expiresAt") : ""));
            }
        }
        return new State(
                (int) number(count, "seats"),
                (int) number(count, "taken"),
                (int) number(count, "offered"),
                (int) number(count, "waiting"),
                queue,
                answers);
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        return Objects.requireNonNull(row.get(name)).s();
    }

    private static long number(Map<String, AttributeValue> row, String name) {
        return Long.parseLong(Objects.requireNonNull(row.get(name)).n());
    }

    private static Instant instant(Map<String, AttributeValue> row, String name) {
        return Instant.ofEpochMilli(number(row, name));
    }
}
