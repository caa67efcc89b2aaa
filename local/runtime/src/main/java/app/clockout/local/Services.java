package app.clockout.local;

import app.clockout.environment.Environment;
import app.clockout.local.Aws.Endpoint;
import app.clockout.local.emulators.ElasticQueues;
import app.clockout.local.emulators.FakeSes;
import app.clockout.local.emulators.LocalStackMails;
import app.clockout.local.emulators.Meter;
import app.clockout.local.emulators.SentMails;
import app.clockout.local.emulators.TableInProcess;
import app.clockout.local.table.EmbeddedTable;
import app.clockout.local.table.core.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsBaseClientBuilder;
import software.amazon.awssdk.services.ses.SesBaseClientBuilder;
import software.amazon.awssdk.services.ses.SesClient;
import software.amazon.awssdk.services.ses.model.GetSendQuotaResponse;
import software.amazon.awssdk.services.sqs.SqsBaseClientBuilder;

/**
 * The AWS services that the network runs on, and the way of a client to its own.
 *
 * @param where how people call them
 * @param prefix what the names of everything that the network has there begin with
 * @param mails what SES has sent
 * @param way points a client at its service
 * @param table the table, if it is in this process
 * @param running what ends with this, in the order it was started
 */
record Services(
        String where,
        String prefix,
        SentMails mails,
        Consumer<AwsClientBuilder<?, ?>> way,
        Optional<EmbeddedTable> table,
        List<AutoCloseable> running)
        implements AutoCloseable {

    /**
     * In this process; queues and mails are started side by side, as each takes a second.
     *
     * @throws StartException when the data folder has a table that another made, or that is damaged
     */
    static Services embedded(Optional<DataFolder> data, InstantSource clock) {
        var table = data.map(folder -> tableIn(folder, clock))
                .orElseGet(() -> EmbeddedTable.inMemory(clock, Rules.PLAIN, 0));
        var queues = CompletableFuture.supplyAsync(() ->
                data.map(folder -> ElasticQueues.in(folder.file("queues"))).orElseGet(ElasticQueues::inMemory));
        var mails =
                data.map(folder -> FakeSes.start(clock, folder.file("inbox"))).orElseGet(() -> FakeSes.start(clock));
        try {
            var sqs = queues.join();
            return new Services(
                    "this process",
                    "",
                    mails,
                    builder -> {
                        builder.endpointOverride(
                                switch (builder) {
                                    case DynamoDbBaseClientBuilder<?, ?> _ -> table.endpoint();
                                    case DynamoDbStreamsBaseClientBuilder<?, ?> _ -> table.endpoint();
                                    case SqsBaseClientBuilder<?, ?> _ -> sqs.endpoint();
                                    case SesBaseClientBuilder<?, ?> _ -> mails.endpoint();
                                    default ->
                                        throw new IllegalArgumentException("There is no local service for "
                                                + builder.getClass().getSimpleName()
                                                + "; there are ones for DynamoDB, SQS and SES.");
                                });
                        TableInProcess.connect(builder, table);
                    },
                    Optional.of(table),
                    List.of(table, sqs, mails));
        } catch (CompletionException e) {
            mails.close();
            table.close();
            throw e;
        }
    }

    private static EmbeddedTable tableIn(DataFolder data, InstantSource clock) {
        try {
            return EmbeddedTable.in(tableFolder(data), clock, Rules.PLAIN, 0);
        } catch (UncheckedIOException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Path tableFolder(DataFolder data) {
        var folder = data.file("table");
        if (Files.exists(folder.resolve("shared-local-instance.db"))) {
            throw new StartException(
                    "The table in " + folder + " was kept by DynamoDB Local, which is no longer part of this:"
                            + " it cannot be read. Give another data folder, or delete this one to begin anew.");
        }
        return folder;
    }

    /**
     * Those behind an endpoint, whose SES is told that mail may come from the network.
     *
     * @param identity the domain that mails come from
     * @param configurationSet the one that mails are sent under, without the prefix
     * @throws StartException when nobody answers there, or nobody like AWS
     */
    static Services at(Endpoint endpoint, String identity, String configurationSet) {
        var address = endpoint.address();
        var prefix = endpoint.stack() + "-";
        var services = new Services(
                address.toString(),
                prefix,
                new LocalStackMails(address, prefix + configurationSet),
                builder -> {
                    builder.endpointOverride(address);
                    if (builder instanceof SesBaseClientBuilder<?, ?>) {
                        intercept(builder, new Unlimited());
                    }
                },
                Optional.empty(),
                List.of());
        var own = new Environment(Map.of(), InstantSource.system(), new SecureRandom(), services::connect);
        try (var ses = own.client(SesClient.builder())) {
            Meter.unmetered(() -> ses.verifyDomainIdentity(request -> request.domain(identity)));
            return services;
        } catch (SdkException e) {
            throw new StartException(
                    e.getCause() instanceof IOException
                            ? "Nothing answers at " + address
                                    + ". LocalStack is started by `make localstack`, in another terminal."
                            : "What answers at " + address + " is no AWS: " + e.getMessage(),
                    e);
        }
    }

    /** For clients of the runtime itself. */
    void connect(AwsClientBuilder<?, ?> builder) {
        builder.region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
        way.accept(builder);
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
            intercept(builder, watch);
        };
    }

    static void intercept(AwsClientBuilder<?, ?> builder, ExecutionInterceptor interceptor) {
        builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(interceptor)
                .build());
    }

    @Override
    public void close() {
        mails.close();
        for (AutoCloseable service : running.reversed()) {
            try {
                service.close();
            } catch (Exception e) {
                // The others end all the same.
            }
        }
    }

    /** LocalStack's SES says that it takes 200 mails a day, counts each twice, forgets none and takes any number. */
    private record Unlimited() implements ExecutionInterceptor {
        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            return context.response() instanceof GetSendQuotaResponse quota
                    ? quota.toBuilder().max24HourSend(-1.0).build()
                    : context.response();
        }
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
