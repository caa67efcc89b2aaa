package app.clockout.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start the runtime.
 *
 * @param port 0 takes a free one
 * @param trouble where one line is written for each function that fails
 */
public record Options(int port, Aws aws, Path template, PrintStream trouble) {
    /** On a free port, in memory. */
    public static Options of(Path template) {
        return new Options(0, new Aws.Embedded(Optional.empty()), template, System.err);
    }

    public Options withAws(Aws aws) {
        return new Options(port, aws, template, trouble);
    }
}
