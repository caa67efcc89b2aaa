package app.clockout.clubevents;

import app.clockout.domain.Club;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import app.clockout.environment.Environment;
import app.clockout.table.Events;
import app.clockout.table.IdempotencyKeys;
import app.clockout.table.IdempotencyKeys.Before;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Announces an event of a club: itself, its seats, its places in lists and its reminders, in one transaction
 * (docs/table-design.md, E1).
 */
final class AnnounceEvent {
    sealed interface Outcome {
        record Announced(EventId event) implements Outcome {}

        /** The club was closed in the meantime. */
        record ClubClosed() implements Outcome {}

        /**
         * The same idempotency key came with another request before.
         *
         * @param before the event that it announced
         */
        record KeyTaken(EventId before) implements Outcome {}
    }

    private final Table table;
    private final Events events;
    private final InstantSource clock;
    private final RandomGenerator random;

    AnnounceEvent(Table table, Events events, Environment environment) {
        this.table = table;
        this.events = events;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    Outcome announce(Club club, MemberId host, EventForm form, @Nullable Repeatable repeatable) {
        var now = clock.instant();
        var event = form.announced(EventId.random(club.slug(), random), now);
        var writes = new ArrayList<Write>();
        writes.add(EventStore.checkOpen(club.slug()));
        writes.addAll(events.announce(event, form.capacity(), club, now));
        var made = IdempotencyKeys.commit(table, writes, event.id().value(), host, repeatable, now);
        if (made.now()) {
            return new Outcome.Announced(event.id());
        }
        return made.before() == null ? new Outcome.ClubClosed() : told(made.before());
    }

    /** What a form that cannot announce anything any more has announced already, if it did; or another that had its key. */
    Optional<Outcome> before(MemberId host, Repeatable repeatable) {
        return IdempotencyKeys.before(table, host, repeatable, clock.instant()).map(AnnounceEvent::told);
    }

    private static Outcome told(Before before) {
        var event = new EventId(before.id());
        return before.same() ? new Outcome.Announced(event) : new Outcome.KeyTaken(event);
    }
}
