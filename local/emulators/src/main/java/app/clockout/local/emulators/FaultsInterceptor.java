package app.clockout.local.emulators;

import app.clockout.local.emulators.Faults.Kind;
import app.clockout.local.emulators.Faults.Strike;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.ses.model.SesException;
import software.amazon.awssdk.services.sqs.model.RequestThrottledException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Where {@link Faults} strike. */
final class FaultsInterceptor implements ExecutionInterceptor {
    private static final ExecutionAttribute<Boolean> ANSWER_IS_LOST =
            new ExecutionAttribute<>("ClockoutFaultsAnswerIsLost");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.putAttribute(ANSWER_IS_LOST, false);
        var service = Service.of(attributes);
        if (service == null || Faults.isNone() || Meter.isUnmetered()) {
            return;
        }
        var request = context.request();
        var strike = Faults.take(
                service,
                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                key -> CallSubject.of(request, key),
                kind -> kind != Kind.CONFLICT || AwsErrors.canConflict(request));
        strike.ifPresent(struck -> {
            switch (struck.kind()) {
                case THROTTLE -> throw throttled(service);
                case CONFLICT -> throw conflict(request, struck);
                case UNAVAILABLE -> throw unavailable(service);
                case TIMEOUT_AFTER_COMMIT -> attributes.putAttribute(ANSWER_IS_LOST, true);
            }
        });
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (Boolean.TRUE.equals(attributes.getAttribute(ANSWER_IS_LOST))) {
            context.responseBody().ifPresent(FaultsInterceptor::close);
            throwAnyway(new SocketTimeoutException("Read timed out"));
        }
        return context.httpResponse();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    /** An HTTP client throws a read's timeout as it is, checked; only like that the SDK treats this one the same. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwAnyway(Throwable exception) throws E {
        throw (E) exception;
    }

    private static AwsServiceException throttled(Service service) {
        return switch (service) {
            case DYNAMODB ->
                AwsErrors.detailed(
                        ProvisionedThroughputExceededException.builder(),
                        400,
                        "ProvisionedThroughputExceededException",
                        "The level of configured provisioned throughput for the table was exceeded. Consider increasing"
                                + " your provisioning level with the UpdateTable API.");
            case SES -> AwsErrors.detailed(SesException.builder(), 400, "Throttling", "Maximum sending rate exceeded.");
            case SQS ->
                AwsErrors.detailed(RequestThrottledException.builder(), 400, "RequestThrottled", "Rate exceeded");
        };
    }

    private static AwsServiceException unavailable(Service service) {
        var builder =
                switch (service) {
                    case DYNAMODB -> DynamoDbException.builder();
                    case SES -> SesException.builder();
                    case SQS -> SqsException.builder();
                };
        return AwsErrors.detailed(
                builder, 503, "ServiceUnavailable", "The service is unavailable. Please try again shortly.");
    }

    /** The first item that the fault is about conflicts; the others have nothing to say. */
    private static AwsServiceException conflict(SdkRequest request, Strike strike) {
        return AwsErrors.conflict(
                request,
                request instanceof TransactWriteItemsRequest transaction
                        ? Set.of(conflicting(transaction.transactItems(), strike.key()))
                        : Set.of());
    }

    private static int conflicting(List<TransactWriteItem> items, @Nullable String key) {
        int conflicting = 0;
        while (key != null && conflicting < items.size() - 1 && !isAbout(items.get(conflicting), key)) {
            conflicting++;
        }
        return conflicting;
    }

    private static boolean isAbout(TransactWriteItem item, String key) {
        return CallSubject.in(item)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(key.toLowerCase(Locale.ROOT)));
    }
}
