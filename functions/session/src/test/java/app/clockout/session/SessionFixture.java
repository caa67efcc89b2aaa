package app.clockout.session;

import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Industry;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.TestStack;
import app.clockout.local.testing.PersonBuilder;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;

/** A stack of its own with members and their links, as other functions leave them. */
final class SessionFixture {
    static final EmailAddress FOUNDER = new EmailAddress(TestStack.FOUNDER_EMAIL);

    final TestStack stack = TestStack.fresh();
    final Environment environment = stack.environment("SessionFunction");
    final Table table = new Table(environment);
    final Addresses addresses = new Addresses(table);
    final People people = new People(table);
    final Links links = new Links(table);
    final Sessions sessions = new Sessions(table, environment.clock());
    final SignIn signIn = signIn(environment);

    SignIn signIn(Environment environment) {
        return new SignIn(table, links, people, sessions, addresses, new AuditLog(environment.random()), environment);
    }

    /** The function's environment with another value for one variable. */
    Environment with(String variable, String value) {
        var variables = new HashMap<>(environment.variables());
        variables.put(variable, value);
        return new Environment(variables, environment.clock(), environment.random(), environment.connect());
    }

    Instant now() {
        return stack.clock().instant();
    }

    void pass(Duration time) {
        stack.clock().advance(time);
    }

    Person member(String name) {
        return arrive(name, new EmailAddress(name + "@example.com"), Standing.APPROVED);
    }

    Person arrive(String name, EmailAddress email, Standing standing) {
        var details = new Details(
                name,
                Industry.DESIGN,
                "Product designer",
                "Malmö",
                ZoneId.of("Europe/Stockholm"),
                "Chairs you can repair",
                List.of("A mentor"),
                List.of());
        var person = PersonBuilder.person(name, now())
                .email(email)
                .details(details)
                .standing(standing)
                .neverSignedIn()
                .build();
        table.commit(people.arrive(person), addresses.take(email.hash(), person.id(), now()));
        return person;
    }

    /** The token of a link that signs a person in, mailed now. */
    String link(Link.Purpose purpose, Person person) {
        return link(purpose, person.id().value(), "/");
    }

    String signInLink(Person person) {
        return link(Link.Purpose.SIGN_IN, person);
    }

    /** The token of a link for the founder who is to come. */
    String founderLink() {
        return link(Link.Purpose.SIGN_IN, Link.FOUNDER, "/admin/waitlist");
    }

    String link(Link.Purpose purpose, String subject, String next) {
        var token = Ids.secret(environment.random());
        table.commit(links.issue(token, purpose, subject, next, now()));
        return token;
    }

    Person person(MemberId member) {
        return people.person(member).orElseThrow();
    }

    /** How many rows of a kind the table holds. */
    long rows(String kind) {
        return stack.items().stream()
                .filter(item -> item.toString().contains("S=" + kind + "#"))
                .count();
    }
}
