package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What a person is to a club.
 *
 * @param since when the state began
 */
public record Membership(Slug club, MemberId member, State state, Instant since) {
    /** How long after a refusal nobody asks again. */
    public static final Duration REST_AFTER_REFUSAL = Duration.ofDays(30);

    public enum State {
        /** Nothing; such a row is never kept. */
        NONE,
        MEMBER,
        REQUESTED,
        /** A host said no; it rests for a while. */
        REFUSED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    public boolean isMember() {
        return state == State.MEMBER;
    }

    public boolean isRequested() {
        return state == State.REQUESTED;
    }

    /** Whether it is a refusal that still rests. */
    public boolean isResting(Instant now) {
        return state == State.REFUSED && now.isBefore(since.plus(REST_AFTER_REFUSAL));
    }
}
