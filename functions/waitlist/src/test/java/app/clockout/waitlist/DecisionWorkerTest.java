package app.clockout.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import org.junit.jupiter.api.Test;

class DecisionWorkerTest {
    private final WaitlistFixture fixture = new WaitlistFixture();
    private final DecisionWorker worker = new DecisionWorker(fixture.environment);

    @Test
    void shouldTakeItsSampleEventOfADecisionThatIsNoMore() {
        var answer = worker.handleRequest(LambdaEvents.read("waitlist-decisions", SQSEvent.class), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
    }

    @Test
    void shouldWorkOffAChunkAndGiveBackWhatIsNone() {
        fixture.waiting(3);
        var decision = fixture.approveFirst(3);
        var event = LambdaEvents.sqs("DecisionsQueue")
                .message("{\"version\":2}")
                .message(Messages.write(new Message.Decide(decision, 0)))
                .message("poison")
                .build();

        var answer = worker.handleRequest(event, null);

        assertThat(fixture.counts(decision)).containsExactly(3, 3, 0, 0);
        assertThat(answer.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(
                        event.getRecords().get(0).getMessageId(),
                        event.getRecords().get(2).getMessageId());
    }
}
