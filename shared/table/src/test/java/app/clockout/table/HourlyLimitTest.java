package app.clockout.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.emulators.TestStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HourlyLimitTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = Instant.parse("2027-01-11T09:59:00Z");
    private static final int MOST = 3;

    private final Table table = new Table(STACK.environment("SignupFunction"));
    private final String who = UUID.randomUUID().toString();

    @Test
    void shouldAllowAsManyAsThereMayBeAndNotOneMore() {
        for (int i = 1; i <= MOST; i++) {
            assertThat(counted("signup", who, NOW)).as("%d", i).isTrue();
        }
        assertThat(counted("signup", who, NOW)).isFalse();
        assertThat(counted("signup", who, NOW)).isFalse();
    }

    @Test
    void shouldCountEachHourAnew() {
        exhaust();

        assertThat(counted("signup", who, Instant.parse("2027-01-11T09:59:59.999Z")))
                .isFalse();
        assertThat(counted("signup", who, Instant.parse("2027-01-11T10:00:00Z")))
                .isTrue();
        assertThat(counted("signup", who, Instant.parse("2027-01-11T09:00:00Z")))
                .isFalse();
        assertThat(counted("signup", who, Instant.parse("2027-01-11T08:59:59Z")))
                .isTrue();
    }

    @Test
    void shouldCountEachKindAndEachSourceByItself() {
        exhaust();

        assertThat(counted("signin", who, NOW)).isTrue();
        assertThat(counted("signup", who + "1", NOW)).isTrue();
    }

    @Test
    void shouldKeepWhatIsCommittedWithItFromHappeningBeyondTheLimit() {
        exhaust();
        var key = Key.alone("X#" + who);

        assertThat(limit("signup").commit(Write.put(Item.at(key)), who, NOW)).contains(Duration.ofMinutes(1));
        assertThat(table.get(key)).isEmpty();

        assertThat(limit("signin").commit(Write.put(Item.at(key)), who, NOW)).isEmpty();
        assertThat(table.get(key)).isPresent();
    }

    @Test
    void shouldCountNothingWhereTheRestIsRefused() {
        var key = Key.alone("X#" + who);
        table.commit(Write.put(Item.at(key)));
        for (int i = 0; i < 10; i++) {
            table.commit(
                    limit("signup").count(who, NOW), Write.put(Item.at(key)).onlyIfAbsent());
        }

        assertThat(counted("signup", who, NOW)).isTrue();
    }

    @Test
    void shouldCountManyAtOnceExactly() throws Exception {
        var counts = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                counts.add(threads.submit(() -> counted("signup", who, NOW)));
            }
        }
        int counted = 0;
        for (var count : counts) {
            counted += count.get() ? 1 : 0;
        }
        assertThat(counted).isEqualTo(MOST);
    }

    @Test
    void shouldKeepNoAddressAndGoAwayAfterTheHour() {
        counted("signup", "203.0.113.24 " + who, NOW);

        assertThat(STACK.items()).allSatisfy(item -> assertThat(item.toString()).doesNotContain("203.0.113.24"));
        assertThat(STACK.items()).filteredOn(item -> item.containsKey("hits")).allSatisfy(item -> assertThat(
                        Instant.ofEpochSecond(Item.of(item).number(Item.EXPIRES)))
                .isAfterOrEqualTo(Instant.parse("2027-01-11T10:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-11T09:00:00Z, PT1H",
        "2027-01-11T09:00:01Z, PT59M59S",
        "2027-01-11T09:59:59Z, PT1S",
        "2027-01-11T09:59:59.999Z, PT1S",
    })
    void shouldTellWhenTheHourTurns(Instant now, Duration left) {
        assertThat(HourlyLimit.untilNextWindow(now)).isEqualTo(left);
    }

    private void exhaust() {
        for (int i = 0; i < MOST; i++) {
            counted("signup", who, NOW);
        }
        assertThat(counted("signup", who, NOW)).isFalse();
    }

    private HourlyLimit limit(String kind) {
        return new HourlyLimit(table, kind, MOST);
    }

    private boolean counted(String kind, String source, Instant now) {
        return table.commit(limit(kind).count(source, now)).done();
    }
}
