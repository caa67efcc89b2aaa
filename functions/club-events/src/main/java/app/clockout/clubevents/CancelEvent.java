package app.clockout.clubevents;

import app.clockout.domain.Event.Cancellation;
import app.clockout.table.Events;
import app.clockout.table.Table;
import java.time.InstantSource;

/** Calls an event off (docs/table-design.md, E3). Who had or wanted a seat hears of it by what follows from the change. */
final class CancelEvent {
    sealed interface Outcome {
        record Cancelled() implements Outcome {}

        record AlreadyCancelled() implements Outcome {}

        record Over() implements Outcome {}
    }

    private final Table table;
    private final Events events;
    private final InstantSource clock;

    CancelEvent(Table table, Events events, InstantSource clock) {
        this.table = table;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param seen the event as its host saw it
     * @param reason may be empty
     */
    Outcome cancel(Events.View seen, String reason) {
        for (var view = seen; ; view = again(view)) {
            var event = view.event();
            var now = clock.instant();
            if (event.isCancelled()) {
                return new Outcome.AlreadyCancelled();
            }
            if (event.isOver(now)) {
                return new Outcome.Over();
            }
            var writes = events.cancel(event, view.club(), new Cancellation(now, reason));
            var commit = table.commit(writes);
            if (commit.done()) {
                return new Outcome.Cancelled();
            }
            if (!commit.refused(writes.getFirst())) {
                return new Outcome.Over();
            }
        }
    }

    /** The event as another host has changed it in the meantime. */
    private Events.View again(Events.View before) {
        return events.view(before.event().id(), null).orElseThrow();
    }
}
