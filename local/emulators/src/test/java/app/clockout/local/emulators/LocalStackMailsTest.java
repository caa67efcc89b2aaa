package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStackMailsTest {
    private final List<Map<String, String>> messages = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int status = 200;
    private HttpServer localStack;
    private LocalStackMails mails;

    /** Answers as LocalStack 4.14.0 does. */
    @BeforeEach
    void start() throws IOException {
        localStack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        localStack.createContext("/_aws/ses", exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                var list = new ObjectMapper().writeValueAsString(Map.of("messages", messages));
                var body = list.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        localStack.start();
        mails = new LocalStackMails(
                URI.create("http://localhost:" + localStack.getAddress().getPort()), "clockout-MailConfiguration");
    }

    @AfterEach
    void stop() {
        mails.close();
        localStack.stop(0);
    }

    @Test
    void shouldReadAddressKindAndTimeOffTheMessages() {
        sent("1", "clockout-MailConfiguration", "ada@example.com", "sign-in", "Grüße");

        var mail = mails.mails().getFirst();

        assertThat(mail.to()).isEqualTo("ada@example.com");
        assertThat(mail.kind()).isEqualTo("sign-in");
        assertThat(mail.text()).isEqualTo("Grüße");
        assertThat(mail.sentAt()).isEqualTo(Instant.parse("2027-01-11T09:00:00Z"));
    }

    @Test
    void shouldListTheNewestFirstAndFindThemByAddressAndKind() {
        sent("1", "clockout-MailConfiguration", "ada@example.com", "sign-in", "one");
        sent("2", "clockout-MailConfiguration", "bob@example.com", "sign-in", "two");
        sent("3", "clockout-MailConfiguration", "ada@example.com", "approved", "three");

        assertThat(mails.mails()).extracting(CaughtMail::text).containsExactly("three", "two", "one");
        assertThat(mails.mails("ADA@example.com", "sign-in"))
                .extracting(CaughtMail::text)
                .containsExactly("one");
        assertThat(mails.recipients("sign-in")).containsExactly("bob@example.com", "ada@example.com");
    }

    @Test
    void shouldKeepToTheMailsOfItsOwnStack() {
        sent("1", "other-MailConfiguration", "ada@example.com", "sign-in", "about clockout-MailConfiguration");
        sent("2", "clockout-MailConfiguration", "bob@example.com", "sign-in", "ours");

        assertThat(mails.mails()).extracting(CaughtMail::text).containsExactly("ours");
        mails.clear();
        assertThat(requests).endsWith("DELETE /_aws/ses?id=2").doesNotContain("DELETE /_aws/ses?id=1");
    }

    @Test
    void shouldSayWhyTheyCannotBeRead() {
        status = 501;
        assertThatThrownBy(mails::mails)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageMatching(
                        "The sent mails cannot be read at http://localhost:\\d+/_aws/ses: it answers 501\\.");
        localStack.stop(0);
        assertThatThrownBy(mails::mails).hasMessageEndingWith("/_aws/ses: nothing answers.");
    }

    private void sent(String id, String configurationSet, String to, String kind, String text) {
        messages.add(Map.of(
                "Id",
                id,
                "Region",
                "us-east-1",
                "Source",
                "Clockout <hello@clockout.test>",
                "RawData",
                """
                From: Clockout <hello@clockout.test>
                To: %s
                Date: Mon, 11 Jan 2027 09:00:00 +0000
                Content-Type: text/plain; charset=UTF-8
                X-SES-MESSAGE-TAGS: kind=%s
                X-SES-CONFIGURATION-SET: %s

                %s""".formatted(to, kind, configurationSet, text).replace("\n", "\r\n"),
                "Timestamp",
                "2026-11-23T18:32:14"));
    }
}
