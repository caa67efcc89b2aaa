package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.CaughtMail.Attachment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.MessageTag;
import software.amazon.awssdk.services.ses.model.SesException;

class FakeSesTest {
    private static final String RICH = """
            From: =?UTF-8?Q?Cl=C3=B6ckout?= <hello@clockout.test>
            To: "Ada L." <Ada@example.test>
            Subject: =?UTF-8?Q?Your_seat_=E2=80=94?=
             =?UTF-8?Q?_confirmed?=
            MIME-Version: 1.0
            List-Unsubscribe: <https://clockout.test/u/abc>
            X-SES-MESSAGE-TAGS: team=core, kind=seat-confirmed
            X-SES-CONFIGURATION-SET: feedback
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: multipart/related; boundary=related

            --related
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            See you (https://clockout.test/r/1?a=3D1&b=3D2). Gr=C3=BC=C3=9Fe
            --inner
            Content-Type: text/html; charset=UTF-8

            <p><a class="x" href="https://clockout.test/events/7">Event</a>
            <a href='https://clockout.test/r/1?a=1&amp;b=2'>Cancel</a> <a href="/relative">no</a>
            <a href="mailto:x@y.test">no</a><img src="cid:ticket"></p>
            --inner--
            --related
            Content-Type: image/png
            Content-ID: <ticket>
            Content-Disposition: inline; filename=ticket.png
            Content-Transfer-Encoding: base64

            iVBORw==
            --related--
            --outer
            Content-Type: text/calendar; charset=UTF-8; method=REQUEST
            Content-Disposition: attachment; filename="=?UTF-8?Q?Einladung_=C3=BC.ics?="

            BEGIN:VCALENDAR
            --outer--
            """.replace("\n", "\r\n");

    private final TestStack stack = TestStack.fresh();
    private final SesClient ses = stack.environment("MailWorkerFunction").client(SesClient.builder());

    @Test
    void shouldTakeAMailApart() {
        send(RICH);

        var mail = stack.mails().mails().getFirst();
        assertThat(mail.to()).isEqualTo("Ada@example.test");
        assertThat(mail.from()).isEqualTo("Clöckout <hello@clockout.test>");
        assertThat(mail.subject()).isEqualTo("Your seat — confirmed");
        assertThat(mail.kind()).isEqualTo("seat-confirmed");
        assertThat(mail.text()).startsWith("See you (https://clockout.test/r/1?a=1&b=2). Grüße");
        assertThat(mail.html()).contains("<a class=\"x\"");
        assertThat(mail.links()).containsExactly("https://clockout.test/events/7", "https://clockout.test/r/1?a=1&b=2");
        assertThat(mail.attachments())
                .containsExactly(
                        new Attachment("ticket.png", "ticket", "image/png", "iVBORw=="),
                        new Attachment("Einladung ü.ics", "", "text/calendar", "BEGIN:VCALENDAR"));
        assertThat(mail.headers())
                .containsEntry("list-unsubscribe", "<https://clockout.test/u/abc>")
                .doesNotContainKeys("X-SES-MESSAGE-TAGS", "X-SES-CONFIGURATION-SET");
        assertThat(mail.raw()).isEqualTo(RICH);
        assertThat(mail.sentAt()).isEqualTo(stack.clock().instant());
    }

    @Test
    void shouldListTheNewestFirstAndFindThemByAddressAndKind() {
        send(plain("ada@example.test", "one", "sign-in"));
        send(plain("bob@example.test", "two", "sign-in"));
        send(plain("ada@example.test", "three", "approved"));

        assertThat(stack.mails().mails()).extracting(CaughtMail::subject).containsExactly("three", "two", "one");
        assertThat(stack.mails().mails("ADA@example.test", null))
                .extracting(CaughtMail::subject)
                .containsExactly("three", "one");
        assertThat(stack.mails().mails("ada@example.test", "sign-in"))
                .extracting(CaughtMail::subject)
                .containsExactly("one");
        stack.mails().clear();
        assertThat(stack.mails().mails()).isEmpty();
    }

    @Test
    void shouldGoToTheDestinationsOfTheRequestBeforeThoseOfTheHeaders() {
        ses.sendRawEmail(send -> send.destinations("x@example.test", "y@example.test")
                .rawMessage(raw -> raw.data(SdkBytes.fromUtf8String(plain("ada@example.test", "hi", "k"))))
                .tags(MessageTag.builder().name("kind").value("of-request").build()));

        var mail = stack.mails().mails("y@example.test", "of-request").getFirst();
        assertThat(mail.to()).isEqualTo("x@example.test, y@example.test");
    }

