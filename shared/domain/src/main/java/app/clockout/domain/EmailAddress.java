package app.clockout.domain;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

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

    /** Reads what a person typed; empty when no mail could be sent there. */
    public static Optional<EmailAddress> parse(String typed) {
        var text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX_LENGTH) {
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

    public AddressHash hash() {
        return new AddressHash(Hash.of(value));
    }

    @Override
    public String toString() {
        return value;
    }
}
