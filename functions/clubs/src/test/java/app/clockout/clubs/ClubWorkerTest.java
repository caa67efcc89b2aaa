package app.clockout.clubs;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.domain.Event.Visibility;
import app.clockout.local.testing.LambdaEvents;
import app.clockout.messages.Message;
import app.clockout.messages.Messages;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClubWorkerTest {
    private final ClubFixture fixture = new ClubFixture();
    private final ClubWorker worker = new ClubWorker(fixture.environment);

    @Test
    void shouldTakeItsSampleEventOfAClubThatIsNone() {
        var answer = worker.handleRequest(LambdaEvents.read("clubs-clubs", SQSEvent.class), null);

        assertThat(answer.getBatchItemFailures()).isEmpty();
    }

    @Test
    void shouldHandOverAndCancelAndGiveBackWhatIsNeither() {
        var maya = fixture.member("maya");
        var club = fixture.open(maya);
        fixture.join(club, fixture.member("ben"));
        var closed = fixture.byApproval(maya);
        var event = fixture.announce(closed, fixture.now().plus(Duration.ofDays(1)), Visibility.CLUB);
        fixture.closeClub.close(closed.slug(), maya.id());
        fixture.suspend(maya);
        var messages = LambdaEvents.sqs("ClubsQueue")
                .message(Messages.write(new Message.Suspended(maya.id())))
                .message(Messages.write(new Message.ClubHanded(club.slug(), maya.id())))
                .message(Messages.write(new Message.ClubClosed(closed.slug())))
                .message("poison")
                .build();

        var answer = worker.handleRequest(messages, null);

        assertThat(fixture.hosts(club)).containsExactly("ben");
        assertThat(new app.clockout.table.Events(fixture.table)
                        .find(event)
                        .orElseThrow()
                        .isCancelled())
                .isTrue();
        assertThat(fixture.rows("DUE", "")).isZero();
        assertThat(answer.getBatchItemFailures())
                .extracting(BatchItemFailure::getItemIdentifier)
                .containsExactly(
                        messages.getRecords().get(1).getMessageId(),
                        messages.getRecords().get(3).getMessageId());
    }
}