    @Test
    void shouldKeepBlindCopiesOutOfTheDeliveredHeaders() {
        send("From: a@b.test\r\nTo: ada@example.test\r\nBcc: eve@example.test\r\n\r\nhi");

        var mail = stack.mails().mails().getFirst();
        assertThat(mail.to()).isEqualTo("ada@example.test, eve@example.test");
        assertThat(mail.headers()).doesNotContainKey("Bcc");
    }

    @Test
    void shouldTellTheQuota() {
        send(plain("ada@example.test", "old", "k"));
        stack.clock().advance(Duration.ofHours(25));
        send(plain("ada@example.test", "new", "k"));

        var quota = ses.getSendQuota();
        assertThat(quota.maxSendRate()).isEqualTo(10_000);
        assertThat(quota.max24HourSend()).isGreaterThan(100_000);
        assertThat(quota.sentLast24Hours()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatSesRefuses() {
        assertRefused("From: a@b.test\r\nSubject: hi\r\n\r\nbody", "Missing required header 'To'.");
        assertRefused("To: a@b.test\r\nSubject: hi\r\n\r\nbody", "Missing required header 'From'.");
        assertRefused("From: a@b.test\r\nTo: <<>>\r\n\r\nbody", "Illegal address");
        assertRefused("From: a@b.test\r\nTo: ada\r\n\r\nbody", "Missing final '@domain'");
        assertRefused("From: a@b.test\r\nTo: ädä@example.test\r\n\r\nbody", "7-bit ASCII");
        assertRefused("From: a@b.test\r\nTo: c@d.test\r\nto: e@f.test\r\n\r\nbody", "Duplicate header 'to'.");
        assertRefused(
                "From: a@b.test\r\nTo: c@d.test\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nbody",
                "The message cannot be parsed");
        assertRefused(
                "From: a@b.test\r\nTo: c@d.test\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: nonsense\r\n\r\nx",
                "The message cannot be parsed");
        assertRefused(plain("a@b.test", "x".repeat(10 * 1024 * 1024), "k"), "Message length is more than 10485760");
        assertRefused(
                plain(
                        String.join(
                                ", ",
                                IntStream.rangeClosed(1, 51)
                                        .mapToObj(i -> "p" + i + "@example.test")
                                        .toList()),
                        "hi",
                        "k"),
                "Recipient count exceeds 50.");
        assertThat(stack.mails().mails()).isEmpty();
    }

    @Test
    void shouldTakeAMessageOfTenMegabytes() {
        String head = plain("ada@example.test", "big", "k");
        send(head + "x".repeat(10 * 1024 * 1024 - head.length()));

        assertThat(stack.mails().mails()).hasSize(1);
    }

    @Test
    void shouldAnswerActionsItDoesNotHaveLikeSes() {
        assertThatThrownBy(() -> ses.listIdentities()).isInstanceOfSatisfying(SesException.class, e -> assertThat(
                        e.awsErrorDetails().errorCode())
                .isEqualTo("InvalidAction"));
    }

    @Test
    void shouldKeepMailsInAFolderBetweenRuns(@TempDir Path folder) {
        var clock = MovableClock.fixedAt(TestStack.START);
        for (int run = 1; run <= 2; run++) {
            try (var catcher = FakeSes.start(clock, folder);
                    var client = Clients.of(catcher)) {
                send(client, plain("ada@example.test", "run " + run, "k"));
            }
            clock.advance(Duration.ofMinutes(1));
        }

        try (var catcher = FakeSes.start(clock, folder)) {
            assertThat(catcher.mails()).extracting(CaughtMail::subject).containsExactly("run 2", "run 1");
            assertThat(catcher.mails().getLast().sentAt()).isEqualTo(TestStack.START);
            catcher.clear();
        }
        try (var catcher = FakeSes.start(clock, folder)) {
            assertThat(catcher.mails()).isEmpty();
        }
    }

    private void send(String message) {
        send(ses, message);
    }

    private static void send(SesClient client, String message) {
        client.sendRawEmail(send -> send.rawMessage(raw -> raw.data(SdkBytes.fromUtf8String(message))));
    }

    private static String plain(String to, String subject, String kind) {
        return "From: hello@clockout.test\r\nTo: %s\r\nSubject: %s\r\nX-SES-MESSAGE-TAGS: kind=%s\r\n\r\nhello\r\n"
                .formatted(to, subject, kind);
    }

    private void assertRefused(String message, String why) {
        assertThatThrownBy(() -> send(message)).isInstanceOfSatisfying(SesException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
            assertThat(e.awsErrorDetails().errorMessage()).contains(why);
        });
    }
}
