package app.clockout.table;

import app.clockout.domain.Hash;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Mailed links, by the SHA-256 of their token: {@code LINK#sha256}. */
public final class Links {
    private final Table table;

    public Links(Table table) {
        this.table = table;
    }

    private static Key key(String tokenHash) {
        return Key.alone("LINK#" + tokenHash);
    }

    /** A new link for this token, for as long as its purpose gives it, leading to the path when it is used. */
    public Write issue(String token, Link.Purpose purpose, String subject, String next, Instant now) {
        return Write.put(Item.at(key(Hash.of(token)))
                        .with("purpose", purpose.name().toLowerCase(Locale.ROOT))
                        .with("subject", subject)
                        .with("next", next)
                        .expiring(now.plus(purpose.life())))
                .onlyIfAbsent();
    }

    /** The link of this token, whether or not it still works; none where its purpose is not known here. */
    public Optional<Link> find(String token) {
        return table.get(key(Hash.of(token))).flatMap(item -> purpose(item.text("purpose"))
                .map(purpose -> new Link(
                        Hash.of(token),
                        purpose,
                        item.text("subject"),
                        item.text("next"),
                        Instant.ofEpochSecond(item.number(Item.EXPIRES)),
                        item.has("usedBy") ? new MemberId(item.text("usedBy")) : null)));
    }

    private static Optional<Link.Purpose> purpose(String id) {
        return Arrays.stream(Link.Purpose.values())
                .filter(purpose -> purpose.name().equals(id.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** Uses the link up; refused when it is used already. That it has not ended is for the caller to see. */
    public Write use(Link link, MemberId by) {
        return Write.update(key(link.tokenHash()), "SET usedBy = :by")
                .onlyIf("attribute_exists(PK) AND attribute_not_exists(usedBy)")
                .where(":by", by.value());
    }
}
