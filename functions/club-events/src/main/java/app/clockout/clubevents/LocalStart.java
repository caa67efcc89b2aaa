package app.clockout.clubevents;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** The instant that a wall-clock time at a place stands for, where the clocks change there too. */
public sealed interface LocalStart {
    /** It comes once. */
    record Once(Instant at) implements LocalStart {}

    /**
     * It comes twice, because the clocks go back over it; the earlier one is meant.
     *
     * @param earlier the offset that the earlier one is in
     */
    record Twice(Instant at, ZoneOffset earlier, Turn turn) implements LocalStart {}

    /** It does not come at all, because the clocks go forward over it. */
    record Never(Turn turn) implements LocalStart {}

    /** A change of the clocks: what they show as it comes, and what they show then. */
    record Turn(LocalDateTime from, LocalDateTime to) {
        private static Turn of(ZoneOffsetTransition transition) {
            return new Turn(transition.getDateTimeBefore(), transition.getDateTimeAfter());
        }
    }

    static LocalStart of(LocalDateTime local, ZoneId zone) {
        var rules = zone.getRules();
        var turn = rules.getTransition(local);
        if (turn == null) {
            return new Once(local.toInstant(rules.getOffset(local)));
        }
        return turn.isGap()
                ? new Never(Turn.of(turn))
                : new Twice(local.toInstant(turn.getOffsetBefore()), turn.getOffsetBefore(), Turn.of(turn));
    }

    /** The instant; empty where there is none. */
    default Optional<Instant> instant() {
        return switch (this) {
            case Once(var at) -> Optional.of(at);
            case Twice(var at, var _, var _) -> Optional.of(at);
            case Never(var _) -> Optional.empty();
        };
    }
}
