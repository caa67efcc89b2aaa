package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an address still gets mail, by what became known of the mails to it. Told twice, or in another order, it comes to
 * the same.
 *
 * @param bouncedAt since when nothing goes there; null while it takes mail
 * @param byTransients whether that is because too many came back, though none for good
 * @param complainedAt since when only what is asked for at that moment goes there; null without a complaint
 * @param transients when mails came back that may arrive the next time, by what tells one from another
 * @param liftedAt when all this was last taken back; what becomes known of mails from before counts no more
 */
public record Suppression(
        @Nullable Instant bouncedAt,
        boolean byTransients,
        @Nullable Instant complainedAt,
        Map<String, Instant> transients,
        @Nullable Instant liftedAt) {

    /** Why an address gets no mail, or only what is asked for at that moment. */
    public enum Reason {
        BOUNCE,
        COMPLAINT,
        TRANSIENT;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Reason of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    /** An address of which nothing bad is known. */
    public static final Suppression NONE = new Suppression(null, false, null, Map.of(), null);

    /** So many that come back within {@link #WINDOW} are too many. */
    private static final int TOO_MANY = 5;

    private static final Duration WINDOW = Duration.ofDays(30);

    /** With what can still come late: longer than a queue keeps a message. */
    private static final Duration KEPT = WINDOW.plusDays(15);

    public Suppression {
        transients = Map.copyOf(transients);
    }

    /** Why the address is suppressed; what stops more tells before what stops less. */
    public Optional<Reason> reason() {
        if (bouncedAt != null) {
            return Optional.of(byTransients ? Reason.TRANSIENT : Reason.BOUNCE);
        }
        return complainedAt == null ? Optional.empty() : Optional.of(Reason.COMPLAINT);
    }

    /** Since when it is, for that reason. */
    public Optional<Instant> since() {
        return Optional.ofNullable(bouncedAt == null ? complainedAt : bouncedAt);
    }

    /** The same once this is known, too. */
    public Suppression with(Feedback feedback) {
        if (liftedAt != null && !feedback.sentAt().isAfter(liftedAt)) {
            return this;
        }
        return switch (feedback.kind()) {
            case PERMANENT ->
                new Suppression(
                        byTransients ? feedback.at() : earlier(bouncedAt, feedback.at()),
                        false,
                        complainedAt,
                        transients,
                        liftedAt);
            case COMPLAINT ->
                new Suppression(bouncedAt, byTransients, earlier(complainedAt, feedback.at()), transients, liftedAt);
            case TRANSIENT -> bouncedAt == null ? cameBack(feedback) : this;
        };
    }

    private Suppression cameBack(Feedback feedback) {
        var all = new HashMap<>(transients);
        all.putIfAbsent(feedback.id(), feedback.at());
        var latest = all.values().stream().max(Instant::compareTo).orElseThrow();
        all.values().removeIf(at -> at.isBefore(latest.minus(KEPT)));
        var tooMany = tooMany(all.values().stream().sorted().toList());
        return new Suppression(tooMany, tooMany != null, complainedAt, all, liftedAt);
    }

    /** When the first of them was one too many; null where none was. */
    private static @Nullable Instant tooMany(List<Instant> inOrder) {
        for (int last = TOO_MANY - 1; last < inOrder.size(); last++) {
            var at = inOrder.get(last);
            if (!inOrder.get(last - TOO_MANY + 1).isBefore(at.minus(WINDOW))) {
                return at;
            }
        }
        return null;
    }

    /** All is taken back: an admin knows better. */
    public Suppression lifted(Instant now) {
        return new Suppression(null, false, null, Map.of(), now);
    }

    /** The recipient has just asked for more mail: that takes a complaint back, but not a bounce, which is not theirs to judge. */
    public Suppression wanted(Instant now) {
        return complainedAt == null ? this : new Suppression(bouncedAt, byTransients, null, transients, now);
    }

    private static Instant earlier(@Nullable Instant known, Instant at) {
        return known == null || at.isBefore(known) ? at : known;
    }
}
