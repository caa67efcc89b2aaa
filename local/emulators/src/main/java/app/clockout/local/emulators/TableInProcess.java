package app.clockout.local.emulators;

import app.clockout.local.table.EmbeddedTable;
import app.clockout.local.table.sdk.InProcessHttpClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsBaseClientBuilder;

/**
 * The way of a client to a table in its own JVM: the same calls, interceptors and answers as over HTTP, at a third of the
 * processor's time, as no socket is between them.
 */
public final class TableInProcess {
    private TableInProcess() {}

    /** Points a client at the table if it is one of DynamoDB or its streams, whatever HTTP client it was given before. */
    public static void connect(AwsClientBuilder<?, ?> builder, EmbeddedTable table) {
        if (builder instanceof SdkSyncClientBuilder<?, ?> client
                && (builder instanceof DynamoDbBaseClientBuilder<?, ?>
                        || builder instanceof DynamoDbStreamsBaseClientBuilder<?, ?>)) {
            client.httpClient(new InProcessHttpClient(table.protocol()));
        }
    }
}
