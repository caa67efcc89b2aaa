package app.clockout.session;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link;
import app.clockout.domain.Link.Purpose;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.AuditLog;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Sessions;
import app.clockout.table.Table;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns a mailed link into a session, once. The founder's first one also makes the founder, who never waited
 * (docs/table-design.md, I2 and I3).
 */
final class SignIn {
    sealed interface Outcome {
        /** @param next the path the link leads to */
        record SignedIn(Person member, String token, Instant endsAt, String next) implements Outcome {}

        record BadLink() implements Outcome {}
    }

    private final Table table;
    private final Links links;
    private final People people;
    private final Sessions sessions;
    private final Addresses addresses;
    private final AuditLog audit;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EmailAddress founder;

    SignIn(
            Table table,
            Links links,
            People people,
            Sessions sessions,
            Addresses addresses,
            AuditLog audit,
            Environment environment) {
        this.table = table;
        this.links = links;
        this.people = people;
        this.sessions = sessions;
        this.addresses = addresses;
        this.audit = audit;
        this.clock = environment.clock();
        this.random = environment.random();
        this.founder = Addresses.ofFounder(environment);
    }

    /** Whether a link would sign a member in now. Changes nothing. */
    boolean works(String token) {
        var link = usable(token, clock.instant());
        return link.isPresent()
                && (link.get().subject().equals(Link.FOUNDER)
                        || member(link.get()).isPresent());
    }

    Outcome signIn(String token) {
        var now = clock.instant();
        return usable(token, now).map(link -> signIn(link, now)).orElse(new Outcome.BadLink());
    }

    private Outcome signIn(Link link, Instant now) {
        if (link.subject().equals(Link.FOUNDER)) {
            // Of two founder's links at the same moment one arrives; the other then finds the founder there.
            return founderHere(link, now)
                    .orElseGet(() -> arrive(link, now) instanceof Outcome.SignedIn arrived
                            ? arrived
                            : founderHere(link, now).orElse(new Outcome.BadLink()));
        }
        return member(link).map(member -> begin(link, member, now)).orElse(new Outcome.BadLink());
    }

    private Optional<Outcome> founderHere(Link link, Instant now) {
        return addresses.owner(founder.hash()).flatMap(people::person).map(known -> begin(link, known, now));
    }

    private Outcome begin(Link link, Person member, Instant now) {
        return member.email().equals(founder)
                ? begin(link, member.asFounder(), List.of(SignInStore.founderSignsIn(member.id())), now)
                : begin(
                        link,
                        member,
                        List.of(SignInStore.signIn(member.id(), link.purpose() == Purpose.ADMISSION)),
                        now);
    }

    private Outcome arrive(Link link, Instant now) {
        var person = Person.founder(MemberId.random(random), founder, now);
        return begin(
                link,
                person,
                List.of(
                        people.arrive(person),
                        addresses.take(founder.hash(), person.id(), now),
                        audit.add(
                                now, person.id(), "founder.arrived", person.id().value(), null)),
                now);
    }

    private Outcome begin(Link link, Person member, List<Write> alongside, Instant now) {
        var token = sessions.token(member.id(), random);
        var endsAt = now.plus(Sessions.LIFE);
        var writes = new ArrayList<>(alongside);
        writes.add(links.use(link, member.id()));
        writes.add(sessions.begin(member.id(), token, endsAt));
        return table.commit(writes).done()
                ? new Outcome.SignedIn(member, token, endsAt, link.next())
                : new Outcome.BadLink();
    }

    private Optional<Link> usable(String token, Instant now) {
        return links.find(token)
                .filter(link -> link.purpose() == Purpose.SIGN_IN || link.purpose() == Purpose.ADMISSION)
                .filter(link -> link.worksAt(now));
    }

    /** The member a link signs in, if it still may: an admission link only until the first sign-in by any. */
    private Optional<Person> member(Link link) {
        return people.person(new MemberId(link.subject()))
                .filter(Person::isMember)
                .filter(person -> link.purpose() != Purpose.ADMISSION || !person.signedIn());
    }
}
