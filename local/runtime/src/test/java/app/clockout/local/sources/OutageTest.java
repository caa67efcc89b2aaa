package app.clockout.local.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class OutageTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Outage outage =
            new Outage("http://localhost:4566", new PrintStream(told, true, StandardCharsets.UTF_8));

    @Test
    void shouldTellOnceThatAwsIsGoneAndOnceThatItIsBack() {
        outage.isOver();
        for (int source = 0; source < 8; source++) {
            assertThat(outage.explains(SdkClientException.create("Connection refused")))
                    .isTrue();
        }
        outage.isOver();
        outage.isOver();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .hasLineCount(2)
                .containsSubsequence("http://localhost:4566 does not answer.", "http://localhost:4566 answers again.");
    }

    @Test
    void shouldTellThatAnEmptyOneHasCome() {
        outage.explains(SdkClientException.create("Connection refused"));
        for (int source = 0; source < 8; source++) {
            outage.explains(QueueDoesNotExistException.builder().build());
        }

        assertThat(told.toString(StandardCharsets.UTF_8))
                .hasLineCount(2)
                .containsSubsequence("does not answer", "has lost the table and the queues. Start the network again");
    }

    @Test
    void shouldLeaveEveryOtherFailureToBeTold() {
        assertThat(outage.explains(SqsException.builder().statusCode(400).build()))
                .isFalse();
        assertThat(outage.explains(new IllegalStateException())).isFalse();
        assertThat(told.size()).isZero();
    }

    @Test
    void shouldNotTakeAHiccupForLasting() {
        outage.explains(SdkClientException.create("Connection reset"));

        assertThat(outage.lasts()).isFalse();
    }
}
