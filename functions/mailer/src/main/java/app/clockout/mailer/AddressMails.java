package app.clockout.mailer;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Link;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.mailer.AddressMailStore.Asked;
import app.clockout.mailer.content.AddressContent;
import app.clockout.mailer.delivery.Plan;
import app.clockout.mailer.delivery.Reputation;
import app.clockout.messages.Message;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The mails of an account that is to move to another address: the link to the new one, and a word to the one it has. The word is
 * sent whether or not there is a link, so that nobody learns from it whose address the new one is (docs/table-design.md, M12).
 */
public final class AddressMails {
    private static final String GONE = "the request is gone";
    private static final String NO_MEMBER = "they are no member";

    private final AddressMailStore addresses;
    private final People people;
    private final Links links;
    private final RequestedMailLimit limit;
    private final Recipients recipients;
    private final Reputation reputation;
    private final AddressContent content;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EmailAddress founder;

    AddressMails(MailStores stores, RequestedMailLimit limit, Reputation reputation, Environment environment) {
        this.addresses = stores.addresses;
        this.people = stores.people;
        this.links = stores.links;
        this.limit = limit;
        this.recipients = new Recipients(stores);
        this.reputation = reputation;
        this.content = new AddressContent(environment.variable("BASE_URL"));
        this.clock = environment.clock();
        this.random = environment.random();
        this.founder = Addresses.ofFounder(environment);
    }

    List<Supplier<Plan>> plans(Message.AddressChangeAsked message) {
        return List.of(() -> link(message), () -> word(message));
    }

    private Plan link(Message.AddressChangeAsked message) {
        var now = clock.instant();
        var key = "change-address/" + message.address() + "/" + message.request();
        var asked = addresses.askedToChange(message.address(), message.request(), key, now);
        var change = asked.asked();
        if (change == null) {
            return new Plan.Drop(key, GONE);
        }
        var person = member(change);
        if (person == null) {
            return new Plan.Drop(key, NO_MEMBER);
        }
        var silence = silence(person, asked, now);
        if (silence != null) {
            return new Plan.Drop(key, silence);
        }
        if (asked.address().mail().bouncedAt() != null) {
            return Plan.Drop.suppressed(key, Recipients.BOUNCED);
        }
        if (asked.address().owner() == null) {
            reputation.requireGood();
        }
        var spent = limit.spend(asked, now).orElse(null);
        if (spent == null) {
            return new Plan.Drop(key, RequestedMailLimit.ENOUGH);
        }
        var token = Ids.secret(random);
        var writes = new ArrayList<Write>(spent);
        var subject = Link.about(message.address(), message.request());
        writes.add(links.issue(token, Link.Purpose.CHANGE_ADDRESS, subject, "/me/email", now));
        return new Plan.Send(key, "confirm-address", change.email(), content.confirm(token), writes);
    }

    /** Why no link goes to an address; null where one does. */
    private @Nullable String silence(Person person, Asked<?> asked, Instant now) {
        var address = asked.address();
        if (address.hash().equals(founder.hash())) {
            return "the founder's address";
        }
        if (address.owner() != null && !address.owner().equals(person.id())) {
            return "another member's address";
        }
        var rest = address.restUntil();
        return rest != null && now.isBefore(rest) ? "declined not long ago" : null;
    }

    private Plan word(Message.AddressChangeAsked message) {
        var key = "address-change-asked/" + message.address() + "/" + message.request();
        var change = addresses
                .askedToChange(message.address(), message.request(), key, clock.instant())
                .asked();
        if (change == null) {
            return new Plan.Drop(key, GONE);
        }
        var person = member(change);
        if (person == null) {
            return new Plan.Drop(key, NO_MEMBER);
        }
        if (person.email().equals(change.email())) {
            return new Plan.Drop(key, "the address they have");
        }
        return recipients.unasked(
                key,
                person,
                () -> new Plan.Send(
                        key, "address-change-asked", person.email(), content.asked(person, change.email())));
    }

    private @Nullable Person member(AddressChange change) {
        return people.person(change.member()).filter(Person::isMember).orElse(null);
    }
}
