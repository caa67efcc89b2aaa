package app.clockout.local.lambda;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** A function threw, or ran out of time. Its message is one line, for the terminal. */
public final class FunctionFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String OURS = "app.clockout.";
    private static final String NOT_THE_FUNCTION = "app.clockout.local.";

    private final boolean late;

    private FunctionFailure(String message, Throwable cause, boolean late) {
        super(message, cause);
        this.late = late;
    }

    static FunctionFailure thrown(String function, String label, Throwable cause) {
        var message = new StringBuilder(label)
                .append(": ")
                .append(function)
                .append(" threw ")
                .append(summary(cause));
        for (Throwable deeper = cause.getCause(); deeper != null; deeper = deeper.getCause()) {
            message.append("; caused by ").append(summary(deeper));
        }
        return new FunctionFailure(message.append(where(cause)).toString(), cause, false);
    }

    static FunctionFailure late(String function, String label, long milliseconds) {
        var cause = new TimeoutException();
        return new FunctionFailure(label + ": " + function + " timed out after " + milliseconds + " ms", cause, true);
    }

    /** Whether it ran out of time. */
    public boolean isLate() {
        return late;
    }

    private static String summary(Throwable thrown) {
        String text = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        return thrown.getClass().getSimpleName() + ": " + text;
    }

    private static String where(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS)
                        && !frame.getClassName().startsWith(NOT_THE_FUNCTION))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
