package app.clockout.clubevents;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EventId;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.Meter.Usage;
import app.clockout.local.testing.HttpEventBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** That what is shown of an event costs the same, however many come. */
class EventBudgetTest {
    private static final int BATCH = 25;

    private final ClubEventsFixture fixture = new ClubEventsFixture();

    @Test
    void shouldCostTheSameWithTenThousandAnswersAsWithAHundred() {
        shouldCostTheSame(100, 10_000);
    }

    @Test
    @Tag("long")
    void shouldCostTheSameWithAHundredThousandAnswersAsWithAThousand() {
        shouldCostTheSame(1_000, 100_000);
    }

    private void shouldCostTheSame(int few, int many) {
        var id = fixture.announced(Map.of("capacity", 100_000));
        fixture.seat(id, "mona");
        fill(id, 1, few);
        var before = usage(id);
        fill(id, few, many);
        var after = usage(id);

        assertThat(fixture.get("/events/" + id).path("confirmed").asInt()).isEqualTo(many);
        assertThat(after).isEqualTo(before);
        // Besides the session's one look-up.
        assertThat(requests(after, "event page to a visitor")).isEqualTo(1);
        assertThat(requests(after, "event page to a holder")).isEqualTo(2);
        assertThat(requests(after, "events")).isEqualTo(2);
        assertThat(requests(after, "events of a club")).isEqualTo(3);
        assertThat(requests(after, "events of a club to a member")).isEqualTo(4);
        assertThat(requests(after, "calendar of a club")).isEqualTo(3);
    }

    private static int requests(Map<String, Usage> usage, String of) {
        return Objects.requireNonNull(usage.get(of)).requests();
    }

    private Map<String, Usage> usage(EventId id) {
        var requests = new LinkedHashMap<String, HttpEventBuilder>();
        requests.put(
                "event page to a visitor", fixture.http("GET", "/events/" + id).accept(ClubEventsFixture.PAGE));
        requests.put(
                "event page to a holder",
                fixture.http("GET", "/events/" + id).bearer(fixture.member).accept(ClubEventsFixture.PAGE));
        requests.put("events", fixture.http("GET", "/events?city=new%20york"));
        requests.put("events of a club", fixture.http("GET", "/clubs/law-lima/events"));
        requests.put(
                "events of a club to a member",
                fixture.http("GET", "/clubs/law-lima/events").bearer(fixture.member));
        requests.put("calendar of a club", fixture.http("GET", "/clubs/law-lima/calendar.ics"));
        Meter.reset();
        requests.forEach((name, request) -> assertThat(
                        Meter.during(name, () -> fixture.ask(request)).getStatusCode())
                .isEqualTo(200));
        var usage = new HashMap<>(Meter.read());
        usage.keySet().retainAll(requests.keySet());
        return usage;
    }

    /** Confirmed seats from one number to another, in the shape that Seats writes, and the count of them all. */
    private void fill(EventId id, int from, int to) {
        IntStream.iterate(from, start -> start < to, start -> start + BATCH)
                .parallel()
                .forEach(start -> {
                    var rows = IntStream.range(start, Math.min(to, start + BATCH))
                            .mapToObj(i -> row(id, i))
                            .toList();
                    fixture.stack
                            .dynamoDb()
                            .batchWriteItem(write -> write.requestItems(Map.of(fixture.stack.tableName(), rows)));
                });
        var seen = fixture.seats.count(id).orElseThrow();
        fixture.done(fixture.seats.recount(seen, to, 0, 0));
    }

    private WriteRequest row(EventId id, int i) {
        var at = AttributeValue.fromN(Long.toString(fixture.now().toEpochMilli()));
        var who = "m%025d".formatted(i);
        return WriteRequest.builder()
                .putRequest(put -> put.item(Map.of(
                        "PK", AttributeValue.fromS("EVENT#" + id),
                        "SK", AttributeValue.fromS("RSVP#" + who),
                        "name", AttributeValue.fromS("Member " + i),
                        "standing", AttributeValue.fromS("confirmed"),
                        "askedAt", at,
                        "since", at,
                        "turn", AttributeValue.fromN("0"),
                        "byMember", AttributeValue.fromS(who),
                        "byMemberSort", AttributeValue.fromS("RSVP#" + id))))
                .build();
    }

    /** That a list costs what its page costs, however many events there are. */
    @Test
    void shouldCostTheSameWithManyEventsAsWithFew() {
        for (int i = 0; i < 4; i++) {
            fixture.announced(Map.of("title", "e" + i));
        }
        var before = lists();
        for (int i = 0; i < 60; i++) {
            fixture.announced(Map.of("title", "f" + i, "startsAt", "2027-02-14T18:%02d".formatted(i)));
        }

        assertThat(lists()).isEqualTo(before);
    }

    private Map<String, Usage> lists() {
        Meter.reset();
        for (var path : List.of("/events?limit=3", "/clubs/law-lima/events?limit=3", "/events?industry=law&limit=3")) {
            Meter.during(path, () -> fixture.ask(fixture.http("GET", path)));
        }
        var usage = new HashMap<>(Meter.read());
        usage.keySet().removeIf(name -> !name.contains("limit=3"));
        return usage;
    }
}
