package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.table.AuditLog;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what was decided against a person: a suspended person is a member again, a declined one waits again, in their old
 * place. Done again, nothing changes (docs/table-design.md, A5).
 */
final class RestoreMember {
    sealed interface Outcome {
        /** @param to where they stand, now or since before */
        record Restored(Standing to) implements Outcome {}

        record NoSuchMember() implements Outcome {}
    }

    private final Table table;
    private final People people;
    private final Waitlist waitlist;
    private final DailyCounters counters;
    private final AuditLog audit;
    private final InstantSource clock;

    RestoreMember(
            Table table,
            People people,
            Waitlist waitlist,
            DailyCounters counters,
            AuditLog audit,
            InstantSource clock) {
        this.table = table;
        this.people = people;
        this.waitlist = waitlist;
        this.counters = counters;
        this.audit = audit;
        this.clock = clock;
    }

    Outcome restore(MemberId actor, MemberId member, @Nullable String reason) {
        var retry = Retry.overtaken(table);
        while (true) {
            var person = people.person(member).orElse(null);
            if (person == null) {
                return new Outcome.NoSuchMember();
            }
            var to =
                    switch (person.standing()) {
                        case SUSPENDED -> Standing.APPROVED;
                        case DECLINED -> Standing.WAITING;
                        case APPROVED, WAITING, WITHDRAWN -> person.standing();
                    };
            if (to == person.standing() || restore(actor, person, to, reason)) {
                return new Outcome.Restored(to);
            }
            retry.pause();
        }
    }

    /** False where the person changed since they were read. */
    private boolean restore(MemberId actor, Person person, Standing to, @Nullable String reason) {
        Instant now = clock.instant();
        var writes = new ArrayList<Write>();
        writes.add(people.decide(person.id(), person.standing(), to, now));
        writes.add(audit.add(now, actor, "member.restore", person.id().value(), reason));
        if (to == Standing.WAITING) {
            writes.add(waitlist.enter(person));
            writes.add(waitlist.count(person.place().bucket(), 1));
            writes.add(counters.add(now, Map.of(Count.WAITING, 1, Count.DECLINED, -1)));
        }
        return table.commit(writes).done();
    }
}
