package app.clockout.mailer.feedback;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Feedback;
import app.clockout.domain.Suppression;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Suppressions;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;

/**
 * Takes down what became known of a mail, lists the address where it is to get none, and counts that once
 * (docs/table-design.md, M6).
 */
public final class NoteFeedback {
    private final Suppressions suppressions;
    private final DailyCounters figures;
    private final InstantSource clock;

    public NoteFeedback(Suppressions suppressions, DailyCounters figures, InstantSource clock) {
        this.suppressions = suppressions;
        this.figures = figures;
        this.clock = clock;
    }

    public void note(EmailAddress email, Feedback feedback) {
        suppressions.learn(email, known -> known.with(feedback), (before, after) -> {
            var counts = counts(before, after);
            return counts.isEmpty() ? List.of() : List.of(figures.add(clock.instant(), counts));
        });
    }

    private static EnumMap<Count, Integer> counts(Suppression before, Suppression after) {
        var counts = new EnumMap<Count, Integer>(Count.class);
        if (before.bouncedAt() == null && after.bouncedAt() != null) {
            counts.put(Count.MAILS_BOUNCED, 1);
        }
        if (before.complainedAt() == null && after.complainedAt() != null) {
            counts.put(Count.MAILS_COMPLAINED, 1);
        }
        return counts;
    }
}
