package app.clockout.table;

import app.clockout.domain.MemberId;
import java.time.Duration;
import java.time.Instant;

/** What requests with an idempotency key made: {@code REQUEST#member#key}, put in the transaction that makes it. */
public final class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    /**
     * What a repeated request made the first time.
     *
     * @param requestHash of method, path and body
     * @param made the id of what was made; the answer is built from it anew
     */
    public record Replay(String requestHash, String made) {}

    private IdempotencyKeys() {}

    /** Remembers for a day what a request with an idempotency key made; refused when it made something already. */
    public static Write remember(MemberId who, String idempotencyKey, Replay replay, Instant now) {
        return Write.put(Item.at(Key.alone("REQUEST#%s#%s".formatted(who, idempotencyKey)))
                        .with("requestHash", replay.requestHash())
                        .with("made", replay.made())
                        .expiring(now.plus(KEPT)))
                .onlyIf("attribute_not_exists(PK) OR expires <= :now")
                .where(":now", now.getEpochSecond());
    }

    /** What the refused {@link #remember} found. */
    public static Replay remembered(Commit commit, Write refused) {
        var met = commit.met(refused);
        return new Replay(met.text("requestHash"), met.text("made"));
    }
}
