package app.clockout.mailer.delivery;

import app.clockout.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.GetSendQuotaResponse;

/**
 * How fast the workers of one queue may send, so that all queues together keep within the rate and the daily quota that SES
 * grants the account. A queue has a share of the rate, and each of the workers that can be at it at once an equal part of that:
 * nobody has to ask anybody.
 */
public final class SendRate {
    /** What may go at once after a pause; it makes up for sleeping a little too long. */
    private static final Duration BURST = Duration.ofMillis(100);

    private static final Duration QUOTA_KNOWN_FOR = Duration.ofMinutes(1);

    /**
     * A queue's part of what the account has.
     *
     * @param rate share of the mails a second
     * @param quota share of the day's mails, after which this queue waits
     * @param workers how many can be at it at once
     */
    public record Share(double rate, double quota, int workers) {}

    private final long interval;
    private final double quota;
    private final SesClient ses;
    private final InstantSource clock;
    private long nextTurn = System.nanoTime();
    private @Nullable GetSendQuotaResponse account;
    private Instant knownUntil = Instant.MIN;
    private int sentSince;

    public SendRate(Share share, SesClient ses, Environment environment) {
        interval = (long) (1e9 * share.workers() / (environment.number("MAX_SEND_RATE") * share.rate()));
        quota = share.quota();
        this.ses = ses;
        clock = environment.clock();
    }

    /** Waits until the next mail may go; does not, and says no, where that takes longer. */
    public boolean await(Duration atMost) {
        long wait = reserve(atMost);
        if (wait < 0) {
            return false;
        }
        LockSupport.parkNanos(wait);
        return true;
    }

    private synchronized long reserve(Duration atMost) {
        long now = System.nanoTime();
        long turn = Math.max(nextTurn, now - BURST.toNanos());
        if (turn - now > atMost.toNanos()) {
            return -1;
        }
        nextTurn = turn + interval;
        sentSince++;
        return Math.max(0, turn - now);
    }

    /** Whether this queue's part of the daily quota is used up. Asks SES once a minute. */
    synchronized boolean isQuotaReached() {
        var now = clock.instant();
        if (!now.isBefore(knownUntil)) {
            knownUntil = now.plus(QUOTA_KNOWN_FOR);
            try {
                account = ses.getSendQuota();
                sentSince = 0;
            } catch (SdkException e) {
                // What was known before is near enough; SES itself refuses what is too much.
            }
        }
        // SES says -1 where there is no quota.
        return account != null
                && account.max24HourSend() >= 0
                && account.sentLast24Hours() + sentSince >= account.max24HourSend() * quota;
    }
}
