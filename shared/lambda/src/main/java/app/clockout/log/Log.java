package app.clockout.log;

import app.clockout.json.JsonObject;
import java.time.Instant;

/**
 * What a function writes down, a line of JSON each: what was done or failed and where, never whom it was about. The names of its
 * fields are those of Lambda's own JSON logs.
 */
public final class Log {
    /** Lambda says how much is wanted (ApplicationLogLevel); elsewhere only what is wrong is. */
    private static final boolean TELLING = "INFO".equals(System.getenv("AWS_LAMBDA_LOG_LEVEL"));

    private static final String FUNCTION = System.getenv("AWS_LAMBDA_FUNCTION_NAME");

    private Log() {}

    /**
     * Notes that something was done.
     *
     * @param detail which kind of thing, or why
     */
    public static void done(String message, String detail) {
        if (TELLING) {
            System.err.println(line("INFO", message).put("detail", detail));
        }
    }

    /** Notes what an operator should know. */
    public static void warning(String message) {
        System.err.println(line("WARN", message));
    }

    /** Notes a fault by its type and place. Messages of exceptions can quote data, so they stay out. */
    public static void fault(String during, Throwable fault) {
        var trace = new StringBuilder();
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            trace.append(trace.isEmpty() ? "" : " | ").append(cause.getClass().getName());
            for (var frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("app.clockout.")) {
                    trace.append(" < ").append(frame.getClassName()).append('.').append(frame.getMethodName());
                    trace.append(':').append(frame.getLineNumber());
                }
            }
        }
        System.err.println(line("ERROR", "fault during " + during).put("fault", trace.toString()));
    }

    private static JsonObject line(String level, String message) {
        var line = new JsonObject()
                .put("timestamp", Instant.now().toString())
                .put("level", level)
                .put("message", message);
        Correlation.id().ifPresent(id -> line.put(Correlation.NAME, id));
        if (FUNCTION != null) {
            line.put("function", FUNCTION);
        }
        return line;
    }
}
