package app.clockout.mailer;

import app.clockout.domain.Application;
import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Link;
import app.clockout.domain.MailAllowance;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.messages.Message;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.Address;
import app.clockout.table.Addresses.MailState;
import app.clockout.table.Figures;
import app.clockout.table.Figures.Count;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Finds the mail that is right for a message, as things stand when it is read. Here, out of sight, is the only place
 * where a known address and an unknown one differ (docs/table-design.md, M1 to M4).
 */
final class Planner {
    private static final Duration CONFIRMATION_WINDOW = Duration.ofHours(48);

    private final Addresses addresses;
    private final People people;
    private final Links links;
    private final Waitlist waitlist;
    private final Figures figures;
    private final DerivedLinks derived;
    private final Letters letters;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EmailAddress founder;
    private final MailAllowance allowance;
    private final int unansweredConfirmations;

    Planner(Table table, DerivedLinks derived, Environment environment) {
        this.addresses = new Addresses(table);
        this.people = new People(table);
        this.links = new Links(table);
        this.waitlist = new Waitlist(table);
        this.figures = new Figures(table);
        this.derived = derived;
        this.letters = new Letters(environment.variable("BASE_URL"));
        this.clock = environment.clock();
        this.random = environment.random();
        this.founder = EmailAddress.parse(environment.variable("FOUNDER_EMAIL"))
                .orElseThrow(() -> new IllegalStateException("FOUNDER_EMAIL is not a mail address."));
        this.allowance = new MailAllowance(
                environment.number("SIGNIN_MAILS_AT_ONCE"),
                Duration.ofMinutes(environment.number("MINUTES_PER_SIGNIN_MAIL")));
        this.unansweredConfirmations = environment.number("UNANSWERED_CONFIRMATIONS");
    }

    /** A sign-up: a new address is to be confirmed, a known person is told where they stand. */
    Plan plan(Message.Applied message) {
        var now = clock.instant();
        var key = "sign-up/" + message.address() + "/" + message.request();
        var asked = addresses.applied(message.address(), message.request(), now);
        var application = asked.asked();
        if (application == null) {
            return new Plan.Drop(key, "the application is gone");
        }
        var address = asked.address();
        if (address.hash().equals(founder.hash())) {
            return founderSignIn(key, address, "/", now);
        }
        var owner = address.owner();
        if (owner == null) {
            return confirm(key, application, address, now);
        }
        var person = people.person(owner).orElse(null);
        if (person == null) {
            return new Plan.Drop(key, "the person is gone");
        }
        return person.canApplyAgain(now)
                ? confirm(key, application, address, now)
                : tell(key, person, address, "/", now);
    }

    /** An asked-for sign-in: a member gets the link, somebody who waits is told their place, nobody else anything. */
    Plan plan(Message.SignInAsked message) {
        var now = clock.instant();
        var key = "sign-in/" + message.address() + "/" + message.request();
        var asked = addresses.askedToSignIn(message.address(), message.request(), now);
        var request = asked.asked();
        if (request == null) {
            return new Plan.Drop(key, "the request is gone");
        }
        var address = asked.address();
        if (address.hash().equals(founder.hash())) {
            return founderSignIn(key, address, request.next(), now);
        }
        var owner = address.owner();
        var person = owner == null ? null : people.person(owner).orElse(null);
        return person == null
                ? new Plan.Drop(key, "nobody's address")
                : tell(key, person, address, request.next(), now);
    }

    /** A confirmed address: the place on the waitlist. */
    Plan plan(Message.Confirmed message) {
        var key = "on-the-waitlist/" + message.member();
        var person = people.person(message.member()).orElse(null);
        if (person == null || person.standing() != Standing.WAITING) {
            return new Plan.Drop(key, "they wait no more");
        }
        return unasked(key, person, () -> waitlistMail(key, person, List.of()));
    }

    /** A decision: the welcome with a first sign-in, or the news that there was no place. */
    Plan plan(Message.Decided message) {
        var now = clock.instant();
        var person = people.person(message.member()).orElse(null);
        if (person == null) {
            return new Plan.Drop("decided/" + message.member(), "the person is gone");
        }
        var key = "decided/%s/%d".formatted(person.id(), person.decidedAt().toEpochMilli());
        return switch (person.standing()) {
            case APPROVED ->
                person.signedIn()
                        ? new Plan.Drop(key, "they have signed in already")
                        : unasked(key, person, () -> approved(key, person, now));
            case DECLINED ->
                unasked(
                        key,
                        person,
                        () -> new Plan.Send(
                                key,
                                "declined",
                                person.email(),
                                letters.declined(person, statusToken(person)),
                                List.of()));
            case WAITING, WITHDRAWN, SUSPENDED -> new Plan.Drop(key, "the decision was taken back");
        };
    }

