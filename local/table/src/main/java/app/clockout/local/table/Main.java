package app.clockout.local.table;

import app.clockout.local.table.core.Rules;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Serves the table alone: {@code make table PORT=8000}. */
public final class Main {
    private Main() {}

    /** @param arguments the port, else 8000; the folder that keeps the tables, else none does */
    public static void main(String[] arguments) throws InterruptedException {
        try (var table = open(arguments)) {
            System.out.println("DynamoDB's interface on " + table.endpoint());
            Thread.currentThread().join(); // till the process is ended
        } catch (UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static EmbeddedTable open(String[] arguments) {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        var clock = InstantSource.system();
        return arguments.length > 1
                ? EmbeddedTable.in(Path.of(arguments[1]), clock, Rules.PLAIN, port)
                : EmbeddedTable.inMemory(clock, Rules.PLAIN, port);
    }
}
