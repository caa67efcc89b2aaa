package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
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
        assertThat(statuses("POST / HTTP/1.1\r\n\r\n")).containsExactly("411");
        assertThat(statuses("HEAD / HTTP/1.1\r\n\r\n")).containsExactly("405");
    }

    @Test
    void shouldReadABodyInChunks() throws Exception {
        var chunked = LIST.replace("Content-Length: 2", "Transfer-Encoding: chunked")
                .replace("{}", "1;of=two\r\n{\r\n01\r\n}\r\n0\r\nTrailer: x\r\n\r\n");
        var last = LIST.replace("Content-Length", "Connection: close\r\nContent-Length");
        assertThat(statuses(chunked + chunked + last)).containsExactly("200", "200", "200");

        var pieces = List.of("{\"Limit\":", "1}").iterator();
        try (var client = HttpClient.newHttpClient()) {
            var body = BodyPublishers.ofByteArrays(() -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return pieces.hasNext();
                }

                @Override
                public byte[] next() {
                    return pieces.next().getBytes(StandardCharsets.US_ASCII);
                }
            });
            var request = HttpRequest.newBuilder(table.endpoint())
                    .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                    .POST(body)
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("{\"TableNames\":[]}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding: gzip,'',501",
        "Transfer-Encoding: chunked;Content-Length: 2,'',400",
        "Transfer-Encoding: chunked,z,400",
        "Transfer-Encoding: chunked,-1,400",
        "Transfer-Encoding: chunked,1;{};,400",
        "Transfer-Encoding: chunked,1000001,413",
        "Transfer-Encoding: chunked,7fffffff,413"
    })
    void shouldRefuseABodyInBadChunks(String head, String body, String status) throws IOException {
        assertThat(statuses("POST / HTTP/1.1\r\n" + head.replace(";", "\r\n") + "\r\n\r\n" + body.replace(";", "\r\n")
                        + "\r\n"))
                .containsExactly(status);
    }

    @Test
    void shouldListenAtBothAddressesOfLoopback() throws IOException {
        var addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .filter(address -> address.equals("127.0.0.1") || address.startsWith("0:0:0:0:0:0:0:1"))
                .toList();
        assertThat(addresses).isNotEmpty();
        for (String address : addresses) {
            try (var socket = new Socket(address, table.endpoint().getPort())) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
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
