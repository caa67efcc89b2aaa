package app.clockout.domain;

import app.clockout.domain.DerivedLinks.Purpose;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The links {@code /r/<token>} in mails, by which somebody answers to an event without signing in. A token names the
 * event and the person and holds while the person's {@link Person#linkVersion} is the one it was made with. That it
 * ends with its event, and with its person's membership, is for whoever reads those two.
 */
public final class AnswerLinks {
    /** Whose answer to which event a token claims to be about. */
    public record Claim(EventId event, MemberId member) {}

    /** Stands in no id, and needs no escaping in a path (RFC 3986, section 2.3). */
    private static final String BETWEEN = "~";

    /** As long as a key of the table can do with, whatever somebody types. */
    private static final Pattern MEMBER = Pattern.compile("\\w[\\w-]{0,63}");

    private final DerivedLinks links;

    public AnswerLinks(DerivedLinks links) {
        this.links = links;
    }

    /** The token of one person's answer to one event: safe in a path as it is. */
    public String token(EventId event, MemberId member, int linkVersion) {
        return links.token(Purpose.RSVP_ANSWER, event + BETWEEN + member, linkVersion);
    }

    /** What a token claims to be about, to look up the person by; nothing is verified yet. */
    public static Optional<Claim> claimed(String token) {
        return DerivedLinks.claimedId(token).flatMap(id -> {
            int at = id.indexOf(BETWEEN);
            if (at < 0 || !MEMBER.matcher(id.substring(at + 1)).matches()) {
                return Optional.empty();
            }
            var member = new MemberId(id.substring(at + 1));
            return EventId.parse(id.substring(0, at)).map(event -> new Claim(event, member));
        });
    }

    /** Whether this service made the token for an answer, and the version still holds. Takes the same time always. */
    public boolean holds(String token, int linkVersion) {
        return links.holds(token, Purpose.RSVP_ANSWER, linkVersion);
    }
}
