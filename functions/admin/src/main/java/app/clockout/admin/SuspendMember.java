package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.table.AuditLog;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.ArrayList;

/**
 * Shuts a member out: sessions and links end in the same write, an admin is none any more, and what follows for seats and clubs
 * is the stream's affair. Done again, nothing changes (docs/table-design.md, A4).
 */
final class SuspendMember {
    sealed interface Outcome {
        /** They are suspended, now or since before. */
        record Suspended() implements Outcome {}

        record NoSuchMember() implements Outcome {}

        /** They wait still, or were declined. */
        record NotAMember() implements Outcome {}

        record IsFounder() implements Outcome {}
    }

    private final Table table;
    private final People people;
    private final AuditLog audit;
    private final InstantSource clock;

    SuspendMember(Table table, People people, AuditLog audit, InstantSource clock) {
        this.table = table;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome suspend(MemberId actor, MemberId member, String reason) {
        var retry = Retry.overtaken(table);
        while (true) {
            var person = people.person(member).orElse(null);
            if (person == null) {
                return new Outcome.NoSuchMember();
            }
            if (person.founder()) {
                return new Outcome.IsFounder();
            }
            switch (person.standing()) {
                case SUSPENDED -> {
                    return new Outcome.Suspended();
                }
                case WAITING, DECLINED, WITHDRAWN -> {
                    return new Outcome.NotAMember();
                }
                case APPROVED -> {
                    if (shutOut(actor, person, reason)) {
                        return new Outcome.Suspended();
                    }
                }
            }
            retry.pause();
        }
    }

    /** False where the person changed since they were read. */
    private boolean shutOut(MemberId actor, Person member, String reason) {
        var now = clock.instant();
        var id = member.id().value();
        var writes = new ArrayList<Write>();
        writes.add(people.suspend(member, now));
        writes.add(audit.add(now, actor, "member.suspend", id, reason));
        if (member.admin()) {
            writes.add(audit.add(now, actor, "admin.revoke", id, null));
        }
        return table.commit(writes).done();
    }
}
