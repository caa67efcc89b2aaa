package app.clockout.mailer;

import app.clockout.domain.Club;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.mailer.content.AdmissionContent.Suggestions;
import app.clockout.table.ClubList;
import app.clockout.table.Clubs;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a new member can begin: up to three clubs and three coming public events, those of their industry in their city
 * first, then those of their industry, then those of their city, then any. Up to four Queries and one look-up for each.
 */
final class WelcomeSuggestions {
    private static final int MOST = 3;

    private record Filter(
            @Nullable Industry industry, @Nullable FoldedText city) {}

    private final ClubList clubList;
    private final EventList eventList;
    private final Clubs clubs;
    private final Events events;

    WelcomeSuggestions(MailStores stores) {
        clubList = stores.clubList;
        eventList = stores.eventList;
        clubs = stores.clubs;
        events = stores.events;
    }

    Suggestions of(Person person, Instant now) {
        var industry = person.details().industry();
        var city = FoldedText.of(person.details().city());
        var closestFirst = List.of(
                new Filter(industry, city), new Filter(industry, null), new Filter(null, city), new Filter(null, null));
        return new Suggestions(clubs(closestFirst), events(closestFirst, person, now));
    }

    private List<Club> clubs(List<Filter> closestFirst) {
        var found = new LinkedHashSet<Slug>();
        for (var filter : closestFirst) {
            if (found.size() < MOST) {
                found.addAll(clubList.first(filter.industry, filter.city, MOST));
            }
        }
        var slugs = found.stream().limit(MOST).toList();
        return slugs.isEmpty()
                ? List.of()
                : clubs.views(slugs, null).stream().map(Clubs.View::club).toList();
    }

    private List<Event> events(List<Filter> closestFirst, Person person, Instant now) {
        var found = new LinkedHashSet<EventId>();
        for (var filter : closestFirst) {
            if (found.size() < MOST) {
                found.addAll(eventList
                        .publicOnes(new EventList.Filter(filter.industry, filter.city), now, null, MOST)
                        .events());
            }
        }
        var ids = found.stream().limit(MOST).toList();
        return ids.isEmpty()
                ? List.of()
                : events.views(ids, person.id()).stream()
                        .filter(view -> EventList.Filter.NONE.matches(view.event(), view.club()))
                        .map(Events.View::event)
                        .toList();
    }
}
