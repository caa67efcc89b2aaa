package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.table.AuditLog;
import app.clockout.table.Key;
import app.clockout.table.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AuditLog} noted. */
public final class AuditStore {
    /**
     * @param at when; several actions can share an instant
     * @param actor who did it
     * @param action what was done: {@code waitlist.approve}
     * @param subject whom or what it was done to: an id
     * @param position where the entry stands in the log, to go on from
     */
    public record Entry(
            Instant at,
            MemberId actor,
            String action,
            String subject,
            @Nullable String note,
            String position) {}

    private final Table table;

    public AuditStore(Table table) {
        this.table = table;
    }

    /** Entries, newest first, below a position where one is given. */
    public List<Entry> last(@Nullable String below, int limit) {
        return table.lastOf(AuditLog.PARTITION, below, limit).stream()
                .map(item -> new Entry(
                        Instant.ofEpochMilli(Long.parseLong(item.text(Key.SORT).substring(0, 13))),
                        new MemberId(item.text("actor")),
                        item.text("action"),
                        item.text("subject"),
                        item.textOrNull("note"),
                        item.text(Key.SORT)))
                .toList();
    }
}
