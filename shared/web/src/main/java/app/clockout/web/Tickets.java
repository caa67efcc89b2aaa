package app.clockout.web;

import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import java.util.Optional;

/** Tickets: what somebody shows at the door. Derived, so they cost no write, and end with the member's other links. */
public final class Tickets {
    /** What a ticket says, to be checked against the member it names. */
    public record Claim(EventId event, MemberId member) {}

    private final DerivedLinks links;

    public Tickets(DerivedLinks links) {
        this.links = links;
    }

    /** @param linkVersion of the member */
    public String token(EventId event, MemberId member, int linkVersion) {
        return links.token(Purpose.TICKET, event + "~" + member, linkVersion);
    }

    /** Whose seat at which event a ticket claims to be; nothing is verified yet. Empty where it is no ticket at all. */
    public static Optional<Claim> claim(String token) {
        return DerivedLinks.claimedId(token).flatMap(id -> {
            int mark = id.indexOf('~');
            return mark < 1 || id.substring(mark + 1).isBlank()
                    ? Optional.empty()
                    : EventId.parse(id.substring(0, mark))
                            .map(event -> new Claim(event, new MemberId(id.substring(mark + 1))));
        });
    }

    /** Whether the ticket is one of this service's, and still holds for a member with this version of links. */
    public boolean holds(String token, int linkVersion) {
        return links.holds(token, Purpose.TICKET, linkVersion);
    }
}
