package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Faults;
import app.clockout.local.emulators.Meter;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.mailer.delivery.SendRate;
import app.clockout.mailer.delivery.SendRate.Share;
import app.clockout.mailer.delivery.SesSender;
import app.clockout.messages.Messages;
import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Within the rate, within the day's quota, and within the time that a call has. */
class SendRateTest {
    private static final Share HALF_FOR_FOUR = new Share(0.5, 1, 4);

    private final MailFixture fixture = new MailFixture();

    @AfterEach
    void giveQuotaBack() {
        fixture.stack.mails().quota(1_000_000);
    }

    @Test
    void shouldLetMailsGoAtItsPartOfTheRate() {
        // Half of 80 a second for four workers: ten a second each, of which a tenth of a second's may go at once.
        var pace = pace(HALF_FOR_FOUR, 80);
        long from = System.nanoTime();

        for (int i = 0; i < 6; i++) {
            assertThat(pace.await(Duration.ofSeconds(10))).isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void shouldNotMakeUpForARestByARush() throws InterruptedException {
        var pace = pace(HALF_FOR_FOUR, 80);
        pace.await(Duration.ofSeconds(10));
        Thread.sleep(500);
        long from = System.nanoTime();

        for (int i = 0; i < 4; i++) {
            pace.await(Duration.ofSeconds(10));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void shouldSayNoWhereAMailWouldHaveToWaitLongerThanThereIsTimeAndTakeNoTurn() {
        var pace = pace(HALF_FOR_FOUR, 1);
        assertThat(pace.await(Duration.ofSeconds(1))).as("the first").isTrue();

        assertThat(IntStream.range(0, 100).anyMatch(_ -> pace.await(Duration.ofSeconds(7))))
                .isFalse();
    }

    @Test
    void shouldLeaveMailsForTheNextCallWhereItsTimeIsNearlyOver() {
        var asked = fixture.asksToSignIn("ada@example.test");
        fixture.person("ada@example.test", Standing.APPROVED);
        var worker = new MailWorker(fixture.environment);

        var early = worker.handleRequest(fixture.event(asked), left(Duration.ofSeconds(14)));
        assertThat(early.getBatchItemFailures()).hasSize(1);
        assertThat(fixture.mails()).isEmpty();

        var next = worker.handleRequest(fixture.event(asked), left(Duration.ofSeconds(60)));
        assertThat(next.getBatchItemFailures()).isEmpty();
        assertThat(fixture.mails()).hasSize(1);
    }

    @Test
    void shouldLetBulkWaitAtNineTenthsOfTheQuotaAndTheRestAtItsEnd() {
        fixture.stack.mails().quota(10);
        var worker = new MailWorker(fixture.environment);
        for (int i = 0; i < 9; i++) {
            assertThat(failures(worker, "MailQueue", i)).isZero();
        }
        fixture.stack.clock().advance(Duration.ofMinutes(1)); // SES is asked once a minute

        assertThat(failures(worker, "MailBulkQueue", 9)).isEqualTo(1);
        assertThat(fixture.mails()).hasSize(9);
        assertThat(failures(worker, "MailQueue", 10)).isZero();
        assertThat(failures(worker, "MailQueue", 11)).isEqualTo(1);
        assertThat(fixture.mails()).hasSize(10);

        fixture.stack.clock().advance(Duration.ofHours(24));
        assertThat(failures(worker, "MailBulkQueue", 12)).isZero();
        assertThat(fixture.mails()).as("nothing was lost").hasSize(11);
    }

    @Test
    void shouldWaitWhereSesSaysThatTheQuotaIsReached() {
        fixture.stack.mails().quota(1);
        var first = new MailWorker(fixture.environment);
        var second = new MailWorker(fixture.environment);
        assertThat(failures(first, "MailQueue", 1)).isZero();
        Faults.next("ses", "GetSendQuota", "unavailable", 10, null);

        assertThat(failures(second, "MailQueue", 2)).isEqualTo(1);
        Faults.clear();
        fixture.stack.clock().advance(Duration.ofHours(25));
        assertThat(failures(second, "MailQueue", 3)).isZero();
        assertThat(fixture.mails()).hasSize(2);
    }

    @Test
    void shouldAskSesForTheQuotaOnceAMinute() {
        var worker = new MailWorker(fixture.environment);
        Meter.reset();

        Meter.during("worker", () -> IntStream.range(0, 5)
                .mapToObj(i -> failures(worker, "MailQueue", i))
                .toList());

        assertThat(Objects.requireNonNull(Meter.read().get("worker")).operations())
                .containsEntry("GetSendQuota", 1);
    }

    private int failures(MailWorker worker, String queue, int number) {
        var email = "ada" + number + "@example.test";
        fixture.person(email, Standing.APPROVED);
        var body = Messages.write(fixture.asksToSignIn(email));
        var url = fixture.stack.queueUrl(queue);
        var named = url.substring(url.lastIndexOf('/') + 1);
        return worker.handleRequest(LambdaEvents.sqs(named).message(body).build(), null)
                .getBatchItemFailures()
                .size();
    }

    private SendRate pace(Share share, int rate) {
        var variables = new HashMap<>(fixture.environment.variables());
        variables.put("MAX_SEND_RATE", String.valueOf(rate));
        var environment = new Environment(
                variables, fixture.environment.clock(), fixture.environment.random(), fixture.environment.connect());
        return new SendRate(share, new SesSender(environment).ses(), environment);
    }

    private static Context left(Duration time) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> method.getName().equals("getRemainingTimeInMillis") ? (int) time.toMillis() : null);
    }
}
