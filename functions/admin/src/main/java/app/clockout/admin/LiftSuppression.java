package app.clockout.admin;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import app.clockout.table.AuditLog;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import java.time.InstantSource;
import java.util.List;

/**
 * Lets an address get mail again, audited under its hash; where it gets all anyway, nothing changes (docs/table-design.md, A7).
 */
final class LiftSuppression {
    private final Suppressions suppressions;
    private final AuditLog audit;
    private final InstantSource clock;

    LiftSuppression(Table table, Environment environment) {
        this.suppressions = new Suppressions(table);
        this.audit = new AuditLog(table, environment.random());
        this.clock = environment.clock();
    }

    void lift(MemberId actor, EmailAddress email) {
        var now = clock.instant();
        suppressions.learn(
                email,
                known -> known.reason().isEmpty() ? known : known.lifted(now),
                (before, after) -> List.of(
                        audit.add(now, actor, "suppression.lift", email.hash().value(), null)));
    }
}
