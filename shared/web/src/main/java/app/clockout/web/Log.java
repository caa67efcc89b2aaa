package app.clockout.web;

/** What a function writes down: what failed and where, never whom it was about. */
public final class Log {
    private Log() {}

    /** Notes a fault by its type and place. Messages of exceptions can quote data, so they stay out. */
    public static void fault(String during, Throwable fault) {
        var trace = new StringBuilder("fault during ").append(during);
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            trace.append(" | ").append(cause.getClass().getName());
            for (var frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("app.clockout.")) {
                    trace.append(" < ").append(frame.getClassName()).append('.').append(frame.getMethodName());
                    trace.append(':').append(frame.getLineNumber());
                }
            }
        }
        System.err.println(trace);
    }
}
