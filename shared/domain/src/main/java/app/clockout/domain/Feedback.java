package app.clockout.domain;

import java.time.Instant;

/**
 * What became known of one mail to one address, after it went out.
 *
 * @param id the same when the same is told again
 * @param at when it happened
 * @param sentAt when the mail went out
 */
public record Feedback(Kind kind, String id, Instant at, Instant sentAt) {
    public enum Kind {
        /** It came back for good: there is no such mailbox. */
        PERMANENT,
        /** It came back this time; the next one may arrive. */
        TRANSIENT,
        /** Its reader called it unwanted. */
        COMPLAINT
    }
}
