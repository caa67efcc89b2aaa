package app.clockout.rsvp;

import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import java.time.Instant;

/** What an answer turns into. */
final class RsvpTransitions {
    private RsvpTransitions() {}

    /** The answer as one that counts no more. */
    static Rsvp ended(Rsvp rsvp, Status status, Instant now) {
        return new Rsvp(rsvp.event(), rsvp.member(), rsvp.name(), status, rsvp.askedAt(), now, 0, null, null);
    }

    static Rsvp confirmed(Rsvp rsvp, Instant now) {
        return new Rsvp(
                rsvp.event(),
                rsvp.member(),
                rsvp.name(),
                Status.CONFIRMED,
                rsvp.askedAt(),
                now,
                rsvp.turn(),
                null,
                null);
    }

    /** The answer as an offer with this end; one that is an offer already keeps since when. */
    static Rsvp offered(Rsvp rsvp, Instant expiresAt, Instant now) {
        return new Rsvp(
                rsvp.event(),
                rsvp.member(),
                rsvp.name(),
                Status.OFFERED,
                rsvp.askedAt(),
                rsvp.status() == Status.OFFERED ? rsvp.since() : now,
                rsvp.turn(),
                expiresAt,
                null);
    }
}
