package app.clockout.domain;

import app.clockout.domain.DerivedLinks.Purpose;
import java.util.Optional;

/**
 * Tokens of the links {@code /u/<token>} in mails that can be stopped (RFC 8058): each names a person and the kind of mail it
 * came with. One holds while the person's {@link Person#linkVersion} is the one it was made with.
 */
public final class UnsubscribeTokens {
    /** Whose mail of which kind a token claims to be about. */
    public record Claim(MemberId member, MailChoice choice) {}

    /** Stands in no id, and needs no escaping in a path (RFC 3986, section 2.3). */
    private static final String BETWEEN = "~";

    private final DerivedLinks links;

    public UnsubscribeTokens(DerivedLinks links) {
        this.links = links;
    }

    /** The token of one person for one kind of mail: safe in a path as it is. */
    public String token(MemberId member, MailChoice choice, int linkVersion) {
        return links.token(Purpose.UNSUBSCRIBE, member + BETWEEN + choice.id(), linkVersion);
    }

    /** What a token claims to be about, to look up the person by; nothing is verified yet. */
    public static Optional<Claim> claimed(String token) {
        return DerivedLinks.claimedId(token).flatMap(id -> {
            int at = id.indexOf(BETWEEN);
            return at < 0
                    ? Optional.empty()
                    : MemberId.parse(id.substring(0, at)).flatMap(member -> MailChoice.of(id.substring(at + 1))
                            .map(choice -> new Claim(member, choice)));
        });
    }

    /** Whether this service made the token, and the version still holds. Takes the same time always. */
    public boolean holds(String token, int linkVersion) {
        return links.holds(token, Purpose.UNSUBSCRIBE, linkVersion);
    }
}
