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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param search words, each of which some word of the name begins with; what is written in scripts without spaces can stand
     *     anywhere in it
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
    /** Rows that are looked at to find names with several words, or a phrase, in one request. */
    private static final int LOOKED_AT = 500;

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
     * The clubs by name; or where a word is searched, by the word it found. One request. A page of a search can hold fewer
     * than its limit though others follow: of several words one is looked up, and up to five hundred names with it are read;
     * where all is written in scripts without spaces, as many names.
     *
     * @param after goes on after this {@link Page#next}; null from the start
     */
    public Page page(Filter filter, @Nullable String after, int limit) {
        var search = Search.of(filter.search());
        int most = search.looksThrough() ? LOOKED_AT : limit + 1;
        var partition = ClubList.partition(filter.industry(), filter.city());
        var rows = table.firstBetween(
                partition, after == null ? search.prefix() : after + PAST, search.prefix() + END, most);
        var shown = new ArrayList<Slug>();
        @Nullable String last = null;
        for (var row : rows) {
            if (shown.size() == limit) {
                return new Page(shown, last);
            }
            last = row.text(Key.SORT);
            if (search.isFound(row)) {
                shown.add(ClubList.slug(row));
            }
        }
        return new Page(shown, rows.size() == most ? last : null);
    }

    /**
     * What is looked for in names.
     *
     * @param prefix how the sort keys of the rows begin among which it is looked for
     * @param sought the word that is looked up by its rows; null where names are looked through
     */
    private record Search(String prefix, @Nullable String sought, FoldedText text) {
        static Search of(@Nullable FoldedText text) {
            if (text == null) {
                return new Search(ClubList.NAME, null, new FoldedText(""));
            }
            var longest = text.words().stream().max(Comparator.comparingInt(String::length));
            if (longest.isPresent()) {
                var sought = cut(longest.get(), LONGEST_WORD);
                return new Search(WORD + sought, sought, text);
            }
            // Of signs alone, only the beginning of a name is looked up.
            return new Search(
                    ClubList.NAME + (text.phrases().isEmpty() ? cut(text.value(), LONGEST_NAME) : ""), null, text);
        }

        /** Whether rows are read of which some do not count: those without the other words, or with a mark at the last letter. */
        boolean looksThrough() {
            return text.words().size() > 1
                    || !text.phrases().isEmpty()
                    || (sought != null && FoldedText.takesMarks(sought));
        }

        /** Whether the row's name has all of it, and the row is the one of its rows to show it at: it is found once. */
        boolean isFound(Item row) {
            var name = new FoldedText(called(row));
            return (sought == null || isFirstOf(row, name, sought)) && text.isFoundIn(name);
        }

        private static boolean isFirstOf(Item row, FoldedText name, String sought) {
            var sort = row.text(Key.SORT);
            var word = sort.substring(WORD.length(), sort.lastIndexOf('#'));
            return indexed(name).stream()
                    .filter(own -> FoldedText.begins(own, sought))
                    .min(Comparator.naturalOrder())
                    .filter(word::equals)
                    .isPresent();
        }
    }

    /** The whole name, folded; a row by name has it in its key, where it fits. */
    private static String called(Item row) {
        var called = row.textOrNull("called");
        var sort = row.text(Key.SORT);
        return called == null ? sort.substring(ClubList.NAME.length(), sort.lastIndexOf(" #")) : called;
    }

    /** The rows of an open club, by their keys. */
    public static Map<Key, Item> rows(Club club) {
        var name = FoldedText.of(club.name());
        var rows = new LinkedHashMap<Key, Item>();
        for (var partition : partitions(club)) {
            // The space lets "book" come before "book club".
            var byName = new Key(partition, ClubList.NAME + cut(name.value(), LONGEST_NAME) + " #" + club.slug());
            var named = Item.at(byName);
            rows.put(byName, name.value().length() > LONGEST_NAME ? named.with("called", name.value()) : named);
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
        return name.words().stream()
                .map(word -> cut(word, LONGEST_WORD))
                .distinct()
                .limit(MOST_WORDS)
                .toList();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
