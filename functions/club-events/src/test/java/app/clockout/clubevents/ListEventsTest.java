package app.clockout.clubevents;

import static app.clockout.local.testing.HttpAnswers.badFields;
import static app.clockout.local.testing.HttpAnswers.page;
import static app.clockout.local.testing.HttpAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ListEventsTest {
    private final ClubEventsFixture fixture = new ClubEventsFixture();

    private void law(String title, String start, String city) {
        fixture.announced(Map.of("title", title, "startsAt", start, "venue.city", city, "timezone", "UTC"));
    }

    private void tech(String title, String start, String city) {
        fixture.announced(
                ClubEventsFixture.TECH,
                fixture.otherHost,
                Map.of("title", title, "startsAt", start, "venue.city", city, "timezone", "UTC"));
    }

    @Test
    void shouldListPublicEventsNextOnesFirstByCityAndIndustry() {
        law("c", "2027-01-13T18:00", "Zürich");
        tech("a", "2027-01-12T18:00", " zurich ");
        law("b", "2027-01-12T18:01", "Lima");
        fixture.announced(Map.of("title", "secret", "visibility", "club"));

        assertThat(titles("/events")).containsExactly("a", "b", "c");
        assertThat(titles("/events?city=ZURICH%20")).containsExactly("a", "c");
        assertThat(titles("/events?industry=law")).containsExactly("b", "c");
        assertThat(titles("/events?industry=law&city=z%C3%BCrich")).containsExactly("c");
        assertThat(titles("/events?industry=media")).isEmpty();
        assertThat(titles("/events?city=*")).isEmpty();
    }

    @Test
    void shouldKnowACityThatIsCalledLikeNoFilter() {
        law("a", "2027-01-13T18:00", "*");

        assertThat(titles("/events")).containsExactly("a");
        assertThat(titles("/events?city=*")).containsExactly("a");
    }

    @Test
    void shouldBeginWhereItIsAskedToOrNow() {
        law("a", "2027-01-12T18:00", "Lima");
        law("b", "2027-01-13T18:00", "Lima");

        assertThat(titles("/events?from=2027-01-12T18:00:00Z")).containsExactly("a", "b");
        assertThat(titles("/events?from=2027-01-12T18:00:00.001Z")).containsExactly("b");
        assertThat(titles("/events?from=2027-01-12T19:00:00%2B01:00")).containsExactly("a", "b");
        assertThat(titles("/clubs/law-lima/events?from=2027-01-13T00:00:00Z")).containsExactly("b");
        assertThat(titles("/events?from=-1000000000-01-01T00:00:00Z")).containsExactly("a", "b");
        assertThat(titles("/events?from=%2B1000000000-12-31T23:59:59.999999999Z"))
                .isEmpty();
        fixture.stack.clock().advance(Duration.ofDays(2));
        assertThat(titles("/events")).containsExactly("b");
        assertThat(titles("/clubs/law-lima/events")).containsExactly("b");
        assertThat(titles("/events?from=2027-01-01T00:00:00Z")).containsExactly("a", "b");
    }

    @Test
    void shouldGoPageByPage() {
        var all = IntStream.range(0, 7).mapToObj(i -> "e" + i).toList();
        // All at once, so that only their names tell them apart.
        all.forEach(title -> law(title, "2027-01-12T18:00", "Lima"));

        for (var list : List.of("/events?city=lima&limit=3", "/clubs/law-lima/events?limit=3")) {
            var seen = new ArrayList<String>();
            var sizes = new ArrayList<Integer>();
            var path = list;
            while (!path.isEmpty()) {
                var page = fixture.get(path);
                sizes.add(page.path("items").size());
                seen.addAll(ClubEventsFixture.titles(page));
                path = page.has("nextCursor")
                        ? list + "&cursor=" + page.path("nextCursor").asText()
                        : "";
            }
            assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
            assertThat(sizes).containsExactly(3, 3, 1);
        }
    }

    @Test
    void shouldTakeACursorOnlyForItsListAndFilters() {
        law("a", "2027-01-12T18:00", "Lima");
        law("b", "2027-01-12T18:00", "Lima");
        var cursor = fixture.get("/events?limit=1").path("nextCursor").asText();
        var ofClub =
                fixture.get("/clubs/law-lima/events?limit=1").path("nextCursor").asText();

        assertThat(titles("/events?limit=1&cursor=" + cursor)).hasSize(1);
        for (var other : List.of(
                "/events?city=lima&cursor=" + cursor,
                "/events?from=2027-01-01T00:00:00Z&cursor=" + cursor,
                "/events?cursor=" + cursor + "x",
                "/events?cursor=" + ofClub,
                "/clubs/law-lima/events?cursor=" + cursor,
                "/clubs/tech/events?cursor=" + ofClub)) {
            problem(400, "unreadable", fixture.ask(fixture.http("GET", other)));
        }
    }

    @Test
    void shouldNameWhatIsWrongWithTheQuery() {
        assertThat(badFields(fixture.ask(fixture.http("GET", "/events?industry=piracy&limit=0&from=tomorrow"))))
                .containsExactlyInAnyOrder("industry", "limit", "from");
        assertThat(badFields(fixture.ask(fixture.http("GET", "/clubs/law-lima/events?limit=101&from=2027-01-01"))))
                .containsExactlyInAnyOrder("limit", "from");
        assertThat(page(
                        422,
                        fixture.ask(fixture.http("GET", "/events?from=tomorrow").accept(ClubEventsFixture.PAGE))))
                .contains("Please give an instant");
        problem(404, "not-found", fixture.ask(fixture.http("GET", "/clubs/nobodys/events?limit=0")));
    }

    @Test
    void shouldKeepAClubsOwnEventsForItsMembers() {
        law("public", "2027-01-12T18:00", "Lima");
        fixture.announced(Map.of("title", "own", "visibility", "club"));

        assertThat(titles("/clubs/law-lima/events")).containsExactly("public");
        assertThat(ClubEventsFixture.titles(fixture.get(fixture.stranger, "/clubs/law-lima/events")))
                .containsExactly("public");
        assertThat(ClubEventsFixture.titles(fixture.get(fixture.member, "/clubs/law-lima/events")))
                .containsExactly("public", "own");
        assertThat(titles("/events")).containsExactly("public");
        assertThat(page(
                        200,
                        fixture.ask(fixture.http("GET", "/clubs/law-lima/events")
                                .bearer(fixture.host)
                                .accept(ClubEventsFixture.PAGE))))
                .contains("Members only", "/clubs/law-lima/events/new", "/clubs/law-lima/calendar.ics");
    }

    @Test
    void shouldBelieveTheEventAndNotARowThatWasLeftBehind() {
        var id = fixture.announced(Map.of("startsAt", "2027-01-14T18:30"));
        fixture.stack.dynamoDb().putItem(put -> put.tableName(fixture.stack.tableName())
                .item(Map.of(
                        "PK", AttributeValue.fromS("EVENTS#energy#*"),
                        "SK", AttributeValue.fromS("1799969400000#" + id))));

        assertThat(titles("/events?industry=energy")).isEmpty();
        assertThat(titles("/events?industry=law")).hasSize(1);
    }

    @Test
    void shouldReadOnWhereAPageIsNotForTheReader() {
        for (int i = 0; i < 12; i++) {
            var fields = new HashMap<String, Object>();
            fields.put("title", "e" + i);
            fields.put("startsAt", "2027-01-12T18:%02d".formatted(i));
            fields.put("visibility", i % 6 == 5 ? "public" : "club");
            fixture.announced(fields);
        }

        assertThat(titles("/clubs/law-lima/events?limit=1")).containsExactly("e5");
        assertThat(titles("/clubs/law-lima/events?limit=2")).containsExactly("e5", "e11");
        var cursor =
                fixture.get("/clubs/law-lima/events?limit=1").path("nextCursor").asText();
        assertThat(titles("/clubs/law-lima/events?limit=1&cursor=" + cursor)).containsExactly("e11");
    }

    @Test
    void shouldShowAPageThatAnybodyCanFilter() {
        law("<i>a", "2027-01-12T18:00", "Lima");
        law("b", "2027-01-13T18:00", "Lima");

        assertThat(page(
                        200,
                        fixture.ask(
                                fixture.http("GET", "/events?limit=1&city=lima").accept(ClubEventsFixture.PAGE))))
                .contains("&lt;i&gt;a", "Tuesday, 12 January 2027, 18:00 in Lima (GMT)", "3 seats left", "Law Lima")
                .contains("name=\"cursor\"", "name=\"city\"", "value=\"lima\"")
                .doesNotContain("<i>a", "Main St");
        assertThat(page(
                        200,
                        fixture.ask(fixture.http("GET", "/events?city=nowhere").accept(ClubEventsFixture.PAGE))))
                .contains("Nothing is planned here yet.");
    }

    private List<String> titles(String path) {
        return ClubEventsFixture.titles(fixture.get(path));
    }
}
