package app.clockout.local.table;

import app.clockout.local.table.core.Rules;
import java.nio.file.Path;
import java.time.InstantSource;

/** Serves the table alone: {@code make table PORT=8000}. */
public final class Main {
    private Main() {}

    /** @param arguments the port, else 8000; the folder that keeps the tables, else none does */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        var clock = InstantSource.system();
        var table = arguments.length > 1
                ? EmbeddedTable.in(Path.of(arguments[1]), clock, Rules.PLAIN, port)
                : EmbeddedTable.inMemory(clock, Rules.PLAIN, port);
        System.out.println("DynamoDB's interface on " + table.endpoint());
        Thread.currentThread().join(); // till the process is ended
    }
}
