package app.clockout.admin;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Industry;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.testing.TestStack;
import java.time.ZoneId;
import java.util.List;

/** People and their sessions, in a table of their own. */
final class Members {
    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("AdminFunction");
    final Table table = new Table(environment);
    final People people = new People(table);

    MemberId founder() {
        return arrive("founder", Standing.APPROVED, true, true);
    }

    MemberId member(String name) {
        return arrive(name, Standing.APPROVED, false, false);
    }

    MemberId arrive(String name, Standing standing, boolean admin, boolean founder) {
        var id = new MemberId(name);
        var details = new Details(name, Industry.LAW, "Lawyer", "Lima", ZoneId.of("UTC"), "", List.of(), List.of());
        var now = stack.clock().instant();
        table.commit(people.arrive(new Person(
                id,
                new EmailAddress(name + "@example.com"),
                details,
                standing,
                admin,
                founder,
                now,
                new Place(1),
                1,
                now,
                true)));
        return id;
    }

    /** A session of the member; gives its token. */
    String session(MemberId member) {
        var sessions = new Sessions(table, environment.clock());
        var token = sessions.token(member, environment.random());
        table.commit(sessions.begin(member, token, stack.clock().instant().plus(Sessions.LIFE)));
        return token;
    }

    boolean isAdmin(MemberId member) {
        return people.person(member).orElseThrow().admin();
    }
}
