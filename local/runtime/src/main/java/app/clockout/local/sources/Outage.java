package app.clockout.local.sources;

import java.io.PrintStream;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Tells once that AWS is gone, and once that it is back, however many sources meet that and however often. */
public final class Outage {
    private static final Duration HICCUP = Duration.ofSeconds(3);

    private final String where;
    private final PrintStream trouble;
    private String told = "";
    private long since;

    /** @param where how people call AWS here, such as {@code http://localhost:4566} */
    public Outage(String where, PrintStream trouble) {
        this.where = where;
        this.trouble = trouble;
    }

    /** Whether this is why a call failed; if nobody has told so yet, it is told now. */
    boolean explains(RuntimeException failure) {
        String line =
                switch (failure) {
                    case SdkClientException _ -> where + " does not answer. It is asked again until it does.";
                    case ResourceNotFoundException _, QueueDoesNotExistException _ ->
                        where + " has lost the table and the queues. Start the network again: that makes new ones.";
                    default -> "";
                };
        if (line.isEmpty()) {
            return false;
        }
        tell(line);
        return true;
    }

    private synchronized void tell(String line) {
        if (!line.equals(told)) {
            since = told.isEmpty() ? System.nanoTime() : since;
            told = line;
            trouble.println(line);
        }
    }

    /** A call was answered. */
    synchronized void isOver() {
        if (!told.isEmpty()) {
            told = "";
            trouble.println(where + " answers again.");
        }
    }

    /** Whether there is no use in waiting. */
    synchronized boolean lasts() {
        return !told.isEmpty() && System.nanoTime() - since > HICCUP.toNanos();
    }
}
