package app.clockout.signup;

import app.clockout.domain.Applicant;
import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Link;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Links;
import app.clockout.table.People;
import app.clockout.table.Table;
import app.clockout.table.Waitlist;
import app.clockout.table.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns an application into a person who waits, once its mailed link is used. The first link used for an address wins;
 * its own second use tells the same again (docs/table-design.md, S2 and S3).
 */
final class ConfirmAddress {
    sealed interface Outcome {
        /** The person waits, or did when the link was used before. */
        record Confirmed(MemberId member) implements Outcome {}

        record BadLink() implements Outcome {}
    }

    /** What a link shows before its button is pressed. */
    sealed interface Preview {
        /** What it would confirm. */
        record ToConfirm(EmailAddress email, Details details) implements Preview {}

        /** It has confirmed it. By whom is no more for who finds the mail. */
        record Confirmed() implements Preview {}
    }

    private final Table table;
    private final Links links;
    private final Addresses addresses;
    private final People people;
    private final Waitlist waitlist;
    private final DailyCounters counters;
    private final InstantSource clock;
    private final RandomGenerator random;

    ConfirmAddress(
            Table table,
            Links links,
            Addresses addresses,
            People people,
            Waitlist waitlist,
            DailyCounters counters,
            Environment environment) {
        this.table = table;
        this.links = links;
        this.addresses = addresses;
        this.people = people;
        this.waitlist = waitlist;
        this.counters = counters;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    /** What the link would confirm, or has confirmed; empty for one that does not work. Changes nothing. */
    Optional<Preview> preview(String token) {
        var now = clock.instant();
        return links.find(token).filter(ConfirmAddress::confirms).flatMap(link -> {
            var usedBy = link.usedBy();
            if (usedBy != null) {
                return people.person(usedBy)
                        .filter(person -> stillShows(link, person))
                        .map(_ -> new Preview.Confirmed());
            }
            return application(link, now)
                    .<Preview>map(typed -> new Preview.ToConfirm(typed.email(), typed.details()))
                    .or(() -> madeOf(token).map(_ -> new Preview.Confirmed()));
        });
    }

    /**
     * Confirms what was typed with the link.
     *
     * @param timezone the clock that was chosen since; null where it stays as it was typed, or unknown
     */
    Outcome confirm(String token, @Nullable ZoneId timezone) {
        var now = clock.instant();
        var link = links.find(token).filter(ConfirmAddress::confirms).orElse(null);
        if (link == null) {
            return new Outcome.BadLink();
        }
        var usedBy = link.usedBy();
        if (usedBy != null) {
            return people.find(usedBy)
                    .filter(applicant -> stillShows(link, applicant))
                    .<Outcome>map(applicant -> new Outcome.Confirmed(applicant.id()))
                    .orElse(new Outcome.BadLink());
        }
        return application(link, now)
                .map(application -> timezone == null ? application : application.in(timezone))
                .map(application -> confirm(token, link, application, now))
                .orElseGet(() -> confirmed(token));
    }

    private Outcome confirm(String token, Link link, Application application, Instant now) {
        var person = newcomer(application, now);
        var use = links.use(link, person.id());
        var take = addresses.take(application.email().hash(), person.id(), now);
        var writes = arrival(person, application, Map.of(Count.CONFIRMED, 1, Count.WAITING, 1));
        writes.add(use);
        writes.add(take);
        var commit = table.commit(writes);
        if (commit.done() || (!commit.refused(use) && passedOn(link, application, person, now))) {
            return new Outcome.Confirmed(person.id());
        }
        return confirmed(token);
    }

    /** The answer where the link may have been used a moment ago, by a second click: what that made answers this one, too. */
    private Outcome confirmed(String token) {
        return madeOf(token).<Outcome>map(Outcome.Confirmed::new).orElse(new Outcome.BadLink());
    }

    private Optional<MemberId> madeOf(String token) {
        return links.find(token).map(Link::usedBy);
    }

    /** The address has had an owner: it passes on only from an applicant whose decline is long enough ago. */
    private boolean passedOn(Link link, Application application, Person person, Instant now) {
        var hash = application.email().hash();
        var before = addresses
                .owner(hash)
                .flatMap(people::person)
                .filter(owner -> owner.canApplyAgain(now))
                .orElse(null);
        if (before == null) {
            return false;
        }
        var writes = arrival(person, application, Map.of(Count.CONFIRMED, 1, Count.WAITING, 1, Count.DECLINED, -1));
        writes.add(links.use(link, person.id()));
        writes.add(addresses.pass(hash, before.id(), person.id()));
        writes.add(people.forget(before.id()));
        return table.commit(writes).done();
    }

    private List<Write> arrival(Person person, Application application, Map<Count, Integer> counts) {
        return new ArrayList<>(List.of(
                people.arrive(person),
                waitlist.enter(person),
                waitlist.count(person.place().bucket(), 1),
                counters.add(person.appliedAt(), counts),
                addresses.settle(application)));
    }

    private Person newcomer(Application application, Instant now) {
        return Person.newcomer(
                MemberId.random(random), application.email(), application.details(), waitlist.nextPlace(), now);
    }

    private Optional<Application> application(Link link, Instant now) {
        if (!link.worksAt(now)) {
            return Optional.empty();
        }
        return addresses.application(link.address(), link.requestId());
    }

    /** Whether a used link still tells about the person it made: not once a suspension or a change of address has ended their links. */
    private static boolean stillShows(Link link, Applicant applicant) {
        return applicant.linkVersion() == Person.FIRST_LINK_VERSION
                && !(applicant instanceof Person person
                        && !person.email().hash().equals(link.address()));
    }

    private static boolean confirms(Link link) {
        return link.purpose() == Link.Purpose.CONFIRM_ADDRESS;
    }
}