    /** A mail nobody asked for at this moment goes only to an address that takes such mail. */
    private Plan unasked(String key, Person person, Supplier<Plan> plan) {
        var mail = addresses.address(person.email().hash()).mail();
        if (mail.bouncedAt() != null) {
            return new Plan.Drop(key, "the address bounced");
        }
        return mail.complainedAt() != null ? new Plan.Drop(key, "the address complained") : plan.get();
    }

    private Plan confirm(String key, Application application, Address address, Instant now) {
        var before = address.mail();
        var unanswered = before.confirmations().stream()
                .filter(sentAt -> sentAt.isAfter(now.minus(CONFIRMATION_WINDOW)))
                .toList();
        boolean enough = unanswered.size() >= unansweredConfirmations;
        var rest = address.restUntil();
        boolean resting = rest != null && now.isBefore(rest);
        boolean silent = enough || resting || before.bouncedAt() != null;
        var after = new MailState(
                before.bouncedAt(),
                before.complainedAt(),
                before.fullAgainAt(),
                silent
                        ? unanswered
                        : Stream.concat(unanswered.stream(), Stream.of(now)).toList(),
                true,
                before.version());
        var writes = new ArrayList<Write>();
        writes.add(addresses.keep(address.hash(), before, after));
        if (!before.signedUp()) {
            writes.add(figures.add(now, Map.of(Count.SIGNED_UP, 1)));
        }
        if (silent) {
            return new Plan.Drop(
                    key, enough ? "enough are unanswered" : resting ? "declined not long ago" : "it bounced", writes);
        }
        var token = Ids.secret(random);
        var subject = address.hash() + "/" + application.requestId();
        writes.add(links.issue(token, Link.Purpose.CONFIRM_ADDRESS, subject, "/", now));
        return new Plan.Send(key, "confirm-address", application.email(), letters.confirmAddress(token), writes);
    }

    /** What somebody who is known here gets when they type their address: within limits, and to the stored one. */
    private Plan tell(String key, Person person, Address address, String next, Instant now) {
        return switch (person.standing()) {
            case APPROVED -> signInMail(key, person.email(), person.id().value(), address, next, now);
            case WAITING -> {
                var mail = address.mail();
                var fullAgainAt = allowance.take(mail.fullAgainAt(), now);
                if (mail.bouncedAt() != null || mail.complainedAt() != null || fullAgainAt.isEmpty()) {
                    yield new Plan.Drop(key, "enough for now, or unwanted");
                }
                yield waitlistMail(key, person, List.of(spend(address, fullAgainAt.get())));
            }
            case DECLINED, WITHDRAWN, SUSPENDED -> new Plan.Drop(key, "nothing to tell");
        };
    }

    private Plan founderSignIn(String key, Address address, String next, Instant now) {
        var owner = address.owner();
        return signInMail(key, founder, owner == null ? Link.FOUNDER : owner.value(), address, next, now);
    }

    private Plan signInMail(String key, EmailAddress to, String subject, Address address, String next, Instant now) {
        if (address.mail().bouncedAt() != null) {
            return new Plan.Drop(key, "the address bounced");
        }
        var fullAgainAt = allowance.take(address.mail().fullAgainAt(), now);
        if (fullAgainAt.isEmpty()) {
            return new Plan.Drop(key, "enough for now");
        }
        var token = Ids.secret(random);
        return new Plan.Send(
                key,
                "sign-in",
                to,
                letters.signIn(token),
                List.of(
                        links.issue(token, Link.Purpose.SIGN_IN, subject, next, now),
                        spend(address, fullAgainAt.get())));
    }

    private Plan waitlistMail(String key, Person person, List<Write> alongside) {
        var letter = letters.onTheWaitlist(person, waitlist.position(person.place()), statusToken(person));
        return new Plan.Send(key, "on-the-waitlist", person.email(), letter, alongside);
    }

    private Plan approved(String key, Person person, Instant now) {
        var token = Ids.secret(random);
        var issue = links.issue(token, Link.Purpose.ADMISSION, person.id().value(), "/", now);
        return new Plan.Send(key, "approved", person.email(), letters.approved(person, token), List.of(issue));
    }

    private Write spend(Address address, Instant fullAgainAt) {
        var before = address.mail();
        var after = new MailState(
                before.bouncedAt(),
                before.complainedAt(),
                fullAgainAt,
                before.confirmations(),
                before.signedUp(),
                before.version());
        return addresses.keep(address.hash(), before, after);
    }

    private String statusToken(Person person) {
        return derived.token(Purpose.WAITLIST_STATUS, person.id().value(), person.linkVersion());
    }
}
