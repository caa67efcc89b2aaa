package app.clockout.local;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to start the runtime.
 *
 * @param port 0 takes a free one
 * @param data the folder in which everything is kept; empty keeps it in memory
 * @param trouble where one line is written for each function that fails
 */
public record Options(int port, Optional<Path> data, Path template, PrintStream trouble) {
    /** On a free port, in memory. */
    public static Options of(Path template) {
        return new Options(0, Optional.empty(), template, System.err);
    }

    public Options withPort(int port) {
        return new Options(port, data, template, trouble);
    }

    public Options withData(Path folder) {
        return new Options(port, Optional.of(folder), template, trouble);
    }

    public Options withTrouble(PrintStream trouble) {
        return new Options(port, data, template, trouble);
    }
}
