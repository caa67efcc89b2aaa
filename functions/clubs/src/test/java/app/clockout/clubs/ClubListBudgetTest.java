package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Club;
import app.clockout.domain.Industry;
import app.clockout.domain.Person;
import app.clockout.domain.Slug;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.HttpAnswers;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.table.Write;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of clubs costs the same however many there are. */
class ClubListBudgetTest {
    private static final int WRITES_AT_ONCE = 100;

    private final ClubFixture fixture = new ClubFixture();
    private final ClubsHandler handler = new ClubsHandler(fixture.environment);
    private final Person maya = fixture.member("maya");
    private final String session = fixture.session(fixture.member("ben"));

    @Test
    void shouldCostTheSameWithAThousandClubsAsWithAHundred() {
        seed(0, 100);
        var few = costs();

        seed(100, 1000);

        assertThat(costs()).isEqualTo(few);
    }

    @Test
    @Tag("long")
    void shouldCostTheSameWithTenThousandClubsAsWithAHundred() {
        seed(0, 100);
        var few = costs();

        seed(100, 10_000);

        assertThat(costs()).isEqualTo(few);
    }

    /** Requests and read units of each way to list clubs, and of the second page. */
    private Map<String, String> costs() {
        var costs = new LinkedHashMap<String, String>();
        for (var query : List.of(
                "",
                "industry=design",
                "city=malmo",
                "industry=design&city=malmo",
                "q=guil",
                "q=guild&industry=design&city=malmo",
                "limit=49")) {
            costs.put(query, cost(query));
        }
        return costs;
    }

    private String cost(String query) {
        Meter.reset();
        var answer = Meter.during("first", () -> ask(query));
        var next = answer.get("nextCursor").asText();
        var second = Meter.during("second", () -> ask(query + "&cursor=" + next));
        assertThat(answer.get("items").size() + second.get("items").size())
                .as(query)
                .isGreaterThanOrEqualTo(98);
        return said("first") + ", then " + said("second");
    }

    private static String said(String label) {
        var usage = Objects.requireNonNull(Meter.read().get(label));
        return usage.requests() + " requests, " + usage.rcu() + " units";
    }

    private JsonNode ask(String query) {
        var event = LambdaEvents.http("GET", "/clubs?" + query).route("/clubs").bearer(session);
        return HttpAnswers.json(200, handler.handleRequest(event.build(), null));
    }

    private void seed(int from, int to) {
        var writes = new ArrayList<Write>();
        for (int i = from; i < to; i++) {
            var club = club(i);
            var own = new ArrayList<Write>(fixture.list.enter(club));
            own.add(fixture.store.found(club));
            if (writes.size() + own.size() > WRITES_AT_ONCE) {
                Meter.unmetered(() -> fixture.table.commit(List.copyOf(writes)));
                writes.clear();
            }
            writes.addAll(own);
        }
        assertThat(Meter.unmetered(() -> fixture.table.commit(writes)).done()).isTrue();
    }

    private Club club(int number) {
        var slug = new Slug("guild-%06d".formatted(number));
        return ClubFixture.form("Guild %06d".formatted(number), Industry.DESIGN, "Malmö", Club.Joining.OPEN)
                .asNew(slug, maya, fixture.now());
    }
}
