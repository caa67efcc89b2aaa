package app.clockout.session;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.testing.TestStack;
import java.time.ZoneId;
import java.util.List;

/** People and the links they were mailed, in a table of their own. */
final class Guests {
    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("SessionFunction");
    final Table table = new Table(environment);
    final People people = new People(table);
    final Sessions sessions = new Sessions(table, environment.clock());
    final SignIn signIn = new SignIn(table, sessions, environment);

    MemberId arrive(String name, Standing standing) {
        return arrive(name, name + "@example.com", standing);
    }

    MemberId arrive(String name, String address, Standing standing) {
        var id = new MemberId(name);
        var now = stack.clock().instant();
        var email = new EmailAddress(address);
        var details = new Details(name, Industry.LAW, "Lawyer", "Lima", ZoneId.of("UTC"), "", List.of(), List.of());
        table.commit(
                people.arrive(new Person(id, email, details, standing, false, false, now, new Place(1), 1, now, false)),
                new Addresses(table).take(email.hash(), id, now));
        return id;
    }

    /** A link as the mailer issues it; gives its token. */
    String link(Purpose purpose, String subject, String next) {
        var token = Ids.secret(environment.random());
        table.commit(new Links(table)
                .issue(token, purpose, subject, next, stack.clock().instant()));
        return token;
    }

    String link(Purpose purpose, MemberId member) {
        return link(purpose, member.value(), "/");
    }
}
