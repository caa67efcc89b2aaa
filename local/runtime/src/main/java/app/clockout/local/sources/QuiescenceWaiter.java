package app.clockout.local.sources;

import app.clockout.local.sources.StreamSource.Look;
import java.time.Duration;
import java.util.List;

/** Waits until everything that follows from what has happened has happened. */
public final class QuiescenceWaiter {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final List<StreamSource> streams;
    private final List<QueueSource> queues;
    private final ActivityCounter activity;
    private final Outage outage;
    private volatile long quietWrites = -1;

    public QuiescenceWaiter(
            List<StreamSource> streams, List<QueueSource> queues, ActivityCounter activity, Outage outage) {
        this.streams = List.copyOf(streams);
        this.queues = List.copyOf(queues);
        this.activity = activity;
        this.outage = outage;
    }

    /**
     * Waits until the stream is drained, the queues are empty and no worker works.
     *
     * @return false when it is not so after this long, or AWS is gone
     */
    public boolean settle(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        activity.hurry();
        try {
            while (!isQuiet()) {
                if (System.nanoTime() - until >= 0 || outage.lasts()) {
                    return false;
                }
                activity.await(LOOK_AGAIN);
            }
            return true;
        } finally {
            activity.unhurry();
        }
    }

    /** As {@link #settle}, but without a look when no function of this process wrote anything since it was last quiet. */
    boolean settleIfMoved(Duration atMost) throws InterruptedException {
        return (!activity.isBusy() && activity.writes() == quietWrites) || settle(atMost);
    }

    private boolean isQuiet() throws InterruptedException {
        long writes = activity.writes();
        long rounds = activity.rounds();
        if (activity.isBusy()) {
            return false;
        }
        // The stream first, then the queues it fills. No round in between: so no worker wrote behind our back, either.
        for (StreamSource stream : streams) {
            if (stream.look(true) != Look.NOTHING_NEW) {
                return false;
            }
        }
        for (QueueSource queue : queues) {
            if (queue.waiting() > 0) {
                return false;
            }
        }
        if (activity.isBusy() || activity.rounds() != rounds) {
            return false;
        }
        quietWrites = writes;
        return true;
    }
}
