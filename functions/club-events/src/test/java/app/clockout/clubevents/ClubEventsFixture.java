package app.clockout.clubevents;

import static app.clockout.local.testing.HttpAnswers.json;

import app.clockout.clubs.ClubStore;
import app.clockout.clubs.MembershipStore;
import app.clockout.domain.Details;
import app.clockout.domain.Event;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Membership;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Slug;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.HttpEventBuilder;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Commit;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Events;
import app.clockout.table.People;
import app.clockout.table.Seats;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Write;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two clubs with their hosts and members, in a table of their own: the host of Law Lima is {@code hanna}, a member {@code mona}. */
final class ClubEventsFixture {
    static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    static final Slug LAW = new Slug("law-lima");
    static final Slug TECH = new Slug("tech");

    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("ClubEventsFunction");
    final Table table = new Table(environment);
    final Events events = new Events(table);
    final SeatStore seats = new SeatStore(table, new Seats(table), new QueueStore(table));
    final ClubEventsHandler handler = new ClubEventsHandler(environment);

    final String host = person("hanna");
    final String member = person("mona");
    final String stranger = person("stig");
    final String otherHost = person("theo");

    ClubEventsFixture() {
        club(LAW, "Law Lima", Industry.LAW, "Lima", "hanna", "mona");
        club(TECH, "Tech", Industry.TECHNOLOGY, "Berlin", "theo");
    }

    Instant now() {
        return stack.clock().instant();
    }

    /** A member of the network who is signed in for long; gives the session's token. */
    String person(String name) {
        var id = new MemberId(name);
        var details =
                new Details(name, Industry.LAW, "Lawyer", "Lima", ZoneId.of("Europe/Berlin"), "", List.of(), List.of());
        var sessions = new Sessions(table, environment.clock());
        var token = sessions.token(id, environment.random());
        done(
                new People(table)
                        .arrive(PersonBuilder.person(name, now())
                                .details(details)
                                .build()),
                sessions.begin(id, token, now().plus(Duration.ofDays(400))));
        return token;
    }

    void club(Slug slug, String name, Industry industry, String city, String host, String... members) {
        var id = new MemberId(host);
        var club = ClubBuilder.club(slug, now())
                .name(name)
                .industry(industry)
                .city(city)
                .timezone(ZoneId.of("America/Lima"))
                .hosts(id)
                .members(1 + members.length)
                .build();
        var writes = new ArrayList<Write>();
        writes.add(new ClubStore(table).found(club));
        var memberships = new MembershipStore(table);
        writes.add(memberships.enter(new Membership(slug, id, Membership.State.MEMBER, now())));
        for (var member : members) {
            writes.add(memberships.enter(new Membership(slug, new MemberId(member), Membership.State.MEMBER, now())));
        }
        done(table.commit(writes));
    }

    void done(Write... writes) {
        done(table.commit(writes));
    }

    private static void done(Commit commit) {
        Assertions.assertThat(commit.done()).isTrue();
    }

    /** What a host sends to announce an event, with some fields otherwise; a null field is left out. */
    static String announcement(Map<String, Object> otherwise) {
        var fields = (ObjectNode) json("""
            {"title":"Evening of contracts","description":"Bring one.\\nTalk.","startsAt":"2027-01-14T18:30",
            "timezone":"America/New_York","durationMinutes":120,
            "venue":{"name":"Bar","address":"1 Main St","city":"New York"},"capacity":3,"visibility":"public"}\
            """);
        otherwise.forEach((field, value) -> {
            int dot = field.indexOf('.');
            var node = dot < 0 ? fields : (ObjectNode) fields.path("venue");
            node.putPOJO(field.substring(dot + 1), value);
        });
        return fields.toString();
    }

    /** Announces an event of Law Lima. */
    EventId announced(Map<String, Object> otherwise) {
        return announced(LAW, host, otherwise);
    }

    EventId announced(Slug club, String host, Map<String, Object> otherwise) {
        var answer = ask(http("POST", "/clubs/" + club + "/events").bearer(host).json(announcement(otherwise)));
        return new EventId(json(201, answer).path("eventId").asText());
    }

    Event event(EventId id) {
        return events.find(id).orElseThrow();
    }

    /** Somebody takes a seat, as the function for seats writes it. */
    void seat(EventId event, String member) {
        var visibility = event(event).visibility();
        done(seats.takeSeat(event, visibility, now()), seats.answer(rsvp(event, member, Rsvp.Status.CONFIRMED, 0)));
    }

    /** Somebody waits for a seat. */
    void turn(EventId event, String member) {
        var seen = seats.count(event).orElseThrow();
        long turn = seen.lastTurn() + 1;
        var writes = new ArrayList<>(seats.takeTurn(seen, turn, new MemberId(member), false, now()));
        writes.add(seats.answer(rsvp(event, member, Rsvp.Status.WAITLISTED, turn)));
        done(table.commit(writes));
    }

    /** A seat is offered to somebody, for an hour. */
    void offer(EventId event, String member) {
        done(seats.answer(rsvp(event, member, Rsvp.Status.OFFERED, 0)));
    }

    private Rsvp rsvp(EventId event, String member, Rsvp.Status status, long turn) {
        var now = now();
        return new Rsvp(
                event,
                new MemberId(member),
                member,
                status,
                now,
                now,
                turn,
                status == Rsvp.Status.OFFERED ? now.plus(Duration.ofHours(1)) : null,
                null);
    }

    long figure(Count count) {
        return new DailyCounters(table)
                .byDay().values().stream()
                        .mapToLong(day -> day.getOrDefault(count, 0L))
                        .sum();
    }

    /** The keys of all items in this partition. */
    List<String> rows(String partition) {
        return stack.items().stream()
                .filter(item -> partition.equals(
                        item.getOrDefault("PK", AttributeValue.fromS("")).s()))
                .map(item -> item.getOrDefault("SK", AttributeValue.fromS("")).s())
                .sorted()
                .toList();
    }

    /** A request to one of the function's routes. */
    HttpEventBuilder http(String method, String path) {
        var route = path.replaceFirst("\\?.*", "")
                .replaceFirst("^/events/[^/]+", "/events/{eventId}")
                .replaceFirst("^/clubs/[^/]+", "/clubs/{slug}");
        return app.clockout.local.testing.LambdaEvents.http(method, path).route(route);
    }

    APIGatewayV2HTTPResponse ask(HttpEventBuilder event) {
        return handler.handleRequest(event.build(), null);
    }

    JsonNode get(String path) {
        return json(200, ask(http("GET", path)));
    }

    JsonNode get(String session, String path) {
        return json(200, ask(http("GET", path).bearer(session)));
    }

    /** The titles on one page of a list. */
    static List<String> titles(JsonNode page) {
        var titles = new ArrayList<String>();
        page.path("items").forEach(item -> titles.add(item.path("title").asText()));
        return titles;
    }
}
