package app.clockout.waitlist;

import app.clockout.domain.Ids;
import app.clockout.domain.MemberId;
import app.clockout.domain.Repeatable;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.table.AuditLog;
import app.clockout.table.IdempotencyKeys;
import app.clockout.table.IdempotencyKeys.Before;
import app.clockout.table.Table;
import app.clockout.waitlist.DecisionStore.Decision;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes an admin's decision down: who it is about is settled here and now, in one transaction, and the rest is the
 * worker's (docs/table-design.md, W3).
 */
final class SubmitDecision {
    sealed interface Outcome {
        record Accepted(String decisionId, int people) implements Outcome {}

        /**
         * The same idempotency key came with another request before.
         *
         * @param before the decision that it made
         */
        record KeyTaken(String before) implements Outcome {}
    }

    /** Whom a decision is about. */
    sealed interface About {
        record These(List<MemberId> members) implements About {}

        record First(int most, WaitlistStore.Filter filter) implements About {}
    }

    private final Table table;
    private final DecisionStore decisions;
    private final WaitlistStore waitlist;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    SubmitDecision(
            Table table, DecisionStore decisions, WaitlistStore waitlist, AuditLog audit, Environment environment) {
        this.table = table;
        this.decisions = decisions;
        this.waitlist = waitlist;
        this.audit = audit;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    /** Whom a decision would be about now. */
    List<MemberId> members(About about) {
        return switch (about) {
            case About.These(var chosen) -> chosen.stream().distinct().toList();
            case About.First(int most, var filter) ->
                waitlist.first(filter, null, most).stream()
                        .map(WaitlistStore.Waiting::member)
                        .toList();
        };
    }

    /** @param outcome what happens to the people, approved or declined */
    Outcome decide(
            MemberId admin, Standing outcome, About about, @Nullable String note, @Nullable Repeatable repeatable) {
        var now = clock.instant();
        var members = members(about);
        var decision = new Decision(Ids.id(random), outcome, admin, now, members.size());
        var writes = decisions.make(decision, members);
        var action = outcome == Standing.APPROVED ? "waitlist.approve" : "waitlist.decline";
        var subject = members.size() == 1 ? members.getFirst().value() : decision.id();
        writes.add(audit.add(now, admin, action, subject, note));
        var made = IdempotencyKeys.commit(table, writes, decision.id(), admin, repeatable, now);
        return made.before() == null ? accepted(decision) : told(made.before());
    }

    private Outcome told(Before before) {
        return before.same()
                ? accepted(decisions.progress(before.id()).orElseThrow().decision())
                : new Outcome.KeyTaken(before.id());
    }

    private static Outcome accepted(Decision decision) {
        return new Outcome.Accepted(decision.id(), decision.accepted());
    }
}
