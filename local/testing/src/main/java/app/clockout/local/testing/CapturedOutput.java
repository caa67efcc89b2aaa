package app.clockout.local.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What is written to standard output and standard error, which is what a function's log is made of. */
public final class CapturedOutput {
    private CapturedOutput() {}

    /** Does work, and gives all that was written meanwhile by any thread. */
    public static synchronized String during(Runnable work) {
        var written = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        try (var both = new PrintStream(written, true, UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            work.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return written.toString(UTF_8);
    }
}
