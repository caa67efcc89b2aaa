package app.clockout.local;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.fixture.Client;
import app.clockout.local.fixture.Running;
import app.clockout.local.fixture.Seen;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRoutesTest {
    private Running running;
    private Client client;

    @BeforeAll
    void start() {
        running = Running.inMemory();
        client = running.client();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        Seen.clear();
        running.runtime().mails().clear();
    }

    @Test
    void shouldShowTheInboxNewestFirst() {
        running.note("mail ada@x.test");
        client.settle();
        running.note("mail bob@x.test");
        client.settle();

        var items = client.json("/_local/inbox").path("items");

        assertThat(items.findValuesAsText("to")).containsExactly("bob@x.test", "ada@x.test");
        assertThatJson(items.path(0).toString())
                .isObject()
                .containsOnlyKeys(
                        "to",
                        "from",
                        "subject",
                        "kind",
                        "text",
                        "html",
                        "headers",
                        "links",
                        "attachments",
                        "raw",
                        "sentAt");
        String address = running.runtime().address().toString();
        assertThatJson(items.path(0).toString())
                .and(
                        mail -> mail.node("from").isEqualTo("Clockout <hello@clockout.test>"),
                        mail -> mail.node("subject").isEqualTo("Café <now>"),
                        mail -> mail.node("kind").isEqualTo("sign-in"),
                        mail -> mail.node("links[0]").isEqualTo(address + "/signin/confirm?token=abc"),
                        mail -> mail.node("attachments[0].name").isEqualTo("event.ics"),
                        mail -> mail.node("attachments[0].type").isEqualTo("text/calendar"),
                        mail -> mail.node("attachments[0].content").asString().contains("BEGIN:VCALENDAR"));
    }

    @Test
    void shouldFilterTheInboxByAddressAndKind() {
        running.note("mail ada@x.test,mail bob@x.test");
        client.settle();

        assertThat(client.json("/_local/inbox?to=ADA%40x.test").path("items")).hasSize(1);
        assertThat(client.json("/_local/inbox?kind=sign-in").path("items")).hasSize(2);
        assertThat(client.json("/_local/inbox?to=ada@x.test&kind=declined").path("items"))
                .isEmpty();
    }

    @Test
    void shouldShowTheInboxAsAMailReader() {
        running.note("mail ada@x.test");
        client.settle();

        var list = client.get("/_local/inbox", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        var mail = client.get("/_local/inbox?mail=1", "Accept", "text/html");

        assertThat(list.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(list.body())
                .contains("Café &lt;now&gt;", "ada@x.test", "href=\"/_local/inbox?mail=1\"", "name=\"viewport\"");
        assertThat(mail.body())
                .contains("sandbox=\"allow-popups", "srcdoc=\"&lt;base target=&quot;_blank&quot;&gt;&lt;p&gt;See ")
                .contains("Subject: Café &lt;now&gt;", "download=\"event.ics\"", "<pre>See http://localhost")
                .doesNotContain("<now>");
        assertThat(client.get("/_local/inbox?mail=2", "Accept", "text/html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldListTheQueuesThatHaveAConsumer() {
        assertThatJson(client.get("/_local/queues").body())
                .node("items")
                .isArray()
                .extracting("name")
                .containsExactly("work", "mail-feedback");
    }

    @Test
    void shouldSettleAtOnceWhenNothingMoves() {
        client.settle();
        long start = System.nanoTime();

        var answer = client.post("/_local/settle", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isLessThan(500_000_000);
    }

    @Test
    void shouldPublishABounceAsSesDoesThroughSns() throws JsonProcessingException {
        running.note("mail ada@x.test");
        client.settle();

        var answer = client.post("/_local/feedback", "{\"type\":\"bounce\",\"address\":\"ada@x.test\"}");
        client.settle();

        assertThat(answer.statusCode()).isEqualTo(200);
        String envelope = Seen.of("work ").getLast();
        assertThatJson(envelope).node("Type").isEqualTo("Notification");
        assertThatJson(new ObjectMapper().readTree(envelope).path("Message").asText())
                .and(
                        event -> event.node("eventType").isEqualTo("Bounce"),
                        event -> event.node("bounce.bounceType").isEqualTo("Permanent"),
                        event -> event.node("bounce.bounceSubType").isEqualTo("General"),
                        event -> event.node("bounce.bouncedRecipients[0].emailAddress")
                                .isEqualTo("ada@x.test"),
                        event -> event.node("mail.destination").isArray().containsExactly("ada@x.test"),
                        event -> event.node("mail.messageId").isString().isNotEmpty(),
                        event -> event.node("mail.tags.kind[0]").isEqualTo("sign-in"));
    }

    @Test
    void shouldPublishComplaintsAndTransientBounces() {
        client.post("/_local/feedback", "{\"type\":\"bounce\",\"address\":\"ada@x.test\",\"permanent\":false}");
        client.post("/_local/feedback", "{\"type\":\"complaint\",\"address\":\"bob@x.test\"}");
        client.settle();

        assertThat(Seen.of("work "))
                .anyMatch(message -> message.contains("Transient") && message.contains("ada@x.test"))
                .anyMatch(message -> message.contains("complainedRecipients") && message.contains("bob@x.test"));
    }

    @Test
    void shouldMakeTheNextCallsFail() {
        client.post(
                "/_local/faults",
                "{\"service\":\"dynamodb\",\"operation\":\"PutItem\",\"error\":\"unavailable\",\"times\":20}");
        var failed = client.get("/?do=put&text=x");
        client.send("DELETE", "/_local/faults", "");
        var done = client.get("/?do=put&text=x");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(done.statusCode()).isEqualTo(202);
    }

    @Test
    void shouldNeverFailItsOwnCalls() {
        client.post("/_local/faults", "{\"service\":\"sqs\",\"error\":\"unavailable\",\"times\":1000}");
        try {
            assertThat(client.post("/_local/settle", "").statusCode()).isEqualTo(200);
            assertThat(client.get("/_local/queues").statusCode()).isEqualTo(200);
        } finally {
            client.send("DELETE", "/_local/faults", "");
        }
    }

    @Test
    void shouldCountCallsByRoute() {
        client.settle();
        client.get("/_local/io?reset=true");
        running.note("counted");
        client.get("/things/1");
        client.settle();

        var io = client.json("/_local/io?reset=true");

        assertThatJson(io.toString()).isEqualTo("""
                {"routes":{
                  "GET /":{"requests":1,"PutItem":1,"rcu":0,"wcu":1},
                  "GET /things/{thingId}":{"requests":0,"rcu":0,"wcu":0},
                  "stream":{"requests":1,"SendMessageBatch":1,"rcu":0,"wcu":0},
                  "queue work":{"requests":0,"rcu":0,"wcu":0}}}
                """);
        assertThatJson(client.get("/_local/io").body()).isEqualTo("{\"routes\":{}}");
    }

    @Test
    void shouldLetNoPageOfAnotherSitePullItsLevers() {
        var evil = "http://evil.test";
        var own = running.runtime().address().toString();
        for (var lever : new String[] {"POST /_local/clock", "POST /_local/faults", "POST /_local/feedback"}) {
            var words = lever.split(" ");
            assertThat(client.send(words[0], words[1], "{}", "Origin", evil).statusCode())
                    .as(lever)
                    .isEqualTo(403);
            assertThat(client.send(words[0], words[1], "{}", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .as(lever)
                    .isEqualTo(403);
            assertThat(client.send(words[0], words[1], "{}", "Origin", own).statusCode())
                    .as(lever)
                    .isEqualTo(422);
        }
        assertThat(client.get("/_local/io?reset=true", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.get("/_local/inbox", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1} {2} is answered {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /_local/nothing | | 404",
                "GET | /_local | | 404",
                "POST | /_local/inbox | | 405",
                "PUT | /_local/clock | | 405",
                "GET | /_local/settle | | 405",
                "POST | /_local/clock | no json | 400",
                "POST | /_local/clock | {} {} | 400",
                "POST | /_local/clock | [] | 400",
                "POST | /_local/clock | {\"now\":\"2999-01-01T00:00:00Z\",\"now\":\"2999-01-01T00:00:00Z\"} | 400",
                "POST | /_local/clock | {} | 422",
                "POST | /_local/clock | {\"now\":\"tomorrow\"} | 422",
                "POST | /_local/clock | {\"now\":\"2001-01-01T00:00:00Z\"} | 422",
                "POST | /_local/clock | {\"now\":\"2999-01-01T00:00:00Z\",\"advance\":\"PT1H\"} | 422",
                "POST | /_local/clock | {\"advance\":\"P8D\"} | 422",
                "POST | /_local/clock | {\"advance\":\"-PT1H\"} | 422",
                "POST | /_local/clock | {\"advance\":5} | 422",
                "POST | /_local/redeliver | {\"queue\":\"nobody\",\"count\":1} | 422",
                "POST | /_local/redeliver | {\"queue\":\"work\",\"count\":0} | 422",
                "POST | /_local/redeliver | {\"queue\":\"work\",\"count\":1001} | 422",
                "POST | /_local/feedback | {\"type\":\"applause\",\"address\":\"a@b.test\"} | 422",
                "POST | /_local/feedback | {\"type\":\"bounce\"} | 422",
                "POST | /_local/faults | {\"service\":\"s3\",\"error\":\"throttle\",\"times\":1} | 422",
                "POST | /_local/faults | {\"service\":\"ses\",\"error\":\"conflict\",\"times\":1} | 422",
                "POST | /_local/faults | {\"service\":\"ses\",\"error\":\"throttle\",\"times\":\"1\"} | 422",
                "GET | /_local/io?reset=maybe | | 422",
            })
    void shouldSayWhatIsWrongWithARequest(String method, String path, @Nullable String body, int status) {
        var answer = client.send(method, path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThatJson(answer.body())
                .isObject()
                .containsKeys("type", "title", "detail")
                .containsEntry("status", BigDecimal.valueOf(status));
        assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(status == 405);
        if (status == 422) {
            assertThatJson(answer.body()).node("errors").isArray().isNotEmpty();
        }
    }

    @Test
    void shouldNameEveryWrongFieldAtOnce() {
        assertThatJson(client.post("/_local/faults", "{\"service\":\"s3\"}").body())
                .node("errors")
                .isArray()
                .extracting("field")
                .containsExactly("service", "error", "times");
    }

    @Test
    void shouldAnswerHeadAndOptions() {
        assertThat(client.send("HEAD", "/_local/queues", "").statusCode()).isEqualTo(200);
        var options = client.send("OPTIONS", "/_local/clock", "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).hasValue("GET, HEAD, OPTIONS, POST");
    }
}
