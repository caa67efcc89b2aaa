package app.clockout.mailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.domain.Standing;
import app.clockout.environment.Environment;
import app.clockout.local.emulators.Meter;
import app.clockout.mailer.delivery.MailWarning;
import app.clockout.messages.Message;
import app.clockout.table.DailyCounters.Count;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * A mail whose worker is killed, at each point where that makes a difference: it is sent once, and twice only where nobody can
 * know that SES had taken it. The queue brings the message again each time.
 */
class KilledWorkerTest {
    private static final String MAY_GO_TWICE = "\"message\":\"" + MailWarning.MAIL_MAY_GO_TWICE.line() + "\"";
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** The end of a process: no code of ours gets to see it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Kills whoever is about to make a call of this operation. */
    private static final class Killer implements ExecutionInterceptor {
        private @Nullable String operation;

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            if (attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME).equals(operation)) {
                operation = null;
                throw new Killed();
            }
        }
    }

    private final MailFixture fixture = new MailFixture();
    private final Killer killer = new Killer();
    private final MailWorker worker = new MailWorker(new Environment(
            fixture.environment.variables(), fixture.environment.clock(), fixture.environment.random(), builder -> {
                fixture.environment.connect().accept(builder);
                builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(killer)
                        .build());
            }));

    private Message.SignInAsked message = new Message.SignInAsked(MailFixture.hash("nobody"), "");

    @BeforeEach
    void askToSignIn() {
        fixture.person("ada@example.test", Standing.APPROVED);
        message = fixture.asksToSignIn("ada@example.test");
    }

    @Test
    void shouldSendItOnceWhenKilledBeforeTheClaim() {
        killAt("TransactWriteItems");

        assertThat(fixture.mails()).isEmpty();
        assertThat(delivered()).isTrue();
        assertSentInTheEnd(1);
    }

    @Test
    void shouldSendItOnceWhenKilledAfterTheClaim() {
        killAt("SendRawEmail");

        assertThat(delivered()).as("while the claim is in force").isFalse();
        assertThat(fixture.mails()).isEmpty();
        fixture.stack.clock().advance(LEASE);
        assertThat(saying(() -> assertThat(delivered()).isTrue()))
                .as("nobody can tell it from the next case")
                .containsOnlyOnce(MAY_GO_TWICE);
        assertSentInTheEnd(1);
    }

    @Test
    void shouldSendItTwiceRatherThanNeverWhenKilledAfterTheYesOfSesAndCountThat() {
        killAt("UpdateItem");

        assertThat(fixture.mails()).hasSize(1);
        assertThat(delivered()).as("while the claim is in force").isFalse();
        assertThat(fixture.mails()).hasSize(1);
        fixture.stack.clock().advance(LEASE);
        assertThat(saying(() -> assertThat(delivered()).isTrue())).containsOnlyOnce(MAY_GO_TWICE);
        assertSentInTheEnd(2);
    }

    @Test
    void shouldSendItOnceWhenKilledAfterTheRecord() {
        // All that is left to do then is to count it, and to take the message off the queue.
        worker.handleRequest(fixture.event(message), null);
        fixture.stack.clock().advance(Duration.ofDays(13));

        assertThat(saying(() -> assertThat(delivered()).isTrue())).isEmpty();
        assertSentInTheEnd(1);
    }

    @Test
    void shouldCountWhatWasSentAndWhatWasSuppressedOnceACall() {
        fixture.person("bob@example.test", Standing.APPROVED);
        fixture.bounced("bob@example.test");
        var toBob = fixture.asksToSignIn("bob@example.test");
        Meter.reset();

        Meter.during("worker", () -> worker.handleRequest(fixture.event(message, toBob, message, toBob), null));

        assertThat(fixture.counted(Count.MAILS_SENT)).isEqualTo(1);
        assertThat(fixture.counted(Count.MAILS_SUPPRESSED)).isEqualTo(1);
    }

    private void killAt(String operation) {
        killer.operation = operation;
        assertThatThrownBy(() -> worker.handleRequest(fixture.event(message), null))
                .isInstanceOf(Killed.class);
    }

    /** Whether the message is done with. */
    private boolean delivered() {
        return worker.handleRequest(fixture.event(message), null)
                .getBatchItemFailures()
                .isEmpty();
    }

    private void assertSentInTheEnd(int times) {
        for (int i = 0; i < 3; i++) {
            fixture.stack.clock().advance(Duration.ofHours(1));
            assertThat(delivered()).isTrue();
        }
        assertThat(fixture.mails()).hasSize(times);
    }

    private static String saying(Runnable work) {
        var before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
