package app.clockout.table;

import java.time.Duration;
import java.time.Instant;

/**
 * One line for each mail there should be: {@code MAIL#kind/recipient/subject/version}. A mail is claimed before it is
 * sent and recorded after, so that messages delivered twice, or to two workers at once, are one mail. A claim lapses:
 * a worker that dies between the two leaves the mail to the next.
 */
public final class MailLedger {
    /** Longer than one mail's sending can take. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration KEPT = Duration.ofDays(30);

    private static final String END = "SET outcome = :outcome, detail = :detail, endedAt = :now, expires = :expires";

    /** What a mail must be for a worker to take it up. */
    private static final String OPEN =
            "attribute_not_exists(outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)";

    private final Table table;

    public MailLedger(Table table) {
        this.table = table;
    }

    /** Claims a mail; refused when it is sent or dropped already, or another worker's claim has not lapsed. */
    public Write claim(String key, Instant now) {
        return claiming(key, now).onlyIf(OPEN).where(":now", now.toEpochMilli());
    }

    /** Claims a mail that nobody ever claimed; refused when somebody has, so that what goes with it is done once. */
    public Write claimFirst(String key, Instant now) {
        return claiming(key, now).onlyIfAbsent();
    }

    private static Write claiming(String key, Instant now) {
        return Write.update(row(key), "SET leaseUntil = :until, expires = :expires")
                .where(":until", now.plus(LEASE).toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond());
    }

    /** Ends a mail that is not to be sent, and keeps why; refused like {@link #claim}. */
    public Write drop(String key, String why, Instant now) {
        return dropping(key, why, now).onlyIf(OPEN);
    }

    /** Ends a mail that nobody ever claimed and that is not to be sent; refused like {@link #claimFirst}. */
    public Write dropFirst(String key, String why, Instant now) {
        return dropping(key, why, now).onlyIfAbsent();
    }

    private static Write dropping(String key, String why, Instant now) {
        return Write.update(row(key), END)
                .where(":outcome", "dropped")
                .where(":detail", why)
                .where(":now", now.toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond());
    }

    /** Whether the refused claim or drop met a mail that is done with, rather than one that was only claimed. */
    public boolean ended(Commit commit, Write refused) {
        return commit.met(refused).has("outcome");
    }

    /** Records that a claimed mail was sent; {@code detail} names it to whoever looks for it. */
    public void sent(String key, String detail, Instant now) {
        table.write(Write.update(row(key), END)
                .where(":outcome", "sent")
                .where(":detail", detail)
                .where(":now", now.toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond()));
    }

    /** Gives a claim back after a sending that surely failed, so that the next try need not wait for it to lapse. */
    public void release(String key, Instant now) {
        table.write(Write.update(row(key), "SET leaseUntil = :now").where(":now", now.toEpochMilli()));
    }

    static Key row(String key) {
        return Key.alone("MAIL#" + key);
    }
}
