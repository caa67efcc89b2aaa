package app.clockout.mailer;

import app.clockout.domain.Application;
import app.clockout.domain.DerivedLinks;
import app.clockout.domain.DerivedLinks.Purpose;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Link;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.mailer.AddressMailStore.Address;
import app.clockout.mailer.AddressMailStore.Asked;
import app.clockout.mailer.content.AdmissionContent;
import app.clockout.mailer.delivery.Plan;
import app.clockout.mailer.delivery.Reputation;
import app.clockout.messages.Message;
import app.clockout.table.Addresses;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mails of signing up, waiting, being decided about and signing in. Here, out of sight, is the only place where a
 * known address and an unknown one differ (docs/table-design.md, M1 to M4).
 */
public final class AdmissionMails {
    private static final Duration CONFIRMATION_WINDOW = Duration.ofHours(48);

    private final AddressMailStore addresses;
    private final People people;
    private final Links links;
    private final Waitlist waitlist;
    private final DailyCounters figures;
    private final DerivedLinks derived;
    private final Recipients recipients;
    private final Reputation reputation;
    private final WelcomeSuggestions suggestions;
    private final AdmissionContent content;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EmailAddress founder;
    private final RequestedMailLimit limit;
    private final int unansweredConfirmations;

    AdmissionMails(
            MailStores stores,
            DerivedLinks derived,
            RequestedMailLimit limit,
            Reputation reputation,
            Environment environment) {
        this.addresses = stores.addresses;
        this.people = stores.people;
        this.links = stores.links;
        this.waitlist = stores.waitlist;
        this.figures = stores.figures;
        this.derived = derived;
        this.recipients = new Recipients(stores);
        this.reputation = reputation;
        this.suggestions = new WelcomeSuggestions(stores);
        this.content = new AdmissionContent(environment.variable("BASE_URL"));
        this.clock = environment.clock();
        this.random = environment.random();
        this.founder = Addresses.ofFounder(environment);
        this.limit = limit;
        this.unansweredConfirmations = environment.number("UNANSWERED_CONFIRMATIONS");
    }

    /** A sign-up: a new address is to be confirmed, a known person is told where they stand. */
    Plan plan(Message.Applied message) {
        var now = clock.instant();
        var key = "sign-up/" + message.address() + "/" + message.request();
        var asked = addresses.applied(message.address(), message.request(), key, now);
        var application = asked.asked();
        if (application == null) {
            return new Plan.Drop(key, "the application is gone");
        }
        var address = asked.address();
        if (address.hash().equals(founder.hash())) {
            return founderSignIn(key, asked, "/", now);
        }
        var owner = address.owner();
        if (owner == null) {
            return confirm(key, application, asked, now);
        }
        var person = people.person(owner).orElse(null);
        if (person == null) {
            return new Plan.Drop(key, "the person is gone");
        }
        return person.canApplyAgain(now) ? confirm(key, application, asked, now) : tell(key, person, asked, "/", now);
    }

    /** An asked-for sign-in: a member gets the link, an applicant who waits is told their place, nobody else anything. */
    Plan plan(Message.SignInAsked message) {
        var now = clock.instant();
        var key = "sign-in/" + message.address() + "/" + message.request();
        var asked = addresses.askedToSignIn(message.address(), message.request(), key, now);
        var request = asked.asked();
        if (request == null) {
            return new Plan.Drop(key, "the request is gone");
        }
        var address = asked.address();
        if (address.hash().equals(founder.hash())) {
            return founderSignIn(key, asked, request.next(), now);
        }
        var owner = address.owner();
        var person = owner == null ? null : people.person(owner).orElse(null);
        return person == null ? new Plan.Drop(key, "nobody's address") : tell(key, person, asked, request.next(), now);
    }

