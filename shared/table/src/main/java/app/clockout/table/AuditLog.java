package app.clockout.table;

import app.clockout.domain.Ids;
import app.clockout.domain.MemberId;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who did what with an admin's rights: {@code AUDIT / instant#id}. Rows are added, never changed; admins read them. */
public final class AuditLog {
    public static final String PARTITION = "AUDIT";

    private final RandomGenerator random;

    public AuditLog(RandomGenerator random) {
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
}
