package app.clockout.local.emulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.template.Template;
import app.clockout.local.emulators.template.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class ElasticQueuesTest {
    private static final String TWO_QUEUES = """
            Resources:
              Work:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 1
                  RedrivePolicy:
                    deadLetterTargetArn: !GetAtt Dead.Arn
                    maxReceiveCount: 2
              Dead:
                Type: AWS::SQS::Queue
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldMoveAMessageReceivedTooOftenToTheDeadLetterQueue() throws IOException {
        var template = template(TWO_QUEUES);
        try (var queues = ElasticQueues.inMemory();
                var sqs = Clients.of(queues)) {
            var urls = QueuesOfTemplate.create(sqs, template, "");
            assertThat(urls).containsOnlyKeys("Work", "Dead");
            String work = Objects.requireNonNull(urls.get("Work"));
            String dead = Objects.requireNonNull(urls.get("Dead"));
            sqs.sendMessage(send -> send.queueUrl(work).messageBody("poison"));

            for (int i = 0; i < 2; i++) {
                var received = receive(sqs, work);
                assertThat(received).hasSize(1);
                sqs.changeMessageVisibility(back -> back.queueUrl(work)
                        .receiptHandle(received.getFirst().receiptHandle())
                        .visibilityTimeout(0));
            }

            assertThat(receive(sqs, work)).isEmpty();
            assertThat(receive(sqs, dead)).extracting(Message::body).containsExactly("poison");
        }
    }

    @Test
    @Timeout(10)
    void shouldEndAtOnceThoughAClientWaitsForMessages() throws IOException, InterruptedException {
        var queues = ElasticQueues.inMemory();
        try (var sqs = Clients.of(queues)) {
            String work = Objects.requireNonNull(
                    QueuesOfTemplate.create(sqs, template(TWO_QUEUES), "").get("Work"));
            var waiting = Thread.ofVirtual().start(() -> {
                try {
                    sqs.receiveMessage(request -> request.queueUrl(work).waitTimeSeconds(20));
                } catch (SdkException e) {
                    // Its queue is gone.
                }
            });
            Thread.sleep(500);

            queues.close();

            waiting.interrupt();
            waiting.join();
        }
    }

    @Test
    void shouldKeepMessagesBetweenRunsAndFollowAChangedTemplate() throws IOException {
        try (var queues = ElasticQueues.in(folder.resolve("data"));
                var sqs = Clients.of(queues)) {
            String url = Objects.requireNonNull(
                    QueuesOfTemplate.create(sqs, template(TWO_QUEUES), "").get("Work"));
            sqs.sendMessage(send -> send.queueUrl(url).messageBody("gone"));
            sqs.deleteMessage(delete -> delete.queueUrl(url)
                    .receiptHandle(receive(sqs, url).getFirst().receiptHandle()));
            sqs.sendMessage(send -> send.queueUrl(url).messageBody("kept"));
        }
        var changed = template(TWO_QUEUES.replace("VisibilityTimeout: 1", "VisibilityTimeout: 77"));
        try (var queues = ElasticQueues.in(folder.resolve("data"));
                var sqs = Clients.of(queues)) {
            String url = Objects.requireNonNull(
                    QueuesOfTemplate.create(sqs, changed, "").get("Work"));
            assertThat(sqs.getQueueAttributes(
                                    get -> get.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                            .attributes())
                    .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "77");
            assertThat(receive(sqs, url)).extracting(Message::body).containsExactly("kept");
        }
        try (var queues = ElasticQueues.in(folder.resolve("elsewhere"));
                var sqs = Clients.of(queues)) {
            assertThat(sqs.listQueues().queueUrls()).isEmpty();
        }
    }

    @Test
    void shouldGiveBackWhatAnEarlierRunHadReceived() throws IOException {
        var template = template(TWO_QUEUES.replace("VisibilityTimeout: 1", "VisibilityTimeout: 300"));
        for (int run = 0; run < 2; run++) {
            try (var queues = ElasticQueues.in(folder.resolve("data"));
                    var sqs = Clients.of(queues)) {
                String url = Objects.requireNonNull(
                        QueuesOfTemplate.create(sqs, template, "").get("Work"));
                if (run == 0) {
                    sqs.sendMessage(send -> send.queueUrl(url).messageBody("first"));
                }
                assertThat(receive(sqs, url)).extracting(Message::body).containsExactly("first");
                assertThat(receive(sqs, url)).isEmpty();
            }
        }
    }

    @Test
    void shouldPointAtARedrivePolicyItCannotMake() throws IOException {
        var template = template(TWO_QUEUES.replace("maxReceiveCount: 2", "maxReceiveCount: many"));
        try (var queues = ElasticQueues.inMemory();
                var sqs = Clients.of(queues)) {
            assertThatThrownBy(() -> QueuesOfTemplate.create(sqs, template, ""))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("template.yaml:7: this redrive policy is not understood");
        }
    }

    private Template template(String yaml) throws IOException {
        return Template.read(Files.writeString(folder.resolve("template.yaml"), yaml));
    }

    private static List<Message> receive(SqsClient sqs, String url) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10))
                .messages();
    }
}
