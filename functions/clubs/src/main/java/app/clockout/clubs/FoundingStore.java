package app.clockout.clubs;

import app.clockout.domain.MemberId;
import app.clockout.table.Commit;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** When a member founded clubs lately: {@code MEMBER#id / FOUNDED}, put in the transaction that founds one. */
public final class FoundingStore {
    /** For how long a founding counts. */
    public static final Duration COUNTED = Duration.ofDays(30);

    private FoundingStore() {}

    /**
     * Notes another founding; refused when the ones before are not as seen.
     *
     * @param seen all that {@link #met} found; none at the first attempt
     */
    public static Write note(MemberId founder, List<Instant> seen, Instant now) {
        return Write.put(Item.at(new Key("MEMBER#" + founder, "FOUNDED"))
                        .with("instants", texts(Stream.concat(lately(seen, now).stream(), Stream.of(now))))
                        .expiring(now.plus(COUNTED)))
                .onlyIf("attribute_not_exists(PK) OR instants = :seen")
                .where(":seen", texts(seen.stream()));
    }

    /** The foundings that the refused {@link #note} met, oldest first. */
    public static List<Instant> met(Commit commit, Write refused) {
        return commit.met(refused).texts("instants").stream()
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .toList();
    }

    /** Those that still count. */
    public static List<Instant> lately(List<Instant> foundings, Instant now) {
        return foundings.stream().filter(at -> now.isBefore(at.plus(COUNTED))).toList();
    }

    private static List<String> texts(Stream<Instant> instants) {
        return instants.map(at -> Long.toString(at.toEpochMilli())).toList();
    }
}
