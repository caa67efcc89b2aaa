package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.EmailAddress;
import app.clockout.domain.Standing;
import app.clockout.mailer.content.AdmissionContent;
import app.clockout.mailer.delivery.MailLedgerStore;
import app.clockout.mailer.delivery.Plan;
import app.clockout.mailer.delivery.SendOnce;
import app.clockout.mailer.delivery.SendRate;
import app.clockout.mailer.delivery.SendingRun;
import app.clockout.mailer.delivery.SesSender;
import app.clockout.messages.Message;
import app.clockout.messages.Worker.NotNowException;
import app.clockout.table.DailyCounters;
import app.clockout.table.DailyCounters.Count;
import app.clockout.table.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** One cause, one mail: however often, and by however many at once, its message is worked off. */
class SendOnceTest {
    private static final String ADA = "ada@example.test";
    private static final int ROUNDS = 10;

    private final MailFixture fixture = new MailFixture();
    private final SesSender ses = new SesSender(fixture.environment);
    private final SendOnce sending =
            new SendOnce(fixture.table, new MailLedgerStore(fixture.table), ses, fixture.stack.clock());
    private final SendingRun shift =
            new SendingRun(new SendRate(new SendRate.Share(1, 1, 1), ses.ses(), fixture.environment), null);

    @Test
    void shouldSendOneMailForAMessageDeliveredThrice() {
        fixture.person("member@example.test", Standing.APPROVED);
        var messages = List.of(
                fixture.signsUp(ADA),
                fixture.asksToSignIn("member@example.test"),
                new Message.Confirmed(
                        fixture.person("bob@example.test", Standing.WAITING).id()),
                new Message.Decided(
                        fixture.person("eve@example.test", Standing.APPROVED).id()),
                new Message.Decided(
                        fixture.person("mel@example.test", Standing.DECLINED).id()));

        for (int i = 0; i < 3; i++) {
            fixture.deliver(messages.toArray(Message[]::new));
        }

        assertThat(fixture.kinds())
                .containsExactly("confirm-address", "sign-in", "on-the-waitlist", "approved", "declined");
        assertThat(fixture.links()).as("links, each with its mail's claim").isEqualTo(3);
        assertThat(fixture.signedUp()).isEqualTo(1);
    }

