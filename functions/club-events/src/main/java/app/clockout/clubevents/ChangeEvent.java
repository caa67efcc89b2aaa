package app.clockout.clubevents;

import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.table.Table;
import java.time.InstantSource;

/** Changes an event with its seats, its places in lists and its reminders, in one transaction (docs/table-design.md, E2). */
final class ChangeEvent {
    sealed interface Outcome {
        record Changed() implements Outcome {}

        /** It does not take place. */
        record Cancelled() implements Outcome {}

        record Over() implements Outcome {}

        /** There would be fewer seats than are confirmed and offered. */
        record MoreTaken(int taken) implements Outcome {}

        /** It was changed since it was looked at. */
        record ChangedMeanwhile() implements Outcome {}
    }

    private final Table table;
    private final Seats seats;
    private final InstantSource clock;

    ChangeEvent(Table table, Seats seats, InstantSource clock) {
        this.table = table;
        this.seats = seats;
        this.clock = clock;
    }

    /** @param view the event as its host saw it */
    Outcome change(Events.View view, EventForm form) {
        var now = clock.instant();
        var before = view.event();
        if (before.isCancelled() || !view.club().isOpen()) {
            return new Outcome.Cancelled();
        }
        if (before.isOver(now)) {
            return new Outcome.Over();
        }
        if (form.changesNothing(view)) {
            return new Outcome.Changed();
        }
        var writes = EventStore.change(before, form.applied(before), form.capacity(), view.club(), now);
        var text = writes.getFirst();
        var count = writes.get(1);
        var commit = table.commit(writes);
        if (commit.done()) {
            return new Outcome.Changed();
        }
        if (commit.refused(text)) {
            return new Outcome.ChangedMeanwhile();
        }
        return seats.countMet(commit, count)
                .filter(met -> met.taken() > form.capacity())
                .<Outcome>map(met -> new Outcome.MoreTaken(met.taken()))
                .orElseGet(Outcome.Cancelled::new);
    }
}
