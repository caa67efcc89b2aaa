package app.clockout.account;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link;
import app.clockout.domain.Person;
import app.clockout.domain.Standing;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Retry;
import app.clockout.table.Suppressions;
import app.clockout.table.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves a member's account to the address that a link was mailed to, once; the link's own second use tells the same again. Its
 * use shows that mail is read there, so that a complaint from there counts no more (docs/table-design.md, P4 and P5).
 */
final class ChangeAddress {
    sealed interface Outcome {
        /** The address is the account's, now or since the link was used before. */
        record Changed(EmailAddress email) implements Outcome {}

        record BadLink() implements Outcome {}
    }

    /**
     * What a link does.
     *
     * @param done whether it has done it
     */
    record Preview(EmailAddress email, boolean done) {}

    private final Table table;
    private final Links links;
    private final Addresses addresses;
    private final Suppressions suppressions;
    private final People people;
    private final InstantSource clock;

    ChangeAddress(
            Table table,
            Links links,
            Addresses addresses,
            Suppressions suppressions,
            People people,
            InstantSource clock) {
        this.table = table;
        this.links = links;
        this.addresses = addresses;
        this.suppressions = suppressions;
        this.people = people;
        this.clock = clock;
    }

    /** What the link does, or has done; empty for one that does not work. Changes nothing. */
    Optional<Preview> preview(String token) {
        return link(token)
                .flatMap(link -> done(link).or(() -> change(link, clock.instant())
                        .filter(change -> member(change) != null)
                        .map(change -> new Preview(change.email(), false))))
                // What it was about is gone where it was used a moment ago.
                .or(() -> link(token).flatMap(this::done));
    }

    private Optional<Preview> done(Link link) {
        var usedBy = link.usedBy();
        return usedBy == null
                ? Optional.empty()
                : people.person(usedBy).filter(Person::isMember).map(person -> new Preview(person.email(), true));
    }

    Outcome change(String token) {
        return Retry.overtaken(table)
                .until(() -> link(token).map(link -> use(token, link)).orElse(Optional.of(new Outcome.BadLink())));
    }

    /** Empty where something else changed meanwhile what was looked at. */
    private Optional<Outcome> use(String token, Link link) {
        if (link.usedBy() != null) {
            return Optional.of(done(link)
                    .<Outcome>map(done -> new Outcome.Changed(done.email()))
                    .orElse(new Outcome.BadLink()));
        }
        var now = clock.instant();
        var change = change(link, now).orElse(null);
        if (change == null) {
            return isUsed(token) ? Optional.empty() : Optional.of(new Outcome.BadLink());
        }
        var member = member(change);
        return member == null ? Optional.of(new Outcome.BadLink()) : use(link, change, member, now);
    }

    /** Whether a second click was faster: what the link is about is gone then. */
    private boolean isUsed(String token) {
        return link(token).map(Link::usedBy).isPresent();
    }

    private Optional<Outcome> use(Link link, AddressChange change, Person member, Instant now) {
        var email = change.email();
        var use = links.use(link, member.id());
        var writes = new ArrayList<>(List.of(use, addresses.settle(change)));
        var known = suppressions.known(email.hash());
        var wanted = known.suppression().wanted(now);
        if (!wanted.equals(known.suppression())) {
            writes.addAll(suppressions.keep(email, known, wanted));
        }
        if (member.email().equals(email)) {
            writes.add(people.check(member.id(), Standing.APPROVED));
            return table.commit(writes).done() ? Optional.of(new Outcome.Changed(email)) : Optional.empty();
        }
        var move = people.move(member, email);
        var take = addresses.take(email.hash(), member.id(), now);
        writes.addAll(List.of(move, take, addresses.free(member.email().hash(), member.id(), null)));
        var commit = table.commit(writes);
        if (commit.done()) {
            return Optional.of(new Outcome.Changed(email));
        }
        // Where nothing else changed, the address was taken since the link was mailed.
        return commit.refused(take) && !commit.refused(use) && !commit.refused(move)
                ? Optional.of(new Outcome.BadLink())
                : Optional.empty();
    }

    private Optional<Link> link(String token) {
        return links.find(token).filter(link -> link.purpose() == Link.Purpose.CHANGE_ADDRESS);
    }

    private Optional<AddressChange> change(Link link, Instant now) {
        if (!link.worksAt(now)) {
            return Optional.empty();
        }
        return addresses.change(link.address(), link.requestId());
    }

    /** Whose account it is; null where they are no member any more, or their address cannot change. */
    private @Nullable Person member(AddressChange change) {
        return people.person(change.member())
                .filter(Person::isMember)
                .filter(person -> !person.founder())
                .orElse(null);
    }
}
