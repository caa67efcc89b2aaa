package app.clockout.local.table.sdk;

import app.clockout.local.table.protocol.Protocol;
import app.clockout.local.table.protocol.Protocol.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the place of HTTP under a real {@code DynamoDbClient}: same requests, same answers, no socket. Give the client any
 * endpoint, region and credentials. To close it closes nothing.
 */
public final class InProcessHttpClient implements SdkHttpClient {
    private static final String TARGET = "X-Amz-Target";

    private final Protocol protocol;

    public InProcessHttpClient(Protocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public String clientName() {
        return "InProcess";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                byte[] body = new byte[0];
                if (request.contentStreamProvider().isPresent()) {
                    try (var in = request.contentStreamProvider().get().newStream()) {
                        body = in.readAllBytes();
                    }
                }
                var target = request.httpRequest().firstMatchingHeader(TARGET).orElse(null);
                return response(protocol.answerInTime(target, body));
            }

            @Override
            public void abort() {
                // A call is over before anybody could.
            }
        };
    }

    private static HttpExecuteResponse response(Reply reply) {
        var head = SdkHttpResponse.builder()
                .statusCode(reply.status())
                .putHeader("Content-Type", Protocol.CONTENT_TYPE)
                .putHeader("Content-Length", String.valueOf(reply.body().length));
        if (reply.read() > 0) {
            head.putHeader(Protocol.READ_UNITS, String.valueOf(reply.read()));
        }
        if (reply.written() > 0) {
            head.putHeader(Protocol.WRITE_UNITS, String.valueOf(reply.written()));
        }
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(reply.body())))
                .build();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
