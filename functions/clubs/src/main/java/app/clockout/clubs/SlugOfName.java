package app.clockout.clubs;

import app.clockout.domain.FoldedText;
import app.clockout.domain.Slug;
import java.util.Set;
import java.util.regex.Pattern;

/** The slugs that a new club's name gives. */
final class SlugOfName {
    /** Room for a suffix such as {@code -1024}. */
    private static final int LONGEST_FROM_NAME = Slug.LONGEST - 5;

    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    /** What stands, or may come to stand, where a slug does. */
    private static final Set<String> RESERVED =
            Set.of("new", "edit", "me", "all", "mine", "search", "admin", "api", "clubs", "events");

    private static final String WITHOUT_LETTERS = "club";

    private SlugOfName() {}

    /** The slug a club of this name gets if nobody has it: reserved words and names without Latin letters get another. */
    static Slug of(String name) {
        var latin = FoldedText.of(name)
                .value()
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("þ", "th")
                .replace('ð', 'd');
        var plain = OTHERS.matcher(latin).replaceAll("-");
        var cut = trimmed(plain.length() > LONGEST_FROM_NAME ? plain.substring(0, LONGEST_FROM_NAME) : plain);
        if (cut.isEmpty()) {
            return new Slug(WITHOUT_LETTERS);
        }
        return new Slug(RESERVED.contains(cut) ? cut + "-" + WITHOUT_LETTERS : cut);
    }

    /** The n-th slug to try for a name whose own is taken: {@code -2}, {@code -3}. */
    static Slug numbered(Slug taken, int n) {
        return new Slug(taken + "-" + n);
    }

    private static String trimmed(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int to = text.length() - (text.length() > from && text.endsWith("-") ? 1 : 0);
        return text.substring(from, to);
    }
}
