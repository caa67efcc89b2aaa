package app.clockout.local.emulators;

import app.clockout.environment.Environment;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients of an emulator that belongs to no stack. */
final class Clients {
    private Clients() {}

    static DynamoDbClient of(DynamoDbLocal dynamoDb) {
        return at(dynamoDb.endpoint()).client(DynamoDbClient.builder());
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
