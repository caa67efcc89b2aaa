package app.clockout.signup;

import app.clockout.domain.Applicant;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.table.Addresses;
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
import java.util.List;
import java.util.Map;

/** Lets an applicant go, with all their data at once (docs/table-design.md, S5). */
final class Withdraw {
    sealed interface Outcome {
        record Withdrawn() implements Outcome {}

        /** They are a member by now; members leave another way. */
        record IsMember() implements Outcome {}

        record BadLink() implements Outcome {}
    }

    private final Table table;
    private final WaitlistStatus status;
    private final People people;
    private final Addresses addresses;
    private final Waitlist waitlist;
    private final DailyCounters counters;
    private final InstantSource clock;

    Withdraw(
            Table table,
            WaitlistStatus status,
            People people,
            Addresses addresses,
            Waitlist waitlist,
            DailyCounters counters,
            InstantSource clock) {
        this.table = table;
        this.status = status;
        this.people = people;
        this.addresses = addresses;
        this.waitlist = waitlist;
        this.counters = counters;
        this.clock = clock;
    }

    Outcome withdraw(String token) {
        var retry = Retry.overtaken(table);
        while (true) {
            var applicant = status.holder(token).orElse(null);
            switch (applicant) {
                case null -> {
                    return new Outcome.BadLink();
                }
                case Applicant.Withdrawn _ -> {
                    return new Outcome.Withdrawn();
                }
                case Person person
                when person.standing() == Standing.WAITING || person.standing() == Standing.DECLINED -> {
                    // What else was asked with the address goes first: once the person is gone, nothing leads there.
                    addresses.erase(person.email().hash());
                    if (table.commit(leaving(person, clock.instant())).done()) {
                        return new Outcome.Withdrawn();
                    }
                }
                case Person _ -> {
                    return new Outcome.IsMember();
                }
            }
            retry.pause();
        }
    }

    private List<Write> leaving(Person person, Instant now) {
        var writes = new ArrayList<Write>();
        writes.add(people.withdraw(person, now));
        if (person.standing() == Standing.WAITING) {
            writes.add(waitlist.leave(person.place(), person.id()));
            writes.add(waitlist.count(person.place().bucket(), -1));
            writes.add(counters.add(now, Map.of(Count.WAITING, -1, Count.WITHDRAWN, 1)));
            writes.add(addresses.free(person.email().hash(), person.id(), null));
        } else {
            writes.add(counters.add(now, Map.of(Count.DECLINED, -1, Count.WITHDRAWN, 1)));
            writes.add(addresses.free(
                    person.email().hash(), person.id(), person.decidedAt().plus(Person.REST_AFTER_DECLINE)));
        }
        return writes;
    }
}
