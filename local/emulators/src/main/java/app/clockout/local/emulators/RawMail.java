package app.clockout.local.emulators;

import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message (RFC 5322, MIME) taken apart, and held against what SES asks of one. */
final class RawMail {
    private static final int LONGEST = 10 * 1024 * 1024;
    private static final int MOST_RECIPIENTS = 50;
    private static final String TAGS = "X-SES-MESSAGE-TAGS";
    private static final Set<String> ONCE = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "content-type",
            "mime-version");
    private static final Session SESSION = Session.getInstance(new Properties());

    private final byte[] bytes;
    private final MimeMessage message;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<CaughtMail.Attachment> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    private RawMail(byte[] bytes) throws MessagingException, IOException {
        this.bytes = bytes;
        this.message = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.putIfAbsent(header.getName(), decoded(MimeUtility.unfold(header.getValue())));
        }
        part(message);
    }

    /** Takes a message that SES would take; throws its refusal of any other. */
    static RawMail read(byte[] bytes) throws SesRefusal {
        if (bytes.length > LONGEST) {
            throw SesRefusal.invalid("Message length is more than " + LONGEST + " bytes long.");
        }
        try {
            var mail = new RawMail(bytes);
            mail.check();
            return mail;
        } catch (AddressException e) {
            throw SesRefusal.invalid("Illegal address: " + e.getMessage());
        } catch (MessagingException | IOException e) {
            throw SesRefusal.invalid("The message cannot be parsed: " + e.getMessage());
        }
    }

    private void check() throws SesRefusal, MessagingException {
        var seen = new LinkedHashSet<String>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (ONCE.contains(name) && !seen.add(name)) {
                throw SesRefusal.invalid("Duplicate header '" + header.getName() + "'.");
            }
        }
        if (!seen.contains("from") || message.getFrom().length == 0) {
            throw SesRefusal.invalid("Missing required header 'From'.");
        }
    }

    /**
     * Who the message goes to: those of the request, or those of its headers if the request names none.
     *
     * @throws SesRefusal when there is nobody, too many, or an address that is none
     */
    List<String> recipients(List<String> ofRequest) throws SesRefusal {
        var recipients = new ArrayList<String>();
        try {
            if (ofRequest.isEmpty()) {
                for (var type : List.of(RecipientType.TO, RecipientType.CC, RecipientType.BCC)) {
                    for (Address address : Objects.requireNonNullElse(message.getRecipients(type), new Address[0])) {
                        recipients.add(((InternetAddress) address).getAddress());
                    }
                }
            } else {
                for (String one : ofRequest) {
                    recipients.add(new InternetAddress(one, true).getAddress());
                }
            }
        } catch (AddressException e) {
            throw SesRefusal.invalid("Illegal address: " + e.getMessage());
        } catch (MessagingException e) {
            throw SesRefusal.invalid("The message cannot be parsed: " + e.getMessage());
        }
        if (recipients.isEmpty()) {
            throw SesRefusal.invalid("Missing required header 'To'.");
        }
        if (recipients.size() > MOST_RECIPIENTS) {
            throw SesRefusal.invalid("Recipient count exceeds " + MOST_RECIPIENTS + ".");
        }
        for (String recipient : recipients) {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(recipient)) {
                throw SesRefusal.invalid("Address contains a character that is not 7-bit ASCII.");
            }
            if (recipient.lastIndexOf('@') < 1 || recipient.endsWith("@")) {
                throw SesRefusal.invalid("Missing final '@domain'");
            }
        }
        return recipients;
    }

    /** The tag {@code kind} of the message's own header; empty if it has none. */
    String kind() {
        for (String tag : header(TAGS).split(",", -1)) {
            String stripped = tag.strip();
            if (stripped.startsWith("kind=")) {
                return stripped.substring("kind=".length());
            }
        }
        return "";
    }

    /** As far as the message tells by itself; a mail without a date is one of 1970. */
    CaughtMail caught() throws SesRefusal {
        try {
            var date = message.getSentDate();
            return caught(
                    String.join(", ", recipients(List.of())), kind(), date == null ? Instant.EPOCH : date.toInstant());
        } catch (MessagingException e) {
            throw SesRefusal.invalid("The message cannot be parsed: " + e.getMessage());
        }
    }

    CaughtMail caught(String to, String kind, Instant sentAt) {
        var delivered = new LinkedHashMap<>(headers);
        delivered.keySet().removeIf(RawMail::isForSes);
        String plain = Objects.requireNonNullElse(text, "");
        String marked = Objects.requireNonNullElse(html, "");
        return new CaughtMail(
                to,
                header("From"),
                header("Subject"),
                kind,
                plain,
                marked,
                delivered,
                MailLinks.in(marked, plain),
                attachments,
                new String(bytes, StandardCharsets.UTF_8),
                sentAt);
    }

    private static boolean isForSes(String header) {
        String name = header.toUpperCase(Locale.ROOT);
        return name.startsWith("X-SES-") || name.equals("BCC");
    }

    /** A header by its name in any case; empty if there is none. */
    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void part(MimePart part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                part((MimePart) parts.getBodyPart(i));
            }
            return;
        }
        var type = new ContentType(part.getContentType());
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
        if (!attached && text == null && type.match("text/plain")) {
            text = string(part, type);
        } else if (!attached && html == null && type.match("text/html")) {
            html = string(part, type);
        } else {
            attachments.add(new CaughtMail.Attachment(
                    name(part), contentId(part), type.getBaseType().toLowerCase(Locale.ROOT), content(part, type)));
        }
    }

    private static String name(MimePart part) throws MessagingException {
        var fileName = part.getFileName();
        if (fileName != null) {
            return decoded(fileName);
        }
        return contentId(part);
    }

    private static String contentId(MimePart part) throws MessagingException {
        var id = part.getContentID();
        return id == null ? "" : id.replaceAll("^<|>$", "");
    }

    private static String content(MimePart part, ContentType type) throws MessagingException, IOException {
        if (type.getPrimaryType().equalsIgnoreCase("text") || type.match("application/json")) {
            return string(part, type);
        }
        try (var in = part.getInputStream()) {
            return Base64.getEncoder().encodeToString(in.readAllBytes());
        }
    }

    /** Read as bytes, because what a part's own content object is depends on the handlers installed. */
    private static String string(MimePart part, ContentType type) throws MessagingException, IOException {
        var charset = type.getParameter("charset");
        try (var in = part.getInputStream()) {
            return new String(
                    in.readAllBytes(),
                    charset == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(charset)));
        } catch (IllegalArgumentException e) {
            throw new MessagingException("unknown character set " + charset, e);
        }
    }

    private static String decoded(String text) {
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException e) {
            return text;
        }
    }
}
