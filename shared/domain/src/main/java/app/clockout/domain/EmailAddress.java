package app.clockout.domain;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address in the one form it is compared and stored in: ASCII local part, domain as its A-label (RFC 5890),
 * all in lower case, at most 254 characters (RFC 5321).
 */
public record EmailAddress(String value) {
    public static final int MAX_LENGTH = 254;

    private static final EmailValidator VALIDATOR = JMail.strictValidator()
            .requireTopLevelDomain()
            .disallowIpDomain()
            .disallowObsoleteWhitespace()
            .disallowQuotedIdentifiers()
            .disallowExplicitSourceRouting()
            .requireAscii();

    /** An unquoted local part without comments (RFC 5322's dot-atom), so that one mailbox is one text. */
    private static final Pattern LOCAL_PART =
            Pattern.compile("[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final String SCHEME = "mailto:";

    /** Reads what a person typed or pasted; empty when no mail could be sent there. */
    public static Optional<EmailAddress> parse(String typed) {
        var text = withoutWrapping(typed);
        int at = text.lastIndexOf('@');
        if (text.length() > MAX_LENGTH
                || at < 1
                || text.codePoints().anyMatch(InvisibleCharacters::isInvisible)
                || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
            return Optional.empty();
        }
        String domain;
        try {
            domain = IDN.toASCII(text.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var address = (text.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
        if (address.length() > MAX_LENGTH || !VALIDATOR.isValid(address)) {
            return Optional.empty();
        }
        return Optional.of(new EmailAddress(address));
    }

    /** Without what pasting leaves around an address: what cannot be seen, {@code mailto:}, {@code <>}, a full stop or comma. */
    private static String withoutWrapping(String typed) {
        var text = withoutStop(InvisibleCharacters.withoutOuterOnes(typed));
        text = withoutScheme(text);
        if (text.startsWith("<") && text.endsWith(">")) {
            text = withoutScheme(InvisibleCharacters.withoutOuterOnes(text.substring(1, text.length() - 1)));
        }
        return text;
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") || text.endsWith(",")
                ? InvisibleCharacters.withoutOuterOnes(text.substring(0, text.length() - 1))
                : text;
    }

    private static String withoutScheme(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? InvisibleCharacters.withoutOuterOnes(text.substring(SCHEME.length()))
                : text;
    }

    public AddressHash hash() {
        return new AddressHash(Hash.of(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
