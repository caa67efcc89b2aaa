package app.clockout.clubevents;

import app.clockout.domain.Club;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import app.clockout.environment.Environment;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.DueReminders;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.IdempotencyKeys;
import app.clockout.table.IdempotencyKeys.Replay;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
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

        /** The same idempotency key came with another request before. */
        record KeyTaken() implements Outcome {}
    }

    private final Table table;
    private final Events events;
    private final Seats seats;
    private final EventList lists;
    private final DueReminders reminders;
    private final DailyCounters figures;
    private final InstantSource clock;
    private final RandomGenerator random;

    AnnounceEvent(Table table, Environment environment) {
        this.table = table;
        this.events = new Events(table);
        this.seats = new Seats(table);
        this.lists = new EventList(table);
        this.reminders = new DueReminders(table);
        this.figures = new DailyCounters(table);
        this.clock = environment.clock();
        this.random = environment.random();
    }

    Outcome announce(Club club, MemberId host, EventForm form, @Nullable Repeatable repeatable) {
        var now = clock.instant();
        var event = form.announced(EventId.random(club.slug(), random), now);
        var open = events.checkOpen(club.slug());
        var writes = new ArrayList<Write>();
        writes.add(open);
        writes.add(events.announce(event));
        writes.add(seats.open(event, form.capacity()));
        writes.addAll(lists.enter(event, club.industry()));
        writes.addAll(reminders.enter(event, now));
        writes.add(figures.add(now, Map.of(Count.EVENTS, 1)));
        @Nullable Write remember = null;
        if (repeatable != null) {
            var replay = new Replay(repeatable.requestHash(), event.id().value());
            remember = IdempotencyKeys.remember(host, repeatable.key(), replay, now);
            writes.add(remember);
        }
        var commit = table.commit(writes);
        if (commit.done()) {
            return new Outcome.Announced(event.id());
        }
        if (repeatable != null && remember != null && commit.refused(remember)) {
            var replay = IdempotencyKeys.remembered(commit, remember);
            return replay.requestHash().equals(repeatable.requestHash())
                    ? new Outcome.Announced(new EventId(replay.made()))
                    : new Outcome.KeyTaken();
        }
        return new Outcome.ClubClosed();
    }
}
