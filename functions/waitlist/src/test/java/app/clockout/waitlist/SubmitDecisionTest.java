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
    private final WaitlistFixture fixture = new WaitlistFixture();
    private final AuditStore audit = new AuditStore(fixture.table);

    @Test
    void shouldAcceptEachPersonOnceAndNoMoreThanWait() {
        var people = fixture.waiting(3);

        var these = fixture.approve(List.of(people.get(0), people.get(1), people.get(0)));
        var first = fixture.approveFirst(5000);

        assertThat(fixture.progress(these).decision().accepted()).isEqualTo(2);
        assertThat(fixture.progress(first).decision().accepted()).isEqualTo(3);
    }

    @Test
    void shouldMeanThoseWhoWaitedWhenItWasDecided() {
        var people = fixture.waiting(2);
        var decision = fixture.approveFirst(3);
        var late = fixture.arrive("late", Industry.LAW, "Lima");

        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(2, 2, 0, 0);
        assertThat(fixture.standing(people.get(1))).isEqualTo(Standing.APPROVED);
        assertThat(fixture.standing(late)).isEqualTo(Standing.WAITING);
    }

    @Test
    void shouldAuditADecisionUnderItsPersonOrItsOwnName() {
        var people = fixture.waiting(3);
        fixture.submitDecision.decide(
                WaitlistFixture.ADMIN,
                Standing.APPROVED,
                new SubmitDecision.About.These(List.of(people.get(0))),
                "knows many",
                null);
        fixture.stack.clock().advance(Duration.ofSeconds(1));
        var decision = fixture.decide(Standing.DECLINED, new SubmitDecision.About.First(2, WaitlistStore.Filter.NONE));

        var entries = audit.last(null, 10);
        assertThat(entries)
                .extracting(AuditStore.Entry::action)
                .containsExactly("waitlist.decline", "waitlist.approve");
        assertThat(entries).extracting(AuditStore.Entry::subject).containsExactly(decision, "p0");
        assertThat(entries).extracting(AuditStore.Entry::note).containsExactly(null, "knows many");
        assertThat(entries).extracting(AuditStore.Entry::actor).containsOnly(WaitlistFixture.ADMIN);
    }

    @Test
    void shouldGiveARepeatedRequestTheDecisionOfTheFirst() {
        fixture.waiting(5);
        var about = new SubmitDecision.About.First(5, WaitlistStore.Filter.NONE);
        var once = fixture.submitDecision.decide(
                WaitlistFixture.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "hash"));
        var again = fixture.submitDecision.decide(
                WaitlistFixture.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "hash"));
        var another = fixture.submitDecision.decide(
                WaitlistFixture.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "another hash"));
        var somebodyElse = fixture.submitDecision.decide(
                new MemberId("another-admin"), Standing.APPROVED, about, null, new Repeatable("key", "hash"));

        assertThat(again).isEqualTo(once);
        assertThat(another)
                .isEqualTo(new SubmitDecision.Outcome.KeyTaken(((SubmitDecision.Outcome.Accepted) once).decisionId()));
        assertThat(somebodyElse)
                .isInstanceOf(SubmitDecision.Outcome.Accepted.class)
                .isNotEqualTo(once);
        assertThat(audit.last(null, 10)).hasSize(2);

        fixture.stack.clock().advance(Duration.ofHours(24).plusSeconds(1));
        assertThat(fixture.submitDecision.decide(
                        WaitlistFixture.ADMIN, Standing.APPROVED, about, null, new Repeatable("key", "another hash")))
                .isInstanceOf(SubmitDecision.Outcome.Accepted.class);
    }

    @Test
    void shouldAcceptNobodyWhenNobodyWaits() {
        var decision = fixture.approveFirst(10);

        fixture.process(decision);

        assertThat(fixture.counts(decision)).containsExactly(0, 0, 0, 0);
    }
}
