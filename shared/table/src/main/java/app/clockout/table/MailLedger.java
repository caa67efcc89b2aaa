package app.clockout.table;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line for each mail there should be: {@code MAIL#kind/recipient/subject/version}. A mail is claimed before it is
 * sent and recorded after, so that messages delivered twice, or to two workers at once, are one mail. A claim lapses:
 * a worker that dies between the two leaves the mail to the next.
 */
public final class MailLedger {
    /** Longer than one mail's sending can take. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration KEPT = Duration.ofDays(30);

    /** How a mail ended. */
    public enum Outcome {
        SENT("sent"),
        DROPPED("dropped");

        private final String id;

        Outcome(String id) {
            this.id = id;
        }
    }

    private final Table table;

    public MailLedger(Table table) {
        this.table = table;
    }

    /** Claims a mail; refused when it is sent or dropped already, or another worker's claim has not lapsed. */
    public Write claim(String key, Instant now) {
        return Write.update(row(key), "SET leaseUntil = :until, expires = :expires")
                .onlyIf("attribute_not_exists(outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)")
                .where(":until", now.plus(LEASE).toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond())
                .where(":now", now.toEpochMilli());
    }

    /** Whether the refused claim met a mail that is done with, rather than one another worker is at. */
    public boolean ended(Commit commit, Write claim) {
        return commit.met(claim).has("outcome");
    }

    /** Records how a mail ended; {@code detail} is SES's message id, or why it was dropped. */
    public void record(String key, Outcome outcome, @Nullable String detail, Instant now) {
        table.write(
                Write.update(row(key), "SET outcome = :outcome, detail = :detail, endedAt = :at, expires = :expires")
                        .where(":outcome", outcome.id)
                        .where(":detail", detail == null ? "" : detail)
                        .where(":at", now.toEpochMilli())
                        .where(":expires", now.plus(KEPT).getEpochSecond()));
    }

    /** Gives a claim back after a sending that surely failed, so that the next try need not wait for it to lapse. */
    public void release(String key, Instant now) {
        table.write(Write.update(row(key), "SET leaseUntil = :now").where(":now", now.toEpochMilli()));
    }

    private static Key row(String key) {
        return Key.alone("MAIL#" + key);
    }
}
