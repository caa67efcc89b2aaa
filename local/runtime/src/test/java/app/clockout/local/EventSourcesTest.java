package app.clockout.local;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.fixture.Running;
import app.clockout.local.fixture.Seen;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventSourcesTest {
    private Running running;

    @BeforeAll
    void start() {
        running = Running.inMemory();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @BeforeEach
    void forget() {
        Seen.clear();
    }

    private JsonNode work() {
        return running.client().json("/_local/queues").path("items").path(0);
    }

    @Test
    void shouldBringAChangeThroughStreamAndQueueInWellUnderASecond() throws InterruptedException {
        running.note("warm"); // what classes and connections are loaded for
        running.client().settle();
        long start = System.nanoTime();

        running.note("quick");
        while (!Seen.of("work ").contains("quick")) {
            Thread.sleep(1);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(700));
    }

    @Test
    void shouldPassOnOnlyWhatAFilterMatches() {
        running.client().get("/?do=put&sk=OTHER&text=unseen");
        running.note("seen");
        running.client().settle();

        assertThat(Seen.of("relay ")).containsExactly("seen");
    }

    @Test
    void shouldKeepTheOrderOfChanges() {
        var texts = IntStream.range(0, 25).mapToObj(i -> "n" + i).toList();

        running.note(String.join(",", texts));
        running.client().settle();

        assertThat(Seen.of("relay ")).containsExactlyElementsOf(texts);
        assertThat(Seen.of("work ")).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void shouldGoOnFromTheRecordThatAFunctionNamesAsFailed() {
        running.note("a,relay-fails,b");
        running.client().settle();

        assertThat(Seen.of("relay ")).containsExactly("a", "relay-fails", "b");
    }

    @Test
    void shouldTryABatchAgainUntilItsRecordIsTaken() {
        running.note("c,d,relay-throws,e");
        running.client().settle();

        assertThat(Seen.of("relay ")).contains("c", "d", "relay-throws", "e").endsWith("relay-throws", "e");
        assertThat(running.trouble()).contains("stream: RelayFunction threw IllegalStateException: relay-throws");
    }

    /** Twenty partitions lie in more shards than the one that is stuck for good. */
    @Test
    void shouldPassOnWhatIsInOtherShardsWhileOneIsStuck() throws InterruptedException {
        try (var stuck = Running.inMemory()) {
            stuck.client()
                    .get("/?do=put&pk=stuck&text=relay-not-in+"
                            + ProcessHandle.current().pid());
            for (int i = 0; i < 20; i++) {
                stuck.client().get("/?do=put&pk=p" + i + "&text=other+" + i);
            }
            stuck.client().get("/?do=put&pk=stuck&text=behind");

            while (Seen.of("work other ").size() < 8) {
                Thread.sleep(10);
            }
            assertThat(Seen.of("relay ")).doesNotContain("behind");
        }
    }

    @Test
    void shouldMoveAPoisonousMessageToTheDeadLetterQueueAndLetTheOthersPass() {
        long before = work().path("deadLetters").asLong();
        var others = IntStream.range(0, 9).mapToObj(i -> "fine " + i).toList();

        running.note(Stream.concat(Stream.of("poison"), others.stream())
                .reduce((some, more) -> some + "," + more)
                .orElseThrow());
        running.client().settle();

        assertThat(Seen.of("work ").stream().filter("poison"::equals)).hasSize(3);
        assertThat(Seen.of("work fine"))
                .containsExactlyInAnyOrder(others.stream()
                        .map(text -> text.substring("fine".length()))
                        .toArray(String[]::new));
        assertThat(work().path("deadLetters").asLong()).isEqualTo(before + 1);
        assertThat(work().path("depth").asLong()).isZero();
        assertThat(work().path("inFlight").asLong()).isZero();
    }

    @Test
    void shouldBringBackWhatWasGivenUpWhenToldTo() {
        running.note("poison");
        running.client().settle();
        long given = work().path("deadLetters").asLong();
        Seen.clear();

        var answer = running.client().post("/_local/redrive", "{\"queue\":\"work\"}");
        running.client().settle();

        assertThat(answer.body()).isEqualTo("{\"queue\":\"work\",\"moved\":" + given + "}");
        assertThat(Seen.of("work ")).as("tried again, and given up again").contains("poison");
        assertThat(work().path("deadLetters").asLong()).isEqualTo(given);
    }

    @Test
    void shouldBringAWholeBatchBackWhenItsFunctionThrows() {
        running.note("throws");
        running.client().settle();

        assertThat(Seen.of("work ")).containsExactly("throws", "throws");
        assertThat(running.trouble()).contains("queue work: WorkFunction threw IllegalStateException: throws");
    }

    @Test
    void shouldBringAWholeBatchBackWhenItsFunctionNamesAMessageItDidNotGet() {
        running.note("strange");
        running.client().settle();

        assertThat(Seen.of("work ")).containsExactly("strange", "strange");
    }

    @Test
    void shouldBringAMessageBackAfterASecondEvenIfItsFunctionPostponedItForAnHour() {
        long start = System.nanoTime();

        running.note("extends");
        running.client().settle();

        assertThat(Seen.of("work ")).isEqualTo(List.of("extends", "extends"));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }

    @Test
    void shouldNotSettleBeforeTheLastMessageIsWorkedOff() {
        running.note("slow 1,slow 2,slow 3");
        running.client().settle();

        assertThat(Seen.of("work slow")).hasSize(3);
        assertThat(work().path("inFlight").asLong()).isZero();
    }

    /** A worker that writes starts it all again: a look at a gap in between must not pass for the end. */
    @RepeatedTest(20)
    void shouldHaveDoneEverythingThatFollowsWhenItHasSettled() {
        running.note("chain 3");
        running.client().settle();

        assertThat(Seen.of("work chain ")).containsExactly("3", "2", "1", "0");
    }

    @Test
    void shouldSayWhenItHasNotSettledInTime() throws InterruptedException {
        running.note("extends");

        assertThat(running.runtime().settle(Duration.ofMillis(300))).isFalse();
        assertThat(running.runtime().settle(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void shouldDeliverTheLastMessagesOnceMore() {
        running.note("one,two,three");
        running.client().settle();

        var answer = running.client().post("/_local/redeliver", "{\"queue\":\"work\",\"count\":2}");
        running.client().settle();
        running.client().post("/_local/redeliver", "{\"queue\":\"work\",\"count\":3}");
        running.client().settle();

        assertThat(answer.body()).isEqualTo("{\"queue\":\"work\",\"redelivered\":2}");
        assertThat(Seen.of("work ")).hasSize(8);
    }
}
