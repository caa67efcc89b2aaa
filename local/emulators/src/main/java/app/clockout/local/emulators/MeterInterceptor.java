package app.clockout.local.emulators;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Where {@link Meter} sees the calls. */
final class MeterInterceptor implements ExecutionInterceptor {
    private static final ExecutionAttribute<Call> CALL = new ExecutionAttribute<>("ClockoutMeterCall");
    private static final Set<String> CHANGES_OF_TABLES = Set.of("CreateTable", "DeleteTable", "UpdateTable");
    private static final RecentTokens TOKENS = new RecentTokens();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        var service = Service.of(attributes);
        if (service == null || Meter.isUnmetered() || Meter.isOff()) {
            return;
        }
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        var call = new Call(Meter.label(), operation);
        attributes.putAttribute(CALL, call);
        Meter.call(call.label, operation);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        var call = attributes.getAttribute(CALL);
        if (call != null && context.request() instanceof DynamoDbRequest) {
            call.bystander =
                    TableInspector.of(context.httpRequest(), attributes).orElse(null);
            call.attempt = call.look(context.request());
        }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        var call = attributes.getAttribute(CALL);
        if (call != null && context.httpResponse().isSuccessful()) {
            call.done(context.request());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        var call = attributes.getAttribute(CALL);
        if (call != null && call.bystander != null) {
            call.read(context);
        }
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        var call = attributes.getAttribute(CALL);
        if (call != null && call.bystander != null) {
            call.failed(context.exception());
        }
    }

    /** One call under way. Interceptors run on the caller's thread, one after the other. */
    private static final class Call {
        private final String label;
        private final String operation;
        private Optional<WriteCall> attempt = Optional.empty();
        private @Nullable TableInspector bystander;
        private boolean tookEffect;

        Call(String label, String operation) {
            this.label = label;
            this.operation = operation;
        }

        Optional<WriteCall> look(SdkRequest request) {
            try {
                return bystander == null ? Optional.empty() : WriteCall.about(request, bystander);
            } catch (SdkException e) {
                // The table is not there or the request is wrong: its own answer will tell, and costs nothing.
                return Optional.empty();
            }
        }

        void done(SdkRequest request) {
            attempt.ifPresent(write -> {
                boolean again = tookEffect;
                if (request instanceof TransactWriteItemsRequest transaction) {
                    again |= !TOKENS.isNew(transaction.clientRequestToken());
                    // The SDK repeats an attempt under the same token, so it takes effect once.
                    Meter.units(label, again ? (double) write.repeated() : 0, again ? 0 : write.done());
                } else {
                    Meter.units(label, 0, write.done());
                }
                tookEffect = true;
            });
        }

        void read(Context.AfterExecution context) {
            var there = Objects.requireNonNull(bystander);
            if (CHANGES_OF_TABLES.contains(operation)) {
                there.forgetShapes();
            }
            double units = ReadCost.of(context.request(), context.response(), there);
            if (units > 0) {
                Meter.units(label, units, 0);
            }
        }

        void failed(Throwable failure) {
            boolean costs =
                    switch (failure) {
                        case ConditionalCheckFailedException _ -> true;
                        case TransactionConflictException _ -> true;
                        case TransactionCanceledException cancelled ->
                            cancelled.cancellationReasons().stream()
                                    .map(CancellationReason::code)
                                    .anyMatch(Set.of("ConditionalCheckFailed", "TransactionConflict")::contains);
                        default -> false;
                    };
            if (costs) {
                attempt.ifPresent(write -> Meter.units(label, 0, write.refused()));
            }
        }
    }

    /** The tokens of the latest transactions, by which DynamoDB knows one that comes again. */
    private static final class RecentTokens {
        private static final int REMEMBERED = 10_000;

        private final Set<String> tokens = ConcurrentHashMap.newKeySet();
        private final Queue<String> oldestFirst = new ArrayDeque<>();

        synchronized boolean isNew(@Nullable String token) {
            if (token == null) {
                return true;
            }
            if (!tokens.add(token)) {
                return false;
            }
            oldestFirst.add(token);
            if (oldestFirst.size() > REMEMBERED) {
                tokens.remove(oldestFirst.remove());
            }
            return true;
        }
    }
}
