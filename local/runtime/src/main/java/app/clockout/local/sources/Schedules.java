package app.clockout.local.sources;

import app.clockout.local.emulators.MovableClock;
import app.clockout.local.emulators.lambda.LambdaJson;
import app.clockout.local.lambda.FunctionFailure;
import app.clockout.local.lambda.LambdaFunction;
import app.clockout.local.stack.Stack.Schedule;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Fires schedules by the one clock: as time passes, and as it is moved. */
public final class Schedules implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(60);

    /** A schedule and whom it calls. */
    public record Entry(Schedule schedule, LambdaFunction function) {}

    private final List<Entry> entries;
    private final MovableClock clock;
    private final QuiescenceWaiter quiescence;
    private final ActivityCounter activity;
    private final PrintStream trouble;
    private final Consumer<Instant> moved;
    private final Thread thread;
    private Instant checked;
    private volatile boolean closed;

    /**
     * Schedules that only fire when the clock is moved, until they are started.
     *
     * @param moved told the time after each move
     */
    public Schedules(
            List<Entry> entries,
            MovableClock clock,
            QuiescenceWaiter quiescence,
            ActivityCounter activity,
            PrintStream trouble,
            Consumer<Instant> moved) {
        this.entries = List.copyOf(entries);
        this.clock = clock;
        this.quiescence = quiescence;
        this.activity = activity;
        this.trouble = trouble;
        this.moved = moved;
        this.checked = clock.instant();
        this.thread = Thread.ofVirtual().name("schedules").unstarted(this::run);
    }

    public void start() {
        if (!entries.isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        while (!closed) {
            try {
                fireDue();
                var now = clock.instant();
                long millis = now.until(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1), ChronoUnit.MILLIS) + 1;
                Thread.sleep(Math.min(millis, LONGEST_SLEEP.toMillis()));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * Sets the clock; each schedule fires once on arrival.
     *
     * @return what time it is then
     * @throws IllegalArgumentException when that is in the past
     */
    public synchronized Instant leap(Instant to) {
        if (to.isBefore(clock.instant())) {
            throw new IllegalArgumentException(
                    "The clock stands at " + clock.instant() + " and does not run backwards.");
        }
        set(to);
        checked = to;
        entries.forEach(this::fire);
        return clock.instant();
    }

    /**
     * Walks on minute by minute, fires what is due on the way and lets everything settle in between.
     *
     * @return what time it is then
     * @throws IllegalStateException when it does not settle; the clock stays where it is then
     */
    public synchronized Instant advance(Duration by) throws InterruptedException {
        var end = clock.instant().plus(by);
        settle(false);
        while (clock.instant().isBefore(end)) {
            var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
            set(minute.isBefore(end) ? minute : end);
            fireDue();
            settle(true);
        }
        return clock.instant();
    }

    private void settle(boolean onlyIfMoved) throws InterruptedException {
        if (!(onlyIfMoved ? quiescence.settleIfMoved(LONGEST_SETTLING) : quiescence.settle(LONGEST_SETTLING))) {
            throw new IllegalStateException("The queues did not settle at " + clock.instant() + ".");
        }
    }

    private void set(Instant to) {
        clock.set(to);
        moved.accept(to);
    }

    private synchronized void fireDue() {
        var now = clock.instant();
        var since = checked;
        checked = now.isAfter(since) ? now : since;
        for (Entry entry : entries) {
            if (!entry.schedule().rate().next(since).isAfter(now)) {
                fire(entry);
            }
        }
    }

    private void fire(Entry entry) {
        String label = "schedule " + entry.schedule().name();
        activity.begin();
        try {
            entry.function().call(label, event(entry));
        } catch (FunctionFailure e) {
            trouble.println(e.getMessage());
        } finally {
            activity.end();
        }
    }

    /** The schedule's input, or EventBridge Scheduler's own payload, in whatever class the handler takes. */
    private Object event(Entry entry) {
        var input = entry.schedule().input().orElse(null);
        if (input != null) {
            return LambdaJson.read(input, entry.function().eventType());
        }
        var event = Map.of(
                "version", "0",
                "id", UUID.randomUUID().toString(),
                "detail-type", "Scheduled Event",
                "source", "aws.scheduler",
                "account", "000000000000",
                "time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "region", "us-east-1",
                "resources",
                        List.of("arn:aws:scheduler:us-east-1:000000000000:schedule/default/"
                                + entry.schedule().name()),
                "detail", "{}");
        var type = entry.function().eventType();
        return type.isInstance(event) ? event : JSON.convertValue(event, type);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
