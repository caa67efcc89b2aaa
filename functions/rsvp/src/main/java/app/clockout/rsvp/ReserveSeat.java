package app.clockout.rsvp;

import app.clockout.domain.BusyException;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.SeatCount;
import app.clockout.table.Commit;
import app.clockout.table.Memberships;
import app.clockout.table.Retry;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a member one seat, or a turn in the queue for one: never two, never one too many, and nobody overtakes
 * (docs/table-design.md, R1 to R3).
 *
 * <p>The first attempt takes a seat of a public event without having read anything. Its refusal brings the count and the
 * member's answer as they are, and tells which attempt is the right one next.
 */
final class ReserveSeat {
    sealed interface Outcome {
        record Confirmed() implements Outcome {}

        /** @param position one for the member who is next */
        record Waiting(int position) implements Outcome {}

        record Offered(Instant expiresAt) implements Outcome {}

        record Cancelled() implements Outcome {}

        record Over() implements Outcome {}

        /** There is none, or it is a club's own and the member is not of that club. */
        record NoSuchEvent() implements Outcome {}
    }

    private static final long LONGEST_LEAP = 4_096;

    private final Table table;
    private final Seats seats;
    private final SeatStore store;
    private final ExpireOffer expireOffer;
    private final InstantSource clock;

    ReserveSeat(Table table, Seats seats, SeatStore store, ExpireOffer expireOffer, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.store = store;
        this.expireOffer = expireOffer;
        this.clock = clock;
    }

    /**
     * A seat, or a turn in the queue; for who has one of these already, just that.
     *
     * @param name the member's, for the list at the door
     * @throws BusyException where others keep being faster
     */
    Outcome seatFor(MemberId member, String name, EventId event) {
        var asking = new Asking(member, name, event);
        // What the first refusal tells is used at once; only after the next ones others were faster.
        var outcome = asking.attempt();
        return outcome.isPresent() ? outcome.get() : Retry.overtaken(table).until(asking::attempt);
    }

    /** One member's asking for one event, with what is known of it by now. */
    private final class Asking {
        private final MemberId member;
        private final String name;
        private final EventId event;
        private Visibility visibility = Visibility.PUBLIC;
        /** What the last refusal met; null before the first. */
        private @Nullable SeatCount seen;

        private boolean lost;

        Asking(MemberId member, String name, EventId event) {
            this.member = member;
            this.name = name;
            this.event = event;
        }

        /** The outcome; empty where another attempt may bring one. */
        Optional<Outcome> attempt() {
            var count = seen;
            return count == null || (count.left() > 0 && count.waiting() == 0) ? takeSeat() : takeTurn(count);
        }

        private Optional<Outcome> takeSeat() {
            var now = clock.instant();
            var answer = store.answer(answer(Status.CONFIRMED, 0, now));
            return commit(answer, List.of(store.takeSeat(event, visibility, now)), now, () -> new Outcome.Confirmed());
        }

        private Optional<Outcome> takeTurn(SeatCount count) {
            var now = clock.instant();
            // Later than any given, and about in the order of asking: so those who ask at once seldom refuse each
            // other.
            long turn = Math.max(micros(now), count.lastTurn() + 1);
            boolean exactly = !lost || count.waiting() == 0;
            var answer = store.answer(answer(Status.WAITLISTED, turn, now));
            return commit(
                    answer,
                    store.takeTurn(count, turn, member, exactly, now),
                    now,
                    () -> new Outcome.Waiting(exactly ? count.waiting() + 1 : seats.position(event, turn)));
        }

        private Rsvp answer(Status status, long turn, Instant now) {
            return new Rsvp(event, member, name, status, now, now, turn, null, null);
        }

        /** @param ofSeats the count's write first */
        private Optional<Outcome> commit(Write answer, List<Write> ofSeats, Instant now, Supplier<Outcome> done) {
            var writes = new ArrayList<Write>();
            writes.add(answer);
            writes.addAll(ofSeats);
            var isMember = visibility == Visibility.CLUB ? Memberships.checkMember(event.club(), member) : null;
            if (isMember != null) {
                writes.add(isMember);
            }
            var commit = table.commit(writes);
            if (commit.done()) {
                return Optional.of(done.get());
            }
            return refused(commit, answer, ofSeats.getFirst(), isMember, now);
        }

        private Optional<Outcome> refused(
                Commit commit, Write answer, Write count, @Nullable Write isMember, Instant now) {
            if (commit.refused(count)) {
                var met = seats.countMet(commit, count).orElse(null);
                if (met == null) {
                    return Optional.of(new Outcome.NoSuchEvent());
                }
                lost = seen != null && seen.visibility() == met.visibility();
                seen = met;
                visibility = met.visibility();
                if (!commit.refused(answer) && isMember == null && visibility == Visibility.CLUB) {
                    return Optional.empty(); // whether they may know how it stands shows with the next attempt
                }
            }
            if (commit.refused(answer)) {
                return present(store.rsvpMet(commit, answer).orElseThrow(), now);
            }
            if (isMember != null && commit.refused(isMember)) {
                return Optional.of(new Outcome.NoSuchEvent());
            }
            return Optional.ofNullable(notOn(now));
        }

        /** What they have already wins over how full it is. */
        private Optional<Outcome> present(Rsvp rsvp, Instant now) {
            var notOn = notOn(now);
            if (notOn != null) {
                return Optional.of(notOn);
            }
            return switch (rsvp.status()) {
                case CONFIRMED -> Optional.of(new Outcome.Confirmed());
                case WAITLISTED -> Optional.of(new Outcome.Waiting(seats.position(event, rsvp.turn())));
                case OFFERED -> {
                    if (rsvp.expiresAt() != null && rsvp.isOffered(now)) {
                        yield Optional.of(new Outcome.Offered(rsvp.expiresAt()));
                    }
                    expireOffer.expire(event, member);
                    yield Optional.empty();
                }
                case CANCELLED, LEFT, REFUSED, LAPSED -> Optional.empty();
            };
        }

        private @Nullable Outcome notOn(Instant now) {
            if (seen == null) {
                return null;
            }
            if (!seen.scheduled()) {
                return new Outcome.Cancelled();
            }
            return seen.isOver(now) ? new Outcome.Over() : null;
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
