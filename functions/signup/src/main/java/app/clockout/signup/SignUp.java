package app.clockout.signup;

import app.clockout.domain.Application;
import app.clockout.domain.Details;
import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.HourlyLimit;
import app.clockout.table.Table;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Takes an application down. It reads nothing, so that neither the answer nor its time tells whether the address is
 * known; what follows from it is the mailer's affair (docs/table-design.md, S1).
 */
final class SignUp {
    sealed interface Outcome {
        /** Taken down; whatever mail is right for the address goes there. */
        record Taken() implements Outcome {}

        /** Too many from the same network in this hour. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final HourlyLimit limit;
    private final Addresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;

    SignUp(Table table, Addresses addresses, Environment environment) {
        this.limit = new HourlyLimit(table, "signup", environment.number("SIGNUPS_PER_IP_AND_HOUR"));
        this.addresses = addresses;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    Outcome take(EmailAddress email, Details details, String network) {
        var now = clock.instant();
        var application = addresses.apply(new Application(Ids.id(random), email, details, now));
        return limit.commit(application, network, now)
                .<Outcome>map(Outcome.TooMany::new)
                .orElseGet(Outcome.Taken::new);
    }
}
