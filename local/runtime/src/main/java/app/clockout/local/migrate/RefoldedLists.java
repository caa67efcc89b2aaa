package app.clockout.local.migrate;

import static java.util.stream.Collectors.toSet;

import app.clockout.clubs.ClubListStore;
import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.table.ClubKeys;
import app.clockout.table.ClubList;
import app.clockout.table.Clubs;
import app.clockout.table.EventKeys;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Brings what is stored folded to how texts are folded now: the lists of clubs by city, name and word, those of events by city, and the cities of
 * who waits. What a list row says of a club or event is looked up there; each change is refused if the club or event changes meanwhile.
 */
final class RefoldedLists {
    private static final String OPEN = "version = :version AND attribute_not_exists(closedAt)";
    private static final int MOST_TRIES = 8;
    /** What a transaction holds, but for the check. */
    private static final int MOST_WRITES = 99;

    private final Table table;
    private final Events events;
    private final People people;

    RefoldedLists(Table table) {
        this.table = table;
        this.events = new Events(table);
        this.people = new People(table);
    }

    long mend(List<Map<String, AttributeValue>> page) {
        var clubs = new LinkedHashSet<Slug>();
        var inClubs = new LinkedHashMap<Slug, List<Key>>();
        var inEvents = new LinkedHashMap<Key, EventId>();
        var waiting = new LinkedHashMap<Key, String>();
        for (var row : page) {
            var key = new Key(text(row, Key.PARTITION), text(row, Key.SORT));
            if (key.partition().startsWith("CLUB#") && key.sort().equals("CLUB")) {
                clubs.add(ClubKeys.slug(Item.at(key)));
                inClubs.computeIfAbsent(ClubKeys.slug(Item.at(key)), _ -> new ArrayList<>());
            } else if (key.partition().startsWith("CLUBS#")) {
                inClubs.computeIfAbsent(ClubList.slug(Item.at(key)), _ -> new ArrayList<>())
                        .add(key);
            } else if (key.partition().startsWith("EVENTS#")) {
                inEvents.put(key, new EventId(key.sort().substring(key.sort().indexOf('#') + 1)));
            } else if (key.partition().startsWith("WAITLIST#")) {
                waiting.put(key, text(row, "city"));
            }
        }
        long mended = 0;
        for (var club : inClubs.entrySet()) {
            mended += mendClub(club.getKey(), clubs.contains(club.getKey()), club.getValue());
        }
        for (var row : inEvents.entrySet()) {
            mended += mendEvent(row.getValue(), row.getKey());
        }
        return mended + mendWaiting(waiting);
    }

    /**
     * Writes the rows that a club should have and has not; deletes those of the given ones that it should not have.
     *
     * @param itself whether the scan came to the club, so that its rows are looked up once
     */
    private long mendClub(Slug slug, boolean itself, List<Key> seen) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            @Nullable
            Club club = table.get(ClubKeys.club(slug))
                    .map(Clubs::read)
                    .filter(Club::isOpen)
                    .orElse(null);
            var should = club == null ? Map.<Key, Item>of() : ClubListStore.rows(club);
            var there = itself ? table.getAll(should.keySet()) : should;
            var writes = new ArrayList<Write>();
            should.forEach((key, row) -> {
                if (!there.containsKey(key)
                        || !Objects.equals(there.get(key).textOrNull("called"), row.textOrNull("called"))) {
                    writes.add(Write.put(row));
                }
            });
            seen.stream()
                    .filter(key -> !should.containsKey(key))
                    .map(Write::delete)
                    .forEach(writes::add);
            if (commit(
                    writes,
                    club == null ? null : Write.check(ClubKeys.club(slug), OPEN).where(":version", club.version()))) {
                return writes.size();
            }
        }
        throw new IllegalStateException("The club " + slug + " changes all the time; run it once more.");
    }

    /** Moves the row of a public event to its city as it is folded now, whatever industry it stands under. */
    private long mendEvent(EventId id, Key row) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            var event = events.find(id).orElse(null);
            var should = event == null ? Set.<Key>of() : places(event, row);
            if (should.contains(row)) {
                return 0;
            }
            var writes = new ArrayList<Write>();
            writes.add(Write.delete(row));
            should.stream().map(key -> Write.put(Item.at(key))).forEach(writes::add);
            if (commit(
                    writes,
                    event == null || event.isCancelled()
                            ? null
                            : Write.check(EventKeys.event(id), Events.UNCHANGED).where(":version", event.version()))) {
                return writes.size();
            }
        }
        throw new IllegalStateException("The event " + id + " changes all the time; run it once more.");
    }

    /** Where the event stands in the lists of the row's industry and of the row's kind: of its city, or of any. */
    private static Set<Key> places(Event event, Key row) {
        var industry = row.partition().split("#", 3)[1];
        boolean anyCity = row.partition().endsWith("#*");
        return EventList.publicKeys(event, Industry.of(industry).orElse(Industry.OTHER)).stream()
                .filter(key -> key.partition().split("#", 3)[1].equals(industry))
                .filter(key -> key.partition().endsWith("#*") == anyCity)
                .collect(toSet());
    }

    private long mendWaiting(Map<Key, String> waiting) {
        var members = waiting.keySet().stream().collect(Collectors.toMap(key -> key, RefoldedLists::member));
        var found = people.findAll(members.values()).people();
        long mended = 0;
        for (var row : waiting.entrySet()) {
            var person = found.get(members.get(row.getKey())) instanceof Person one ? one : null;
            if (person == null) {
                continue;
            }
            var city = FoldedText.of(person.details().city()).value();
            // Refused where they are decided about meanwhile; then there is no row to mend.
            if (!city.equals(row.getValue())
                    && table.commit(Write.update(row.getKey(), "SET city = :city")
                                    .where(":city", city)
                                    .onlyIf("city = :before")
                                    .where(":before", row.getValue()))
                            .done()) {
                mended++;
            }
        }
        return mended;
    }

    private static MemberId member(Key waiting) {
        return new MemberId(waiting.sort().substring(waiting.sort().indexOf('#') + 1));
    }

    /** Commits in as few transactions as it takes, each under the check; false where one was refused. */
    private boolean commit(List<Write> writes, @Nullable Write check) {
        for (int from = 0; from < writes.size(); from += MOST_WRITES) {
            var part = new ArrayList<>(writes.subList(from, Math.min(from + MOST_WRITES, writes.size())));
            if (check != null) {
                part.add(check);
            }
            if (!table.commit(part).done()) {
                return false;
            }
        }
        return true;
    }

    private static String text(Map<String, AttributeValue> row, String name) {
        var value = row.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
