package app.clockout.admin;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.table.AuditLog;
import app.clockout.table.Suppressions;
import java.time.InstantSource;
import java.util.List;

/**
 * Lets an address get mail again, audited under its hash; where it gets all anyway, nothing changes (docs/table-design.md, A7).
 */
final class LiftSuppression {
    private final Suppressions suppressions;
    private final AuditLog audit;
    private final InstantSource clock;

    LiftSuppression(Suppressions suppressions, AuditLog audit, InstantSource clock) {
        this.suppressions = suppressions;
        this.audit = audit;
        this.clock = clock;
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
