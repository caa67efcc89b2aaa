package app.clockout.table;

import app.clockout.domain.Applicant;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.MailChoice;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.domain.Place;
import app.clockout.domain.Standing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The people: {@code MEMBER#id / PROFILE}. */
public final class People {
    /** How long an old status link still tells that its person withdrew. */
    private static final Duration TRACE_OF_WITHDRAWN = Duration.ofDays(90);

    private final Table table;

    public People(Table table) {
        this.table = table;
    }

    public static Key key(MemberId id) {
        return new Key("MEMBER#" + id, "PROFILE");
    }

    public Optional<Applicant> find(MemberId id) {
        return table.get(key(id)).map(People::read);
    }

    /** The person of this id, unless there is none or they withdrew. */
    public Optional<Person> person(MemberId id) {
        return find(id).filter(Person.class::isInstance).map(Person.class::cast);
    }

    /**
     * What was found of some ids.
     *
     * @param people those who are there, or were
     * @param unreadable how many rows are there, but not as this version of the code knows them
     */
    public record Found(Map<MemberId, Applicant> people, int unreadable) {}

    /** Looks many up; one request for each hundred. */
    public Found findAll(Collection<MemberId> ids) {
        var people = new HashMap<MemberId, Applicant>();
        int unreadable = 0;
        for (var item : table.getAll(ids.stream().map(People::key).toList()).values()) {
            try {
                var applicant = read(item);
                people.put(applicant.id(), applicant);
            } catch (UnreadableItemException e) {
                unreadable++;
            }
        }
        return new Found(people, unreadable);
    }

    /** A new person; refused when there is one of this id. */
    public Write arrive(Person person) {
        return Write.put(write(person)).onlyIfAbsent();
    }

    /** Holds only while the person stands so. */
    public Write check(MemberId id, Standing standing) {
        return Write.check(key(id), "standing = :standing").where(":standing", standing.id());
    }

    /** Changes where a person stands; refused unless they stand as given. */
    public Write decide(MemberId id, Standing from, Standing to, Instant at) {
        return Write.update(key(id), "SET standing = :to, decidedAt = :at")
                .onlyIf("standing = :from")
                .where(":from", from.id())
                .where(":to", to.id())
                .where(":at", at.toEpochMilli());
    }

    /**
     * Suspends a member: sessions begun until now, links derived for them and the link of the admission mail end for good, and so does
     * an admin's role. Refused unless they are a member, no founder, and an admin or none as read.
     */
    public Write suspend(Person member, Instant at) {
        return Write.update(
                        key(member.id()),
                        "SET standing = :suspended, decidedAt = :at, suspendedAt = :at, admin = :no, signedIn = :yes"
                                + " ADD linkVersion :one")
                .onlyIf("standing = :approved AND founder = :no AND admin = :admin")
                .where(":approved", Standing.APPROVED.id())
                .where(":suspended", Standing.SUSPENDED.id())
                .where(":at", at.toEpochMilli())
                .where(":admin", member.admin())
                .where(":one", 1)
                .where(":yes", true)
                .where(":no", false);
    }

    /** Erases a person's data, leaving the trace that they withdrew; refused unless they stand as they did. */
    public Write withdraw(Person person, Instant now) {
        var trace = Item.at(key(person.id()))
                .with("standing", Standing.WITHDRAWN.id())
                .with("appliedAt", person.appliedAt())
                .with("linkVersion", person.linkVersion())
                .expiring(now.plus(TRACE_OF_WITHDRAWN));
        return Write.put(trace)
                .onlyIf("standing = :from")
                .where(":from", person.standing().id());
    }

    /** Removes what is left of an applicant whose address now belongs to a new application. */
    public Write forget(MemberId id) {
        return Write.delete(key(id));
    }

    /** Moves a member's account to another address; refused unless they are one, have the address as read, and are no founder. */
    public Write move(Person member, EmailAddress to) {
        return Write.update(key(member.id()), "SET email = :to")
                .onlyIf("standing = :approved AND founder = :no AND email = :from")
                .where(":approved", Standing.APPROVED.id())
                .where(":no", false)
                .where(":from", member.email().value())
                .where(":to", to.value());
    }

    /** Which kinds of mail a member does without; refused unless they are one. */
    public Write prefer(MemberId id, Set<MailChoice> unwanted) {
        var write = Write.update(
                        key(id),
                        "SET "
                                + Arrays.stream(MailChoice.values())
                                        .map(choice -> unwanted(choice) + " = :" + choice.id())
                                        .collect(Collectors.joining(", ")))
                .onlyIf("standing = :approved")
                .where(":approved", Standing.APPROVED.id());
        for (var choice : MailChoice.values()) {
            write.where(":" + choice.id(), unwanted.contains(choice));
        }
        return write;
    }

    /** A member does without one more kind of mail; refused unless they are one. */
    public Write stop(MemberId id, MailChoice choice) {
        return Write.update(key(id), "SET " + unwanted(choice) + " = :yes")
                .onlyIf("standing = :approved")
                .where(":approved", Standing.APPROVED.id())
                .where(":yes", true);
    }

    /** An attribute for each kind, so that two stopped at once are both stopped. */
    private static String unwanted(MailChoice choice) {
        return "without_" + choice.id();
    }

    private static Item write(Person person) {
        var item = DetailsItem.write(Item.at(key(person.id())), person.details())
                .with("email", person.email().value())
                .with("standing", person.standing().id())
                .with("admin", person.admin())
                .with("founder", person.founder())
                .with("appliedAt", person.appliedAt())
                .with("place", person.place().number())
                .with("linkVersion", person.linkVersion())
                .with("decidedAt", person.decidedAt())
                .with("signedIn", person.signedIn());
        person.unwanted().forEach(choice -> item.with(unwanted(choice), true));
        return item;
    }

    /** @throws UnreadableItemException where the row is not as this version of the code knows it */
    static Applicant read(Item item) {
        try {
            return readAsKnown(item);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableItemException("A profile has a value that is not known here.");
        }
    }

    private static Applicant readAsKnown(Item item) {
        var id = new MemberId(item.text(Key.PARTITION).substring("MEMBER#".length()));
        var standing = Standing.of(item.text("standing"));
        int linkVersion = (int) item.number("linkVersion");
        if (standing == Standing.WITHDRAWN) {
            return new Applicant.Withdrawn(id, item.instant("appliedAt"), linkVersion);
        }
        return new Person(
                id,
                new EmailAddress(item.text("email")),
                DetailsItem.read(item),
                standing,
                item.flag("admin"),
                item.flag("founder"),
                item.instant("appliedAt"),
                new Place(item.number("place")),
                linkVersion,
                item.instant("decidedAt"),
                item.flag("signedIn"),
                Arrays.stream(MailChoice.values())
                        .filter(choice -> item.flag(unwanted(choice)))
                        .collect(Collectors.toSet()));
    }
}
