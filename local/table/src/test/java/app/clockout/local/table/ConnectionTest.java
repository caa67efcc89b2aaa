package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP byte by byte, as no SDK speaks it. */
class ConnectionTest {
    private static final String LIST =
            "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\nContent-Length: 2\r\n\r\n{}";

    private final EmbeddedTable table = EmbeddedTable.inMemory();

    @AfterEach
    void close() {
        table.close();
    }

    /** The status of each answer until the table ends the connection. */
    private List<String> statuses(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), table.endpoint().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            var statuses = new ArrayList<String>();
            for (String part : answer.split("HTTP/1\\.1 ", -1)) {
                if (!part.isEmpty()) {
                    statuses.add(part.substring(0, 3));
                }
            }
            return statuses;
        }
    }

    @ParameterizedTest
    @CsvSource({"abc,400", "-5,400", "+2,400", "'',400", "99999999999999999999,413", "17000000,413"})
    void shouldRefuseABodyOfSuchALength(String length, String status) throws IOException {
        assertThat(statuses("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n"))
                .containsExactly(status);
    }

    @Test
    void shouldRefuseWhatIsNoCall() throws IOException {
        assertThat(statuses("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .containsExactly("411");
        assertThat(statuses("HEAD / HTTP/1.1\r\n\r\n")).containsExactly("405");
    }

    @Test
    void shouldAnswerCallsThatCameTogether() throws IOException {
        var last = LIST.replace("Content-Length", "Connection: close\r\nContent-Length");
        assertThat(statuses(LIST + LIST + last)).containsExactly("200", "200", "200");
    }

    @Test
    void shouldTakeNoBodyForACall() throws IOException {
        assertThat(statuses("GET / HTTP/1.1\r\nContent-Length: " + LIST.length() + "\r\n\r\n" + LIST))
                .containsExactly("200");
    }

    @Test
    void shouldEndTheConnectionOfAnOldClient() throws IOException {
        assertThat(statuses("GET / HTTP/1.0\r\n\r\n")).containsExactly("200");
        assertThat(statuses(LIST.replace("HTTP/1.1", "HTTP/1.0"))).containsExactly("200");
    }
}
