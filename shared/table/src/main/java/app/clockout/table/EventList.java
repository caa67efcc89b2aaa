package app.clockout.table;

import static java.util.stream.Collectors.toCollection;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.Slug;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which events are listed, by start: all of a club ({@code CLUB#slug / EVENT#start#event}), and the public
 * ones by the club's industry, the venue's city, both and neither ({@code EVENTS#industry#city / start#event}, with
 * {@code *} for any). So each combination of filters is one Query. The rows are written with the event, in one
 * transaction.
 */
public final class EventList {
    /**
     * One page of a list.
     *
     * @param next where the next page goes on; null on the last one
     */
    public record Page(List<EventId> events, @Nullable String next) {}

    /** Which public events; null for any. */
    public record Filter(
            @Nullable Industry industry, @Nullable FoldedText city) {
        public static final Filter NONE = new Filter(null, null);

        /** Whether the event is one of these: a row can stay where a club's industry changes under it. */
        public boolean matches(Event event, Club club) {
            return event.visibility() == Visibility.PUBLIC
                    && !event.isCancelled()
                    && (industry == null || industry == club.industry())
                    && (city == null || city.equals(FoldedText.of(event.venue().city())));
        }
    }

    private static final String EVENT = "EVENT#";
    private static final String ANY = "*";
    /** Sorts after all that a key can begin with, and before the next key. */
    private static final char PAST = '!';

    private static final char END = '\uffff';

    private static final long LAST_OF_THIRTEEN_DIGITS = 9_999_999_999_999L;
    /** Folding can make a text longer, and a key can have 2,048 bytes. Cities that begin so are one. */
    private static final int LONGEST_CITY = 400;
    /** How often a list is read on to fill a page of those that a viewer gets to see. */
    private static final int MOST_LOOKS = 8;

    private final Table table;

    public EventList(Table table) {
        this.table = table;
    }

    private static Key clubKey(Event event) {
        return new Key(ClubKeys.partition(event.id().club()), EVENT + position(event));
    }

    /** Where the event stands among the public ones; nowhere if it is not one of them, or does not take place. */
    public static Set<Key> publicKeys(Event event, Industry industry) {
        return event.visibility() == Visibility.PUBLIC && !event.isCancelled()
                ? Stream.of(industry.id(), ANY)
                        .flatMap(
                                of -> Stream.of(city(FoldedText.of(event.venue().city())), ANY)
                                        .map(in -> new Key("EVENTS#" + of + "#" + in, position(event))))
                        .collect(toCollection(LinkedHashSet::new))
                : Set.of();
    }

    /** With a mark before it, so that no city is called {@code *}. */
    private static String city(FoldedText city) {
        var name = city.value();
        return "@" + (name.length() > LONGEST_CITY ? name.substring(0, LONGEST_CITY) : name);
    }

    private static String position(Event event) {
        return position(event.startsAt()) + "#" + event.id();
    }

    private static String position(Instant start) {
        long millis = start.isBefore(Instant.EPOCH)
                ? 0
                : start.isAfter(Instant.ofEpochMilli(LAST_OF_THIRTEEN_DIGITS))
                        ? LAST_OF_THIRTEEN_DIGITS
                        : start.toEpochMilli();
        return "%013d".formatted(millis);
    }

    private static Write row(Key key) {
        return Write.put(Item.at(key));
    }

    private static Write clubRow(Event event) {
        return Write.put(
                Item.at(clubKey(event)).with("visibility", event.visibility().id()));
    }

    /** The rows of a new event. */
    static List<Write> enter(Event event, Industry industry) {
        var writes = new ArrayList<Write>();
        writes.add(clubRow(event));
        publicKeys(event, industry).forEach(key -> writes.add(row(key)));
        return writes;
    }

    /** Brings the rows in line with a change; those that stay are left alone. */
    public static List<Write> move(Event before, Event after, Industry industry) {
        var writes = new ArrayList<Write>();
        boolean sameKey = clubKey(before).equals(clubKey(after));
        if (!sameKey) {
            writes.add(Write.delete(clubKey(before)));
        }
        if (!sameKey || before.visibility() != after.visibility()) {
            writes.add(clubRow(after));
        }
        writes.addAll(replace(publicKeys(before, industry), publicKeys(after, industry)));
        return writes;
    }

    private static List<Write> replace(Set<Key> before, Set<Key> after) {
        return Stream.concat(
                        before.stream().filter(key -> !after.contains(key)).map(Write::delete),
                        after.stream().filter(key -> !before.contains(key)).map(EventList::row))
                .toList();
    }

    /**
     * A club's events by start, those that do not take place too. One request, unless so many are not for the reader
     * that a page is not full at once; then up to eight, and the page can hold fewer.
     *
     * @param ownToo whether those that are only for members are listed
     * @param after goes on after this {@link Page#next}; null begins at {@code from}
     */
    public Page ofClub(Slug club, boolean ownToo, Instant from, @Nullable String after, int limit) {
        var start = after == null ? position(from) : after + PAST;
        var found = new ArrayList<String>();
        for (int look = 0; look < MOST_LOOKS; look++) {
            // One more than is shown tells whether there is a next page.
            var rows = table.firstBetween(ClubKeys.partition(club), EVENT + start, EVENT + END, limit + 1);
            rows.stream()
                    .filter(row -> ownToo || row.text("visibility").equals(Visibility.PUBLIC.id()))
                    .map(row -> row.text(Key.SORT).substring(EVENT.length()))
                    .forEach(found::add);
            if (found.size() > limit || rows.size() <= limit) {
                return page(found, limit);
            }
            start = rows.getLast().text(Key.SORT).substring(EVENT.length()) + PAST;
        }
        return new Page(events(found), start.substring(0, start.length() - 1));
    }

    /** The public events by start. One request; parameters as in {@link #ofClub}. */
    public Page publicOnes(Filter filter, Instant from, @Nullable String after, int limit) {
        var partition =
                "EVENTS#" + (filter.industry() == null ? ANY : filter.industry().id()) + "#"
                        + (filter.city() == null ? ANY : city(filter.city()));
        var start = after == null ? position(from) : after + PAST;
        var rows = table.firstBetween(partition, start, "" + END, limit + 1);
        return page(rows.stream().map(row -> row.text(Key.SORT)).toList(), limit);
    }

    private static Page page(List<String> found, int limit) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new Page(events(shown), found.size() > limit ? shown.getLast() : null);
    }

    private static List<EventId> events(List<String> positions) {
        return positions.stream()
                .map(position -> new EventId(position.substring(position.indexOf('#') + 1)))
                .toList();
    }
}
