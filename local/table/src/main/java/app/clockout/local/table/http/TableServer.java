package app.clockout.local.table.http;

import app.clockout.local.table.protocol.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves a table on loopback, each connection on a virtual thread. Region, keys and signatures can be any. */
public final class TableServer implements AutoCloseable {
    private static final int WAITING = 512;

    private final ServerSocket server;
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
            this.server = new ServerSocket(port, WAITING, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " cannot be had: " + e.getMessage(), e);
        }
        Thread.ofPlatform().daemon().name("table").start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread.ofVirtual().name("table-connection").start(() -> {
                    new Connection(socket, protocol).run();
                    open.remove(socket);
                });
            } catch (IOException e) {
                // Closed, or a client that left at once.
            }
        }
    }

    /** Where it listens, for {@code endpointOverride}. */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
