package app.clockout.admin;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.AuditLog;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import java.util.List;
import java.util.Map;

/** People and their sessions, in a table of their own. */
final class AdminFixture {
    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("AdminFunction");
    final Table table = new Table(environment);
    final People people = new People(table);
    private final DailyCounters counters = new DailyCounters(table);
    private final AuditLog audit = new AuditLog(environment.random());
    final StatsReport stats = new StatsReport(counters, stack.clock());
    final Admins admins = new Admins(table, people, audit, stack.clock());
    final SuspendMember suspendMember = new SuspendMember(table, people, audit, stack.clock());
    final RestoreMember restoreMember =
            new RestoreMember(table, people, new Waitlist(table), counters, audit, stack.clock());

    MemberId founder() {
        return arrive("founder", Standing.APPROVED, true, true);
    }

    MemberId member(String name) {
        return arrive(name, Standing.APPROVED, false, false);
    }

    /** A person who was declined at this place of the waitlist, with the figures as they then are. */
    MemberId declined(String name, long place) {
        var id = arrive(name, Standing.DECLINED, false, false, new Place(place));
        table.commit(counters.add(stack.clock().instant(), Map.of(Count.DECLINED, 1)));
        return id;
    }

    MemberId arrive(String name, Standing standing, boolean admin, boolean founder) {
        return arrive(name, standing, admin, founder, new Place(1));
    }

    private MemberId arrive(String name, Standing standing, boolean admin, boolean founder, Place place) {
        var id = new MemberId(name);
        table.commit(people.arrive(PersonBuilder.person(name, stack.clock().instant())
                .standing(standing)
                .admin(admin)
                .founder(founder)
                .place(place)
                .build()));
        return id;
    }

    /** A session of the member; gives its token. */
    String session(MemberId member) {
        var sessions = new Sessions(table, environment.clock());
        var token = sessions.token(member, environment.random());
        table.commit(sessions.begin(member, token, stack.clock().instant().plus(Sessions.LIFE)));
        return token;
    }

    Person person(MemberId member) {
        return people.person(member).orElseThrow();
    }

    Standing standing(MemberId member) {
        return person(member).standing();
    }

    long figure(Count count) {
        return counters.byDay().values().stream()
                .mapToLong(day -> day.getOrDefault(count, 0L))
                .sum();
    }

    /** What was done with an admin's rights, in no order. */
    List<String> audited() {
        return new AuditStore(table)
                .last(null, 100).stream().map(AuditStore.Entry::action).toList();
    }

    boolean isAdmin(MemberId member) {
        return people.person(member).orElseThrow().admin();
    }
}
