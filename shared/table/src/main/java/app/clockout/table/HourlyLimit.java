package app.clockout.table;

import app.clockout.domain.Hash;
import java.time.Duration;
import java.time.Instant;

/** Counts of what one source did in one hour: {@code LIMIT#kind#who#window}. Who it was is kept as a hash only. */
public final class Limits {
    private static final Duration WINDOW = Duration.ofHours(1);

    private Limits() {}

    /** Counts one more; refused when the hour's most is reached. */
    public static Write count(String kind, String who, int most, Instant now) {
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        return Write.update(
                        Key.alone("LIMIT#" + kind + "#" + Hash.of(who) + "#" + window),
                        "ADD hits :one SET expires = :expires")
                .onlyIf("attribute_not_exists(hits) OR hits < :most")
                .where(":one", 1)
                .where(":most", most)
                .where(":expires", (window + 2) * WINDOW.toSeconds());
    }

    /** How long until the hour turns and counting begins anew. */
    public static Duration untilNextWindow(Instant now) {
        return Duration.ofSeconds(WINDOW.toSeconds() - now.getEpochSecond() % WINDOW.toSeconds());
    }
}
