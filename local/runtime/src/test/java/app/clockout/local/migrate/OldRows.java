package app.clockout.local.migrate;

import app.clockout.clubs.ClubStore;
import app.clockout.domain.Club;
import app.clockout.domain.Details;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Slug;
import app.clockout.domain.Standing;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.WaitlistKeys;
import app.clockout.table.Write;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes clubs, events and people as the version before wrote them, which took every mark of every script for an accent. */
final class OldRows {
    private final Table table;
    private final Instant now;

    OldRows(Table table, Instant now) {
        this.table = table;
        this.now = now;
    }

    static String folded(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        return plain.toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replaceAll("\\s+", " ")
                .strip();
    }

    Club club(String slug, String name, String city) {
        var club = ClubBuilder.club(new Slug(slug), now)
                .name(name)
                .industry(Industry.LAW)
                .city(city)
                .hosts(new MemberId("host"))
                .build();
        var writes = new ArrayList<Write>();
        writes.add(new ClubStore(table).found(club));
        for (var of : List.of("law", "*")) {
            for (var in : List.of("@" + folded(city), "*")) {
                var partition = "CLUBS#" + of + "#" + in;
                writes.add(Write.put(Item.at(new Key(partition, "NAME#" + folded(name) + " #" + slug))));
                Arrays.stream(folded(name).split("[^\\p{L}\\p{N}]+"))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .limit(10)
                        .forEach(word -> writes.add(Write.put(Item.at(new Key(partition, "WORD#" + word + "#" + slug))
                                .with("called", folded(name)))));
            }
        }
        table.commit(writes);
        return club;
    }

    Event event(Club club, String city) {
        var id = new EventId(club.slug() + "_abcdefgh234567ij");
        var event = EventBuilder.event(id, now.plus(Duration.ofDays(9)), now)
                .venue("Hall", "Street 1", city)
                .build();
        table.commit(new Events(table).announce(event, 10, club, now));
        for (var key : EventList.publicKeys(event, club.industry())) {
            table.write(Write.delete(key));
            var parts = key.partition().split("#", 3);
            var in = parts[2].equals("*") ? "*" : "@" + folded(city);
            table.write(Write.put(Item.at(new Key("EVENTS#" + parts[1] + "#" + in, key.sort()))));
        }
        return event;
    }

    Person waiting(String name, int place, String city) {
        var person = PersonBuilder.person(name, now)
                .standing(Standing.WAITING)
                .place(new Place(place))
                .build();
        var said = person.details();
        var details =
                new Details(said.name(), said.industry(), said.role(), city, said.timezone(), "", List.of(), List.of());
        var living = PersonBuilder.person(name, now)
                .standing(Standing.WAITING)
                .place(new Place(place))
                .details(details)
                .build();
        table.commit(new People(table).arrive(living), new Waitlist(table).enter(living));
        table.write(Write.update(WaitlistKeys.waiting(living.place(), living.id()), "SET city = :city")
                .where(":city", folded(city)));
        return living;
    }
}
