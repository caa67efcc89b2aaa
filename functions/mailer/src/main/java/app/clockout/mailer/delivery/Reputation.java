package app.clockout.mailer.delivery;

import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Whether so many mails come back that SES may soon review the account, which it does at 5 %. Until that is better nothing goes to
 * addresses that nobody has confirmed, because most of those that do not exist are among them.
 */
public final class Reputation {
    private static final double MOST_BOUNCES = 0.03;
    /** Of fewer mails a few bounces say nothing. */
    private static final long FEWEST_MAILS = 1_000;

    private static final Duration UNTIL_FEWER_BOUNCE = Duration.ofHours(1);

    private static final Duration KNOWN_FOR = Duration.ofMinutes(5);

    private final DailyCounters figures;
    private final InstantSource clock;
    private boolean atRisk;
    private Instant knownUntil = Instant.MIN;

    public Reputation(DailyCounters figures, InstantSource clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** @throws NotNowException while a mail to an address that nobody has confirmed is better not sent */
    public void requireGood() {
        if (isAtRisk()) {
            throw new NotNowException("Too many mails bounce.", UNTIL_FEWER_BOUNCE);
        }
    }

    /** By the figures of yesterday and today (in UTC), which are looked at every five minutes. */
    public synchronized boolean isAtRisk() {
        var now = clock.instant();
        if (!now.isBefore(knownUntil)) {
            var days = figures.since(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1))
                    .values();
            long sent = days.stream()
                    .mapToLong(day -> day.getOrDefault(Count.MAILS_SENT, 0L))
                    .sum();
            long bounced = days.stream()
                    .mapToLong(day -> day.getOrDefault(Count.MAILS_BOUNCED, 0L))
                    .sum();
            atRisk = sent >= FEWEST_MAILS && bounced > sent * MOST_BOUNCES;
            knownUntil = now.plus(KNOWN_FOR);
            if (atRisk) {
                MailWarning.TOO_MANY_BOUNCES.note();
            }
        }
        return atRisk;
    }
}
