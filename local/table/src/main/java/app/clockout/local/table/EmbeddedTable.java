package app.clockout.local.table;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.http.TableServer;
import app.clockout.local.table.journal.Journal;
import app.clockout.local.table.protocol.Protocol;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** DynamoDB in this JVM, on a free port of loopback, streams included. */
public final class EmbeddedTable implements AutoCloseable {
    private final Database database;
    private final Protocol protocol;
    private final TableServer server;

    private final @Nullable Journal journal;

    private EmbeddedTable(InstantSource clock, Rules rules, int port, @Nullable Path folder) {
        this.database = new Database(clock, rules);
        this.journal = folder == null ? null : Journal.open(folder, database, System.err);
        this.protocol = new Protocol(database);
        this.server = new TableServer(protocol, port);
    }

    /** Tables that end with this object. */
    public static EmbeddedTable inMemory() {
        return inMemory(InstantSource.system(), Rules.PLAIN, 0);
    }

    /**
     * Tables that end with this object.
     *
     * @param port zero for any that is free
     */
    public static EmbeddedTable inMemory(InstantSource clock, Rules rules, int port) {
        return new EmbeddedTable(clock, rules, port, null);
    }

    /** Tables kept in a folder between runs; the folder is made if it is not there. One process at a time. */
    public static EmbeddedTable in(Path folder) {
        return in(folder, InstantSource.system(), Rules.PLAIN, 0);
    }

    /**
     * Tables kept in a folder between runs.
     *
     * @param port zero for any that is free
     * @throws java.io.UncheckedIOException when the folder cannot be used, or the port is taken
     */
    public static EmbeddedTable in(Path folder, InstantSource clock, Rules rules, int port) {
        return new EmbeddedTable(clock, rules, port, folder);
    }

    /** Where it listens, for {@code endpointOverride}; region and credentials can be any. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** The tables by their own methods, without HTTP and JSON. */
    public Database database() {
        return database;
    }

    /** The calls in JSON, without HTTP. */
    public Protocol protocol() {
        return protocol;
    }

    /**
     * Lets transactions take this long from now on, so that others meet what they hold. Their answers come that much later; a
     * caller of the database's own methods, which wait for nothing, may meet its own.
     */
    public Contention contend(Duration flight) {
        return new Contention(database, flight);
    }

    @Override
    public void close() {
        server.close();
        if (journal != null) {
            journal.close();
        }
    }
}
