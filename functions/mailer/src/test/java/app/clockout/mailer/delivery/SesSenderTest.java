package app.clockout.mailer.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.EmailAddress;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.CaughtMail;
import app.clockout.mailer.MailFixture;
import app.clockout.mailer.content.Letter;
import app.clockout.mailer.content.Letter.Line;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves for SES is one well-formed message (RFC 5322, RFC 2045 to 2047, RFC 3834). */
class SesSenderTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.test");
    private static final String NAME = "Zoë <b>& Łukasz</b> \"Q\" 👩🏽‍🚀 سارة";
    private static final Letter LETTER = new Letter(
            "Your place: naïve café № 7",
            "Beside the subject",
            List.of(
                    new Line.Heading("Hello " + NAME),
                    new Line.Paragraph("A line that is long enough to be broken, and then it goes on for a while."),
                    new Line.Button("Go on", "http://localhost:8080/x?token=a-b_c")));

    private final MailFixture fixture = new MailFixture();

    @Test
    void shouldWriteTheHeadersOfAnAutomaticMail() throws Exception {
        fixture.stack.clock().set(Instant.parse("2027-06-30T22:15:01Z"));

        var mail = send("Clockout <hello@clockout.test>", "key", LETTER);

        assertThat(mail.from()).isEqualTo("Clockout <hello@clockout.test>");
        assertThat(mail.subject()).isEqualTo(LETTER.subject());
        assertThat(mail.to()).isEqualTo(ADA.value());
        assertThat(mail.headers())
                .containsEntry("To", ADA.value())
                .containsEntry("MIME-Version", "1.0")
                .containsEntry("Auto-Submitted", "auto-generated");
        assertThat(new MailDateFormat().parse(mail.headers().get("Date")).toInstant())
                .isEqualTo(fixture.now());
        assertThat(mail.raw())
                .containsIgnoringNewLines("X-SES-MESSAGE-TAGS: kind=sign-in")
                .containsIgnoringNewLines("X-SES-CONFIGURATION-SET: MailConfiguration");
    }

    @Test
    void shouldGiveTheMailOfOneKeyOneIdAtTheSendersDomain() {
        var first = id(send("Clockout <hello@clockout.test>", "sign-in/1", LETTER));
        fixture.stack.clock().advance(Duration.ofHours(1));
        var again = id(send("Clockout <hello@clockout.test>", "sign-in/1", LETTER));
        var other = id(send("Clockout <hello@clockout.test>", "sign-in/2", LETTER));

        assertThat(first)
                .matches("<[0-9a-f]{32}@clockout\\.test>")
                .isEqualTo(again)
                .isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Clockout",
                "Clockout Malmö",
                "Ein sehr langer Name für einen Absender, der über mehrere Zeilen geht, weil er vierhundert Zeichen"
                        + " hätte, wenn jemand sie tippte: ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ ÄÖÜ",
                "Clock & Out, Inc. (Meet: people)",
                "時計アウト👋"
            })
    void shouldWriteAnySendersNameInAscii(String name) throws Exception {
        var mail = send("\"" + name + "\" <hello@clockout.test>", "key", LETTER);

        var from = (InternetAddress) parsed(mail).getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo(name);
        assertThat(from.getAddress()).isEqualTo("hello@clockout.test");
        assertIsTransportable(mail);
    }

    @Test
    void shouldTakeAnUnquotedNameOfASenderWithoutAsciiAsWell() throws Exception {
        var mail = send("Klöckout Zürich <hello@clockout.test>", "key", LETTER);

        assertThat(((InternetAddress) parsed(mail).getFrom()[0]).getPersonal()).isEqualTo("Klöckout Zürich");
        assertIsTransportable(mail);
    }

    @Test
    void shouldRefuseToStartWithASenderThatIsNone() {
        assertThatThrownBy(() -> new SesSender(with("Clockout <hello>"))).hasMessageContaining("MAIL_FROM");
    }

    @Test
    void shouldSendTextAndHtmlAsTwoFormsOfTheSame() throws Exception {
        var mail = send("Clockout <hello@clockout.test>", "key", LETTER);

        assertThat(lines(mail.text())).isEqualTo(lines(LETTER.text()));
        assertThat(lines(mail.html())).isEqualTo(lines(LETTER.html()));
        assertThat(mail.attachments()).isEmpty();
        var message = parsed(mail);
        assertThat(message.isMimeType("multipart/alternative")).isTrue();
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertIsTransportable(mail);
    }

    @Test
    void shouldTellMailProgramsHowToStopAMailInOneStep() {
        var stoppable = send("Clockout <hello@clockout.test>", "key", LETTER.stoppable("https://clockout.test/u/abc"));
        var other = send("Clockout <hello@clockout.test>", "key", LETTER);

        assertThat(stoppable.headers())
                .containsEntry("List-Unsubscribe", "<https://clockout.test/u/abc>")
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        assertThat(stoppable.links()).contains("https://clockout.test/u/abc");
        assertThat(stoppable.text()).contains("choose which you get:\r\nhttps://clockout.test/u/abc\r\n");
        assertThat(other.headers()).doesNotContainKeys("List-Unsubscribe", "List-Unsubscribe-Post");
    }

    @Test
    void shouldNotHaveASubjectDecodedThatWasTypedThatWay() throws Exception {
        var subject = "=?utf-8?q?Bcc=3A_eve=40example=2Etest?= "
                + "and so on ".repeat(19).strip();

        var mail = send("Clockout <hello@clockout.test>", "key", new Letter(subject, "", LETTER.lines()));

        assertThat(parsed(mail).getSubject()).isEqualTo(subject);
        assertIsTransportable(mail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\r\nBcc: eve@example.test",
                "Hello\nBcc: eve@example.test",
                "Hello\r\u0000Bcc: eve@example.test"
            })
    void shouldNotLetALineBreakInASubjectMakeAHeader(String subject) throws Exception {
        var mail = send("Clockout <hello@clockout.test>", "key", new Letter(subject, "", LETTER.lines()));

        assertThat(parsed(mail).getHeader("Bcc")).isNull();
        assertThat(mail.subject()).isEqualTo("Hello Bcc: eve@example.test");
        assertThat(lines(mail.text())).isEqualTo(lines(LETTER.text()));
    }

    @Test
    void shouldEndTheLinesOfAMailInAsciiLikeAnyOther() {
        var letter = new Letter("Subject", "", List.of(new Line.Paragraph("One"), new Line.Small("Two")));

        assertIsTransportable(send("Clockout <hello@clockout.test>", "key", letter));
    }

    @Test
    void shouldCarryALineLongerThanSmtpAllows() throws Exception {
        var word = "a".repeat(2000);
        var letter = new Letter("Subject ".repeat(200).strip(), "", List.of(new Line.Paragraph(word)));

        var mail = send("Clockout <hello@clockout.test>", "key", letter);

        assertThat(mail.text()).contains(word);
        assertThat(mail.html()).contains(word);
        assertThat(mail.subject()).isEqualTo(letter.subject());
        assertIsTransportable(mail);
    }

    private CaughtMail send(String from, String key, Letter letter) {
        new SesSender(with(from)).send(key, "sign-in", ADA, letter);
        return fixture.stack.mails().mails().getFirst();
    }

    private Environment with(String mailFrom) {
        var here = fixture.environment;
        var variables = new HashMap<>(here.variables());
        variables.put("MAIL_FROM", mailFrom);
        return new Environment(variables, here.clock(), here.random(), here.connect());
    }

    /** 7-bit lines that end with CRLF and are no longer than SMTP takes (RFC 5321, 4.5.3.1.6). */
    private static void assertIsTransportable(CaughtMail mail) {
        assertThat(US_ASCII.newEncoder().canEncode(mail.raw())).isTrue();
        assertThat(mail.raw().replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(mail.raw().split("\r\n", -1))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
    }

    private static MimeMessage parsed(CaughtMail mail) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.raw().getBytes(UTF_8)));
    }

    private static String id(CaughtMail mail) {
        return mail.headers().getOrDefault("Message-ID", "");
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.stripTrailing().split("\r?\n", -1));
    }
}
