package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.fixture.Client;
import app.clockout.local.fixture.Running;
import app.clockout.local.fixture.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockTest {
    private Running running;
    private Client client;

    @BeforeAll
    void start() {
        running = Running.inMemory();
        client = running.client();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        Seen.clear();
    }

    private Instant now() {
        return Instant.parse(client.json("/_local/clock").path("now").asText());
    }

    private Instant move(String body) {
        var answer = client.post("/_local/clock", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Instant.parse(Client.json(answer).path("now").asText());
    }

    private static List<Instant> minutes() {
        return Seen.of("minute-sweep ").stream().map(Instant::parse).toList();
    }

    @Test
    void shouldRunOnInRealTime() throws InterruptedException {
        var before = now();
        Thread.sleep(20);

        assertThat(now()).isAfter(before).isBefore(before.plusSeconds(30));
    }

    @Test
    void shouldLeapAndFireEachScheduleOnceOnArrival() {
        var to = now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.HOURS).plus(Duration.ofSeconds(20));

        var arrived = move("{\"now\":\"" + to + "\"}");

        assertThat(arrived).isBetween(to, to.plusSeconds(20));
        assertThat(minutes()).hasSize(1);
        assertThat(Seen.of("nightly-sweep ")).hasSize(1);
    }

    @Test
    void shouldWalkMinuteByMinute() {
        var start = now();

        var arrived = move("{\"advance\":\"PT25H\"}");

        assertThat(arrived)
                .isBetween(
                        start.plus(Duration.ofHours(25)),
                        start.plus(Duration.ofHours(25)).plusSeconds(50));
        var minutes = minutes();
        assertThat(minutes).hasSizeBetween(25 * 60, 25 * 60 + 1).isSorted();
        for (int i = 1; i < minutes.size(); i++) {
            assertThat(minutes.get(i).truncatedTo(ChronoUnit.MINUTES))
                    .isEqualTo(
                            minutes.get(i - 1).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        }
        assertThat(Seen.of("nightly-sweep ")).hasSizeBetween(1, 2).allMatch(time -> time.contains("T00:00:"));
    }

    @Test
    void shouldLetWhatFollowsSettleBeforeItWalksOn() {
        running.note("slow");

        move("{\"advance\":\"PT1M\"}");

        assertThat(Seen.of("work ")).containsExactly("slow");
    }
}
