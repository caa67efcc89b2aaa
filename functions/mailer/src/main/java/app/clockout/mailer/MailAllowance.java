package app.clockout.mailer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many mails one address may be asked for: {@code atOnce} to begin with, then one more every {@code each}. A token
 * bucket kept as one instant, the moment when it will be full again (the generic cell rate algorithm).
 */
public record MailAllowance(int atOnce, Duration each) {

    /**
     * Takes one mail.
     *
     * @param fullAgainAt what the last call gave; null when nothing was taken yet
     * @return when the bucket is full again, to be kept; empty when the allowance is used up
     */
    public Optional<Instant> take(@Nullable Instant fullAgainAt, Instant now) {
        var from = fullAgainAt == null || fullAgainAt.isBefore(now) ? now : fullAgainAt;
        var next = from.plus(each);
        return next.isAfter(now.plus(each.multipliedBy(atOnce))) ? Optional.empty() : Optional.of(next);
    }
}
