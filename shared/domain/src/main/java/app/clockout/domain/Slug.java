package app.clockout.domain;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a club in its address: {@code a-z0-9-}, at most 48 characters. It stays when the club is renamed. */
public record Slug(String value) {
    private static final int LONGEST = 48;
    /** Room for a suffix such as {@code -1024}. */
    private static final int LONGEST_FROM_NAME = LONGEST - 5;

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    /** What stands, or may come to stand, where a slug does. */
    private static final Set<String> RESERVED =
            Set.of("new", "edit", "me", "all", "mine", "search", "admin", "api", "clubs", "events");

    private static final String WITHOUT_LETTERS = "club";

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

    /** The slug a club of this name gets if nobody has it: reserved words and names without Latin letters get another. */
    public static Slug of(String name) {
        var plain = OTHERS.matcher(FoldedText.of(name).value()).replaceAll("-");
        var cut = trimmed(plain.length() > LONGEST_FROM_NAME ? plain.substring(0, LONGEST_FROM_NAME) : plain);
        if (cut.isEmpty()) {
            return new Slug(WITHOUT_LETTERS);
        }
        return new Slug(RESERVED.contains(cut) ? cut + "-" + WITHOUT_LETTERS : cut);
    }

    /** The n-th slug to try for a name whose own is taken: {@code -2}, {@code -3}. */
    public Slug numbered(int n) {
        return new Slug(value + "-" + n);
    }

    private static String trimmed(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int to = text.length() - (text.length() > from && text.endsWith("-") ? 1 : 0);
        return text.substring(from, to);
    }

    @Override
    public String toString() {
        return value;
    }
}
