package app.clockout.mailer;

import app.clockout.environment.Environment;
import app.clockout.mailer.AddressMailStore.Asked;
import app.clockout.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How many mails anybody can have sent to an address by typing it in. */
final class RequestedMailLimit {
    static final String ENOUGH = "enough for now";

    private final AddressMailStore addresses;
    private final MailAllowance allowance;

    RequestedMailLimit(AddressMailStore addresses, Environment environment) {
        this.addresses = addresses;
        this.allowance = new MailAllowance(
                environment.number("SIGNIN_MAILS_AT_ONCE"),
                Duration.ofMinutes(environment.number("MINUTES_PER_SIGNIN_MAIL")));
    }

    /**
     * Takes one mail out of the address' allowance; empty where nothing is left. A mail that SES refused at first was
     * paid for when it was first claimed.
     */
    Optional<List<Write>> spend(Asked<?> asked, Instant now) {
        if (asked.begun()) {
            return Optional.of(List.of());
        }
        var address = asked.address();
        var before = address.mail();
        return allowance
                .take(before.fullAgainAt(), now)
                .map(full -> List.of(addresses.keep(address.hash(), before, before.spending(full))));
    }
}
