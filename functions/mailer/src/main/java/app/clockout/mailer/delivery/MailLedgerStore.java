package app.clockout.mailer.delivery;

import static java.util.stream.Collectors.toSet;

import app.clockout.table.Commit;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * One line for each mail there should be: {@code MAIL#kind/recipient/subject/version}. A mail is claimed before it is
 * sent and recorded after, so that messages delivered twice, or to two workers at once, are one mail. A claim lapses:
 * a worker that dies between the two leaves the mail to the next.
 */
public final class MailLedgerStore {
    /** How it stands with a mail that was claimed or ended before. */
    public enum Before {
        /** It is sent, or was dropped. */
        DONE,
        /** Another worker is at it. */
        HELD,
        /** It was surely not sent: the worker that claimed it gave it back. */
        GIVEN_BACK,
        /** The worker that claimed it never came to an end. Whether it was sent is not known. */
        LAPSED
    }

    /** Longer than one mail's sending can take. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration KEPT = Duration.ofDays(30);

    private static final String END = "SET outcome = :outcome, detail = :detail, endedAt = :now, expires = :expires";

    /** What a mail must be for a worker to take it up again. */
    private static final String OPEN =
            "attribute_not_exists(outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)";

    private final Table table;

    public MailLedgerStore(Table table) {
        this.table = table;
    }

    /** Claims a mail that was never claimed; refused when it was, so that what goes with it is done once. */
    public Write claim(String key, Instant now) {
        return claiming(key, now).onlyIfAbsent();
    }

    /** Claims a mail once more; refused when it is {@link Before#DONE} or {@link Before#HELD}. */
    public Write claimAgain(String key, Instant now) {
        return claiming(key, now).onlyIf(OPEN).where(":now", now.toEpochMilli());
    }

    private static Write claiming(String key, Instant now) {
        return Write.update(row(key), "SET leaseUntil = :until, expires = :expires")
                .where(":until", now.plus(LEASE).toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond());
    }

    /** Ends a mail that nobody ever claimed and that is not to be sent, and keeps why; refused like {@link #claim}. */
    public Write drop(String key, String why, Instant now) {
        return dropping(key, why, now).onlyIfAbsent();
    }

    /** Ends a mail that was claimed before and is not to be sent; refused like {@link #claimAgain}. */
    public Write dropAgain(String key, String why, Instant now) {
        return dropping(key, why, now).onlyIf(OPEN);
    }

    private static Write dropping(String key, String why, Instant now) {
        return Write.update(row(key), END)
                .where(":outcome", "dropped")
                .where(":detail", why)
                .where(":now", now.toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond());
    }

    /** How it stood with the mail when its claim or drop was refused. */
    public Before before(Commit commit, Write refused, Instant now) {
        var met = commit.met(refused);
        if (met.has("outcome")) {
            return Before.DONE;
        }
        var leaseUntil = met.instantOrNull("leaseUntil");
        if (leaseUntil == null) {
            return Before.GIVEN_BACK;
        }
        return leaseUntil.isAfter(now) ? Before.HELD : Before.LAPSED;
    }

    /** Which of these mails are done with; one request for each hundred. */
    public Set<String> done(Collection<String> keys) {
        var found = table.getAll(keys.stream().map(MailLedgerStore::row).toList());
        return keys.stream()
                .filter(key -> {
                    var line = found.get(row(key));
                    return line != null && line.has("outcome");
                })
                .collect(toSet());
    }

    /** Records that a claimed mail was sent; {@code detail} names it to a person who looks for it. */
    public void sent(String key, String detail, Instant now) {
        table.write(Write.update(row(key), END)
                .where(":outcome", "sent")
                .where(":detail", detail)
                .where(":now", now.toEpochMilli())
                .where(":expires", now.plus(KEPT).getEpochSecond()));
    }

    /** Gives a claim back after a sending that surely failed, so that the next try need not wait for it to lapse. */
    public void giveBack(String key) {
        table.write(Write.update(row(key), "REMOVE leaseUntil"));
    }

    public static Key row(String key) {
        return Key.alone("MAIL#" + key);
    }
}
