package app.clockout.domain;

import app.clockout.domain.DerivedLinks.Purpose;
import java.util.Optional;

/**
 * Tokens that name an event and a person: tickets, which a guest shows at check-in, and the links {@code /r/<token>} in
 * mails, by which a member answers without signing in. One holds while the person's {@link Person#linkVersion} is the one
 * it was made with. That it ends with its event, and with its person's membership, is checked by the code that reads those two.
 */
public final class SeatTokens {
    /** Whose seat at which event a token claims to be about. */
    public record Claim(EventId event, MemberId member) {}

    /** Stands in no id, and needs no escaping in a path (RFC 3986, section 2.3). */
    private static final String BETWEEN = "~";

    private final DerivedLinks links;
    private final Purpose purpose;

    private SeatTokens(DerivedLinks links, Purpose purpose) {
        this.links = links;
        this.purpose = purpose;
    }

    public static SeatTokens tickets(DerivedLinks links) {
        return new SeatTokens(links, Purpose.TICKET);
    }

    public static SeatTokens answers(DerivedLinks links) {
        return new SeatTokens(links, Purpose.RSVP_ANSWER);
    }

    /** The token of one person for one event: safe in a path and in a query as it is. */
    public String token(EventId event, MemberId member, int linkVersion) {
        return links.token(purpose, event + BETWEEN + member, linkVersion);
    }

    /** What a token claims to be about, to look up the person by; nothing is verified yet. */
    public static Optional<Claim> claimed(String token) {
        return DerivedLinks.claimedId(token).flatMap(id -> {
            int at = id.indexOf(BETWEEN);
            return at < 0
                    ? Optional.empty()
                    : MemberId.parse(id.substring(at + 1)).flatMap(member -> EventId.parse(id.substring(0, at))
                            .map(event -> new Claim(event, member)));
        });
    }

    /** Whether this service made the token, as one of these, and the version still holds. Takes the same time always. */
    public boolean holds(String token, int linkVersion) {
        return links.holds(token, purpose, linkVersion);
    }
}