    /** A confirmed address: the place on the waitlist. */
    Plan plan(Message.Confirmed message) {
        var confirmed = "on-the-waitlist/" + message.member();
        var person = people.person(message.member()).orElse(null);
        if (person == null || person.standing() != Standing.WAITING) {
            return new Plan.Drop(confirmed, "they wait no more");
        }
        // Who was declined and waits again hears of it, though they had this mail before.
        var key = person.decidedAt().equals(person.appliedAt())
                ? confirmed
                : confirmed + "/" + person.decidedAt().toEpochMilli();
        return recipients.unasked(key, person, () -> waitlistMail(key, person, List.of()));
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
                        : recipients.unasked(key, person, () -> approved(key, person, now));
            case DECLINED ->
                recipients.unasked(
                        key,
                        person,
                        () -> new Plan.Send(
                                key,
                                "declined",
                                person.email(),
                                content.declined(person, statusToken(person)),
                                List.of()));
            case WAITING, WITHDRAWN, SUSPENDED -> new Plan.Drop(key, "the decision was taken back");
        };
    }

    private Plan confirm(String key, Application application, Asked<?> asked, Instant now) {
        var address = asked.address();
        var before = address.mail();
        var unanswered = before.confirmations().stream()
                .filter(sentAt -> sentAt.isAfter(now.minus(CONFIRMATION_WINDOW)))
                .toList();
        var silence = silence(address, asked.begun() ? 0 : unanswered.size(), now);
        var writes = new ArrayList<Write>();
        if (!asked.begun()) {
            var confirmations = silence == null
                    ? Stream.concat(unanswered.stream(), Stream.of(now)).toList()
                    : unanswered;
            writes.add(addresses.keep(address.hash(), before, before.confirming(confirmations)));
            if (!before.signedUp()) {
                writes.add(figures.add(now, Map.of(Count.SIGNED_UP, 1)));
            }
        }
        if (silence != null) {
            return new Plan.Drop(key, silence, writes, List.of(), address.mail().bouncedAt() != null);
        }
        reputation.requireGood();
        var token = Ids.secret(random);
        var subject = Link.about(address.hash(), application.requestId());
        writes.add(links.issue(token, Link.Purpose.CONFIRM_ADDRESS, subject, "/", now));
        return new Plan.Send(key, "confirm-address", application.email(), content.confirmAddress(token), writes);
    }

    /** Why an address is not asked to confirm; null where it is. */
    private @Nullable String silence(Address address, int unanswered, Instant now) {
        if (address.mail().bouncedAt() != null) {
            return Recipients.BOUNCED;
        }
        var rest = address.restUntil();
        if (rest != null && now.isBefore(rest)) {
            return "declined not long ago";
        }
        return unanswered >= unansweredConfirmations ? "enough are unanswered" : null;
    }

    /** What a person who is known here gets for typing their address: within limits, and to the stored one. */
    private Plan tell(String key, Person person, Asked<?> asked, String next, Instant now) {
        return switch (person.standing()) {
            case APPROVED -> signInMail(key, person.email(), person.id().value(), asked, next, now);
            case WAITING ->
                Recipients.unasked(key, asked.address().mail(), () -> limit.spend(asked, now)
                        .map(spent -> waitlistMail(key, person, spent))
                        .orElse(new Plan.Drop(key, RequestedMailLimit.ENOUGH)));
            case DECLINED, WITHDRAWN, SUSPENDED -> new Plan.Drop(key, "nothing to tell");
        };
    }

    private Plan founderSignIn(String key, Asked<?> asked, String next, Instant now) {
        var owner = asked.address().owner();
        return signInMail(key, founder, owner == null ? Link.FOUNDER : owner.value(), asked, next, now);
    }

    private Plan signInMail(String key, EmailAddress to, String subject, Asked<?> asked, String next, Instant now) {
        if (asked.address().mail().bouncedAt() != null) {
            return Plan.Drop.suppressed(key, Recipients.BOUNCED);
        }
        var spent = limit.spend(asked, now);
        if (spent.isEmpty()) {
            return new Plan.Drop(key, RequestedMailLimit.ENOUGH);
        }
        var token = Ids.secret(random);
        var writes = new ArrayList<Write>(spent.get());
        writes.add(links.issue(token, Link.Purpose.SIGN_IN, subject, next, now));
        return new Plan.Send(key, "sign-in", to, content.signIn(token), writes);
    }

    private Plan waitlistMail(String key, Person person, List<Write> alongside) {
        var letter = content.onTheWaitlist(person, waitlist.position(person.place()), statusToken(person));
        return new Plan.Send(key, "on-the-waitlist", person.email(), letter, alongside);
    }

    private Plan approved(String key, Person person, Instant now) {
        var token = Ids.secret(random);
        var issue = links.issue(token, Link.Purpose.ADMISSION, person.id().value(), "/", now);
        return new Plan.Send(
                key,
                "approved",
                person.email(),
                content.approved(person, token, suggestions.of(person, now)),
                List.of(issue));
    }

    private String statusToken(Person person) {
        return derived.token(Purpose.WAITLIST_STATUS, person.id().value(), person.linkVersion());
    }
}
