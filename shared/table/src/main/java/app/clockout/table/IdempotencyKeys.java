package app.clockout.table;

import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What requests with an idempotency key made: {@code REQUEST#member#path key}, put in the transaction that makes it. */
public final class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    /**
     * What an earlier request made under a key.
     *
     * @param same whether this is that request again, and not another one with its key
     */
    public record Before(String id, boolean same) {}

    /**
     * How a request that makes something ended.
     *
     * @param commit how its transaction ended
     * @param before what was made under the key; null where this one makes it now, or nothing
     */
    public record Made(Commit commit, @Nullable Before before) {
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
            return new Made(table.commit(writes), null);
        }
        var remember = remember(who, repeatable, id, now);
        var all = new ArrayList<>(writes);
        all.add(remember);
        var commit = table.commit(all);
        if (!commit.refused(remember)) {
            return new Made(commit, null);
        }
        return new Made(commit, before(commit.met(remember), repeatable));
    }

    /**
     * What was made under the key of a request that cannot make anything, with one read. The same request as before is answered as
     * before, though the clock has moved on and it would be refused by now.
     */
    public static Optional<Before> before(Table table, MemberId who, Repeatable repeatable, Instant now) {
        return table.get(key(who, repeatable))
                .filter(item -> item.number(Item.EXPIRES) > now.getEpochSecond())
                .map(item -> before(item, repeatable));
    }

    private static Before before(Item met, Repeatable repeatable) {
        return new Before(met.text("made"), met.text("requestHash").equals(repeatable.requestHash()));
    }

    private static Key key(MemberId who, Repeatable repeatable) {
        return Key.alone("REQUEST#%s#%s".formatted(who, repeatable.key()));
    }

    /** Refused when a request with this key made something already. */
    private static Write remember(MemberId who, Repeatable repeatable, String id, Instant now) {
        return Write.put(Item.at(key(who, repeatable))
                        .with("requestHash", repeatable.requestHash())
                        .with("made", id)
                        .expiring(now.plus(KEPT)))
                .onlyIf("attribute_not_exists(PK) OR expires <= :now")
                .where(":now", now.getEpochSecond());
    }
}
