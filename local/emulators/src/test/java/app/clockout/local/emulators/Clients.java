package app.clockout.local.emulators;

import app.clockout.environment.Environment;
import app.clockout.local.table.EmbeddedTable;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of an emulator that belongs to no stack. */
final class Clients {
    private Clients() {}

    static DynamoDbClient of(EmbeddedTable table) {
        return at(table.endpoint()).client(DynamoDbClient.builder());
    }

    /** One that tells an interceptor of its calls, and never waits before it tries again. */
    static DynamoDbClient of(EmbeddedTable table, ExecutionInterceptor more) {
        return at(table.endpoint())
                .client(DynamoDbClient.builder().overrideConfiguration(client -> client.addExecutionInterceptor(more)
                        .retryStrategy(retry -> retry.maxAttempts(3)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()))));
    }

    static SqsClient of(ElasticQueues queues) {
        return at(queues.endpoint()).client(SqsClient.builder());
    }

    static SesClient of(FakeSes mails) {
        return at(mails.endpoint()).client(SesClient.builder());
    }

    private static Environment at(URI endpoint) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
        return new Environment(
                Map.of(), InstantSource.system(), new Random(), builder -> builder.region(Region.US_EAST_1)
                        .credentialsProvider(credentials)
                        .endpointOverride(endpoint));
    }
}
