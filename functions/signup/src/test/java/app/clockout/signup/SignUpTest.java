package app.clockout.signup;

import static app.clockout.signup.SignupFixture.address;
import static app.clockout.signup.SignupFixture.details;
import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Application;
import app.clockout.domain.Ids;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.Concurrently;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignUpTest {
    private final SignupFixture fixture = new SignupFixture();
    private final SignUp signUp = new SignUp(fixture.table, fixture.addresses, fixture.environment);

    @Test
    void shouldKeepExactlyWhatWasTypedForThreeDays() {
        var requestId = Ids.id(new Random(7));

        assertThat(signUp(7).take(address("maya@example.com"), details("Maya"), "203.0.113.1"))
                .isEqualTo(new SignUp.Outcome.Taken());

        var hash = address("maya@example.com").hash();
        assertThat(fixture.addresses.application(hash, requestId))
                .contains(new Application(requestId, address("maya@example.com"), details("Maya"), fixture.now()));
        assertThat(fixture.expiryOf("APPLICATION#" + requestId))
                .isEqualTo(fixture.now().plus(Duration.ofHours(72)));
    }

    @Test
    void shouldKeepEachOfTwoSignUpsWithOneAddress() {
        signUp(1).take(address("maya@example.com"), details("Maya"), "203.0.113.1");
        signUp(2).take(address("maya@example.com"), details("Mallory"), "203.0.113.2");

        var hash = address("maya@example.com").hash();
        assertThat(fixture.addresses.application(hash, Ids.id(new Random(1))))
                .hasValueSatisfying(first -> assertThat(first.details()).isEqualTo(details("Maya")));
        assertThat(fixture.addresses.application(hash, Ids.id(new Random(2))))
                .hasValueSatisfying(second -> assertThat(second.details()).isEqualTo(details("Mallory")));
    }

    @Test
    void shouldWriteOnceAndReadNothingWhomeverTheAddressBelongsTo() {
        fixture.waiting("waiting@example.com");
        fixture.member("member@example.com");
        fixture.declined("declined@example.com");
        Meter.reset();

        for (var email :
                new String[] {"new@example.com", "waiting@example.com", "member@example.com", "declined@example.com"}) {
            Meter.during(email, () -> signUp.take(address(email), details("Maya"), "203.0.113.1"));

            assertThat(Meter.read().get(email)).satisfies(usage -> {
                assertThat(usage.operations()).isEqualTo(Map.of("TransactWriteItems", 1));
                assertThat(usage.rcu()).isZero();
            });
        }
    }

    @Test
    void shouldTakeSoManyAnHourFromOneNetworkAndNotOneMore() {
        var limited = signUp(1, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(limited.take(address("maya@example.com"), details("Maya"), "203.0.113.1"))
                    .isEqualTo(new SignUp.Outcome.Taken());
        }
        fixture.pass(Duration.ofMinutes(59).plusSeconds(30));

        assertThat(signUp(300, 3).take(address("maya@example.com"), details("Maya"), "203.0.113.1"))
                .isEqualTo(new SignUp.Outcome.TooMany(Duration.ofSeconds(30)));

        assertThat(fixture.addresses.application(address("maya@example.com").hash(), Ids.id(new Random(300))))
                .isEmpty();
        assertThat(limited.take(address("maya@example.com"), details("Maya"), "203.0.113.2"))
                .isEqualTo(new SignUp.Outcome.Taken());
        fixture.pass(Duration.ofSeconds(30));
        assertThat(limited.take(address("maya@example.com"), details("Maya"), "203.0.113.1"))
                .isEqualTo(new SignUp.Outcome.Taken());
    }

    @Test
    void shouldNotLetMoreThroughWhereManyComeAtOnce() {
        var limited = new SignUp(fixture.table, fixture.addresses, fixture.with("SIGNUPS_PER_IP_AND_HOUR", "4"));

        var outcomes =
                Concurrently.call(8, () -> limited.take(address("maya@example.com"), details("Maya"), "203.0.113.1"));

        assertThat(outcomes).filteredOn(SignUp.Outcome.Taken.class::isInstance).hasSize(4);
    }

    /** With chance that is known, so that what it makes can be found. */
    private SignUp signUp(long seed) {
        return signUp(seed, 300);
    }

    private SignUp signUp(long seed, int perHour) {
        var here = fixture.with("SIGNUPS_PER_IP_AND_HOUR", Integer.toString(perHour));
        return new SignUp(
                fixture.table,
                fixture.addresses,
                new Environment(here.variables(), here.clock(), new Random(seed), here.connect()));
    }
}
