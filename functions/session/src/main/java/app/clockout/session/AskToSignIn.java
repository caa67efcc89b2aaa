package app.clockout.session;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.environment.Environment;
import app.clockout.table.Addresses;
import app.clockout.table.Limits;
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

    private final Table table;
    private final Addresses addresses;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final int mostPerHour;

    AskToSignIn(Table table, Addresses addresses, Environment environment) {
        this.table = table;
        this.addresses = addresses;
        this.clock = environment.clock();
        this.random = environment.random();
        this.mostPerHour = environment.number("SIGNINS_PER_IP_AND_HOUR");
    }

    Outcome ask(EmailAddress email, String next, String network) {
        var now = clock.instant();
        var limit = Limits.count("signin", network, mostPerHour, now);
        var request = new Addresses.SignInRequest(Ids.id(random), next);
        return table.commit(limit, addresses.askToSignIn(email.hash(), request, now))
                        .done()
                ? new Outcome.Taken()
                : new Outcome.TooMany(Limits.untilNextWindow(now));
    }
}
