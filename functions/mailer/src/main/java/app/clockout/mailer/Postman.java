package app.clockout.mailer;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Hash;
import app.clockout.environment.Environment;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ses.SesClient;

/** Puts letters into MIME (RFC 5322, RFC 2046) and hands them to SES. */
final class Postman {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SesClient ses;
    private final InstantSource clock;
    private final InternetAddress from;
    private final String configurationSet;
    private final Session session = Session.getInstance(new Properties());

    Postman(Environment environment) {
        // Retries are the queue's: one of the client's own, after a lost answer, would send the mail twice unseen.
        ses = environment.client(SesClient.builder().overrideConfiguration(configuration -> configuration
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(PATIENCE)));
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

    /** The way to SES, for what else there is to ask of it. */
    SesClient ses() {
        return ses;
    }

    /**
     * Sends one letter.
     *
     * @param key what makes the mail the one it is; its Message-ID comes from it
     * @param kind which mail it is, told to SES as a tag
     * @return SES's id for the mail
     * @throws software.amazon.awssdk.core.exception.SdkException where SES refuses, or does not answer
     */
    String send(String key, String kind, EmailAddress to, Letter letter) {
        var raw = SdkBytes.fromByteArrayUnsafe(mime(key, kind, to, letter));
        return ses.sendRawEmail(request -> request.source(from.toString())
                        .destinations(to.value())
                        .rawMessage(message -> message.data(raw)))
                .messageId();
    }

    private byte[] mime(String key, String kind, EmailAddress to, Letter letter) {
        try {
            var message = new IdentifiedMessage(session, key, from);
            message.setFrom(from);
            message.setRecipient(RecipientType.TO, new InternetAddress(to.value()));
            message.setSubject(oneLine(letter.subject()), "UTF-8");
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-SES-MESSAGE-TAGS", "kind=" + kind);
            message.setHeader("X-SES-CONFIGURATION-SET", configurationSet);
            var text = new MimeBodyPart();
            text.setText(withCrLf(letter.text()), "UTF-8", "plain");
            var html = new MimeBodyPart();
            html.setText(withCrLf(letter.html()), "UTF-8", "html");
            message.setContent(new MimeMultipart("alternative", text, html));
            message.saveChanges();
            var bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The mail could not be put together.", e);
        }
    }

    /** A header ends where its line does: no text may end it sooner. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String withCrLf(String text) {
        return text.replace("\n", "\r\n");
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
