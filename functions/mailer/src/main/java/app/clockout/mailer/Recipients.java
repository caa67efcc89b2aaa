package app.clockout.mailer;

import app.clockout.domain.MemberId;
import app.clockout.domain.Person;
import app.clockout.mailer.AddressMailStore.MailState;
import app.clockout.mailer.delivery.Plan;
import app.clockout.table.People;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who may be written to without having asked for it at this moment. */
final class Recipients {
    static final String BOUNCED = "the address bounced";

    private final People people;
    private final AddressMailStore addresses;

    Recipients(MailStores stores) {
        people = stores.people;
        addresses = stores.addresses;
    }

    /** A mail to a person as long as they are a member, and their address takes mail that was not asked for. */
    Plan member(String key, MemberId id, Function<Person, Plan> plan) {
        return member(key, people.person(id).orElse(null), this::mail, plan);
    }

    /** The same for a person who was looked up. */
    static Plan member(
            String key, @Nullable Person person, Function<Person, MailState> mail, Function<Person, Plan> plan) {
        if (person == null) {
            return new Plan.Drop(key, "the person is gone");
        }
        return person.isMember()
                ? unasked(key, mail.apply(person), () -> plan.apply(person))
                : new Plan.Drop(key, "they are no member");
    }

    /** A mail nobody asked for at this moment goes only to an address that takes such mail. */
    Plan unasked(String key, Person person, Supplier<Plan> plan) {
        return unasked(key, mail(person), plan);
    }

    static Plan unasked(String key, MailState mail, Supplier<Plan> plan) {
        if (mail.bouncedAt() != null) {
            return Plan.Drop.suppressed(key, BOUNCED);
        }
        return mail.complainedAt() != null ? Plan.Drop.suppressed(key, "the address complained") : plan.get();
    }

    private MailState mail(Person person) {
        return addresses.address(person.email().hash()).mail();
    }
}
