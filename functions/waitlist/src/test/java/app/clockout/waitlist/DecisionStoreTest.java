package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.TestStack;
import app.clockout.table.Item;
import app.clockout.table.Key;
import app.clockout.table.Table;
import app.clockout.table.Write;
import app.clockout.waitlist.DecisionStore.Decision;
import app.clockout.waitlist.DecisionStore.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionStoreTest {
    private static final TestStack STACK = TestStack.fresh();
    private static final Instant NOW = TestStack.START;
    private static final MemberId ADA = new MemberId("ada");

    private final Table table = new Table(STACK.environment("DecisionWorkerFunction"));
    private final DecisionStore decisions = new DecisionStore(table);
    private final String id = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "59, 1", "60, 1", "61, 2", "120, 2", "121, 3", "1000, 17"})
    void shouldPutSixtyPeopleIntoAChunkInTheOrderTheyAreGiven(int people, int chunks) {
        var members = members(people);
        make(members);

        var found = new ArrayList<MemberId>();
        for (int chunk = 0; chunk < chunks; chunk++) {
            var one = decisions.chunk(id, chunk).orElseThrow();
            assertThat(one.number()).isEqualTo(chunk);
            assertThat(one.outcome()).isEqualTo(Standing.APPROVED);
            assertThat(one.members())
                    .hasSizeLessThanOrEqualTo(DecisionStore.CHUNK_SIZE)
                    .isNotEmpty();
            assertThat(List.of(one.done(), one.failed(), one.skipped())).containsOnly(0);
            assertThat(one.finished()).isFalse();
            found.addAll(one.members());
        }
        assertThat(found).isEqualTo(members);
        assertThat(decisions.chunk(id, chunks)).isEmpty();
    }

    @Test
    void shouldTakeFiveThousandPeopleInOneTransactionWithWhatBelongsToIt() {
        var writes = decisions.make(decision(5000), members(5000));
        assertThat(writes)
                .as("room for an audit entry and a remembered request")
                .hasSizeLessThanOrEqualTo(98);

        assertThat(table.commit(writes).done()).isTrue();
        assertThat(decisions.chunk(id, 83).orElseThrow().members()).hasSize(20);
        assertThat(decisions.progress(id)).contains(new Progress(decision(5000), 0, 0, 0));
    }

    @Test
    void shouldKnowNothingOfADecisionThatWasNotMade() {
        assertThat(decisions.progress(id)).isEmpty();
        assertThat(decisions.chunk(id, 0)).isEmpty();
    }

    @Test
    void shouldNotBeMadeTwice() {
        make(members(1));

        assertThat(table.commit(decisions.make(decision(1), members(1))).done()).isFalse();
    }

    @Test
    void shouldKeepWhoDecidedWhatWhen() {
        var declined = new Decision(id, Standing.DECLINED, ADA, NOW, 0);
        table.commit(decisions.make(declined, List.of()));

        assertThat(decisions.progress(id).orElseThrow().decision()).isEqualTo(declined);
    }

    @Test
    void shouldAddUpTheProgressOfItsChunks() {
        make(members(130));

        table.commit(decisions.done(id, 0, 30));
        assertProgress(30, 0, 0);
        table.commit(decisions.done(id, 0, 28));
        table.commit(decisions.done(id, 2, 9));
        assertProgress(67, 0, 0);

        assertThat(finish(0, 1)).isTrue();
        assertProgress(67, 1, 1);
        assertThat(finish(2, 0)).isTrue();
        assertProgress(67, 2, 1);
        assertThat(finish(1, 60)).isTrue();
        assertProgress(67, 2, 61);

        var chunk = decisions.chunk(id, 0).orElseThrow();
        assertThat(List.of(chunk.done(), chunk.failed(), chunk.skipped())).containsExactly(58, 1, 1);
        assertThat(chunk.finished()).isTrue();
    }

    @Test
    void shouldCountNothingTwiceWhereAChunkIsWorkedOffTwice() {
        make(members(3));
        table.commit(decisions.done(id, 0, 2));
        var seenByBoth = decisions.chunk(id, 0).orElseThrow();

        assertThat(table.commit(decisions.finish(id, seenByBoth, 0)).done()).isTrue();
        assertThat(table.commit(decisions.finish(id, seenByBoth, 1)).done()).isFalse();
        assertProgress(2, 1, 0);
    }

    @Test
    void shouldCountWhoIsDoneInTheTransactionThatDoesItOrNotAtAll() {
        make(members(3));
        var taken = Key.alone("X#" + id);
        table.commit(Write.put(Item.at(taken)));

        table.commit(decisions.done(id, 0, 2), Write.put(Item.at(taken)).onlyIfAbsent());

        assertProgress(0, 0, 0);
    }

    @Test
    void shouldCountWhoWasDoneSinceTheChunkWasReadAsDoneAndNotAsSkipped() {
        make(members(3));
        var before = decisions.chunk(id, 0).orElseThrow();
        table.commit(decisions.done(id, 0, 3));

        assertThat(table.commit(decisions.finish(id, before, 0)).done()).isTrue();
        assertProgress(3, 0, 0);
    }

    private boolean finish(int chunk, int failed) {
        return table.commit(decisions.finish(id, decisions.chunk(id, chunk).orElseThrow(), failed))
                .done();
    }

    private void assertProgress(int done, int skipped, int failed) {
        var progress = decisions.progress(id).orElseThrow();
        assertThat(List.of(progress.done(), progress.skipped(), progress.failed()))
                .containsExactly(done, skipped, failed);
    }

    private void make(List<MemberId> members) {
        assertThat(table.commit(decisions.make(decision(members.size()), members))
                        .done())
                .isTrue();
    }

    private Decision decision(int accepted) {
        return new Decision(id, Standing.APPROVED, ADA, NOW, accepted);
    }

    private static List<MemberId> members(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new MemberId("%026d".formatted(i)))
                .toList();
    }
}
