package app.clockout.local.emulators;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Amazon's own DynamoDB emulator in this JVM, on a free port, streams included. It sends no telemetry and logs nothing. */
public final class DynamoDbLocal implements AutoCloseable {
    // Kept, because a logger that nobody holds forgets its level.
    private static final Logger EMULATOR = Logger.getLogger("com.amazonaws");

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final int port;

    private DynamoDbLocal(@Nullable Path folder) {
        // Assembled here and not by its own runner, which prints a banner, sends telemetry and listens to the whole
        // network.
        // One database for all regions and keys, so that any client sees the same tables.
        var path = folder == null ? null : folder.toString();
        try {
            this.handler = new LocalDynamoDBServerHandler(
                    new LocalDynamoDBRequestHandler(0, path == null, path, true, false), null);
            var threads = new QueuedThreadPool();
            threads.setDaemon(true);
            this.server = new Server(threads);
            var connector = new ServerConnector(server);
            connector.setHost("localhost");
            server.addConnector(connector);
            var context = new ContextHandler();
            context.setHandler(handler);
            server.setHandler(context);
            server.start();
            this.port = connector.getLocalPort();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start.", e);
        }
    }

    /** Tables that end with this object. */
    public static DynamoDbLocal inMemory() {
        return start(null);
    }

    /** Tables kept in a folder between runs; the folder is made if it is not there. One process at a time. */
    public static DynamoDbLocal in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for the table, " + folder + ", cannot be made.", e);
        }
        return start(folder);
    }

    private static DynamoDbLocal start(@Nullable Path folder) {
        NativeSqlite.load();
        Configurator.setAllLevels("com.amazonaws.services.dynamodbv2", Level.OFF);
        EMULATOR.setLevel(java.util.logging.Level.OFF);
        return new DynamoDbLocal(folder);
    }

    /** Where it listens, for {@code endpointOverride}; region and credentials can be any. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() {
        try {
            server.stop();
            handler.close();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop.", e);
        }
    }
}
