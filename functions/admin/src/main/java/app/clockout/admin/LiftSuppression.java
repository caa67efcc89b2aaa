package app.clockout.admin;

import app.clockout.domain.BusyException;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MemberId;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.Table;
import java.time.InstantSource;

/**
 * Lets an address get mail again, audited under its hash; where it gets all anyway, nothing changes (docs/table-design.md, A7).
 */
final class LiftSuppression {
    private static final int LOOKS = 4;

    private final Table table;
    private final Addresses addresses;
    private final AuditLog audit;
    private final InstantSource clock;

    LiftSuppression(Table table, Environment environment) {
        this.table = table;
        this.addresses = new Addresses(table);
        this.audit = new AuditLog(table, environment.random());
        this.clock = environment.clock();
    }

    void lift(MemberId actor, EmailAddress email) {
        for (int look = 0; look < LOOKS; look++) {
            var before = addresses.known(email.hash());
            if (before.suppression().reason().isEmpty()) {
                return;
            }
            var now = clock.instant();
            var writes = addresses.keep(email, before, before.suppression().lifted(now));
            writes.add(audit.add(now, actor, "suppression.lift", email.hash().value(), null));
            if (table.commit(writes).done()) {
                return;
            }
        }
        throw new BusyException(new IllegalStateException("What is known of this address keeps changing."));
    }
}
