package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests with an idempotency key made: {@code REQUEST#member#key}, put in the transaction that makes it. */
public final class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    /**
     * How a request that makes something ended.
     *
     * @param commit how its transaction ended
     * @param before the id of what an earlier request made under the key; null where this one makes it now, or nothing
     * @param keyTaken whether another request was sent with the same key before
     */
    public record Made(Commit commit, @Nullable String before, boolean keyTaken) {
        /** Whether it is made now. */
        public boolean now() {
            return commit.done();
        }
    }

    private IdempotencyKeys() {}

    /**
     * Writes all or nothing, and remembers for a day what a request with an idempotency key made, so that the same request makes
     * it once.
     *
     * @param id of what the request makes; the answer to a repeated request is built from it anew
     * @param repeatable null for a request without a key
     */
    public static Made commit(
            Table table, List<Write> writes, String id, MemberId who, @Nullable Repeatable repeatable, Instant now) {
        if (repeatable == null) {
            return new Made(table.commit(writes), null, false);
        }
        var remember = remember(who, repeatable, id, now);
        var all = new ArrayList<>(writes);
        all.add(remember);
        var commit = table.commit(all);
        if (!commit.refused(remember)) {
            return new Made(commit, null, false);
        }
        var met = commit.met(remember);
        return met.text("requestHash").equals(repeatable.requestHash())
                ? new Made(commit, met.text("made"), false)
                : new Made(commit, met.text("made"), true);
    }

    /** Refused when a request with this key made something already. */
    private static Write remember(MemberId who, Repeatable repeatable, String id, Instant now) {
        return Write.put(Item.at(Key.alone("REQUEST#%s#%s".formatted(who, repeatable.key())))
                        .with("requestHash", repeatable.requestHash())
                        .with("made", id)
                        .expiring(now.plus(KEPT)))
                .onlyIf("attribute_not_exists(PK) OR expires <= :now")
                .where(":now", now.getEpochSecond());
    }
}
