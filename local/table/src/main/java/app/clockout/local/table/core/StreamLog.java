package app.clockout.local.table.core;

import app.clockout.local.table.core.Schema.StreamView;
import app.clockout.local.table.value.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one table, in shards by partition key: what happens to one item stays in order. Kept for a day.
 *
 * @param label when it was made, which tells it from a table's earlier stream
 */
public record StreamLog(String label, StreamView view, boolean enabled, List<Tree<Long, Entry>> shards) {
    private static final Duration KEPT = Duration.ofHours(24);

    /**
     * One change.
     *
     * @param before null for a new item, and where the view leaves it out
     * @param after null for a deleted item, and where the view leaves it out
     * @param expired whether it was deleted because its time had come
     */
    public record Entry(
            long sequence,
            Instant at,
            Event event,
            Item keys,
            @Nullable Item before,
            @Nullable Item after,
            boolean expired) {
        /** Bytes of keys and images. */
        public int bytes() {
            return keys.bytes() + (before == null ? 0 : before.bytes()) + (after == null ? 0 : after.bytes());
        }
    }

    public enum Event {
        INSERT,
        MODIFY,
        REMOVE
    }

    static StreamLog create(String label, StreamView view, int shards) {
        return new StreamLog(label, view, true, Collections.nCopies(shards, Tree.by(Long::compare)));
    }

    StreamLog disabled() {
        return new StreamLog(label, view, false, shards);
    }

    /** Enters a change; one that changed nothing is none. */
    StreamLog with(long sequence, Instant at, Schema.Keys keys, Change change, boolean expired) {
        var before = change.before();
        var after = change.after();
        if (!enabled || (before == null ? after == null : before.equals(after))) {
            return this;
        }
        var event = before == null ? Event.INSERT : after == null ? Event.REMOVE : Event.MODIFY;
        boolean old = view == StreamView.OLD_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
        boolean now = view == StreamView.NEW_IMAGE || view == StreamView.NEW_AND_OLD_IMAGES;
        var whole = after == null ? before : after;
        var key = whole == null ? Item.EMPTY : whole.only(keys.names());
        return with(
                change.key().part(shards.size()),
                new Entry(sequence, at, event, key, old ? before : null, now ? after : null, expired));
    }

    /** Enters a change as it is; for a log that is read back. */
    StreamLog with(int shard, Entry entry) {
        var changed = new ArrayList<>(shards);
        changed.set(shard, trimmed(changed.get(shard), entry.at()).with(entry.sequence(), entry));
        return new StreamLog(label, view, enabled, List.copyOf(changed));
    }

    private static Tree<Long, Entry> trimmed(Tree<Long, Entry> shard, Instant now) {
        var kept = shard;
        for (Long first = kept.first(); first != null; first = kept.first()) {
            var entry = kept.get(first);
            if (entry == null || !isTrimmed(entry, now)) {
                break;
            }
            kept = kept.without(first);
        }
        return kept;
    }

    private static boolean isTrimmed(Entry entry, Instant now) {
        return entry.at().isBefore(now.minus(KEPT));
    }

    /** The entries of a shard from a sequence number on, at most so many, none older than a day. */
    public List<Entry> read(int shard, long from, int limit, Instant now) {
        var entries = new ArrayList<Entry>();
        shards.get(shard).each(sequence -> sequence < from ? -1 : 0, true, (_, entry) -> {
            if (!isTrimmed(entry, now)) {
                entries.add(entry);
            }
            return entries.size() < limit;
        });
        return entries;
    }
}