    @Test
    void shouldNotSendWhatWasDroppedWhenItsMessageComesAgain() {
        var asked = fixture.asksToSignIn(ADA);
        fixture.deliver(asked);
        fixture.person(ADA, Standing.APPROVED);

        fixture.deliver(asked);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped(asked)).isEqualTo("nobody's address");
    }

    @Test
    void shouldSendOneMailWhenTwoWorkersAreAtTheSameMessageAtOnce() {
        var second = new MailWorker(fixture.environment);
        fixture.person("member@example.test", Standing.APPROVED);
        for (int round = 1; round <= ROUNDS; round++) {
            var message = fixture.signsUp("ada" + round + "@example.test");

            atOnce(() -> fixture.failures(message), () -> MailFixture.failures(second, message));
            fixture.deliver(message);

            assertThat(fixture.mails()).hasSize(round);
            assertThat(fixture.links()).isEqualTo(round);
        }
    }

    @Test
    void shouldSendTwoMailsWithoutTheLedgerWhichShowsTheRace() {
        var ses = new SesSender(fixture.environment);
        var letter = new AdmissionContent("http://localhost:8080").signIn("token");

        atOnce(
                () -> ses.send("key", "sign-in", new EmailAddress(ADA), letter),
                () -> ses.send("key", "sign-in", new EmailAddress(ADA), letter));

        assertThat(fixture.mails()).hasSize(2);
    }

    @Test
    void shouldNotSpendTheSameAllowanceTwiceWhenTwoWorkersAreAtTwoMessagesAtOnce() {
        var second = new MailWorker(fixture.environment);
        for (int round = 1; round <= ROUNDS; round++) {
            var member = "ada" + round + "@example.test";
            fixture.person(member, Standing.APPROVED);
            for (int i = 0; i < 4; i++) {
                fixture.deliver(fixture.asksToSignIn(member));
            }
            var fifth = fixture.asksToSignIn(member);
            var sixth = fixture.asksToSignIn(member);

            atOnce(() -> fixture.failures(fifth), () -> MailFixture.failures(second, sixth));

            assertThat(fixture.stack.mails().mails(member, null)).hasSize(5);
        }
    }

    @Test
    void shouldLeaveAMailToWhoeverClaimedItUntilTheClaimLapses() {
        var applied = fixture.signsUp(ADA);
        dieAfterClaiming("sign-up/" + applied.address() + "/" + applied.request());

        fixture.deliverInVain(applied);
        fixture.stack.clock().advance(Duration.ofSeconds(20).minusMillis(1));
        fixture.deliverInVain(applied);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.links()).as("no link without a claim").isZero();

        fixture.stack.clock().advance(Duration.ofMillis(1));
        fixture.deliver(applied, applied);

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.links()).isEqualTo(1);
    }

    @Test
    void shouldPlanAnewWhenWhatThePlanStandsOnHasMoved() {
        var hash = new EmailAddress(ADA).hash();
        var before = fixture.addressMail.address(hash).mail();
        fixture.table.commit(fixture.addressMail.keep(hash, before, before));
        var planned = new AtomicInteger();

        sending.carryOut(
                () -> planned.incrementAndGet() == 1
                        ? mail(List.of(fixture.addressMail.keep(hash, before, before)))
                        : mail(List.of()),
                shift);

        assertThat(planned).hasValue(2);
        assertThat(fixture.mails()).hasSize(1);
    }

    @Test
    void shouldTryAgainLaterWhenWhatThePlanStandsOnKeepsMoving() {
        var hash = new EmailAddress(ADA).hash();
        var before = fixture.addressMail.address(hash).mail();
        fixture.table.commit(fixture.addressMail.keep(hash, before, before));

        assertThatThrownBy(() ->
                        sending.carryOut(() -> mail(List.of(fixture.addressMail.keep(hash, before, before))), shift))
                .isInstanceOf(NotNowException.class);

        assertThat(fixture.mails()).isEmpty();
        sending.carryOut(() -> mail(List.of()), shift);
        assertThat(fixture.mails()).as("nothing was claimed meanwhile").hasSize(1);
    }

    @Test
    void shouldWriteOnlyWithTheFirstClaimWhatIsToBeWrittenOnce() {
        dieAfterClaiming("key");
        var counting =
                mail(List.of()).with(new DailyCounters(fixture.table).add(fixture.now(), Map.of(Count.RSVPS, 1)));

        assertThatThrownBy(() -> sending.carryOut(() -> counting, shift)).isInstanceOf(NotNowException.class);
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        sending.carryOut(() -> counting, shift);

        assertThat(fixture.mails()).hasSize(1);
        assertThat(fixture.counted(Count.RSVPS)).isZero();
    }

    @Test
    void shouldWriteOnceForAMailThatAnotherOneOfAnotherKeyGaveWayTo() {
        dieAfterClaiming("key");
        fixture.stack.clock().advance(Duration.ofMinutes(1));
        var planned = new AtomicInteger();

        sending.carryOut(
                () -> (planned.incrementAndGet() == 1 ? mail(List.of()) : new Plan.Drop("other", "why not"))
                        .with(new DailyCounters(fixture.table).add(fixture.now(), Map.of(Count.RSVPS, 1))),
                shift);

        assertThat(fixture.mails()).isEmpty();
        assertThat(fixture.dropped("other")).isEqualTo("why not");
        assertThat(fixture.counted(Count.RSVPS)).isEqualTo(1);
    }

    @Test
    void shouldGiveEachOfSeveralMailsItsTurnAndThenSayWhatFailed() {
        var tried = new AtomicInteger();
        List<Supplier<Plan>> plannings = List.of(
                () -> {
                    tried.incrementAndGet();
                    throw new NotNowException("Later.");
                },
                () -> {
                    tried.incrementAndGet();
                    throw new IllegalStateException("Broken.");
                },
                () -> {
                    tried.incrementAndGet();
                    throw new NotNowException("Later.");
                },
                () -> mail(List.of()));

        assertThatThrownBy(() -> sending.carryOut(plannings, shift)).isInstanceOf(IllegalStateException.class);

        assertThat(tried).hasValue(3);
        assertThat(fixture.mails()).hasSize(1);
    }

    private static Plan mail(List<Write> alongside) {
        return new Plan.Send(
                "key",
                "sign-in",
                new EmailAddress(ADA),
                new AdmissionContent("http://localhost:8080").signIn("token"),
                alongside);
    }

    private void dieAfterClaiming(String key) {
        var claim = new MailLedgerStore(fixture.table).claim(key, fixture.now());
        assertThat(fixture.table.commit(claim).done()).isTrue();
    }

    private static void atOnce(Runnable... jobs) {
        var start = new CyclicBarrier(jobs.length);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var job : jobs) {
                running.add(threads.submit(() -> {
                    start.await();
                    job.run();
                    return null;
                }));
            }
            for (var one : running) {
                one.get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
