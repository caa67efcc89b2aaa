package app.clockout.testing;

import app.clockout.testing.template.Template;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Amazon's own DynamoDB emulator in this JVM, on a free port, streams included. It sends no telemetry and logs nothing. */
public final class DynamoDbLocal implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final DynamoDBProxyServer server;
    private final int port;

    private DynamoDbLocal(DynamoDBProxyServer server, int port) {
        this.server = server;
        this.port = port;
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
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                // Assembled here and not by its command line runner, which prints a banner and sends telemetry. One
                // database for all regions and keys, so that any client sees the same tables.
                var requests = new LocalDynamoDBRequestHandler(
                        port, folder == null, folder == null ? null : folder.toString(), true, false);
                var server = new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(requests, null));
                server.safeStart();
                return new DynamoDbLocal(server, port);
            } catch (IOException e) {
                // Somebody else took the port between our look and the start.
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("DynamoDB Local found no free port.", e);
                }
            } catch (Exception e) {
                throw new IllegalStateException("DynamoDB Local did not start.", e);
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port.", e);
        }
    }

    /** Where it listens, for {@code endpointOverride}; region and credentials can be any. */
    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** Creates the table as the template's resource {@code Table} says: keys, indexes, stream and time to live. */
    public void createTable(DynamoDbClient dynamoDb, String name, Template template) {
        var table = TableOfTemplate.read(template, "Table");
        dynamoDb.createTable(table.creation(name));
        table.timeToLive(name).ifPresent(dynamoDb::updateTimeToLive);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop.", e);
        }
    }
}
