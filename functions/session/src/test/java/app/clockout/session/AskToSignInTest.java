package app.clockout.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Ids;
import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.Concurrently;
import app.clockout.session.AskToSignIn.Outcome.Taken;
import app.clockout.session.AskToSignIn.Outcome.TooMany;
import app.clockout.table.Addresses.SignInRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AskToSignInTest {
    private static final EmailAddress MAYA = new EmailAddress("maya@example.com");

    private final SessionFixture fixture = new SessionFixture();

    @Test
    void shouldKeepForADayThatSomebodyAskedAndWhereTheyWantToGo() {
        var requestId = Ids.id(new Random(7));

        assertThat(asking(7, 300).ask(MAYA, "/clubs/glass", "203.0.113.1")).isEqualTo(new Taken());

        assertThat(asked(requestId)).isEqualTo(new SignInRequest(requestId, "/clubs/glass"));
        fixture.pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(asked(requestId)).isNotNull();
        fixture.pass(Duration.ofSeconds(1));
        assertThat(asked(requestId)).isNull();
    }

    @Test
    void shouldWriteOnceAndReadNothingWhomeverTheAddressBelongsTo() {
        fixture.member("member");
        fixture.arrive("waiting", new EmailAddress("waiting@example.com"), Standing.WAITING);
        fixture.arrive("declined", new EmailAddress("declined@example.com"), Standing.DECLINED);
        var asking = asking(1, 300);
        Meter.reset();

        for (var email :
                List.of("member@example.com", "waiting@example.com", "declined@example.com", "new@example.com")) {
            Meter.during(email, () -> asking.ask(new EmailAddress(email), "/", "203.0.113.1"));

            assertThat(Meter.read().get(email)).satisfies(usage -> {
                assertThat(usage.operations()).isEqualTo(Map.of("TransactWriteItems", 1));
                assertThat(usage.rcu()).isZero();
            });
        }
    }

    @Test
    void shouldTakeSoManyAnHourFromOneNetworkAndNotOneMore() {
        var limited = asking(1, 2);
        assertThat(limited.ask(MAYA, "/", "203.0.113.1")).isEqualTo(new Taken());
        assertThat(limited.ask(MAYA, "/", "203.0.113.1")).isEqualTo(new Taken());
        fixture.pass(Duration.ofMinutes(59));

        assertThat(asking(300, 2).ask(MAYA, "/", "203.0.113.1")).isEqualTo(new TooMany(Duration.ofMinutes(1)));

        assertThat(asked(Ids.id(new Random(300)))).isNull();
        assertThat(limited.ask(MAYA, "/", "203.0.113.2")).isEqualTo(new Taken());
        fixture.pass(Duration.ofMinutes(1));
        assertThat(limited.ask(MAYA, "/", "203.0.113.1")).isEqualTo(new Taken());
    }

    @Test
    void shouldNotLetMoreThroughWhereManyComeAtOnce() {
        var limited = asking(1, 4);

        var outcomes = Concurrently.call(8, () -> limited.ask(MAYA, "/", "203.0.113.1"));

        assertThat(outcomes).filteredOn(new Taken()::equals).hasSize(4);
    }

    private @Nullable SignInRequest asked(String requestId) {
        return fixture.stack.items().stream()
                .filter(item -> text(item, "PK").equals("EMAIL#" + MAYA.hash()))
                .filter(item -> text(item, "SK").equals("SIGNIN#" + requestId))
                .filter(item -> Long.parseLong(
                                Objects.requireNonNull(item.get("expires")).n())
                        > fixture.now().getEpochSecond())
                .map(item -> new SignInRequest(requestId, text(item, "next")))
                .findFirst()
                .orElse(null);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name)).s();
    }

    /** With chance that is known, so that what it makes can be found. */
    private AskToSignIn asking(long seed, int perHour) {
        var here = fixture.with("SIGNINS_PER_IP_AND_HOUR", Integer.toString(perHour));
        return new AskToSignIn(
                fixture.table,
                fixture.addresses,
                new Environment(here.variables(), here.clock(), new Random(seed), here.connect()));
    }
}
