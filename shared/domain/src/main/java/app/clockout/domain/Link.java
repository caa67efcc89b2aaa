package app.clockout.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link that was mailed and works once; only the SHA-256 of its token is kept.
 *
 * @param subject whom or what the link is about: a member, an application, or the founder who is to come
 * @param next the path that using it leads to
 * @param usedBy who used it; null while nobody has
 */
public record Link(
        String tokenHash,
        Purpose purpose,
        String subject,
        String next,
        Instant endsAt,
        @Nullable MemberId usedBy) {

    /** What a mailed link does, and how long it can. */
    public enum Purpose {
        CONFIRM_ADDRESS(Duration.ofHours(48)),
        SIGN_IN(Duration.ofMinutes(15)),
        ADMISSION(Duration.ofDays(14)),
        /** A member's account moves to the address that the link was mailed to. */
        CHANGE_ADDRESS(Duration.ofHours(48));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }

        public Duration life() {
            return life;
        }
    }

    /** The subject of a sign-in link that goes to the founder's address before the founder is a person here. */
    public static final String FOUNDER = "founder";

    /** What a link about a request is about, so that the mail it stands in can find it: the address, and the request's id. */
    public static String about(AddressHash address, String requestId) {
        return address + "/" + requestId;
    }

    /** The address that the link's request was made with; of a link that is {@link #about} one. */
    public AddressHash address() {
        return new AddressHash(subject.split("/", 2)[0]);
    }

    /** The id of the link's request; of a link that is {@link #about} one. */
    public String requestId() {
        return subject.split("/", 2)[1];
    }

    public boolean worksAt(Instant now) {
        return usedBy == null && now.isBefore(endsAt);
    }
}
