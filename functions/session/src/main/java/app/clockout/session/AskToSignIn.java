package app.clockout.session;

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
 * Takes down that a person wants to sign in. It reads nothing, so that neither the answer nor its time tells whether
 * the address is a member's; the mailer sends what is right for it (docs/table-design.md, I1).
 */
final class AskToSignIn {
    sealed interface Outcome {
        record Taken() implements Outcome {}

        /** Too many from the same network in this hour. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final HourlyLimit limit;
    private final Addresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;

    AskToSignIn(Table table, Addresses addresses, Environment environment) {
        this.limit = new HourlyLimit(table, "signin", environment.number("SIGNINS_PER_IP_AND_HOUR"));
        this.addresses = addresses;
        this.clock = environment.clock();
        this.random = environment.random();
    }

    Outcome ask(EmailAddress email, String next, String network) {
        var now = clock.instant();
        var request = new Addresses.SignInRequest(Ids.id(random), next);
        return limit.commit(addresses.askToSignIn(email.hash(), request, now), network, now)
                .<Outcome>map(Outcome.TooMany::new)
                .orElseGet(Outcome.Taken::new);
    }
}
