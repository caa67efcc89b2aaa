package app.clockout.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.TestStack;
import app.clockout.local.emulators.lambda.LambdaJson;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LambdaEventsTest {
    @Test
    void shouldPassAFormInBase64() {
        var event = LambdaEvents.http("POST", "/signup")
                .form("name", "Måns & Co", "asks", "a", "asks", "")
                .build();

        assertThat(event.getIsBase64Encoded()).isTrue();
        assertThat(new String(Base64.getDecoder().decode(event.getBody()), StandardCharsets.UTF_8))
                .isEqualTo("name=M%C3%A5ns+%26+Co&asks=a&asks=");
        assertThat(event.getHeaders())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry("content-length", "34");
        assertThat(event.getRouteKey()).isEqualTo("ANY /signup");
    }

    @Test
    void shouldPassJsonAsItIs() {
        var event = LambdaEvents.http("PUT", "/me").json("{\"name\":\"Å\"}").build();

        assertThat(event.getIsBase64Encoded()).isFalse();
        assertThat(event.getBody()).isEqualTo("{\"name\":\"Å\"}");
    }

    @Test
    void shouldLeaveOutWhatIsNotThere() {
        var event = LambdaEvents.http("GET", "/").build();

        assertThat(event.getBody()).isNull();
        assertThat(event.getCookies()).isNull();
        assertThat(event.getQueryStringParameters()).isNull();
        assertThat(event.getPathParameters()).isNull();
        assertThat(event.getRawQueryString()).isEmpty();
    }

    @Test
    void shouldTakeThePathAndTheQueryApart() {
        var event = LambdaEvents.http("DELETE", "/clubs/caf%C3%A9/members/7?x=1&x=2&empty")
                .route("/clubs/{slug}/members/{memberId}")
                .build();

        assertThat(event.getRouteKey()).isEqualTo("ANY /clubs/{slug}/members/{memberId}");
        assertThat(event.getRequestContext().getRouteKey()).isEqualTo(event.getRouteKey());
        assertThat(event.getPathParameters()).isEqualTo(Map.of("slug", "café", "memberId", "7"));
        assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("x", "1,2", "empty", ""));
        assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo("DELETE");
        assertThatThrownBy(() ->
                        LambdaEvents.http("GET", "/a/b/c").route("/a/{id}").build())
                .hasMessageContaining("is not one of the route");
        assertThat(LambdaEvents.http("GET", "/nowhere")
                        .route("$default")
                        .build()
                        .getRouteKey())
                .isEqualTo("$default");
    }

    @Test
    void shouldKeepCookiesApartFromHeadersAndWriteTheirNamesInLowerCase() {
        var event = LambdaEvents.http("GET", "/")
                .cookie("session", "abc")
                .cookie("other", "d")
                .bearer("token")
                .header("X-Twice", "1")
                .header("x-twice", "2")
                .sourceIp("2001:db8::1")
                .build();

        assertThat(event.getCookies()).containsExactly("session=abc", "other=d");
        assertThat(event.getHeaders())
                .containsEntry("authorization", "Bearer token")
                .containsEntry("x-twice", "1,2")
                .containsEntry("x-forwarded-for", "2001:db8::1")
                .doesNotContainKey("cookie");
        assertThat(event.getRequestContext().getHttp().getSourceIp()).isEqualTo("2001:db8::1");
        assertThat(event.getRequestContext().getTime()).isEqualTo("11/Jan/2027:09:00:00 +0000");
    }

    @Test
    void shouldPassMessagesAsThePollerDoes() {
        var event = LambdaEvents.sqs("MailQueue")
                .message("one")
                .receivedTimes(3)
                .message("two")
                .build();

        assertThat(event.getRecords())
                .extracting(SQSMessage::getMessageId)
                .containsExactly("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002");
        var second = event.getRecords().getLast();
        assertThat(second.getBody()).isEqualTo("two");
        assertThat(second.getMd5OfBody()).isEqualTo("b8a9f715dbb64fd5c56e7783c6820a61");
        assertThat(second.getAttributes()).containsEntry("ApproximateReceiveCount", "3");
        assertThat(second.getEventSourceArn()).endsWith(":MailQueue");
    }

    @Test
    void shouldPassMessagesOfARealQueue() {
        var stack = TestStack.fresh();
        stack.sqs()
                .sendMessage(send -> send.queueUrl(stack.queueUrl("MailQueue")).messageBody("real"));
        var received = stack.peek("MailQueue").getFirst();

        var event = LambdaEvents.sqs("MailQueue").message(received).build();

        assertThat(event.getRecords().getFirst().getMessageId()).isEqualTo(received.messageId());
        assertThat(event.getRecords().getFirst().getAttributes()).containsKey("SentTimestamp");
    }

    @Test
    void shouldReadWhatLambdaWouldHandOver(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("event.json"), """
                {"Records": [{"messageId": "1", "body": "b", "eventSourceARN": "arn:aws:sqs:us-east-1:1:q", "unknown": 1}]}
                """);
        var queued = LambdaEvents.read(file, SQSEvent.class).getRecords().getFirst();
        assertThat(queued.getEventSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:1:q");

        var stream = LambdaJson.read("""
                {"Records": [{"eventName": "INSERT", "dynamodb": {
                  "ApproximateCreationDateTime": 1795458600, "SequenceNumber": "7",
                  "Keys": {"PK": {"S": "A"}}, "NewImage": {"PK": {"S": "A"}, "n": {"N": "1"}}}}]}
                """, DynamodbEvent.class);
        var change = stream.getRecords().getFirst().getDynamodb();
        assertThat(change.getNewImage())
                .hasEntrySatisfying("n", n -> assertThat(n.getN()).isEqualTo("1"));
        assertThat(change.getSequenceNumber()).isEqualTo("7");

        var http = LambdaJson.read("""
                {"version": "2.0", "routeKey": "ANY /", "isBase64Encoded": true, "body": "eA==", "cookies": ["a=b"],
                 "requestContext": {"http": {"method": "POST", "sourceIp": "203.0.113.1"}}}
                """, APIGatewayV2HTTPEvent.class);
        assertThat(http.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
        assertThat(http.getIsBase64Encoded()).isTrue();
    }
}
