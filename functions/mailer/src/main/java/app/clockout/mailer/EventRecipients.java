package app.clockout.mailer;

import app.clockout.domain.AddressHash;
import app.clockout.domain.EventId;
import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.mailer.AddressMailStore.MailState;
import app.clockout.mailer.delivery.Plan;
import app.clockout.table.Events;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Those who are to hear of one event, looked up all at once rather than one by one: four requests for up to fifty people, two
 * where all their mails are done with (docs/table-design.md, M8). What was seen is used for a short while only.
 */
final class EventRecipients {
    /** No longer than a change may go unheard that comes just before a mail goes anyway. */
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final MailStores stores;
    private final InstantSource clock;
    private final EventId event;
    private List<MemberId> members;
    private Map<MemberId, Events.View> views = Map.of();
    private @Nullable Map<MemberId, Person> people;
    private Map<AddressHash, MailState> mail = Map.of();
    private Instant seenAt = Instant.MIN;

    EventRecipients(MailStores stores, InstantSource clock, EventId event, List<MemberId> members) {
        this.stores = stores;
        this.clock = clock;
        this.event = event;
        this.members = members;
    }

    EventId event() {
        return event;
    }

    /**
     * One plan for each of those whose mail is not done with.
     *
     * @param key of a recipient's mail, by the event as they see it; null where there is no such event
     */
    List<Supplier<Plan>> plans(
            BiFunction<MemberId, Events.@Nullable View, String> key, BiFunction<String, MemberId, Plan> plan) {
        var keys = members.stream()
                .collect(Collectors.toMap(member -> member, member -> key.apply(member, view(member)), (a, b) -> a));
        var done = stores.ledger.done(keys.values());
        members = members.stream()
                .distinct()
                .filter(member -> !done.contains(keys.get(member)))
                .toList();
        return members.stream()
                .map(member -> (Supplier<Plan>) () -> plan.apply(key.apply(member, view(member)), member))
                .toList();
    }

    /** The event as a viewer sees it; null where there is none. */
    Events.@Nullable View view(MemberId member) {
        if (seenAt.plus(FRESH).isBefore(clock.instant())) {
            seenAt = clock.instant();
            views = stores.events.views(event, members);
            people = null;
        }
        return views.get(member);
    }

    /** A mail to one of them as long as they are a member, and their address takes mail that nobody asked for. */
    Plan member(String key, MemberId member, Function<Person, Plan> plan) {
        return Recipients.member(key, person(member), this::mail, plan);
    }

    private @Nullable Person person(MemberId member) {
        if (people == null) {
            people = new HashMap<>();
            for (var applicant : stores.people.findAll(members).people().values()) {
                if (applicant instanceof Person person) {
                    people.put(person.id(), person);
                }
            }
            mail = stores.addresses.mail(people.values().stream()
                    .map(person -> person.email().hash())
                    .toList());
        }
        var person = people.get(member);
        // A recipient who was not found is looked for alone: a profile that cannot be read fails this mail and no
        // other.
        return person == null ? stores.people.person(member).orElse(null) : person;
    }

    private MailState mail(Person person) {
        var hash = person.email().hash();
        var known = mail.get(hash);
        return known == null ? stores.addresses.address(hash).mail() : known;
    }
}
