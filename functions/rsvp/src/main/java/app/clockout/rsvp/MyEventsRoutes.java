package app.clockout.rsvp;

import app.clockout.calendar.Calendar;
import app.clockout.calendar.Entry;
import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.json.JsonObject;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Seats.ByMemberEntry;
import app.clockout.web.Answer;
import app.clockout.web.Cursors;
import app.clockout.web.EventCard;
import app.clockout.web.EventJson;
import app.clockout.web.EventState;
import app.clockout.web.OwnAddress;
import app.clockout.web.Page;
import app.clockout.web.Problem;
import app.clockout.web.Question;
import app.clockout.web.Request;
import app.clockout.web.SeatStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a member has to do with events, as a list and as a calendar (docs/table-design.md, R14 and R15). */
final class MyEventsRoutes {
    private static final int MOST_IN_CALENDAR = 200;
    private static final Duration CALENDAR_LOOKS_BACK = Duration.ofDays(30);
    private static final String LIST = "own-events";

    private final Events events;
    private final Seats seats;
    private final People people;
    private final OwnCalendarStore calendars;
    private final DerivedLinks links;
    private final Cursors cursors;
    private final SeatStatuses statuses;
    private final InstantSource clock;
    private final OwnAddress address;

    MyEventsRoutes(
            Events events,
            Seats seats,
            People people,
            OwnCalendarStore calendars,
            DerivedLinks links,
            SeatStatuses statuses,
            Environment environment) {
        this.events = events;
        this.seats = seats;
        this.people = people;
        this.calendars = calendars;
        this.links = links;
        this.cursors = new Cursors(links);
        this.statuses = statuses;
        this.clock = environment.clock();
        this.address = new OwnAddress(environment.variableOrEmpty("DOMAIN_NAME"));
    }

    private record Own(Events.View view, SeatStatus seat) {}

    /** Those asked for last first; the page shows those to come by their start. */
    Answer list(Request request) {
        var member = request.signedIn();
        var query = request.queryFields();
        int limit = request.limit(query);
        if (!query.areGood()) {
            return Answer.invalid(query);
        }
        var reading = cursors.of(request, LIST, "");
        var entries = seats.ofMember(member.id(), reading.position(), limit + 1);
        var shown = entries.subList(0, Math.min(limit, entries.size()));
        var next = entries.size() > limit ? reading.after(shown.getLast().position()) : null;
        var own = own(member, shown);
        var json = new JsonObject();
        var items = json.putArray("items");
        own.forEach(each -> items.add(json(each)));
        if (next != null) {
            json.put("nextCursor", next);
        }
        var calendarUrl = calendarUrl(request, member, calendars.version(member.id()));
        return Answer.view(
                json.put("calendarUrl", calendarUrl), () -> page(own, calendarUrl, next, query.has("renewed")));
    }

    private List<Own> own(Person member, List<ByMemberEntry> entries) {
        return events.views(entries.stream().map(ByMemberEntry::event).toList(), member.id()).stream()
                .map(view -> new Own(view, statuses.of(member, view)))
                .filter(each -> !(each.seat() instanceof SeatStatus.None))
                .toList();
    }

    private static JsonObject json(Own own) {
        var view = own.view();
        var json = EventJson.of(view.event(), view.seats(), view.club(), view.seesStreet());
        json.putObject("rsvp").putAll(own.seat().json());
        return json;
    }

    private Page page(List<Own> own, String calendarUrl, @Nullable String next, boolean renewed) {
        var now = clock.instant();
        Predicate<Own> isOver = each -> each.view().event().isOver(now);
        var byStart = Comparator.comparing((Own each) -> each.view().event().startsAt());
        var coming = cards(own.stream().filter(isOver.negate()).sorted(byStart).toList(), now);
        var past = cards(own.stream().filter(isOver).sorted(byStart.reversed()).toList(), now);
        return new Page(
                "My events",
                output -> JteownEventsGenerated.render(output, null, coming, past, calendarUrl, next, renewed));
    }

    private static List<EventCard> cards(List<Own> own, Instant now) {
        return own.stream()
                .map(each -> new EventCard(
                        each.view().event(), each.view().seats(), each.view().club(), state(each, now)))
                .toList();
    }

    private static EventState state(Own own, Instant now) {
        var view = own.view();
        return EventState.of(view.event(), view.seats(), view.rsvp(), own.seat(), now);
    }

    Answer renewCalendar(Request request) {
        var member = request.signedIn();
        if (Question.isAsked(request)) {
            return new Question(
                            "Make a new address for your calendar",
                            "",
                            "The old one ends: calendars that have it hear of nothing new until you give them the new one.",
                            "Make a new address",
                            "/me/events")
                    .of(request);
        }
        var url = calendarUrl(request, member, calendars.renew(member.id()));
        return Answer.done(200, new JsonObject().put("calendarUrl", url), "/me/events?renewed=1");
    }

    private String calendarUrl(Request request, Person member, int version) {
        var token = links.token(Purpose.OWN_CALENDAR, member.id().value(), calendarVersion(member, version));
        return address.at(request) + "/me/calendar.ics?token=" + token;
    }

    /** The address ends with its renewal as with the member's other links. */
    private static int calendarVersion(Person member, int version) {
        return Math.addExact(Math.multiplyExact(member.linkVersion(), 1_000_000), version);
    }

    /** What calendar programs ask for, without a session: the member's seats, those to come and those of the last month. */
    Answer calendar(Request request) {
        var token = request.queryToken();
        var member = DerivedLinks.claimedId(token)
                .filter(id -> !id.isBlank())
                .flatMap(id -> people.person(new MemberId(id)))
                .filter(Person::isMember)
                .filter(person -> links.holds(
                        token, Purpose.OWN_CALENDAR, calendarVersion(person, calendars.version(person.id()))))
                .orElseThrow(Problem::invalidLink);
        var since = clock.instant().minus(CALENDAR_LOOKS_BACK);
        var entries = new ArrayList<Entry>();
        for (var each : own(member, seats.ofMember(member.id(), null, MOST_IN_CALENDAR))) {
            var event = each.view().event();
            var rsvp = each.view().rsvp();
            if (rsvp != null && rsvp.hasSeat() && event.endsAt().isAfter(since)) {
                entries.add(Entry.ofSeat(event, rsvp, true, address.at(request)));
            }
        }
        return Answer.document(Calendar.MEDIA_TYPE, Calendar.feed("Clockout", entries, clock.instant()));
    }
}
