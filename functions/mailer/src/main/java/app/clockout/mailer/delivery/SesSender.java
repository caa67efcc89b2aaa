package app.clockout.mailer.delivery;

import app.clockout.domain.EmailAddress;
import app.clockout.environment.Environment;
import app.clockout.mailer.content.Letter;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ses.SesClient;

/** Hands letters to SES. */
public final class SesSender {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SesClient ses;
    private final MimeWriter mime;

    public SesSender(Environment environment) {
        // Retries are the queue's: one of the client's own, after a lost answer, would send the mail twice unseen.
        ses = environment.client(SesClient.builder().overrideConfiguration(configuration -> configuration
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(TIMEOUT)));
        mime = new MimeWriter(environment);
    }

    /** The way to SES, for what else there is to ask of it. */
    public SesClient ses() {
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
    public String send(String key, String kind, EmailAddress to, Letter letter) {
        var raw = SdkBytes.fromByteArrayUnsafe(mime.around(key, kind, to, letter));
        return ses.sendRawEmail(request ->
                        request.source(mime.sender()).destinations(to.value()).rawMessage(message -> message.data(raw)))
                .messageId();
    }
}
