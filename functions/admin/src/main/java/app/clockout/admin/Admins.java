package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.table.AuditLog;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes members admins and takes it back, each audited; done again, nothing changes (docs/table-design.md, A3). */
final class Admins {
    sealed interface Outcome {
        record Done() implements Outcome {}

        record NoSuchMember() implements Outcome {}

        /** They wait still, or were declined. */
        record NotAMember() implements Outcome {}

        record IsFounder() implements Outcome {}
    }

    private final Table table;
    private final People people;
    private final AuditLog audit;
    private final InstantSource clock;

    Admins(Table table, People people, AuditLog audit, InstantSource clock) {
        this.table = table;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    Optional<Person> find(MemberId member) {
        return people.person(member);
    }

    /** The names of those of the ids who are people, by id. */
    Map<String, String> names(Collection<MemberId> ids) {
        var names = new HashMap<String, String>();
        people.findAll(ids).people().forEach((id, applicant) -> {
            if (applicant instanceof Person person) {
                names.put(id.value(), person.details().name());
            }
        });
        return names;
    }

    Outcome grant(MemberId actor, MemberId member) {
        var person = people.person(member).orElse(null);
        if (person == null) {
            return new Outcome.NoSuchMember();
        }
        return person.isMember()
                ? change(AdminStore.grantAdmin(member), actor, "admin.grant", member)
                : new Outcome.NotAMember();
    }

    Outcome revoke(MemberId actor, MemberId member) {
        var person = people.person(member).orElse(null);
        if (person == null) {
            return new Outcome.NoSuchMember();
        }
        return person.founder()
                ? new Outcome.IsFounder()
                : change(AdminStore.revokeAdmin(member), actor, "admin.revoke", member);
    }

    /** A change that is refused was made before: there is nothing to do, and nothing to audit. */
    private Outcome change(Write change, MemberId actor, String action, MemberId member) {
        table.commit(change, audit.add(clock.instant(), actor, action, member.value(), null));
        return new Outcome.Done();
    }
}
