package app.clockout.local.emulators;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next calls of SDK clients in this JVM fail, as AWS fails them. A fault strikes an attempt, not a call: the SDK's own
 * retries meet the next one or, when none is left, succeed. Production code knows nothing of it.
 */
public final class Faults {
    enum Kind {
        /** The service's own exception for too many requests, which the SDK retries; nothing took effect. */
        THROTTLE,
        /** Another transaction has the item; nothing took effect. The SDK does not retry it. */
        CONFLICT,
        /** The call takes effect, but its answer is lost: the client sees its read time out, and the SDK retries. */
        TIMEOUT_AFTER_COMMIT,
        /** 503, which the SDK retries; nothing took effect. */
        UNAVAILABLE;

        static Kind of(String name) {
            for (Kind kind : values()) {
                if (kind.written().equals(name)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("There is no error " + name
                    + "; there are throttle, conflict, timeout-after-commit and unavailable.");
        }

        private String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Faults waiting for their calls. */
    private static final class Armed {
        private final Service service;
        private final @Nullable String operation;
        private final Kind kind;
        private final @Nullable String key;
        private int left;

        Armed(Service service, @Nullable String operation, Kind kind, int times, @Nullable String key) {
            this.service = service;
            this.operation = operation;
            this.kind = kind;
            this.left = times;
            this.key = key;
        }
    }

    /** What strikes an attempt. */
    record Strike(Kind kind, @Nullable String key) {}

    private static final List<Armed> ARMED = new ArrayList<>();

    private Faults() {}

    /**
     * Arms a fault, behind those armed before it.
     *
     * @param service {@code ses}, {@code dynamodb} or {@code sqs}
     * @param operation an operation such as {@code SendRawEmail}; null for any
     * @param error {@code throttle}; {@code conflict} (only of DynamoDB, and only its writes of single items and of
     *     transactions can be struck); {@code timeout-after-commit}; {@code unavailable}
     * @param times how many attempts are to fail
     * @param forKey only a call that is about this address or key: DynamoDB by a key of the request that contains it, SES by
     *     recipient, SQS by a body or queue that contains it; null for any
     * @throws IllegalArgumentException when one of these is something else
     */
    public static void next(
            String service, @Nullable String operation, String error, int times, @Nullable String forKey) {
        var of =
                switch (service) {
                    case "ses" -> Service.SES;
                    case "dynamodb" -> Service.DYNAMODB;
                    case "sqs" -> Service.SQS;
                    default ->
                        throw new IllegalArgumentException(
                                "There is no service " + service + "; there are ses, dynamodb and sqs.");
                };
        var kind = Kind.of(error);
        if (kind == Kind.CONFLICT && of != Service.DYNAMODB) {
            throw new IllegalArgumentException("Only dynamodb knows a conflict.");
        }
        if (times < 1) {
            throw new IllegalArgumentException("A fault strikes at least once, not " + times + " times.");
        }
        synchronized (ARMED) {
            ARMED.add(new Armed(of, operation, kind, times, forKey));
        }
    }

    /** Disarms every fault. */
    public static void clear() {
        synchronized (ARMED) {
            ARMED.clear();
        }
    }

    /** Takes one fault that fits an attempt, the one armed first. */
    static Optional<Strike> take(
            Service service, String operation, Predicate<String> mentions, Predicate<Kind> possible) {
        synchronized (ARMED) {
            for (var each = ARMED.iterator(); each.hasNext(); ) {
                var armed = each.next();
                if (armed.service == service
                        && (armed.operation == null || armed.operation.equals(operation))
                        && (armed.key == null || mentions.test(armed.key))
                        && possible.test(armed.kind)) {
                    if (--armed.left == 0) {
                        each.remove();
                    }
                    return Optional.of(new Strike(armed.kind, armed.key));
                }
            }
            return Optional.empty();
        }
    }

    static boolean isNone() {
        synchronized (ARMED) {
            return ARMED.isEmpty();
        }
    }
}
