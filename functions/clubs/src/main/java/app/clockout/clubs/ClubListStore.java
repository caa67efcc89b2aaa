package app.clockout.clubs;

import app.clockout.domain.Club;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.Slug;
import app.clockout.table.ClubList;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which clubs are listed and found: by industry, city, both and neither ({@code CLUBS#industry#city}, with {@code *} for
 * any), and in each by name ({@code NAME#name #slug}) and by each of the name's first ten words ({@code WORD#word#slug}).
 * So each combination of filters and search is one Query. The rows are written with the club, in one transaction.
 */
public final class ClubListStore {
    /**
     * Which clubs; null for any.
     *
     * @param search words, each of which some word of the name begins with
     */
    public record Filter(
            @Nullable Industry industry,
            @Nullable FoldedText city,
            @Nullable FoldedText search) {
        public static final Filter NONE = new Filter(null, null, null);
    }

    /**
     * One page of a list.
     *
     * @param next where the next page goes on; null on the last one
     */
    public record Page(List<Slug> clubs, @Nullable String next) {}

    private static final String WORD = "WORD#";
    /** Four times as many rows, twice, and the club's own are what one transaction of a change can hold. */
    private static final int MOST_WORDS = 10;

    /** Folding can make a text longer, and a key has its limits. */
    private static final int LONGEST_NAME = 100;

    private static final int LONGEST_WORD = 40;
    /** Rows that are looked at to find names with several words, in one request. */
    private static final int LOOKED_AT = 500;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Sorts after all that a slug can go on with, and before any longer one. */
    private static final char PAST = '!';
    /** The last of all characters; U+FFFF would leave out what lies beyond the first plane. */
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private final Table table;

    public ClubListStore(Table table) {
        this.table = table;
    }

    /** The rows of a new club. */
    public List<Write> enter(Club club) {
        return rows(club).values().stream().map(Write::put).toList();
    }

    /** The rows of a club that is no more. */
    public List<Write> leave(Club club) {
        return rows(club).keySet().stream().map(Write::delete).toList();
    }

    /** Brings the rows in line with a change; those that stay are left alone. */
    public List<Write> move(Club before, Club after) {
        var old = rows(before);
        var writes = new ArrayList<Write>();
        rows(after).forEach((key, row) -> {
            var was = old.remove(key);
            if (was == null || !Objects.equals(was.textOrNull("called"), row.textOrNull("called"))) {
                writes.add(Write.put(row));
            }
        });
        old.keySet().forEach(key -> writes.add(Write.delete(key)));
        return writes;
    }

    /**
     * The clubs by name; or where a search is given, by the word it found. One request. A page of a search can hold fewer
     * than its limit though others follow: of several words one is looked up, and up to five hundred names with it are read.
     *
     * @param after goes on after this {@link Page#next}; null from the start
     */
    public Page page(Filter filter, @Nullable String after, int limit) {
        var terms = filter.search() == null ? List.<String>of() : words(filter.search());
        var sought = terms.stream().max(Comparator.comparingInt(String::length));
        var prefix = sought.map(word -> WORD + cut(word, LONGEST_WORD))
                .orElseGet(() -> ClubList.NAME
                        + (filter.search() == null ? "" : cut(filter.search().value(), LONGEST_NAME)));
        int most = terms.size() > 1 ? LOOKED_AT : limit + 1;
        var partition = ClubList.partition(filter.industry(), filter.city());
        var rows = table.firstBetween(partition, after == null ? prefix : after + PAST, prefix + END, most);
        var shown = new ArrayList<Slug>();
        @Nullable String last = null;
        for (var row : rows) {
            if (shown.size() == limit) {
                return new Page(shown, last);
            }
            last = row.text(Key.SORT);
            if (sought.isEmpty() || isFound(row, cut(sought.get(), LONGEST_WORD), terms)) {
                shown.add(ClubList.slug(row));
            }
        }
        return new Page(shown, rows.size() == most ? last : null);
    }

    /** Whether the row's name has all the words, and the row is the one of its rows to show it at: it is found once. */
    private static boolean isFound(Item row, String sought, List<String> terms) {
        var name = new FoldedText(row.text("called"));
        var sort = row.text(Key.SORT);
        var word = sort.substring(WORD.length(), sort.lastIndexOf('#'));
        var first = indexed(name).stream().filter(own -> own.startsWith(sought)).min(Comparator.naturalOrder());
        var words = words(name);
        return first.filter(word::equals).isPresent()
                && terms.stream().allMatch(term -> words.stream().anyMatch(own -> own.startsWith(term)));
    }

    private static Map<Key, Item> rows(Club club) {
        var name = FoldedText.of(club.name());
        var rows = new LinkedHashMap<Key, Item>();
        for (var partition : partitions(club)) {
            // The space lets "book" come before "book club".
            var byName = new Key(partition, ClubList.NAME + cut(name.value(), LONGEST_NAME) + " #" + club.slug());
            rows.put(byName, Item.at(byName));
            for (var word : indexed(name)) {
                var byWord = new Key(partition, WORD + word + "#" + club.slug());
                rows.put(byWord, Item.at(byWord).with("called", name.value()));
            }
        }
        return rows;
    }

    private static List<String> partitions(Club club) {
        var industry = club.industry();
        var city = FoldedText.of(club.city());
        return List.of(
                ClubList.partition(industry, city),
                ClubList.partition(industry, null),
                ClubList.partition(null, city),
                ClubList.partition(null, null));
    }

    /** The words that a name is found by. */
    private static List<String> indexed(FoldedText name) {
        return words(name).stream()
                .map(word -> cut(word, LONGEST_WORD))
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    private static List<String> words(FoldedText text) {
        return Arrays.stream(BETWEEN_WORDS.split(text.value(), -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
