package app.clockout.table;

import app.clockout.domain.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** So many of a kind by one source in one hour: {@code LIMIT#kind#who#window}. Who it was is kept as a hash only. */
public final class HourlyLimit {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Table table;
    private final String kind;
    private final int most;

    public HourlyLimit(Table table, String kind, int most) {
        this.table = table;
        this.kind = kind;
        this.most = most;
    }

    /**
     * Writes and counts it, or neither where the hour's most is reached.
     *
     * @param write what cannot be refused itself
     * @return empty where it is done; else how long until the hour turns and counting begins anew
     */
    public Optional<Duration> commit(Write write, String who, Instant now) {
        return table.commit(count(who, now), write).done() ? Optional.empty() : Optional.of(untilNextWindow(now));
    }

    /** Counts one more; refused when the hour's most is reached. */
    Write count(String who, Instant now) {
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        return Write.update(
                        Key.alone("LIMIT#" + kind + "#" + Hash.of(who) + "#" + window),
                        "ADD hits :one SET expires = :expires")
                .onlyIf("attribute_not_exists(hits) OR hits < :most")
                .where(":one", 1)
                .where(":most", most)
                .where(":expires", (window + 2) * WINDOW.toSeconds());
    }

    static Duration untilNextWindow(Instant now) {
        return Duration.ofSeconds(WINDOW.toSeconds() - now.getEpochSecond() % WINDOW.toSeconds());
    }
}
