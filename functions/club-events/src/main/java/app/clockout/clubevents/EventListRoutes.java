package app.clockout.clubevents;

import app.clockout.clubevents.ListEvents.Listing;
import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.json.JsonObject;
import app.clockout.table.Clubs;
import app.clockout.table.EventList.Filter;
import app.clockout.table.Events;
import app.clockout.table.Seats;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.EventCard;
import app.clockout.web.EventJson;
import app.clockout.web.Fields;
import app.clockout.web.Page;
import app.clockout.web.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Lists of events over HTTP: the public ones, and those of a club. */
final class EventListRoutes {
    private static final int LINE = 80;

    private final Clubs clubs;
    private final ListEvents listEvents;
    private final Seats seats;
    private final Cursors cursors;
    private final InstantSource clock;

    EventListRoutes(Clubs clubs, ListEvents listEvents, Seats seats, Cursors cursors, InstantSource clock) {
        this.clubs = clubs;
        this.listEvents = listEvents;
        this.seats = seats;
        this.cursors = cursors;
        this.clock = clock;
    }

    Answer list(Request request) {
        var query = request.queryFields();
        var industry = query.optionalIndustry("industry");
        var city = query.optionalLine("city", LINE).map(FoldedText::of);
        var from = from(query);
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query, () -> listPage(query, Listing.EMPTY, null));
        }
        var filters = "%s\t%s\t%s"
                .formatted(
                        industry.map(Industry::id).orElse(""),
                        city.map(FoldedText::value).orElse(""),
                        query.typed("from"));
        var filter = new Filter(industry.orElse(null), city.orElse(null));
        var reading = cursors.of(request, "events", filters);
        var found = listEvents.publicOnes(filter, from, reading.position(), limit, reader(request));
        var next = found.next() == null ? null : reading.after(found.next());
        return Answer.view(json(found, next), () -> listPage(query, found, next));
    }

    Answer listOfClub(Request request) {
        var at = ClubEventsHandler.club(clubs, request);
        var query = request.queryFields();
        var from = from(query);
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query, () -> clubPage(at, query, Listing.EMPTY, null));
        }
        var reading = cursors.of(request, "events of " + at.club().slug(), query.typed("from"));
        var found = listEvents.ofClub(at, from, reading.position(), limit, reader(request));
        var next = found.next() == null ? null : reading.after(found.next());
        return Answer.view(json(found, next), () -> clubPage(at, query, found, next));
    }

    /** Whose answers the cards of a page tell; JSON has none of them. */
    private static @Nullable MemberId reader(Request request) {
        return request.wantsPage() ? request.member().map(Person::id).orElse(null) : null;
    }

    /** From when on a list goes; from now on where the query does not say. */
    private Instant from(Fields query) {
        var now = clock.instant();
        return query.optionalLine("from", LINE)
                .map(typed -> {
                    try {
                        return Instant.parse(typed);
                    } catch (DateTimeParseException e) {
                        query.reject("from", "Please give an instant, like 2027-01-14T23:30:00Z.");
                        return now;
                    }
                })
                .orElse(now);
    }

    private static JsonObject json(Listing found, @Nullable String next) {
        var json = new JsonObject();
        var items = json.putArray("items");
        found.events().forEach(view -> items.add(EventJson.of(view.event(), view.seats(), view.club(), false)));
        return next == null ? json : json.put("nextCursor", next);
    }

    private Page listPage(Fields query, Listing found, @Nullable String next) {
        var cards = cards(found);
        return new Page("Events", output -> JteeventsGenerated.render(output, null, query, cards, next));
    }

    private Page clubPage(Clubs.View at, Fields query, Listing found, @Nullable String next) {
        var cards = cards(found);
        return new Page(
                "Events of " + at.club().name(),
                output -> JteclubEventsGenerated.render(output, null, at, query, cards, next));
    }

    /** One request for each event that the reader waits for. */
    private List<EventCard> cards(Listing found) {
        var now = clock.instant();
        return found.events().stream().map(view -> card(view, now)).toList();
    }

    private EventCard card(Events.View view, Instant now) {
        var rsvp = view.rsvp();
        IntSupplier position = () -> seats.position(view.event().id(), rsvp == null ? 0 : rsvp.turn());
        return EventCard.of(view.event(), view.seats(), view.club(), rsvp, now, position);
    }
}
