package app.clockout.table;

import app.clockout.domain.FoldedText;
import app.clockout.domain.Hash;
import app.clockout.domain.Industry;
import app.clockout.domain.Slug;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clubs by name, of an industry, of a city, of both and of any ({@code CLUBS#industry#city / NAME#name #slug}, with
 * {@code *} for any). The function of clubs writes the rows, and searches them by words.
 */
public final class ClubList {
    /** How the sort key of a row by name begins. */
    public static final String NAME = "NAME#";

    private static final String ANY = "*";
    private static final int LONGEST_CITY = 200;
    /** The last of all characters; U+FFFF would leave out what lies beyond the first plane. */
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private final Table table;

    public ClubList(Table table) {
        this.table = table;
    }

    /** The first clubs by name; null stands for any industry or city. One request. */
    public List<Slug> first(@Nullable Industry industry, @Nullable FoldedText city, int most) {
        return table.firstBetween(partition(industry, city), NAME, NAME + END, most).stream()
                .map(ClubList::slug)
                .toList();
    }

    /** The club of a row. */
    public static Slug slug(Item row) {
        var sort = row.text(Key.SORT);
        return new Slug(sort.substring(sort.lastIndexOf('#') + 1));
    }

    public static String partition(@Nullable Industry industry, @Nullable FoldedText city) {
        return "CLUBS#" + (industry == null ? ANY : industry.id()) + "#" + (city == null ? ANY : city(city));
    }

    /** With a mark before it, so that no city is called {@code *}. */
    private static String city(FoldedText city) {
        return "@" + (city.value().length() > LONGEST_CITY ? Hash.of(city.value()) : city.value());
    }
}
