package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operator finds all that became of a request by the one id that its answer had. */
class CorrelationTest {
    @Test
    void shouldGoFromTheFormThroughStreamAndQueueToTheMail() {
        try (var network = Network.start()) {
            var first = signUp(network, "ada@example.com");
            var second = signUp(network, "grace@example.com");
            network.settle();

            for (var id : List.of(first, second)) {
                assertThat(writtenBy(network, id))
                        .as("what the form wrote, and the ledger's line of the mail that the worker sent")
                        .anyMatch(key -> key.startsWith("EMAIL#") && key.contains(" APPLICATION#"))
                        .anyMatch(key -> key.startsWith("MAIL#sign-up/"));
            }
            assertThat(writtenBy(network, first)).doesNotContainAnyElementsOf(writtenBy(network, second));
        }
    }

    private static String signUp(Network network, String email) {
        var reply = network.post("/signup", """
                {"email":"%s","name":"Ada","industry":"technology","role":"Engineer","city":"London","consent":true}""".formatted(email));
        assertThat(reply.status()).isEqualTo(202);
        return reply.response().headers().firstValue("X-Request-Id").orElseThrow();
    }

    private static List<String> writtenBy(Network network, String request) {
        var environment = network.environment("MailWorkerFunction");
        try (var client = environment.client(DynamoDbClient.builder())) {
            return client
                    .scanPaginator(scan -> scan.tableName(environment.variable("TABLE_NAME"))
                            .filterExpression("correlationId = :request")
                            .expressionAttributeValues(Map.of(":request", AttributeValue.fromS(request))))
                    .items()
                    .stream()
                    .map(item -> text(item, "PK") + " " + text(item, "SK"))
                    .toList();
        }
    }

    private static String text(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute)).s();
    }
}
