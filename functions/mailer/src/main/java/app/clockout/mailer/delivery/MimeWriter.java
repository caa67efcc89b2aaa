package app.clockout.mailer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.clockout.calendar.Invitation;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Hash;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.Letter;
import app.clockout.qr.QrCode;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;

/**
 * Puts letters into MIME (RFC 5322, RFC 2045 to 2047): as text and as HTML, with the picture of a ticket inside the HTML
 * (RFC 2387), and what calendars are told both as one more form of the letter and as a file (RFC 6047), since some mail
 * programs look only for the one, some only for the other.
 */
public final class MimeWriter {
    /** Octets of UTF-8 in one encoded word, which is 75 characters at most (RFC 2047, section 2). */
    private static final int ENCODED_AT_ONCE = 45;

    static {
        // Else Jakarta Mail goes through every jar for it, for each part of each mail.
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private final InstantSource clock;
    private final InternetAddress from;
    private final String configurationSet;
    private final Session session = Session.getInstance(new Properties());

    public MimeWriter(Environment environment) {
        clock = environment.clock();
        configurationSet = environment.variable("MAIL_CONFIGURATION_SET");
        try {
            from = new InternetAddress(environment.variable("MAIL_FROM"), true);
            if (from.getPersonal() != null) {
                from.setPersonal(from.getPersonal(), "UTF-8"); // as encoded words (RFC 2047), where it needs them
            }
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("MAIL_FROM is not a mail address.", e);
        }
    }

    /** Who every mail comes from. */
    String sender() {
        return from.toString();
    }

    /**
     * The whole message.
     *
     * @param key what makes the mail the one it is; its Message-ID comes from it
     * @param kind which mail it is, told to SES as a tag
     */
    public byte[] around(String key, String kind, EmailAddress to, Letter letter) {
        try {
            var message = new IdentifiedMessage(session, key, from);
            message.setFrom(from);
            message.setRecipient(RecipientType.TO, new InternetAddress(to.value()));
            var subject = oneLine(letter.subject());
            message.setSubject(subject, "UTF-8");
            if (subject.contains("=?")) {
                message.setHeader("Subject", encodedWords(subject));
            }
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", "en");
            if (letter.unsubscribe() != null) {
                message.setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
                message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
            }
            message.setHeader("X-SES-MESSAGE-TAGS", "kind=" + kind);
            message.setHeader("X-SES-CONFIGURATION-SET", configurationSet);
            message.setContent(content(letter, to));
            message.saveChanges();
            var bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The mail could not be put together.", e);
        }
    }

    private Multipart content(Letter letter, EmailAddress to) throws MessagingException {
        var forms = new MimeMultipart("alternative", text("plain", letter.text()), html(letter));
        var invite = letter.invite();
        if (invite == null) {
            return forms;
        }
        var invitation = invite.invitation(new EmailAddress(from.getAddress()), to, clock.instant());
        forms.addBodyPart(calendar(invitation));
        var file = calendar(invitation);
        file.setFileName("invite.ics");
        file.setDisposition(Part.ATTACHMENT);
        return new MimeMultipart("mixed", part(forms), file);
    }

    private static MimeBodyPart html(Letter letter) throws MessagingException {
        var html = text("html", letter.html());
        var ticket = letter.ticket();
        if (ticket.isEmpty()) {
            return html;
        }
        var picture = part("image/png", QrPng.png(QrCode.of(ticket.get())));
        picture.setContentID("<" + Letter.TICKET_ID + ">");
        picture.setDisposition(Part.INLINE);
        return part(new MimeMultipart("related; type=\"text/html\"", html, picture));
    }

    private static MimeBodyPart calendar(Invitation invitation) throws MessagingException {
        return part(invitation.mediaType(), invitation.text().getBytes(UTF_8));
    }

    private static MimeBodyPart text(String subtype, String text) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text.replace("\n", "\r\n"), "UTF-8", subtype);
        return part;
    }

    private static MimeBodyPart part(String mediaType, byte[] content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, mediaType)));
        return part;
    }

    private static MimeBodyPart part(Multipart content) throws MessagingException {
        var part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    /** A header ends where its line does: no text may end it sooner. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** A text in ASCII that looks encoded already: as it is, readers would decode it. */
    private static String encodedWords(String text) {
        var words = new ArrayList<String>();
        var word = new ByteArrayOutputStream();
        for (var character : characters(text)) {
            if (word.size() + character.length > ENCODED_AT_ONCE) {
                words.add(encodedWord(word));
                word.reset();
            }
            word.writeBytes(character);
        }
        words.add(encodedWord(word));
        return String.join("\r\n ", words);
    }

    private static List<byte[]> characters(String text) {
        return text.codePoints()
                .mapToObj(character -> Character.toString(character).getBytes(UTF_8))
                .toList();
    }

    private static String encodedWord(ByteArrayOutputStream utf8) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8.toByteArray()) + "?=";
    }

    /**
     * A message whose id is its key's hash at the sender's domain, rather than anything of this machine's. SES puts an
     * id of its own in its place, so a mail that goes twice after all is two to its reader.
     */
    private static final class IdentifiedMessage extends MimeMessage {
        private final String id;

        IdentifiedMessage(Session session, String key, InternetAddress from) {
            super(session);
            var address = from.getAddress();
            id = "<" + Hash.of(key).substring(0, 32) + address.substring(address.lastIndexOf('@')) + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
