package app.clockout.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a club in its address: {@code a-z0-9-}, at most 48 characters. It stays when the club is renamed. */
public record Slug(String value) {
    /** The most characters of one. */
    public static final int LONGEST = 48;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Slug {
        if (value.length() > LONGEST || !SLUG.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a slug.");
        }
    }

    /** The slug that a path names; empty where it can be none. */
    public static Optional<Slug> parse(String text) {
        return text.length() <= LONGEST && SLUG.matcher(text).matches()
                ? Optional.of(new Slug(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
