package app.clockout.local.table.http;

import app.clockout.local.table.http.Body.Refused;
import app.clockout.local.table.protocol.Protocol;
import app.clockout.local.table.protocol.Protocol.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: HTTP/1.1 (RFC 9112) as far as AWS's SDKs speak it, one request after another. The JDK's own server
 * answers half as many, and its switch against delayed packets is for the whole process.
 */
final class Connection implements Runnable {
    private static final int LONGEST_LINE = 16 * 1024;

    private final Socket socket;
    private final Protocol protocol;

    Connection(Socket socket, Protocol protocol) {
        this.socket = socket;
        this.protocol = protocol;
    }

    @Override
    public void run() {
        try (var in = new BufferedInputStream(socket.getInputStream(), LONGEST_LINE);
                var out = new BufferedOutputStream(socket.getOutputStream(), LONGEST_LINE)) {
            boolean more = true;
            while (more) {
                more = serve(in, out);
            }
        } catch (IOException e) {
            // The client is gone, and nobody is left to tell.
        }
    }

    /** Whether another request may come. */
    private boolean serve(InputStream in, OutputStream out) throws IOException {
        var line = line(in);
        if (line == null) {
            return false;
        }
        var headers = new HashMap<String, String>();
        for (var header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
        }
        if (line.startsWith("GET ")) {
            send(out, "text/plain", new Reply(200, "healthy".getBytes(StandardCharsets.US_ASCII), 0, 0));
            return isKept(line, headers)
                    && !headers.containsKey("content-length")
                    && !headers.containsKey("transfer-encoding");
        }
        byte[] body;
        try {
            body = body(line, headers, in, out);
        } catch (Refused e) {
            send(out, "text/plain", new Reply(e.status, new byte[0], 0, 0));
            return false;
        }
        send(out, Protocol.CONTENT_TYPE, protocol.answerInTime(headers.get("x-amz-target"), body));
        return isKept(line, headers);
    }

    private static byte[] body(String line, Map<String, String> headers, InputStream in, OutputStream out)
            throws IOException, Refused {
        if (!line.startsWith("POST ")) {
            throw new Refused(405);
        }
        Body.check(headers);
        if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return Body.read(in, headers);
    }

    /** A client of HTTP/1.0 takes the end of the connection for the end of the answer. */
    private static boolean isKept(String line, Map<String, String> headers) {
        return !line.endsWith("HTTP/1.0") && !"close".equalsIgnoreCase(headers.get("connection"));
    }

    static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > LONGEST_LINE) {
                throw new IOException("The line is too long.");
            }
            c = in.read();
        }
        return c < 0 && line.isEmpty() ? null : line.toString();
    }

    private static void send(OutputStream out, String type, Reply reply) throws IOException {
        int status = reply.status();
        var head = new StringBuilder(200)
                .append("HTTP/1.1 ")
                .append(status)
                .append(status == 200 ? " OK" : status == 400 ? " Bad Request" : " Error")
                .append("\r\nContent-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(reply.body().length);
        put(head, Protocol.READ_UNITS, reply.read());
        put(head, Protocol.WRITE_UNITS, reply.written());
        out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(reply.body());
        out.flush();
    }

    private static void put(StringBuilder head, String name, double units) {
        if (units > 0) {
            head.append("\r\n").append(name).append(": ").append(units);
        }
    }
}
