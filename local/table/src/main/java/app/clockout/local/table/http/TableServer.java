package app.clockout.local.table.http;

import app.clockout.local.table.protocol.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Serves a table on loopback, each connection on a virtual thread. Region, keys and signatures can be any. */
public final class TableServer implements AutoCloseable {
    private static final int WAITING = 512;

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final List<ServerSocket> servers;
    private final Protocol protocol;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens.
     *
     * @param port zero for any that is free
     * @throws UncheckedIOException when the port is taken
     */
    public TableServer(Protocol protocol, int port) {
        this.protocol = protocol;
        try {
            this.servers = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " cannot be had: " + e.getMessage(), e);
        }
        for (ServerSocket server : servers) {
            Thread.ofPlatform().daemon().name("table").start(() -> accept(server));
        }
    }

    /** One port at both of loopback's addresses, as clients find the one or the other under {@code localhost}. */
    private static List<ServerSocket> listen(int port) throws IOException {
        var six = InetAddress.getByName("::1");
        boolean both = NetworkInterface.getByInetAddress(six) != null;
        for (int left = TRIES; ; left--) {
            var first = new ServerSocket(port, WAITING, InetAddress.getByName("127.0.0.1"));
            try {
                return both ? List.of(first, new ServerSocket(first.getLocalPort(), WAITING, six)) : List.of(first);
            } catch (IOException e) {
                first.close();
                if (port != 0 || left == 0) {
                    throw e;
                } // else another port may be free at both
            }
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread.ofVirtual().name("table-connection").start(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that left at once, or too many files are open: that lasts a while.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Connection(socket, protocol).run();
        } catch (IOException e) {
            // Closed all the same.
        } finally {
            open.remove(socket);
        }
    }

    /** Where it listens, for {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://localhost:" + servers.getFirst().getLocalPort());
    }

    @Override
    public void close() {
        try {
            for (ServerSocket server : servers) {
                server.close();
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
