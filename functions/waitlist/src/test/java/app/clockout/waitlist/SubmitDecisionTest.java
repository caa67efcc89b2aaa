package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.admin.AuditStore;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import app.clockout.domain.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubmitDecisionTest {
    private final WaitingPeople queue = new WaitingPeople();
    private final AuditStore audit = new AuditStore(queue.table);

    @Test
    void shouldAcceptEachPersonOnceAndNoMoreThanWait() {
        var people = queue.waiting(3);

        var these = queue.approve(List.of(people.get(0), people.get(1), people.get(0)));
        var first = queue.approveFirst(5000);

        assertThat(queue.progress(these).decision().accepted()).isEqualTo(2);
        assertThat(queue.progress(first).decision().accepted()).isEqualTo(3);
    }

    @Test
    void shouldMeanThoseWhoWaitedWhenItWasDecided() {
        var people = queue.waiting(2);
        var decision = queue.approveFirst(3);
        var late = queue.arrive("late", Industry.LAW, "Lima");

        queue.process(decision);

        assertThat(queue.counts(decision)).containsExactly(2, 2, 0, 0);
        assertThat(queue.standing(people.get(1))).isEqualTo(Standing.APPROVED);
        assertThat(queue.standing(late)).isEqualTo(Standing.WAITING);
    }

    @Test
    void shouldAuditADecisionUnderItsPersonOrItsOwnName() {
        var people = queue.waiting(3);
        queue.submitDecision.decide(
                WaitingPeople.ADMIN,
                Standing.APPROVED,
                new SubmitDecision.About.These(List.of(people.get(0))),
                "knows many",
                null);
        queue.stack.clock().advance(Duration.ofSeconds(1));
        var decision = queue.decide(Standing.DECLINED, new SubmitDecision.About.First(2, WaitlistStore.Filter.NONE));

        var entries = audit.last(null, 10);
        assertThat(entries)
                .extracting(AuditStore.Entry::action)
                .containsExactly("waitlist.decline", "waitlist.approve");
        assertThat(entries).extracting(AuditStore.Entry::subject).containsExactly(decision, "p0");
        assertThat(entries).extracting(AuditStore.Entry::note).containsExactly(null, "knows many");
        assertThat(entries).extracting(AuditStore.Entry::actor).containsOnly(WaitingPeople.ADMIN);
    }

    @Test
    void shouldGiveARepeatedRequestTheDecisionOfTheFirst() {
        queue.waiting(5);
        var about = new SubmitDecision.About.First(5, WaitlistStore.Filter.NONE);
        var once = queue.submitDecision.decide(
                WaitingPeople.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "hash"));
        var again = queue.submitDecision.decide(
                WaitingPeople.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "hash"));
        var another = queue.submitDecision.decide(
                WaitingPeople.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "another hash"));
        var somebodyElse = queue.submitDecision.decide(
                new MemberId("another-admin"), Standing.APPROVED, about, null, new Repeatable("key", "hash"));

        assertThat(again).isEqualTo(once);
        assertThat(another).isEqualTo(new SubmitDecision.Outcome.KeyTaken());
        assertThat(somebodyElse)
                .isInstanceOf(SubmitDecision.Outcome.Accepted.class)
                .isNotEqualTo(once);
        assertThat(audit.last(null, 10)).hasSize(2);

        queue.stack.clock().advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(queue.submitDecision.decide(
                        WaitingPeople.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "another hash")))
                .isInstanceOf(SubmitDecision.Outcome.Accepted.class);
    }

    @Test
    void shouldAcceptNobodyWhenNobodyWaits() {
        var decision = queue.approveFirst(10);

        queue.process(decision);

        assertThat(queue.counts(decision)).containsExactly(0, 0, 0, 0);
    }
}
