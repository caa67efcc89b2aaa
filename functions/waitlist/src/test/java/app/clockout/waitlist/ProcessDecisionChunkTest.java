package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.FoldedText;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Standing;
import app.clockout.local.emulators.Faults;
import app.clockout.local.testing.Concurrently;
import app.clockout.table.DailyCounters.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ProcessDecisionChunkTest {
    private final WaitlistFixture fixture = new WaitlistFixture();

    @AfterEach
    void clearFaults() {
        Faults.clear();
    }

    @Test
    void shouldApproveExactlyThoseWhoWaitLongest() {
        var people = fixture.waiting(130);

        var decision = fixture.approveFirst(100);
        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(100, 100, 0, 0);
        for (int i = 0; i < people.size(); i++) {
            assertThat(fixture.standing(people.get(i))).isEqualTo(i < 100 ? Standing.APPROVED : Standing.WAITING);
        }
        assertThat(fixture.waitlist.position(
                        fixture.people.person(people.get(100)).orElseThrow().place()))
                .isEqualTo(1);
        assertThat(fixture.figures()).containsEntry(Count.WAITING, 30L).containsEntry(Count.APPROVED, 100L);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldTakeTheFirstOfAnIndustryAndACityWhateverItsCaseAndAccents() {
        fixture.arrive("early", Industry.LAW, "Berlin");
        var zurich = fixture.arrive("one", Industry.FINANCE, "Zürich");
        fixture.arrive("other", Industry.LAW, "Zürich");
        var second = fixture.arrive("two", Industry.FINANCE, " ZURICH ");
        var third = fixture.arrive("three", Industry.FINANCE, "zurich");

        var filter = new WaitlistStore.Filter(Industry.FINANCE, FoldedText.of("zürich"));
        var decision = fixture.decide(Standing.DECLINED, new SubmitDecision.About.First(2, filter));
        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(2, 2, 0, 0);
        assertThat(fixture.standing(zurich)).isEqualTo(Standing.DECLINED);
        assertThat(fixture.standing(second)).isEqualTo(Standing.DECLINED);
        assertThat(fixture.standing(third)).isEqualTo(Standing.WAITING);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldSkipWhoeverWithdrewWasDecidedOrNeverWas() {
        var people = fixture.waiting(4);
        var first = fixture.approve(List.of(people.get(0)));
        fixture.process(first);

        var decision = fixture.approve(List.of(people.get(0), people.get(1), people.get(2), new MemberId("nobody")));
        fixture.withdraw(people.get(1));
        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(4, 1, 3, 0);
        assertThat(fixture.standing(people.get(1))).isEqualTo(Standing.WITHDRAWN);
        assertThat(fixture.standing(people.get(2))).isEqualTo(Standing.APPROVED);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldCountAPersonWhoseRowCannotBeReadAsFailed() {
        var people = fixture.waiting(3);
        fixture.stack.dynamoDb().updateItem(update -> update.tableName(fixture.stack.tableName())
                .key(Map.of("PK", AttributeValue.fromS("MEMBER#p1"), "SK", AttributeValue.fromS("PROFILE")))
                .updateExpression("REMOVE email"));

        var decision = fixture.approve(people);
        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(3, 2, 0, 1);
    }

    @Test
    void shouldCountNothingTwiceHoweverOftenAChunkIsDelivered() {
        fixture.waiting(70);
        var decision = fixture.approveFirst(70);

        for (int i = 0; i < 3; i++) {
            fixture.process(decision);
        }

        assertThat(fixture.counts(decision)).containsExactly(70, 70, 0, 0);
        assertThat(fixture.figures()).containsEntry(Count.APPROVED, 70L).containsEntry(Count.WAITING, 0L);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldComeToTheSameWhenWorkersAreAtOneChunkAtOnce() {
        fixture.waiting(60);
        var decision = fixture.approveFirst(60);

        Concurrently.call(4, () -> {
            fixture.processChunk.apply(decision, 0);
            return true;
        });

        assertThat(fixture.counts(decision)).containsExactly(60, 60, 0, 0);
        assertThat(fixture.figures()).containsEntry(Count.APPROVED, 60L);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldDecideAboutEachPersonOnceWhenTwoAdminsTakeTheSameOnes() {
        var people = fixture.waiting(50);
        var approval = fixture.approveFirst(40);
        var refusal = fixture.decide(Standing.DECLINED, new SubmitDecision.About.First(40, WaitlistStore.Filter.NONE));

        Concurrently.call(Stream.of(approval, refusal)
                .map(decision -> (Callable<Boolean>) () -> {
                    fixture.process(decision);
                    return true;
                })
                .toList());

        var counts = new ArrayList<>(fixture.counts(approval));
        var others = fixture.counts(refusal);
        assertThat(counts.get(1) + others.get(1)).isEqualTo(40);
        assertThat(counts.get(2) + others.get(2)).isEqualTo(40);
        assertThat(people.stream().filter(id -> fixture.standing(id) == Standing.WAITING))
                .hasSize(10);
        assertThat(fixture.figure(Count.APPROVED) + fixture.figure(Count.DECLINED))
                .isEqualTo(40);
        assertThat(fixture.isConsistent()).isTrue();
    }

    @Test
    void shouldSurviveConflictsAndAnswersThatGetLost() throws Exception {
        fixture.waiting(60);
        var decision = fixture.approveFirst(60);
        Faults.next("dynamodb", "TransactWriteItems", "conflict", 2, null);
        Faults.next("dynamodb", "TransactWriteItems", "timeout-after-commit", 1, null);

        for (int delivery = 0; delivery < 3; delivery++) {
            Concurrently.patiently(() -> {
                fixture.process(decision);
                return true;
            });
        }

        assertThat(fixture.counts(decision)).containsExactly(60, 60, 0, 0);
        assertThat(fixture.isConsistent()).isTrue();
    }
}
