package app.clockout.log;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one id of a request and all that follows from it: API Gateway gives it, every row that is written and every message that is
 * sent keeps it as {@value #NAME}, and each line of the log says it. So one search of the log goes from a form to its mails.
 */
public final class Correlation {
    /** What rows, messages and lines of the log call it. */
    public static final String NAME = "correlationId";

    private static final ScopedValue<String> ID = ScopedValue.newInstance();

    private Correlation() {}

    /** Does work that was caused by the request with this id. */
    public static <T> T during(String id, Supplier<T> work) {
        return ScopedValue.where(ID, id).call(work::get);
    }

    /** Like {@link #during(String, Supplier)}. */
    public static void during(String id, Runnable work) {
        ScopedValue.where(ID, id).run(work);
    }

    /** The id of what is being done; empty where no request caused it. */
    public static Optional<String> id() {
        return ID.isBound() ? Optional.of(ID.get()) : Optional.empty();
    }
}
