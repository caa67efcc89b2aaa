package app.clockout.local.table;

import app.clockout.local.table.core.Rules;
import java.time.InstantSource;

/** Serves the table alone: {@code make table PORT=8000}. */
public final class Main {
    private Main() {}

    /** @param arguments the port, else 8000 */
    public static void main(String[] arguments) throws InterruptedException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        var table = EmbeddedTable.inMemory(InstantSource.system(), Rules.PLAIN, port);
        System.out.println("DynamoDB's interface on " + table.endpoint());
        Thread.currentThread().join(); // till the process is ended
    }
}
