package app.clockout.local;

import app.clockout.testing.DynamoDbLocal;
import app.clockout.testing.ElasticQueues;
import app.clockout.testing.MailCatcher;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsBaseClientBuilder;
import software.amazon.awssdk.services.ses.SesBaseClientBuilder;
import software.amazon.awssdk.services.sqs.SqsBaseClientBuilder;

/** The AWS services in this process, and the way of a client to its own. */
record Services(DynamoDbLocal dynamoDb, ElasticQueues queues, MailCatcher mails) implements AutoCloseable {
    /** Starts them side by side: each takes a second. */
    static Services start(Optional<DataFolder> data, InstantSource clock) {
        var queues = CompletableFuture.supplyAsync(() ->
                data.map(folder -> ElasticQueues.in(folder.file("queues"))).orElseGet(ElasticQueues::inMemory));
        var dynamoDb =
                data.map(folder -> DynamoDbLocal.in(folder.file("table"))).orElseGet(DynamoDbLocal::inMemory);
        var mails = data.map(folder -> MailCatcher.start(clock, folder.file("inbox")))
                .orElseGet(() -> MailCatcher.start(clock));
        try {
            return new Services(dynamoDb, queues.join(), mails);
        } catch (CompletionException e) {
            mails.close();
            dynamoDb.close();
            throw e;
        }
    }

    /** For clients of the runtime itself. */
    void connect(AwsClientBuilder<?, ?> builder) {
        builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .endpointOverride(endpoint(builder));
    }

    /**
     * For clients of functions.
     *
     * @param wrote told after each call that may have changed the table ({@code true}) or put a message on a queue
     */
    Consumer<AwsClientBuilder<?, ?>> connecting(Consumer<Boolean> wrote) {
        var watch = new Watch(wrote);
        return builder -> {
            connect(builder);
            builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                    .addExecutionInterceptor(watch)
                    .build());
        };
    }

    private URI endpoint(AwsClientBuilder<?, ?> builder) {
        return switch (builder) {
            case DynamoDbBaseClientBuilder<?, ?> _ -> dynamoDb.endpoint();
            case DynamoDbStreamsBaseClientBuilder<?, ?> _ -> dynamoDb.endpoint();
            case SqsBaseClientBuilder<?, ?> _ -> queues.endpoint();
            case SesBaseClientBuilder<?, ?> _ -> mails.endpoint();
            default ->
                throw new IllegalArgumentException("There is no local service for "
                        + builder.getClass().getSimpleName() + "; there are ones for DynamoDB, SQS and SES.");
        };
    }

    @Override
    public void close() {
        mails.close();
        queues.close();
        dynamoDb.close();
    }

    /** Also when a call failed: it may have been carried out all the same. */
    private record Watch(Consumer<Boolean> wrote) implements ExecutionInterceptor {
        private static final Set<String> OF_TABLE =
                Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");
        private static final Set<String> OF_QUEUES = Set.of("SendMessage", "SendMessageBatch");

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            look(attributes);
        }

        @Override
        public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
            look(attributes);
        }

        private void look(ExecutionAttributes attributes) {
            String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
            if (OF_TABLE.contains(operation)) {
                wrote.accept(true);
            } else if (OF_QUEUES.contains(operation)) {
                wrote.accept(false);
            }
        }
    }
}
