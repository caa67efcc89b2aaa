package app.clockout.signup;

import static app.clockout.local.testing.HttpAnswers.json;
import static app.clockout.local.testing.HttpAnswers.page;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubStore;
import app.clockout.domain.Event;
import app.clockout.domain.Event.Visibility;
import app.clockout.domain.EventId;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Rsvp;
import app.clockout.domain.Rsvp.Status;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.local.testing.EventBuilder;
import app.clockout.rsvp.QueueStore;
import app.clockout.rsvp.SeatStore;
import app.clockout.table.Clubs;
import app.clockout.table.EventList;
import app.clockout.table.Events;
import app.clockout.table.Events.View;
import app.clockout.table.Seats;
import app.clockout.table.Sessions;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComingEventsTest {
    private static final Slug CLUB = new Slug("joiners");
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final SignupFixture fixture = new SignupFixture();
    private final SignupHandler handler = new SignupHandler(fixture.environment);
    private final ComingEvents coming = new ComingEvents(
            new EventList(fixture.table),
            new Events(fixture.table),
            new Seats(fixture.table),
            fixture.environment.clock());
    private final SeatStore seats =
            new SeatStore(fixture.table, new Seats(fixture.table), new QueueStore(fixture.table));

    @BeforeEach
    void found() {
        fixture.table.commit(new ClubStore(fixture.table)
                .found(ClubBuilder.club(CLUB, fixture.now())
                        .name("Joiners")
                        .industry(Industry.DESIGN)
                        .city("Malmö")
                        .timezone(ZoneId.of("UTC"))
                        .hosts(new MemberId("hanna"))
                        .build()));
    }

    @Test
    void shouldShowTheNextFivePublicEventsToAVisitor() {
        for (int day : new int[] {6, 2, 5, 3, 1, 4}) {
            event("Day " + day, Duration.ofDays(day), Visibility.PUBLIC);
        }
        event("Yesterday", Duration.ofDays(-1), Visibility.PUBLIC);
        event("Members only", Duration.ofHours(1), Visibility.CLUB);

        Meter.reset();
        var seen = coming.seenBy(null);

        assertThat(requests()).containsOnly(Map.entry("Query", 1), Map.entry("BatchGetItem", 1));
        assertThat(titles(seen.open())).containsExactly("Day 1", "Day 2", "Day 3", "Day 4", "Day 5");
        assertThat(seen.own()).isEmpty();
        var json = get(null);
        assertThat(json.has("myEvents")).isFalse();
        assertThat(json.path("events")).hasSize(5);
        var first = json.path("events").path(0);
        assertThat(first.path("title").asText()).isEqualTo("Day 1");
        assertThat(first.path("seatsLeft").asInt()).isEqualTo(9);
        assertThat(first.path("venue").toString()).isEqualTo("{\"name\":\"Workshop\",\"city\":\"Malmö\"}");
        assertThat(look(null))
                .contains("Day 1", "9 seats left", "href=\"/events\"")
                .doesNotContain("Members only", "Day 6");
    }

    @Test
    void shouldShowAMemberTheEventsTheyHaveToDoWithSoonestFirst() {
        var member = fixture.member("maya@example.com").id();
        answer(event("Fourth", Duration.ofDays(4), Visibility.PUBLIC), member, Status.CONFIRMED);
        answer(event("Second", Duration.ofDays(2), Visibility.CLUB), member, Status.WAITLISTED);
        answer(event("Third", Duration.ofDays(3), Visibility.PUBLIC), member, Status.OFFERED);
        answer(event("Running", Duration.ofMinutes(-30), Visibility.PUBLIC), member, Status.CONFIRMED);
        answer(event("Over", Duration.ofDays(-1), Visibility.PUBLIC), member, Status.CONFIRMED);
        answer(event("Given back", Duration.ofDays(1), Visibility.PUBLIC), member, Status.CANCELLED);
        answer(event("Another's", Duration.ofDays(1), Visibility.PUBLIC), new MemberId("other"), Status.CONFIRMED);

        Meter.reset();
        var seen = coming.seenBy(member);

        assertThat(requests()).containsOnly(Map.entry("Query", 2), Map.entry("BatchGetItem", 1));
        assertThat(titles(seen.own())).containsExactly("Running", "Second", "Third", "Fourth");
        var session = session(member);
        var json = get(session);
        assertThat(json.path("myEvents"))
                .extracting(event -> event.path("title").asText())
                .containsExactly("Running", "Second", "Third", "Fourth");
        assertThat(json.toString()).as("a list").doesNotContain("1 Main Street");
        assertThat(look(session))
                .contains("You have a seat.", "You are number ", "A seat is held for you until", "href=\"/me/events\"")
                .doesNotContain(">Over<");
    }

    @Test
    void shouldShowNoOfferThatLapsedAndNothingCancelled() {
        var member = fixture.member("maya@example.com").id();
        answer(event("Offered", Duration.ofDays(2), Visibility.PUBLIC), member, Status.OFFERED);
        var off = event("Off", Duration.ofDays(2), Visibility.PUBLIC);
        answer(off, member, Status.CONFIRMED);
        var events = new Events(fixture.table);
        var view = events.view(off, member).orElseThrow();
        fixture.table.commit(events.cancel(view.event(), view.club(), new Event.Cancellation(fixture.now(), "Rain")));
        assertThat(titles(coming.seenBy(member).own())).containsExactly("Offered");

        fixture.pass(Duration.ofHours(12));

        assertThat(coming.seenBy(member).own()).isEmpty();
        assertThat(titles(coming.seenBy(member).open())).containsExactly("Offered");
    }

    @Test
    void shouldLookThroughNoMoreThanOneRequestCanTake() {
        var member = fixture.member("maya@example.com").id();
        for (int i = 0; i < 25; i++) {
            answer(event("E" + i, Duration.ofDays(30 - i), Visibility.PUBLIC), member, Status.CONFIRMED);
            fixture.pass(Duration.ofMinutes(1));
        }

        Meter.reset();
        var seen = coming.seenBy(member);

        assertThat(requests()).containsOnly(Map.entry("Query", 2), Map.entry("BatchGetItem", 1));
        assertThat(titles(seen.own())).containsExactly("E24", "E23", "E22", "E21", "E20");
        assertThat(seen.open()).hasSize(5);
    }

    private EventId event(String title, Duration startsIn, Visibility visibility) {
        var startsAt = fixture.now().plus(startsIn);
        var event = EventBuilder.event(EventId.random(CLUB, fixture.environment.random()), startsAt, fixture.now())
                .title(title)
                .length(Duration.ofMinutes(90))
                .venue("Workshop", "1 Main Street", "Malmö")
                .visibility(visibility)
                .build();
        var club = new Clubs(fixture.table).find(CLUB).orElseThrow();
        var writes = new Events(fixture.table).announce(event, 9, club, fixture.now());
        assertThat(fixture.table.commit(writes).done()).isTrue();
        return event.id();
    }

    private void answer(EventId event, MemberId member, Status status) {
        var now = fixture.now();
        var expiresAt = status == Status.OFFERED ? now.plus(Duration.ofHours(12)) : null;
        long turn = status == Status.WAITLISTED ? 1 : 0;
        assertThat(fixture.table
                        .commit(seats.answer(new Rsvp(event, member, "Maya", status, now, now, turn, expiresAt, null)))
                        .done())
                .isTrue();
    }

    private String session(MemberId member) {
        var sessions = new Sessions(fixture.table, fixture.stack.clock());
        var token = sessions.token(member, fixture.environment.random());
        fixture.table.commit(sessions.begin(member, token, fixture.now().plus(Sessions.LIFE)));
        return token;
    }

    private JsonNode get(@Nullable String session) {
        var event = app.clockout.local.testing.LambdaEvents.http("GET", "/");
        return json(200, handler.handleRequest((session == null ? event : event.bearer(session)).build(), null));
    }

    private String look(@Nullable String session) {
        var event = app.clockout.local.testing.LambdaEvents.http("GET", "/").accept(PAGE);
        return page(200, handler.handleRequest((session == null ? event : event.bearer(session)).build(), null));
    }

    private static Map<String, Integer> requests() {
        return Objects.requireNonNull(Meter.read().get("start")).operations();
    }

    private static List<String> titles(List<View> views) {
        return views.stream().map(view -> view.event().title()).toList();
    }
}
