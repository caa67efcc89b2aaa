package app.clockout.account;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Person;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.Addresses.AddressChange;
import app.clockout.table.HourlyLimit;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Takes down that a member wants to move to another address. It reads nothing of that address, so that neither the answer nor its
 * time tells whose it is (docs/table-design.md, P3).
 */
final class AskToChangeAddress {
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /** Their address is where the stack's parameter says it is. */
        record IsFounder() implements Outcome {}

        /** Too many by the same member in this hour. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    /** Each can be a mail to a person who never heard of Clockout. */
    private static final int MOST_PER_HOUR = 20;

    private final HourlyLimit limit;
    private final Addresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final EmailAddress founder;

    AskToChangeAddress(Table table, Addresses addresses, Environment environment) {
        this.limit = new HourlyLimit(table, "change-address", MOST_PER_HOUR);
        this.addresses = addresses;
        this.clock = environment.clock();
        this.random = environment.random();
        this.founder = Addresses.ofFounder(environment);
    }

    Outcome ask(Person member, EmailAddress to) {
        if (member.founder() || member.email().equals(founder)) {
            return new Outcome.IsFounder();
        }
        var now = clock.instant();
        var change = new AddressChange(Ids.id(random), member.id(), to);
        return limit.commit(addresses.askToChange(change, now), member.id().value(), now)
                .<Outcome>map(Outcome.TooMany::new)
                .orElseGet(Outcome.Taken::new);
    }
}
