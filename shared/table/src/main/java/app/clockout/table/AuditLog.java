package app.clockout.table;

import app.clockout.domain.Ids;
import app.clockout.domain.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who did what with an admin's rights: {@code AUDIT / instant#id}. Rows are added, never changed. */
public final class AuditLog {
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

    private static final String PARTITION = "AUDIT";

    private final Table table;
    private final RandomGenerator random;

    public AuditLog(Table table, RandomGenerator random) {
        this.table = table;
        this.random = random;
    }

    public Write add(Instant at, MemberId actor, String action, String subject, @Nullable String note) {
        // Thirteen digits of milliseconds sort as text until the year 2286.
        var item = Item.at(new Key(PARTITION, "%013d#%s".formatted(at.toEpochMilli(), Ids.id(random))))
                .with("actor", actor.value())
                .with("action", action)
                .with("subject", subject);
        return Write.put(note == null || note.isEmpty() ? item : item.with("note", note))
                .onlyIfAbsent();
    }

    /** Entries, newest first, below a position where one is given. */
    public List<Entry> last(@Nullable String below, int limit) {
        return table.lastOf(PARTITION, below, limit).stream()
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
